"""A cache that notes what is used of it, so that it can be told later what something was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.base.cache.entries import Cache

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class NotingCache(Cache):
    """A cache that notes the name of each entry that is found in it or put into it."""

    _noted: set[str] = field(default_factory=set, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Cache], tuple[Path | None]]:
        """Pickle for a worker, with nothing noted."""
        return NotingCache, (self.folder,)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None if it does not exist or is damaged."""
        data = super().get(kind, key)
        if data is not None:
            self._noted.add(entry_name(kind, key))
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Write an entry."""
        super().put(kind, key, data)
        self._noted.add(entry_name(kind, key))

    def take_noted(self) -> tuple[str, ...]:
        """Return the names that were noted since the last call, sorted."""
        names = tuple(sorted(self._noted))
        self._noted.clear()
        return names


def entry_name(kind: str, key: str) -> str:
    """Return the name of an entry in its cache."""
    return f"{kind}/{key}"
