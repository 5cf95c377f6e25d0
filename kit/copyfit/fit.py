"""Find the largest size at which words fit a box, and the breaks that read best at that size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from kit.copyfit.breaks import cluster_offsets

if TYPE_CHECKING:
    from kit.copyfit.paragraph import Paragraph
    from kit.geometry import Size

#: Sizes are found to this many px, so that a hair's breadth of width does not change every picture.
STEP = 0.25
#: A last line is lonely when it is a single word narrower than this part of the widest line.
LONELY = 0.4
#: What breaks cost, in em² of raggedness: after a sentence they are welcome; not after a short word, nor in an
#: emphasised phrase.
_LONELY_COST, _WEAK_COST, _TORN_COST, _SENTENCE_GAIN = 400.0, 2.0, 2.0, 1.0
#: Parts of the largest size that are tried for better breaks, and what giving up all of it would cost.
SMALLER = (0.96, 0.92, 0.88, 0.84)
SIZE_COST = 30.0
#: What a further line costs where it lets the others break better.
EXTRA_LINE = 0.6
_WEAK_END = re.compile(r"(?:^|\s)(?:a|an|the|of|to|in|on|at|by|for|and|or|is|be|as|it|we|no|not|who)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;,…]['\u2019”»)]*$")


@dataclass(frozen=True, slots=True)
class Room:
    """What words are fitted into: a size in px, the sizes of type allowed in px, the most lines.

    `line_height`, and how far the block rises over its first baseline and falls under its last, are in sizes.
    """

    size: Size
    largest: float
    floor: float
    line_height: float
    rise: float
    fall: float
    lines: int | None = None

    def height(self, lines: int) -> float:
        """Return the height in sizes of a block of lines, from the top of the first to the bottom of the last."""
        return self.rise + (lines - 1) * self.line_height + self.fall

    def most_lines(self, size: float) -> int:
        """Return how many lines have room at a size, at least one."""
        high = (self.size.height / size - self.rise - self.fall) / self.line_height + 1
        return max(1, min(int(high + 1e-6), self.lines or int(high + 1)))


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a paragraph, on one line."""

    start: int
    end: int


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
    if room.largest < room.floor or not fits(paragraph, room, room.floor):
        return _overfull(paragraph, room)
    low, high = room.floor, room.largest
    if fits(paragraph, room, high):
        low = high
    while high - low > STEP / 2:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(paragraph, room, middle) else (low, middle)
    size = max(room.floor, low if low == room.largest else low // STEP * STEP)
    return _most_readable(paragraph, room, size)


def _most_readable(paragraph: Paragraph, room: Room, largest: float) -> Fitted:
    """Give up a little size where the lines then break better."""
    smaller = [max(room.floor, largest * part // STEP * STEP) for part in SMALLER] if room.largest > room.floor else []
    tried = [
        Fitted(paragraph, size, break_lines(paragraph, room.size.width / size, room.most_lines(size)))
        for size in (largest, *smaller)
    ]
    return min(tried, key=lambda fitted: _rate(paragraph, fitted.lines) + SIZE_COST * (1 - fitted.size / largest))


def fits(paragraph: Paragraph, room: Room, size: float) -> bool:
    """Tell whether words fit a room at a size: no word wider than it, not too many lines, not too high."""
    lines = _greedy(paragraph, room.size.width / size)
    if lines is None or (room.lines is not None and len(lines) > room.lines):
        return False
    return room.height(len(lines)) * size <= room.size.height + 0.01


def break_lines(paragraph: Paragraph, width: float, most: int) -> tuple[Line, ...]:
    """Return the breaks that read best, in the fewest lines or one more; `width` in em."""
    fewest = _greedy(paragraph, width)
    if fewest is None:
        return _forced(paragraph, width)
    counts = range(len(fewest), min(len(fewest) + 1, max(most, len(fewest))) + 1)
    found = [lines for lines in (_best(paragraph, width, count) for count in counts) if lines]
    return min(found, key=lambda lines: _rate(paragraph, lines) + EXTRA_LINE * len(lines), default=fewest)


def _rate(paragraph: Paragraph, lines: tuple[Line, ...]) -> float:
    """Return what a block of lines costs for each line: its raggedness against its own widest line, and its faults."""
    widest = max(paragraph.width(line.start, line.end) for line in lines)
    return sum(_cost(paragraph, line, widest) for line in lines) / len(lines)


def _stops(paragraph: Paragraph) -> tuple[tuple[int, bool], ...]:
    return paragraph.breaks or ((len(paragraph.text), True),)


def _greedy(paragraph: Paragraph, width: float) -> tuple[Line, ...] | None:
    """Return the fewest lines, each filled as far as it goes; None when a piece is wider than a line."""
    lines: list[Line] = []
    start = last = 0
    for stop, must in _stops(paragraph):
        if last > start and paragraph.width(start, stop) > width:
            lines.append(Line(start, last))
            start = last
        if paragraph.width(start, stop) > width:
            return None
        last = stop
        if must:
            lines.append(Line(start, stop))
            start = stop
    return tuple(line for line in lines if line.end > line.start)


def _best(paragraph: Paragraph, width: float, count: int) -> tuple[Line, ...] | None:
    """Choose the cheapest breaks that make `count` lines, by dynamic programming over (stop, lines so far)."""
    stops = [(0, True), *_stops(paragraph)]
    best: dict[tuple[int, int], tuple[float, tuple[Line, ...]]] = {(0, 0): (0.0, ())}
    for index in range(1, len(stops)):
        for used in range(1, count + 1):
            options = []
            for before in range(index - 1, -1, -1):
                start, end = stops[before][0], stops[index][0]
                if paragraph.width(start, end) > width:
                    break
                if (before, used - 1) in best:
                    cost, lines = best[before, used - 1]
                    options.append((cost + _cost(paragraph, Line(start, end), width), (*lines, Line(start, end))))
                if stops[before][1]:
                    break
            if options:
                best[index, used] = min(options, key=itemgetter(0))
    found = best.get((len(stops) - 1, count))
    return found[1] if found else None


def _cost(paragraph: Paragraph, line: Line, width: float) -> float:
    words = paragraph.text[line.start : line.end].strip()
    measure = paragraph.width(line.start, line.end)
    ragged = (width - measure) ** 2
    if line.end == len(paragraph.text):
        lonely = line.start > 0 and " " not in words and measure < LONELY * width
        return ragged + (_LONELY_COST if lonely else 0.0)
    if _SENTENCE_END.search(words):
        return ragged - _SENTENCE_GAIN
    if paragraph.emphasised(line.end - 1) and paragraph.emphasised(line.end):
        ragged += _TORN_COST
    return ragged + (_WEAK_COST if _WEAK_END.search(words) else 0.0)


def _forced(paragraph: Paragraph, width: float) -> tuple[Line, ...]:
    """Break where there is no place to: at grapheme clusters, so that even this can be shown."""
    lines: list[Line] = []
    start = last = 0
    for stop in cluster_offsets(paragraph.text, paragraph.setting.language):
        if last > start and paragraph.width(start, stop) > width:
            lines.append(Line(start, last))
            start = last
        last = stop
    return (*lines, Line(start, len(paragraph.text)))


def _overfull(paragraph: Paragraph, room: Room) -> Fitted:
    """Return the words at the floor, and about how many characters too many they are."""
    size = min(room.floor, room.largest) if room.largest < room.floor else room.floor
    width = room.size.width / size
    most = room.most_lines(size)
    lines = break_lines(paragraph, width, most)
    kept = lines[most - 1].end if len(lines) >= most else len(paragraph.text)
    too_wide = sum(1 for line in lines if paragraph.width(line.start, line.end) > width)
    return Fitted(paragraph, size, lines, max(1, len(paragraph.text) - kept, too_wide))
