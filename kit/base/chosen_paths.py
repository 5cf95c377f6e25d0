"""Paths that the user chose: the links on the way to them are followed, once, at the start; those below them never."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class ChosenPath(NamedTuple):
    """A path as its user named it, and as it is: with the links up to the folder that the user chose resolved.

    Names that are joined to it are below that folder, and are not resolved.
    """

    shown: Path
    real: Path

    def __fspath__(self) -> str:
        """Return the path as its user named it."""
        return str(self.shown)

    def __truediv__(self, name: str) -> ChosenPath:
        """Return the path of something in the folder."""
        return ChosenPath(self.shown / name, self.real / name)

    @property
    def parent(self) -> ChosenPath:
        """The folder that it is in."""
        return ChosenPath(self.shown.parent, self.real.parent)


def chosen_folder(path: str | os.PathLike[str]) -> ChosenPath:
    """Return the path of a folder that the user chose, and follow the links in it; one that is chosen stays so."""
    return path if isinstance(path, ChosenPath) else ChosenPath(Path(path), Path(os.path.realpath(path)))


def in_chosen_folder(path: str | os.PathLike[str]) -> ChosenPath:
    """Return the path of something in a folder that the user chose; a link in its own place is not followed."""
    if isinstance(path, ChosenPath):
        return path
    whole = Path(os.path.abspath(path))  # noqa: PTH100  (`absolute` keeps dots)
    return ChosenPath(Path(path), Path(os.path.realpath(whole.parent)) / whole.name)
