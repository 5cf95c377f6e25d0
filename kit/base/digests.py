"""Files as they are now: which are in a folder, and the digest of each, under which what is kept of it is found."""

from __future__ import annotations

import os
import time
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kit.base.real_paths import path_to_open
from kit.base.whole_files import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    Raises OSError when it can't be read, and when a part of its path is a link.
    """
    name = str(path)
    found = os.stat(name)  # noqa: PTH116  (a preview asks for hundreds at every save, and a Path is slower than the call)
    stat = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev)
    before = _seen.get(name)
    if before and before.stat == stat:
        return before.digest
    with open_regular(name, links=False) as (file, _):
        digest = file_digest(file, "sha256").hexdigest()
    if max(found.st_mtime, found.st_ctime) < time.time() - _UNSETTLED:
        _seen[name] = _Seen(stat, digest)
    return digest


def digest_if_read(path: Path | str) -> str:
    """Return the sha256 of a file; where it leads, for a link; empty for one that is not there.

    Of anything else that can't be read, which reading it will report, it is why.
    """
    try:
        return digest_of(path)
    except OSError as error:
        try:
            return f"link to {os.readlink(path)}"  # noqa: PTH115
        except OSError:
            return "" if isinstance(error, FileNotFoundError) else f"error {error.errno}"


def files_in(folder: str, root: Path | None = None) -> Iterator[str]:
    """Yield the paths of a folder, of all in it but folders, and of those below, by name; nothing where there is none.

    Links are followed. In a project, the `root`, only those are that may be; what such a link leads to comes after it.
    """
    yield from _walked(folder, root, _MOST_DEPTH, set())


def _walked(folder: str, root: Path | None, depth: int, seen: set[str]) -> Iterator[str]:
    """Yield what is in a folder, unless that was seen before."""
    if folder in seen:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    seen.add(folder)
    yield folder
    for entry in entries:
        path, is_link = entry.path, entry.is_symlink()
        if root and is_link:
            yield path
            real = path_to_open(Path(path), root)
            if real == Path(path):  # it is refused
                continue
            path = str(real)
        if not (os.path.isdir(path) if is_link else entry.is_dir()):  # noqa: PTH112
            yield path
        elif depth:
            yield from _walked(path, root, depth - 1, seen)
