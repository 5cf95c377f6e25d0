"""Bring what was written to the disk, so that a machine that loses power has the whole of it or nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: The first Linux whose `syncfs` tells of what could not be written (https://man7.org/linux/man-pages/man2/sync.2.html).
_TELLS_ERRORS = (5, 8)


def sync_tree(folder: Path) -> None:
    """Bring every file of a folder to the disk. Raises OSError for what can't be written.

    On Linux by one call for its whole file system: a call for each of a thousand files takes seconds.
    """
    sync = _syncfs()
    if sync is None:
        _sync_each(folder)
        return
    with _opened(folder) as handle:
        if sync(handle):
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(folder))


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows has no call for it and needs none."""
    if os.name == "nt":
        return
    with _opened(folder) as handle:
        os.fsync(handle)


def _sync_each(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:  # Windows syncs only files that are open for writing
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


@cache
def _syncfs() -> Callable[[int], int] | None:
    """Return the call of Linux that syncs a whole file system, by a handle of anything on it; None elsewhere."""
    if sys.platform != "linux":
        return None
    version = tuple(int(part) for part in os.uname().release.split(".")[:2] if part.isdecimal())
    function: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return function if version >= _TELLS_ERRORS else None


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
