"""Put what was made in a staging folder into its place: the old kit stays whole until the new one is on the disk."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from kit.store.contents import SUMS
from kit.store.staging import KEPT, OLD, require_undisturbed
from kit.store.sums import is_kit, remove_kit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def publish(made: Path, kit: Path) -> list[Path]:
    """Put a finished folder in the place of a kit; return where files of people lie now that were in the old one.

    When that fails the old kit is put back. Raises OutputError when files of the finished folder were deleted.
    """
    require_undisturbed(made)
    sync_tree(made)
    old, kept = kit.with_name(OLD + kit.name), kit.parent / KEPT / kit.name
    # Kits of builds that were cut short were put in order before: what lies there now is people's own.
    moved = remove_kit(old, kept) if os.path.lexists(old) and os.path.lexists(kit) else []
    try:
        if os.path.lexists(kit):
            kit.rename(old)
        made.rename(kit)
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(kit):
            old.rename(kit)
        raise
    sync_folder(kit.parent)
    return moved + (remove_kit(old, kept, kit) if os.path.lexists(old) else [])


def publish_files(made: Path, out: Path) -> None:
    """Put finished files in their place, each whole in one step and the list of sums last."""
    sync_tree(made)
    for path in sorted(made.iterdir(), key=lambda path: path.name == SUMS):
        path.replace(out / path.name)
    sync_folder(out)


def remove_outdated(folder: Path) -> list[Path]:
    """Remove what an earlier build left that did not succeed; return where files of people lie now that were in it."""
    return remove_kit(folder, folder.parent / KEPT / folder.name) if is_kit(folder) else []


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
