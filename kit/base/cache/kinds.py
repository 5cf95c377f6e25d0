"""When something that was kept holds: the one rule by which all that is kept between runs is found and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from kit.base.cache.entries import key_of
from kit.base.cache.generator_id import generator
from kit.base.cache.typed_data import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


T = TypeVar("T")


class Store(Protocol):
    """Where bytes are kept by kind and key. It is sent to workers with their tasks, so it must be picklable."""

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return an entry exactly as it was put, or None."""

    def put(self, kind: str, key: str, data: bytes, /) -> None:
        """Take an entry; it may be lost, but never changed."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of what is kept: the name of its folder, and the type that its values are checked against.

    A value is valid for whatever it was made of, all of which the `key_parts` name, and for the generator that made it:
    all of it, or where only some of its folders and files decide the value, for those (`made_by`).
    """

    name: str
    shape: type[T]
    made_by: tuple[str, ...] = ()

    def find(self, store: Store, key_parts: Iterable[str], *, at: str = "") -> T | None:
        """Return the value that was made of the same; None where there is none, or what is there has another shape.

        `at` is the name under which only the last value is kept.
        """
        key = self._key(key_parts)
        if not at:
            return unpacked(store.get(self.name, key), self.shape)
        last = unpacked(store.get(self.name, key_of(at)), tuple[str, self.shape])  # type: ignore[name-defined]
        return last[1] if last and last[0] == key else None

    def keep(self, store: Store, key_parts: Iterable[str], value: T, *, at: str = "") -> None:
        """Keep a value for what it was made of, if data can say it; `at` a name, in the place of the one before."""
        key = self._key(key_parts)
        data = packed((key, value) if at else value)
        if data is not None:
            store.put(self.name, key_of(at) if at else key, data)

    def remembered(self, store: Store, key_parts: Iterable[str], make: Callable[[], T], *, at: str = "") -> T:
        """Return the value that was made of the same, or else what `make` returns, which is kept."""
        parts = tuple(key_parts)
        value = self.find(store, parts, at=at)
        if value is None:
            value = make()
            self.keep(store, parts, value, at=at)
        return value

    def _key(self, key_parts: Iterable[str]) -> str:
        return key_of(generator(*self.made_by), *key_parts)
