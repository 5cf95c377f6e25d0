"""Remove what has not been used for a long time, and what exceeds the limit, least recently used first."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kit.base.cache.cache_folder import user_caches
from kit.base.cache.entries import WRITE, Cache, entry_name, is_entry, is_private
from kit.base.real_folders import LinkedFolderError, RealFolder, is_folder, is_link, open_folder

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
    """A file that a cache wrote: when it was last used, its size, where it is, and whether it is written whole."""

    used: float
    size: int
    kind: str
    place: str
    key: str
    is_whole: bool

    @property
    def name(self) -> str:
        """The name of the entry in its cache."""
        return entry_name(self.kind, self.key)


def sweep(cache: Cache, since: float, *, grown: bool = True, needed: Collection[str] = ()) -> None:
    """Remove what is outdated in a cache, but nothing used `since` a time in seconds, the start of a build.

    Entries that are `needed`, by name, count as used as well, though the build did not read them.

    If the cache has not `grown`, this is done only once a day. The caches of projects that are no longer used are
    removed as well.
    """
    if cache.folder is None or not _is_own(cache.folder):
        return
    with suppress(OSError, LinkedFolderError), open_folder(cache.folder) as folder:
        if grown or not _swept_today(folder):
            _sweep(folder, since, needed)
            _clear_unused(cache.folder)
            folder.write(_SWEPT, (), 0o600)


def _clear_unused(current: Path) -> None:
    """Remove the caches of projects that are no longer used, which are beside the current one."""
    oldest = time.time() - LIFETIME_DAYS * _DAY
    with open_folder(current.parent) as projects:
        for name in _folders(projects):
            about = projects.about(name)
            outdated = about is not None and about.st_mtime < oldest
            if outdated and _PROJECT.fullmatch(name) and name != current.name:
                _clear(projects, name)


def remove_outdated_cache(out: Path) -> None:
    """Remove the cache that earlier versions kept in the output folder: its entries, and folders that are then empty.

    A link in its place is removed, not followed. A folder that is the user's own cache stays.
    """
    with suppress(OSError, RuntimeError):
        if out.resolve() / _OUTDATED == user_caches().parent.resolve() / user_caches().name:
            return
    with suppress(OSError, LinkedFolderError), open_folder(out) as folder:
        about = folder.about(_OUTDATED)
        if is_link(about):
            folder.remove(_OUTDATED)
        elif is_folder(about):
            _clear(folder, _OUTDATED, _KINDS)


def _is_own(folder: Path) -> bool:
    """Return whether a folder is the user's own and not a link, which could lead anywhere."""
    try:
        return is_private(str(folder))
    except OSError:
        return False


def _swept_today(folder: RealFolder) -> bool:
    about = folder.about(_SWEPT)
    return about is not None and abs(time.time() - about.st_mtime) < _DAY


def _sweep(folder: RealFolder, since: float, needed: Collection[str]) -> None:
    """Remove what is old, what interrupted writes left and, of what no build has used lately, the excess."""
    now = time.time()
    oldest, kept = now - LIFETIME_DAYS * _DAY, list[_StoredEntry]()
    for entry in _entries(folder):
        is_used = entry.name in needed or since <= entry.used <= now + _DAY
        if not is_used and (not entry.is_whole or entry.used < oldest):
            _remove(folder, entry)
        else:
            kept.append(entry)
    total = sum(entry.size for entry in kept)
    for entry in sorted(kept):
        if total <= MOST_KEPT or entry.used >= since:
            break
        if entry.name not in needed:
            _remove(folder, entry)
            total -= entry.size


def _clear(above: RealFolder, name: str, kinds: Collection[str] = ()) -> None:
    """Remove the entries of a cache in a folder, of some kinds or all, and folders that are then empty."""
    with suppress(OSError, LinkedFolderError):  # it contains something else
        with above.folder(name) as folder:
            for entry in _entries(folder, kinds):
                _remove(folder, entry)
            with suppress(OSError):
                folder.remove(_SWEPT)
            for kind in _folders(folder, kinds):
                _clear_kind(folder, kind)
        above.remove_folder(name)


def _clear_kind(folder: RealFolder, kind: str) -> None:
    """Remove the folders of a kind of entries that are empty."""
    with suppress(OSError, LinkedFolderError):
        with folder.folder(kind) as inner:
            for place in _folders(inner):
                with suppress(OSError):
                    inner.remove_folder(place)
        folder.remove_folder(kind)


def _entries(folder: RealFolder, kinds: Collection[str] = ()) -> list[_StoredEntry]:
    """Return the files that a cache wrote, of some kinds or all, without following links."""
    found: list[_StoredEntry] = []
    for kind in _folders(folder, kinds):
        with suppress(OSError, LinkedFolderError), folder.folder(kind) as of_kind:
            for place in _folders(of_kind):
                with suppress(OSError, LinkedFolderError), of_kind.folder(place) as opened:
                    found += _entries_in(opened, kind, place)
    return found


def _entries_in(folder: RealFolder, kind: str, place: str) -> Iterator[_StoredEntry]:
    for key in folder.names():
        is_whole = is_entry(key, place)
        about = folder.about(key) if is_whole or WRITE.fullmatch(key) else None
        if about:
            yield _StoredEntry(about.st_mtime, about.st_size, kind, place, key, is_whole)


def _folders(folder: RealFolder, wanted: Collection[str] = ()) -> list[str]:
    """Return the names of the folders in a folder, or those that are wanted; none if it can't be read."""
    try:
        return [name for name, is_real in folder.entries() if is_real and (not wanted or name in wanted)]
    except OSError:
        return []


def _remove(folder: RealFolder, entry: _StoredEntry) -> None:
    with suppress(OSError, LinkedFolderError), folder.folder(f"{entry.kind}/{entry.place}") as place:
        place.remove(entry.key)
