"""Make a kit: plan its artboards, compose and judge them, paint and encode in workers, publish all or nothing."""

from kit.pipeline.building import BuildOptions, build
from kit.pipeline.result import BuildResult, Failure

__all__ = ["BuildOptions", "BuildResult", "Failure", "build"]
