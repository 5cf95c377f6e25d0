"""Bytes by key on disk: an entry is whole or absent, and a damaged one counts as absent."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = 32
#: Entries that nothing asked for in so many days are swept.
KEEP_DAYS = 30
#: Seconds after which a write that was not finished never will be.
KEEP_WRITES = 3_600


def key_of(*parts: str) -> str:
    """Return a key for what some words describe together."""
    return sha256("\0".join(parts).encode()).hexdigest()


class Cache:
    """One folder of entries, shared by the workers of a build."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; it is made when the first entry is put."""
        self.folder = folder

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None when there is none or it is damaged."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
            if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return None
        except OSError:
            return None
        with suppress(OSError):  # a folder that can't be written may still be read
            os.utime(path)
        return data[_DIGEST:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry. A full or read-only disk loses the entry, not the build."""
        path = self._path(kind, key)
        new = path.with_name(f".new-{os.getpid()}-{key}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(sha256(data).digest() + data)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove entries that were not asked for in a month, and what interrupted writes left."""
        now = time.time()
        for path in self.folder.glob("*/*/*"):
            keep = KEEP_WRITES if path.name.startswith(".new-") else KEEP_DAYS * 86_400
            with suppress(OSError):  # another build may sweep the same folder
                if path.stat().st_mtime < now - keep:
                    path.unlink(missing_ok=True)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key
