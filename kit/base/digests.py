"""Files as they are now: which are in a folder, and the digest of each, under which what is kept of it is found."""

from __future__ import annotations

import os
import time
from hashlib import file_digest
from typing import TYPE_CHECKING, NamedTuple

from kit.base.whole_files import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


#: Seconds for which a file that was just written is read again each time: file system clocks are coarse, and a file
#: written twice within a tick, with the same size, looks unchanged.
_UNSETTLED = 2.0
#: How deep folders are looked into; links may lead in a circle.
_MOST_DEPTH = 6


class _Seen(NamedTuple):
    """What the system reports of a file, and the digest of its bytes at that time."""

    stat: tuple[int, ...]
    digest: str


_seen: dict[str, _Seen] = {}


def digest_of(path: Path | str) -> str:
    """Return the sha256 of a file, in hexadecimal; it is read again only if its size or times changed.

    Raises OSError when it can't be read.
    """
    name = str(path)
    found = os.stat(name)  # noqa: PTH116  (a preview asks for hundreds at every save, and a Path is slower than the call)
    stat = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev)
    before = _seen.get(name)
    if before and before.stat == stat:
        return before.digest
    with open_regular(name) as (file, _):
        digest = file_digest(file, "sha256").hexdigest()
    if max(found.st_mtime, found.st_ctime) < time.time() - _UNSETTLED:
        _seen[name] = _Seen(stat, digest)
    return digest


def digest_if_read(path: Path | str) -> str:
    """Return the sha256 of a file; empty if it can't be read, which reading it will report."""
    try:
        return digest_of(path)
    except OSError:
        return ""


def files_in(folder: str, depth: int = _MOST_DEPTH) -> Iterator[str]:
    """Yield the paths of a folder, of every file in it and of those below, by name; nothing where there is none."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    yield folder
    for entry in entries:
        if entry.is_file():
            yield entry.path
        elif depth and entry.is_dir():
            yield from files_in(entry.path, depth - 1)
