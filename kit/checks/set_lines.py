"""The lines of words on a picture: what each reads, what its letters cover, and which lies next below which."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.geometry import Box
from kit.identity import IdentityKey
from kit.on_demand import on_demand
from kit.text.characters import right_to_left

if TYPE_CHECKING:
    import statistics
    from collections.abc import Iterable, Iterator

    from kit.model.artwork import Artwork, PlacedWords
else:
    statistics = on_demand("statistics")

#: How far a round letter may pass the baseline, in sizes.
_ROUND = 0.03
#: The part of a step, from one baseline to the next, in which what ends above a baseline belongs to its line.
_ABOVE = 0.65


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: its text, and what each of its letters covers, in px, from left to right."""

    placed: PlacedWords
    text: str
    letters: tuple[Box, ...]

    @property
    def ink(self) -> Box | None:
        """What the letters cover, in px."""
        return Box.union(self.letters)

    @property
    def baseline(self) -> float:
        """Where most of the letters end, in px from the top of the picture."""
        return statistics.median(letter.y1 for letter in self.letters)


def left_in(line: SetLine, box: Box) -> str:
    """Return what a box leaves of a line: the characters in whose places letters lie at least half inside."""
    inked = [index for index, character in enumerate(line.text) if not character.isspace()]
    letters = line.letters[::-1] if right_to_left(line.text) else line.letters
    kept = set()
    for rank, index in enumerate(inked):
        x, y = letters[rank * len(letters) // len(inked)].center  # ligatures are fewer than characters
        if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
            kept.add(index)
    return "".join(c for index, c in enumerate(line.text) if c.isspace() or index in kept).strip()


def lines_of(placed: PlacedWords) -> tuple[SetLine, ...]:
    """Return the lines of a slot from the top, each with the letters that stand on its baseline, or near it.

    Turned words count as one line. Those of the last words are kept, because several rules ask for them.
    """
    return _lines_of(IdentityKey(placed))


@lru_cache(maxsize=64)
def _lines_of(of: IdentityKey[PlacedWords]) -> tuple[SetLine, ...]:
    placed = of.value
    if not placed.letters:
        return ()
    if placed.slot.turn:
        return (SetLine(placed, " ".join(placed.lines), placed.letters),)
    step = placed.size * (placed.slot.style.line_height if placed.slot.style else 1.2)
    baseline = _some_baseline(placed.letters, step, _ROUND * placed.size)
    rows = [math.floor((letter.y1 - baseline) / step + _ABOVE) for letter in placed.letters]
    first, last = min(rows), len(placed.lines) - 1
    letters: list[list[Box]] = [[] for _ in placed.lines]
    for row, letter in zip(rows, placed.letters, strict=True):
        letters[min(last, row - first)].append(letter)
    texts = zip(placed.lines, letters, strict=True)
    return tuple(SetLine(placed, text, tuple(sorted(row))) for text, row in texts if row)


def _some_baseline(letters: Iterable[Box], step: float, near: float) -> float:
    """Return a baseline, or a place some steps from one: where, from line to line, most letters end."""
    ends = Counter(round(letter.y1 % step) for letter in letters)

    def standing(end: float) -> int:
        """Return how many letters end at a place, or whole steps from it."""
        return sum(count for other, count in ends.items() if abs((other - end + step / 2) % step - step / 2) <= near)

    return max(ends, key=standing)


def neighbours(artwork: Artwork) -> Iterator[tuple[SetLine, SetLine]]:
    """Yield each two lines of which one is read directly after the other: in a slot, and from a slot to one below."""
    lines = [lines_of(placed) for placed in artwork.words.values()]
    for of_slot in lines:
        yield from pairwise(of_slot)
    firsts = [(of_slot[0], ink) for of_slot in lines if of_slot and (ink := of_slot[0].ink)]
    lasts = [(of_slot[-1], ink) for of_slot in lines if of_slot and (ink := of_slot[-1].ink)]
    for above, covered in lasts:
        below = [(line, ink) for line, ink in firsts if _is_below(ink, covered)]
        if below:
            yield above, min(below, key=lambda found: found[1].y0)[0]


def _is_below(ink: Box, above: Box) -> bool:
    """Tell whether what a line covers lies below that of another one, at least in part."""
    return ink.y0 > above.center.y and ink.x0 < above.x1 and above.x0 < ink.x1
