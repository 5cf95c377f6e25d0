"""Keys by identity, for what is kept of an object: comparing trees takes longer than walking them."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class IdentityKey(Generic[T]):
    """Equal to what stands for the very same object, which it keeps."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        """Take an object that nobody changes."""
        self.value = value

    def __hash__(self) -> int:
        """Return what is the same for the same object."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Tell whether another stands for the same object."""
        return isinstance(other, IdentityKey) and self.value is other.value
