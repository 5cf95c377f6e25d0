"""Caches in memory: by identity, as comparing trees takes longer than walking them, and up to a total size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


def while_alive(function: Callable[..., T]) -> Callable[..., T]:
    """Cache the results of a function for as long as its first argument lives, which is equal only to itself."""
    results: WeakKeyDictionary[object, dict[object, T]] = WeakKeyDictionary()

    @wraps(function)
    def cached(owner: object, *arguments: Hashable, **options: Hashable) -> T:
        known, key = results.setdefault(owner, {}), (arguments, *sorted(options.items()))
        if key not in known:
            known[key] = function(owner, *arguments, **options)
        return known[key]

    return cached


class IdentityKey(Generic[T]):
    """Equal to a key for the very same object, which it keeps alive."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        """Take an object that is never changed."""
        self.value = value

    def __hash__(self) -> int:
        """Return the hash of the identity."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Return whether another key is for the same object."""
        return isinstance(other, IdentityKey) and self.value is other.value


class BoundedCache(Generic[K, V]):
    """Values by key; the ones that were used the longest ago go first. Threads may share it."""

    def __init__(self, most: int, size_of: Callable[[K, V], int]) -> None:
        """Take the largest total size, in bytes, and a function that estimates the size of a key with its value."""
        self.most, self._size_of = most, size_of
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
            while self.bytes > self.most:
                old, value = self._values.popitem(last=False)
                self.bytes -= self._size_of(old, value)
        return made

    def clear(self) -> None:
        """Drop everything that is kept."""
        with self._lock:
            self._values.clear()
            self.bytes = 0
