"""Find which part of a drawing is responsible for a fault of the whole, by leaving parts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The most parts of one drawing that are named.
MOST_PARTS = 5


def responsible_parts(parts: Sequence[int], is_wrong: Callable[[frozenset[int]], bool]) -> list[int]:
    """Return the parts without which a drawing is right, in order, at most five; none when it is wrong without any.

    `is_wrong` tells whether the drawing is wrong while some parts are hidden; it is, while none is.
    """
    found: list[int] = []
    while len(found) < MOST_PARTS and (not found or is_wrong(frozenset(found))):
        left = [part for part in parts if part not in found]
        if is_wrong(frozenset(parts)):
            break
        found.append(_one_of(left, frozenset(found), is_wrong))
    return sorted(found)


def _one_of(suspects: Sequence[int], hidden: frozenset[int], is_wrong: Callable[[frozenset[int]], bool]) -> int:
    """Return a part that makes a drawing wrong, halving the suspects; the drawing is right with all of them hidden."""
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        if is_wrong(hidden.union(half)):
            hidden, suspects = hidden.union(half), suspects[len(half) :]
        else:
            suspects = half
    return suspects[0]
