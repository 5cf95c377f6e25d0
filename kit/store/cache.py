"""Bytes by key on disk: an entry is whole or absent, and a damaged one counts as absent."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.store.writing import write_parts

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = 32
#: Entries that nothing asked for in so many days are swept.
LIFETIME_DAYS = 30
#: The names of an entry, and of one that is being written; whatever else lies in the folder is not the cache's.
_ENTRY, _WRITE = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.new-\d+-[0-9a-f]{64}")


class Cache:
    """One folder of entries, shared by the workers of a build."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; it is made when the first entry is put."""
        self.folder = folder

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None when there is none or it is damaged."""
        path = self._path(kind, key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        data = entry[_DIGEST:]
        if entry[:_DIGEST] != _digest(kind, key, data):
            return None
        with suppress(OSError):  # a folder that can't be written may still be read
            os.utime(path)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Write an entry. A full or read-only disk loses the entry, not the build."""
        path = self._path(kind, key)
        new = path.with_name(f".new-{os.getpid()}-{key}")
        try:
            write_parts(new, _digest(kind, key, data), data)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove entries that were not asked for in a month, and what interrupted writes left.

        Call it when no build is at work with this cache; one that is would lose the entry that it is writing.
        """
        oldest = time.time() - LIFETIME_DAYS * 86_400
        for path in self.folder.glob("*/*/*"):
            with suppress(OSError):
                if _WRITE.fullmatch(path.name) or (_is_entry(path) and path.stat().st_mtime < oldest):
                    path.unlink(missing_ok=True)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key


def _digest(kind: str, key: str, data: bytes) -> bytes:
    """Return what an entry begins with, which also shows when one lies in the place of another."""
    found = sha256(f"{kind}/{key}/".encode())
    found.update(data)
    return found.digest()


def _is_entry(path: Path) -> bool:
    return path.parent.name == path.name[:2] and _ENTRY.fullmatch(path.name) is not None
