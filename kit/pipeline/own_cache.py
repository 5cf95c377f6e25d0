"""What is kept for the next command in a folder of the user's own.

Nobody else can write there, so that what lies in it may be unpickled; a folder that others can write is not used. What
another generator kept is not found.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.store.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]
#: Names the folder to keep things in, or none if it is empty; else they are in one of this name among other caches.
_VARIABLE, _FOLDER = "KIT_CACHE", "child-safety-first-kit"
#: How deep folders are looked into; links may lead in a circle.
_MOST_DEPTH = 6
#: Who may write a folder besides its owner.
_OTHERS = 0o022


@dataclass(frozen=True, eq=False)
class OwnCache:
    """Bytes by what they were made of, kept by this generator for itself."""

    _cache: Cache
    _generator: str

    def get(self, kind: str, made_of: str) -> bytes | None:
        """Return what was made of something, None where it is not kept."""
        return self._cache.get(kind, self._key(made_of))

    def put(self, kind: str, made_of: str, data: bytes) -> None:
        """Keep what was made of something."""
        self._cache.put(kind, self._key(made_of), data)

    def _key(self, made_of: str) -> str:
        return sha256(os.fsencode(f"{self._generator}\0{made_of}")).hexdigest()


def own_cache() -> OwnCache | None:
    """Return what is kept for this user; None where nothing can be."""
    folder = own_folder()
    return _opened(folder) if folder else None


@cache
def _opened(folder: Path) -> OwnCache:
    return OwnCache(Cache(folder), sha256(os.fsencode("\n".join(generator_now()))).hexdigest())


def own_folder() -> Path | None:
    """Return the folder of what is kept, which is made; None where there is none that only its user can write."""
    asked = os.environ.get(_VARIABLE)
    if asked == "":
        return None
    try:
        folder = Path(asked).absolute() if asked else _caches() / _FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # a full disk, or a user without a home
        return None
    if os.name == "nt":
        return folder
    return folder if found.st_uid == os.geteuid() and not found.st_mode & _OTHERS else None


def _caches() -> Path:
    """Return the folder in which programs of a user keep such things. Raises RuntimeError for a user without a home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


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


@cache
def generator_now() -> tuple[str, ...]:
    """Return what tells this generator from another: its files, as Python knows modules by them, and the libraries."""
    said = [sys.version]
    for path in files_in(str(_PACKAGE)):
        if path.endswith((".py", ".yaml")):
            found = os.stat(path)  # noqa: PTH116  (of hundreds: a Path takes longer than the system)
            said.append(f"{path} {found.st_mtime_ns} {found.st_size}")
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112
            said += sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208
    return tuple(said)
