"""Find the largest size at which words fit a box, and give up a little of it where lines then break better."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.text.lines import Line, Traits, break_lines, fill_lines, force_lines, rate_lines, word_cut

if TYPE_CHECKING:
    from kit.geometry import Size
    from kit.text.paragraph import Paragraph

#: Sizes are found to this many px, so that a hair's breadth of width does not change every picture.
STEP = 0.25
#: Parts of the largest size that are tried for better breaks, and what giving up all of it would cost.
SMALLER = (0.96, 0.92, 0.88, 0.84)
SIZE_COST = 30.0


@dataclass(frozen=True, slots=True)
class Room:
    """What words are fitted into: a size in px, the sizes of type allowed in px, the most lines.

    `line_height`, how far the block rises over its first baseline and falls under its last, and `hang`, the room at the
    left edge that a quotation mark hangs into, are in sizes.
    """

    size: Size
    largest: float
    floor: float
    line_height: float
    rise: float
    fall: float
    lines: int | None = None
    hang: float = 0.0

    def width(self, size: float) -> float:
        """Return the width in sizes that lines may have at a size."""
        return self.size.width / size - self.hang

    def height(self, lines: int) -> float:
        """Return the height in sizes of a block of lines, from the top of the first to the bottom of the last."""
        return self.rise + (lines - 1) * self.line_height + self.fall

    def most_lines(self, size: float) -> int:
        """Return how many lines have room at a size, at least one."""
        high = (self.size.height / size - self.rise - self.fall) / self.line_height + 1
        return max(1, min(int(high + 1e-6), self.lines or int(high + 1)))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words at a size in px; `surplus` is about how many characters must go before they fit at the floor."""

    paragraph: Paragraph
    size: float
    lines: tuple[Line, ...]
    surplus: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each line."""
        return tuple(self.paragraph.text[line.start : line.end].strip() for line in self.lines)


def fit_words(paragraph: Paragraph, room: Room) -> Fitted:
    """Return the words at the largest size that fits; at the floor, with a surplus, when none does."""
    traits = Traits(paragraph)
    if room.largest < room.floor or not fits(traits, room, room.floor):
        return _overfull(traits, room)
    return _most_readable(traits, room, largest_size(traits, room))


def largest_size(traits: Traits, room: Room) -> float:
    """Return the largest size that fits: the largest allowed, else the last step, else the floor, which must fit."""
    if fits(traits, room, room.largest):
        return room.largest
    low, high = math.floor(room.floor / STEP), math.ceil(room.largest / STEP)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(traits, room, middle * STEP) else (low, middle)
    return max(room.floor, low * STEP)


def fits(traits: Traits, room: Room, size: float) -> bool:
    """Tell whether words fit a room at a size: no word wider than it, not too many lines, not too high."""
    lines = fill_lines(traits, room.width(size))
    if lines is None or (room.lines is not None and len(lines) > room.lines):
        return False
    return room.height(len(lines)) * size <= room.size.height + 0.01


def _most_readable(traits: Traits, room: Room, largest: float) -> Fitted:
    """Give up a little size where the lines then break better."""
    smaller = [max(room.floor, largest * part // STEP * STEP) for part in SMALLER] if room.largest > room.floor else []
    tried = [
        Fitted(traits.paragraph, size, break_lines(traits, room.width(size), room.most_lines(size)))
        for size in (largest, *smaller)
    ]
    return min(tried, key=lambda fitted: rate_lines(traits, fitted.lines) + SIZE_COST * (1 - fitted.size / largest))


def _overfull(traits: Traits, room: Room) -> Fitted:
    """Return the words at the floor, and about how many characters too many they are."""
    size = min(room.floor, room.largest)
    width, most = room.width(size), room.most_lines(size)
    filled = force_lines(traits, width)
    length = len(traits.paragraph.text)
    beyond = length - filled[most - 1].end if len(filled) > most else 0
    surplus = max(1, beyond, _too_wide(traits, width))
    return Fitted(traits.paragraph, size, filled, surplus)


def _too_wide(traits: Traits, width: float) -> int:
    """Return how many characters words have beyond the width of a line, taken together."""
    starts = (0, *(stop for stop, _ in traits.stops))
    return sum(
        stop - word_cut(traits.paragraph, start, stop, width)
        for start, (stop, _) in zip(starts, traits.stops, strict=False)
    )
