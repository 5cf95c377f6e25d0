"""Make a kit: plan its artboards, compose and judge them, paint and encode in workers, publish all or nothing."""

from kit.build.build import BuildOptions, build
from kit.build.plan import plan
from kit.build.result import BuildResult, Failure

__all__ = ["BuildOptions", "BuildResult", "Failure", "build", "plan"]
