"""Publish a finished staging folder: the old kit stays intact until the new one is on disk."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from kit.base.real_folders import RealFolder, open_folder
from kit.publish.store.contents import SUMS
from kit.publish.store.kit_removal import is_kit, remove_kit, require_place_to_keep
from kit.publish.store.staging import KEPT, OLD, require_undisturbed


def publish(made: Path, kit: Path) -> list[Path]:
    """Replace a kit with a finished folder; return the new paths of users' own files that were in the old one.

    If that fails, the old kit is restored. Raises OutputError if files of the finished folder were deleted, or if a
    link is in the place of the folder for users' files; nothing is moved then.
    """
    require_undisturbed(made)
    sync_tree(made)
    old, kept = kit.with_name(OLD + kit.name), kit.parent / KEPT / kit.name
    require_place_to_keep(kit, kept, made)
    with open_folder(kit.parent) as out, open_folder(made.parent) as staging:
        # Interrupted builds were cleaned up before: anything left now belongs to the user.
        moved = remove_kit(old, kept) if out.about(old.name) and out.about(kit.name) else []
        try:
            if out.about(kit.name):
                out.rename(kit.name, out, old.name)
            staging.rename(made.name, out, kit.name)
        except BaseException:
            if out.about(old.name) and not out.about(kit.name):
                out.rename(old.name, out, kit.name)
            raise
        _sync(out)
        return moved + (remove_kit(old, kept, kit) if out.about(old.name) else [])


def publish_files(made: Path, out: Path) -> None:
    """Move finished files to their place, each in one step, and the list of checksums last."""
    sync_tree(made)
    with open_folder(made) as staging, open_folder(out) as folder:
        for name in sorted(staging.names(), key=lambda name: name == SUMS):
            staging.rename(name, folder, name)
        _sync(folder)


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
    with open_folder(folder) as opened:
        if sync is None:
            _sync_each(opened)
            return
        with opened.readable() as number:
            if number is not None and sync(number):
                error = ctypes.get_errno()
                raise OSError(error, os.strerror(error), str(folder))


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to disk; Windows has no call for this and needs none."""
    with open_folder(folder) as opened:
        _sync(opened)


def _sync(folder: RealFolder) -> None:
    with folder.readable() as number:
        if number is not None:
            os.fsync(number)


def _sync_each(folder: RealFolder) -> None:
    for below, names in folder.walk():
        with folder.folder(below) as inner:
            for name in names:
                number = inner.open_file(name, os.O_RDWR)  # Windows syncs only files that are open for writing
                try:
                    os.fsync(number)
                finally:
                    os.close(number)
            _sync(inner)


@cache
def _syncfs() -> Callable[[int], int] | None:
    """Return the Linux call that syncs a whole file system, by a handle of anything on it; None on other systems."""
    if sys.platform != "linux":
        return None
    version = tuple(int(part) for part in os.uname().release.split(".")[:2] if part.isdecimal())
    function: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return function if version >= _REPORTS_ERRORS else None
