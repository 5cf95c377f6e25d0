"""Keep the values that were used last, up to a total size."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """Values by key; the ones that were used the longest ago go first. Threads may share it."""

    def __init__(self, most: int, size_of: Callable[[K, V], int]) -> None:
        """Take the largest total size, in bytes, and a function that estimates the size of a key with its value."""
        self._most, self._size_of = most, size_of
        self.bytes = 0
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made now unless it is kept; what `make` raises is raised, and nothing is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = made
                self.bytes += self._size_of(key, made)
            while self.bytes > self._most:
                old, value = self._values.popitem(last=False)
                self.bytes -= self._size_of(old, value)
        return made

    def clear(self) -> None:
        """Drop everything that is kept."""
        with self._lock:
            self._values.clear()
            self.bytes = 0
