"""A file of a kit where it lies: by itself in a folder, or uncompressed inside a zip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`size` bytes of a file from `start` on, so that any process can read them."""

    path: Path
    start: int
    size: int

    def read(self) -> bytes:
        """Return the bytes. Raises OSError."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)
