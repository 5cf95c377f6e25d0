"""A character that words may not hold, and the type of the functions that find such characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class DisallowedCharacter(NamedTuple):
    """A character that words may not hold: its offset in the text, what is wrong with it, the remedy."""

    offset: int
    message: str
    remedy: str


#: Returns the disallowed characters of a text, in order.
FindDisallowed = Callable[[str], Sequence[DisallowedCharacter]]
