"""Bytes by key on disk: an entry is whole or absent, and a damaged one counts as absent."""

from __future__ import annotations

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

_DIGEST = 32
#: Entries that nothing asked for in so many days are swept.
KEEP_DAYS = 30


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
            os.utime(path)
        except OSError:
            return None
        return data[_DIGEST:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry. A full or read-only disk loses the entry, not the build."""
        path = self._path(kind, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
                file.write(sha256(data).digest() + data)
            Path(file.name).replace(path)
        except OSError:
            return

    def sweep(self) -> None:
        """Remove entries that were not asked for in a month, and what interrupted writes left."""
        oldest = time.time() - KEEP_DAYS * 86_400
        for path in self.folder.glob("*/*/*"):
            old_write = path.name.startswith(".new-") and path.stat().st_mtime < time.time() - 3_600
            if old_write or path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key
