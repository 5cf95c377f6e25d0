"""Keys by identity, to cache what belongs to an object: comparing trees takes longer than walking them."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


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
        """Tell whether another key is for the same object."""
        return isinstance(other, IdentityKey) and self.value is other.value
