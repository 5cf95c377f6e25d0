"""Publish a finished staging folder: the old kit stays intact until the new one is on disk."""

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
    """Replace a kit with a finished folder; return the new paths of users' own files that were in the old one.

    If that fails, the old kit is restored. Raises OutputError if files of the finished folder were deleted.
    """
    require_undisturbed(made)
    sync_tree(made)
    old, kept = kit.with_name(OLD + kit.name), kit.parent / KEPT / kit.name
    # Interrupted builds were cleaned up before: anything left now belongs to the user.
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
    """Move finished files to their place, each in one step, and the list of checksums last."""
    sync_tree(made)
    for path in sorted(made.iterdir(), key=lambda path: path.name == SUMS):
        path.replace(out / path.name)
    sync_folder(out)


def remove_outdated(folder: Path) -> list[Path]:
    """Remove the remains of an unsuccessful build; return the new paths of users' own files that were in it."""
    return remove_kit(folder, folder.parent / KEPT / folder.name) if is_kit(folder) else []


#: The first Linux version whose `syncfs` reports write errors (https://man7.org/linux/man-pages/man2/sync.2.html).
_REPORTS_ERRORS = (5, 8)


def sync_tree(folder: Path) -> None:
    """Sync every file of a folder to disk. Raises OSError if one can't be written.

    On Linux this is one call for the whole file system: a call for each of a thousand files takes seconds.
    """
    sync = _syncfs()
    if sync is None:
        _sync_each(folder)
        return
    with _folder_handle(folder) as handle:
        if sync(handle):
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(folder))


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to disk; Windows has no call for this and needs none."""
    if os.name == "nt":
        return
    with _folder_handle(folder) as handle:
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
    """Return the Linux call that syncs a whole file system, by a handle of anything on it; None on other systems."""
    if sys.platform != "linux":
        return None
    version = tuple(int(part) for part in os.uname().release.split(".")[:2] if part.isdecimal())
    function: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return function if version >= _REPORTS_ERRORS else None


@contextmanager
def _folder_handle(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
