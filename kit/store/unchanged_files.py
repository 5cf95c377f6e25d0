"""The files of the last kit that a new one takes over: those that are as they were made, by their sums."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.store.contents import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.store.contents import FileSum


#: Don't follow links, and don't wait for the writer of a pipe; some flags exist only on Windows, others only elsewhere.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class KitBefore:
    """The kit that a build replaces. Whatever is in its folder now, only files with the right sums are taken over."""

    def __init__(self, folder: Path) -> None:
        """Take its folder, with no symbolic link in its path; it need not exist."""
        self._folder = str(folder)
        self._are_real: dict[str, bool] = {}

    def unchanged(self, sums: Mapping[str, FileSum]) -> set[str]:
        """Return the names of the files that are as they were made, by the sum of each, and that may be linked to.

        A file that has a second name, or is behind a symbolic link, may belong to somebody else.
        """
        return {name for name, wanted in sums.items() if self._digest(name) == wanted.sha256}

    def link(self, names: Iterable[str], into: Path) -> bool:
        """Make some files as hard links in a new folder: all, or none if one can't be made."""
        made: list[str] = []
        try:
            for name in names:
                _link(f"{self._folder}/{name}", f"{into}/{name}")
                made.append(name)
        except OSError:  # the disk does not support links, or the file is gone
            for name in made:
                os.unlink(f"{into}/{name}")  # noqa: PTH108  (of thousands; a Path is slower)
            return False
        return True

    def _digest(self, name: str) -> str:
        """Return the sha256 of a file that may be linked to; empty for anything else."""
        path = f"{self._folder}/{name}"
        try:
            if not self._is_real(path.rpartition("/")[0]):
                return ""
            number = os.open(path, _FLAGS)
            with open(number, "rb", buffering=0) as file:  # noqa: PTH123  (it is open)
                about = os.fstat(number)
                is_linkable = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and about.st_size <= MOST_BYTES
                return sha256(file.read()).hexdigest() if is_linkable else ""
        except OSError:
            return ""

    def _is_real(self, folder: str) -> bool:
        """Return whether no symbolic link is in the path of a folder."""
        if folder not in self._are_real:
            self._are_real[folder] = os.path.realpath(folder) == folder
        return self._are_real[folder]


def _link(source: str, path: str) -> None:
    """Make a hard link, and its parent folders only if one is missing. Raises OSError."""
    try:
        os.link(source, path)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        os.link(source, path)
