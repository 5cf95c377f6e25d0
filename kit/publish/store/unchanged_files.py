"""The files of the last kit that a new one takes over: those that are as they were made."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from kit.base.real_folders import LinkedFolderError, RealFolder, open_folder
from kit.publish.store.contents import MOST_BYTES, FileSum


def linked_to_same(folder: RealFolder, name: str, data: bytes, other: Path) -> bool:
    """Make a file as a hard link to another with the same data; return whether that succeeded.

    A file that has another name, or is behind a symbolic link, is left alone, as it may belong to somebody else.
    """
    try:
        with open_folder(other.parent) as before:
            about, present = _linkable(before, other.name, len(data))
            return present == data and _link(before, other.name, folder, name, about)
    except (OSError, LinkedFolderError):  # it does not exist, or the disk does not support links
        return False


class KitBefore:
    """The kit that a build replaces. Whatever is in its folder now, only files with the right sums are taken over."""

    def __init__(self, folder: Path) -> None:
        """Take its folder, with no symbolic link in its path; it need not exist."""
        self._folder = folder

    def unchanged(self, sums: Mapping[str, FileSum]) -> set[str]:
        """Return the names of the files that are as they were made, by the sum of each, and that may be linked to.

        A file that has a second name, or is behind a symbolic link, may belong to somebody else.
        """
        unchanged: set[str] = set()
        for below, names in _by_folder(sums):
            try:
                with open_folder(self._folder / below) as folder:
                    unchanged |= {name for inner, name in names if _digest(folder, inner) == sums[name].sha256}
            except (OSError, LinkedFolderError):
                continue
        return unchanged

    def link(self, names: Iterable[str], into: Path) -> bool:
        """Make some files as hard links in a new folder: all, or none if one can't be made."""
        made: list[str] = []
        try:
            for below, inners in _by_folder(names):
                with open_folder(self._folder / below) as folder, open_folder(into / below, make=True) as new:
                    for inner, name in inners:
                        folder.link(inner, new, inner)
                        made.append(name)
                        _require_file(new, inner)
        except (OSError, LinkedFolderError):  # the disk does not support links, or the file is gone
            for below, inners in _by_folder(made):
                with open_folder(into / below) as new:
                    for inner, _ in inners:
                        new.remove(inner)
            return False
        return True


def _require_file(folder: RealFolder, name: str) -> None:
    """Raise OSError if what was linked to is a file no more, such as a symbolic link that was put in its place."""
    about = folder.about(name)
    if about is None or not stat.S_ISREG(about.st_mode):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)


def _by_folder(names: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each folder of some files of a kit, to open it once, with the name in it and the whole name of each."""
    for below, group in groupby(sorted(names, key=_folder_of), _folder_of):
        yield below, [(name.rpartition("/")[2], name) for name in group]


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _digest(folder: RealFolder, name: str) -> str:
    """Return the sha256 of a file that may be linked to; empty for anything else."""
    try:
        _, data = _linkable(folder, name)
    except OSError:
        return ""
    return "" if data is None else sha256(data).hexdigest()


def _linkable(folder: RealFolder, name: str, size: int | None = None) -> tuple[os.stat_result, bytes | None]:
    """Return what the system says of a file, and its bytes if it may be linked to and has a size. Raises OSError."""
    number = folder.open_file(name)
    with open(number, "rb", buffering=0) as file:  # noqa: PTH123  (it is open)
        about = os.fstat(number)
        is_linkable = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and about.st_size <= MOST_BYTES
        return about, file.read() if is_linkable and size in {None, about.st_size} else None


def _link(before: RealFolder, name: str, folder: RealFolder, new: str, about: os.stat_result) -> bool:
    """Make a hard link to a file that was read; return whether it is to that file, and not to one put in its place."""
    before.link(name, folder, new)
    linked = folder.about(new)
    if linked is not None and os.path.samestat(linked, about):
        return True
    folder.remove(new)
    return False
