"""Which files of a project may be read: those in it, by their own path or through links that stay in it.

A project may be anybody's. A link in it could lead to any file that its user may read, of which messages would quote
lines. So each path is resolved once, by `real_path`, and what is read is opened at that path without following links.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


#: Opens a path in which no part is a link, where a system can do that in one step.
_NO_LINKS = getattr(os, "O_NOFOLLOW_ANY", 0)
#: Opens a folder that is no link, to look up the next part of a path in it, without needing to list it.
_FOLDER = getattr(os, "O_PATH", 0) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_IN_STEPS = hasattr(os, "O_PATH") and os.open in os.supports_dir_fd


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
    whole = os.path.abspath(path)  # noqa: PTH100  (`resolve` follows links)
    try:
        if _NO_LINKS or not _IN_STEPS:
            _require_real(whole)
            return os.open(whole, flags | _NO_LINKS)
        return _opened_in_steps(whole, flags)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            _require_real(whole)
        raise OSError(error.errno, error.strerror, str(path)) from error


def has_link(path: Path | str) -> bool:
    """Return whether any part of an absolute path is a link; after `path_to_open`, whether it is refused."""
    return os.path.normcase(os.path.realpath(path)) != os.path.normcase(path)


def _require_real(whole: str) -> None:
    """Raise LinkRefusedError for an absolute path with a link in it."""
    if has_link(whole):
        raise LinkRefusedError(whole)


def _opened_in_steps(whole: str, flags: int) -> int:
    """Open a file by opening each folder on the way to it in the one before. Raises OSError, for links too."""
    top, *folders, name = Path(whole).parts
    folder = os.open(top, _FOLDER)
    try:
        for part in folders:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(name, flags | os.O_NOFOLLOW, dir_fd=folder)
    finally:
        os.close(folder)
