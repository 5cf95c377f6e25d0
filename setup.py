"""Carry the drawings and fonts in built packages; their only copies in the repository stay at its top.

`pyproject.toml` says everything else. An editable install takes them from their places.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

from setuptools import setup
from setuptools.command.build_py import build_py

#: What `kit.project.load` looks in second, after the project's own, and what `kit new` and `kit new layout` copy.
SHIPPED = ("templates/svg", "templates/starter", "templates/layout", "fonts")


class BuildWithFolders(build_py):
    """Build the package, then copy the folders that it ships into `kit/shipped`."""

    def run(self) -> None:
        """Write everything anew, so that a drawing which was deleted does not return from an old build."""
        super().run()
        if self.editable_mode:
            return
        shipped = Path(self.build_lib, "kit", "shipped")
        rmtree(shipped, ignore_errors=True)
        for folder in SHIPPED:
            copytree(folder, shipped / folder, ignore=ignore_patterns(".*", "dist"))


setup(cmdclass={"build_py": BuildWithFolders})
