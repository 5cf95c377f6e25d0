"""The lines of words on a picture: their text and their boxes, and what people read of them at once or after a crop."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.base.lazy_imports import on_demand
from kit.base.memory_caches import IdentityKey
from kit.model.artwork import Artwork, PlacedWords
from kit.model.placement import Crop
from kit.text.bidi_levels import visual_order
from kit.text.isolated_words import levels_in

if TYPE_CHECKING:
    import statistics
else:
    statistics = on_demand("statistics")
#: Lines that are read at once.
_Look = tuple["SetLine", ...]


#: How far a round letter may go below the baseline, in font sizes.
_ROUND = 0.03
#: The part of the line height in which letters that end above a baseline belong to its line.
_ABOVE = 0.65


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: its text, and the boxes of its letters, in px, from left to right."""

    placed: PlacedWords
    text: str
    letters: tuple[Box, ...]

    @property
    def ink(self) -> Box | None:
        """The box of its letters, in px."""
        return Box.union(self.letters)

    @property
    def baseline(self) -> float:
        """Where most of the letters end, in px from the top of the picture."""
        return statistics.median(letter.y1 for letter in self.letters)


def left_in(line: SetLine, box: Box, language: str) -> str:
    """Return what a box leaves of a line in a language: the characters whose letters are at least half inside."""
    order = visual_order(levels_in(line.text, language))
    inked = [index for index in order if not line.text[index].isspace()]
    kept = set()
    for rank, index in enumerate(inked):
        x, y = line.letters[rank * len(line.letters) // len(inked)].center  # ligatures are fewer than characters
        if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
            kept.add(index)
    return "".join(c for index, c in enumerate(line.text) if c.isspace() or index in kept).strip()


def lines_of(placed: PlacedWords) -> tuple[SetLine, ...]:
    """Return the lines of a slot from the top, each with the letters on or near its baseline.

    Rotated words count as one line. The result for the last words is cached, as several rules use it.
    """
    return _lines_of(IdentityKey(placed))


@lru_cache(maxsize=64)
def _lines_of(of: IdentityKey[PlacedWords]) -> tuple[SetLine, ...]:
    placed = of.value
    if not placed.letters:
        return ()
    if placed.slot.turn:
        return (SetLine(placed, " ".join(placed.lines), placed.letters),)
    step = placed.step or placed.size * (placed.slot.style.line_height if placed.slot.style else 1.2)
    baseline = _some_baseline(placed.letters, step, _ROUND * placed.size)
    rows = [math.floor((letter.y1 - baseline) / step + _ABOVE) for letter in placed.letters]
    first, last = min(rows), len(placed.lines) - 1
    letters: list[list[Box]] = [[] for _ in placed.lines]
    for row, letter in zip(rows, placed.letters, strict=True):
        letters[min(last, row - first)].append(letter)
    texts = zip(placed.lines, letters, strict=True)
    return tuple(SetLine(placed, text, tuple(sorted(row))) for text, row in texts if row)


def _some_baseline(letters: Iterable[Box], step: float, near: float) -> float:
    """Return a baseline, or a place some line heights from one: where most letters end, over all lines."""
    ends = Counter(round(letter.y1 % step) for letter in letters)

    def standing(end: float) -> int:
        """Return how many letters end at a place, or a whole number of line heights from it."""
        return sum(count for other, count in ends.items() if abs((other - end + step / 2) % step - step / 2) <= near)

    return max(ends, key=standing)


def neighbours(artwork: Artwork) -> Iterator[tuple[SetLine, SetLine]]:
    """Yield each two lines that are read one after the other: in a slot, and from a slot to the one below."""
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
    """Return whether a line is below another one, with some overlap in width."""
    return ink.y0 > above.center.y and ink.x0 < above.x1 and above.x0 < ink.x1


@dataclass(frozen=True, slots=True)
class ReadLines:
    """Lines that are read at once, whole or in a crop, and the text of each."""

    lines: tuple[SetLine, ...]
    crop: Crop | None
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text of all of them."""
        return " ".join(self.texts)

    @property
    def slots(self) -> str:
        """The names of the slots of the lines, each once."""
        return " and the ".join(dict.fromkeys(line.placed.slot.name for line in self.lines))

    @property
    def in_crop(self) -> str:
        """The crop in which they are read, as the end of a sentence; nothing for whole lines."""
        return f" in the crop '{self.crop.name}'" if self.crop else ""

    @property
    def mark(self) -> Mark:
        """The place of the words of the first line."""
        return self.lines[0].placed.mark


@dataclass(frozen=True, slots=True)
class Readings:
    """What people read on a picture, whole before crops: by `lines`, one and two neighbouring ones, and by slot.

    `across` are the last line of a slot and the first of the slot below it.
    """

    lines: tuple[ReadLines, ...]
    slots: tuple[ReadLines, ...]
    across: tuple[ReadLines, ...]


def readings_of(artwork: Artwork) -> Readings:
    """Return what is read on a picture; the result for the last picture is cached, as several rules use it."""
    return _readings_of(IdentityKey(artwork))


@lru_cache(maxsize=1)
def _readings_of(of: IdentityKey[Artwork]) -> Readings:
    artwork = of.value
    slots = [lines for placed in artwork.words.values() if (lines := lines_of(placed))]
    pairs = [*neighbours(artwork)]
    across = [pair for pair in pairs if pair[0].placed is not pair[1].placed]
    singles = [(line,) for line in chain.from_iterable(slots)]
    crops = (None, *artwork.picture.placement.crops)
    texts = [(crop, _texts(singles, crop, artwork.picture.language)) for crop in crops]

    def read(looks: Sequence[_Look]) -> tuple[ReadLines, ...]:
        """Return the texts of some groups of lines, whole before crops."""
        return tuple(
            ReadLines(lines, crop, tuple(left[id(line)] for line in lines)) for crop, left in texts for lines in looks
        )

    return Readings(read([*singles, *pairs]), read(slots), read(across))


def _texts(singles: Iterable[tuple[SetLine]], crop: Crop | None, language: str) -> dict[int, str]:
    """Return the text of each line, by its identity, whole or in a crop."""
    if crop is None:
        return {id(line): line.text for (line,) in singles}
    box = Box(*crop.box)
    return {id(line): left_in(line, box, language) for (line,) in singles}
