"""Which files may be read: those in a project, by their own path or through links that stay in it.

A project may be anybody's. A link in it could lead to any file that its user may read, of which messages would quote
lines. So each path is resolved once, by `real_path`, and what is read is opened at that path without following links.
The way to a folder that the user chose is resolved once as well (`chosen_folder`), with the links in it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kit.base.real_folders import LinkedFolderError, open_folder


class LinkRefusedError(OSError):
    """A path of a project has a link that is not followed."""

    def __init__(self, path: Path | str) -> None:
        """Take the path as it is written."""
        words = "a link on the way to it leads out of the project, or to something hidden in it"
        super().__init__(errno.ELOOP, words, str(path))


def real_path(path: Path, root: Path) -> Path:
    """Return where a file or folder of a project really is, be it there or not; `root` is the project, resolved.

    Raises LinkRefusedError if there is a link on the way from `root`, and it leads out of `root`, or a part of the path
    as it is written, or as it really is, begins with a dot: `.git` holds addresses with passwords.
    """
    real = Path(os.path.realpath(path))
    is_inside = real.is_relative_to(root)
    if real == path and is_inside:
        return path
    parts = [part for one in (path, real) if one.is_relative_to(root) for part in one.relative_to(root).parts]
    if not is_inside or any(part.startswith(".") for part in parts):
        raise LinkRefusedError(path)
    return real


def path_to_open(path: Path, root: Path) -> Path:
    """Return where a file of a project really is; for a link that is refused the link, which can't be opened."""
    try:
        return real_path(path, root)
    except LinkRefusedError:
        return path


def places_of(file: str, folders: Sequence[Path], root: Path) -> list[Path]:
    """Return where a file may be in some folders of a project and, last, in one that comes with the generator.

    Links in the latter are followed, wherever they lead: packages may be installed as links.
    """
    *own, shipped = folders
    return [*(path_to_open(folder / file, root) for folder in own), Path(os.path.realpath(shipped / file))]


def open_real(path: Path | str, flags: int) -> int:
    """Open a file for reading at a path in which no part is a link; return its descriptor.

    A link that took the place of a part since the path was resolved is not followed either. Raises LinkRefusedError for
    a link, OSError as `os.open`.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100  (`resolve` follows links)
    try:
        with open_folder(whole.parent) as folder:
            return folder.open_file(whole.name, flags)
    except LinkedFolderError as error:
        raise LinkRefusedError(path) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise LinkRefusedError(path) from error
        raise OSError(error.errno, error.strerror, str(path)) from error


def has_link(path: Path | str) -> bool:
    """Return whether any part of an absolute path is a link; after `path_to_open`, whether it is refused."""
    return os.path.normcase(os.path.realpath(path)) != os.path.normcase(path)


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
