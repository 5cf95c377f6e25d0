"""Remove what has not been used for a long time, and what exceeds the limit, least recently used first."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from kit.cache.cache_folder import user_caches
from kit.cache.entries import WRITE, is_entry, is_private
from kit.cache.noted_entries import entry_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kit.cache.entries import Cache


#: Entries and projects that have not been used for this many days are removed.
LIFETIME_DAYS = 60
#: The most bytes that are kept of a project; beyond that, only what the last build used stays.
MOST_KEPT = 1_000_000_000
_DAY = 86_400
_PROJECT = re.compile(r"[0-9a-f]{32}")
#: The file that is written when a cache is swept.
_SWEPT = ".swept"
#: The former place of project caches, in the output folder, and their contents.
_OUTDATED = ".cache"
_KINDS = frozenset({"bodies", "drawings", "files", "measures", "pictures", "thumbnails"})


class _StoredEntry(NamedTuple):
    """A file that a cache wrote: when it was last used, its size, and whether it is still being written."""

    used: float
    size: int
    path: str
    is_whole: bool

    @property
    def name(self) -> str:
        """The name of the entry in its cache."""
        folder, _, key = self.path.rpartition(os.sep)
        return entry_name(os.path.basename(os.path.dirname(folder)), key)  # noqa: PTH119, PTH120


def sweep(cache: Cache, since: float, *, grown: bool = True, needed: Collection[str] = ()) -> None:
    """Remove what is outdated in a cache, but nothing used `since` a time in seconds, the start of a build.

    Entries that are `needed`, by name, count as used as well, though the build did not read them.

    If the cache has not `grown`, this is done only once a day. The caches of projects that are no longer used are
    removed as well.
    """
    if cache.folder is None or (not grown and _swept_today(cache.folder)) or not _is_own(cache.folder):
        return
    _sweep(cache.folder, since, needed)
    now = time.time()
    for folder in _folders(str(cache.folder.parent)):
        outdated = folder.stat(follow_symlinks=False).st_mtime < now - LIFETIME_DAYS * _DAY
        if outdated and _PROJECT.fullmatch(folder.name) and folder.name != cache.folder.name:
            _clear(folder.path)
    with suppress(OSError):
        (cache.folder / _SWEPT).touch(0o600)


def remove_outdated_cache(out: Path) -> None:
    """Remove the cache that earlier versions kept in the output folder: its entries, and folders that are then empty.

    A link in its place is removed, not followed. A folder that is the user's own cache stays.
    """
    old = out / _OUTDATED
    with suppress(OSError, RuntimeError):
        if out.resolve() / _OUTDATED == user_caches().parent.resolve() / user_caches().name:
            return
    with suppress(OSError):
        if old.is_symlink():
            old.unlink()
        elif old.is_dir():
            _clear(str(old), _KINDS)


def _is_own(folder: Path) -> bool:
    """Return whether a folder is the user's own and not a link, which could lead anywhere."""
    try:
        return is_private(str(folder))
    except OSError:
        return False


def _swept_today(folder: Path) -> bool:
    try:
        return abs(time.time() - (folder / _SWEPT).stat().st_mtime) < _DAY
    except OSError:
        return False


def _sweep(folder: Path, since: float, needed: Collection[str]) -> None:
    """Remove what is old, what interrupted writes left and, of what no build has used lately, the excess."""
    now = time.time()
    oldest, kept = now - LIFETIME_DAYS * _DAY, list[_StoredEntry]()
    for entry in _entries(str(folder)):
        is_used = entry.name in needed or since <= entry.used <= now + _DAY
        if not is_used and (not entry.is_whole or entry.used < oldest):
            _unlink(entry.path)
        else:
            kept.append(entry)
    total = sum(entry.size for entry in kept)
    for entry in sorted(kept):
        if total <= MOST_KEPT or entry.used >= since:
            break
        if entry.name not in needed:
            _unlink(entry.path)
            total -= entry.size


def _clear(folder: str, kinds: Collection[str] = ()) -> None:
    """Remove the entries of a cache, of some kinds or all, and folders that are then empty."""
    for entry in _entries(folder, kinds):
        _unlink(entry.path)
    _unlink(f"{folder}{os.sep}{_SWEPT}")
    for kind in _folders(folder):
        if not kinds or kind.name in kinds:
            for place in (*_folders(kind.path), kind):
                with suppress(OSError):  # it contains something else
                    os.rmdir(place)  # noqa: PTH106
    with suppress(OSError):
        os.rmdir(folder)  # noqa: PTH106


def _entries(folder: str, kinds: Collection[str] = ()) -> Iterator[_StoredEntry]:
    """Yield the files that a cache wrote, of some kinds or all, without following links."""
    for kind in _folders(folder):
        for place in _folders(kind.path) if not kinds or kind.name in kinds else ():
            with suppress(OSError):
                for file in list(os.scandir(place)):
                    is_whole = is_entry(file.name, place.name)
                    if is_whole or WRITE.fullmatch(file.name):
                        found = file.stat(follow_symlinks=False)
                        yield _StoredEntry(found.st_mtime, found.st_size, file.path, is_whole)


def _folders(folder: str) -> list[os.DirEntry[str]]:
    """Return the folders in a folder, without links; none if it can't be read."""
    try:
        return [entry for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
