"""Find the largest size at which words fit a box, and give up a little of it where lines then break better."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.text.lines import Line, ParagraphMetrics, break_lines, fill_lines, force_lines, rate_lines, word_cut

if TYPE_CHECKING:
    from kit.geometry import Size
    from kit.text.paragraph import Paragraph

#: Sizes are found to this many px, so that a hair's breadth of width does not change every picture.
STEP = 0.25
#: Parts of the largest size that are tried for better breaks, and what giving up all of it would cost.
SMALLER = (0.96, 0.92, 0.88, 0.84)
SIZE_COST = 30.0


@dataclass(frozen=True, slots=True)
class TextFrame:
    """What words are fitted into: a size in px, the sizes of type allowed in px, the most lines.

    `line_height`, how far the block rises over its first baseline and falls under its last, and `hang`, the room at the
    left edge that a quotation mark hangs into, are in sizes.
    """

    size: Size
    largest: float
    floor: float
    line_height: float
    ascent: float
    descent: float
    lines: int | None = None
    hang: float = 0.0

    def width(self, size: float) -> float:
        """Return the width in sizes that lines may have at a size."""
        return self.size.width / size - self.hang

    def height(self, lines: int) -> float:
        """Return the height in sizes of a block of lines, from the top of the first to the bottom of the last."""
        return self.ascent + (lines - 1) * self.line_height + self.descent

    def most_lines(self, size: float) -> int:
        """Return how many lines have room at a size, at least one."""
        high = (self.size.height / size - self.ascent - self.descent) / self.line_height + 1
        return max(1, min(int(high + 1e-6), self.lines or int(high + 1)))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words at a size in px; `overflow` is about how many characters must go before they fit at the floor."""

    paragraph: Paragraph
    size: float
    lines: tuple[Line, ...]
    overflow: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each line."""
        return tuple(self.paragraph.text[line.start : line.end].strip() for line in self.lines)


def fit_words(paragraph: Paragraph, frame: TextFrame) -> Fitted:
    """Return the words at the largest size that fits; at the floor, with a overflow, when none does."""
    metrics = ParagraphMetrics(paragraph)
    if frame.largest < frame.floor or not fits(metrics, frame, frame.floor):
        return _overfull(metrics, frame)
    return _most_readable(metrics, frame, largest_size(metrics, frame))


def largest_size(metrics: ParagraphMetrics, frame: TextFrame) -> float:
    """Return the largest size that fits: the largest allowed, else the last step, else the floor, which must fit."""
    if fits(metrics, frame, frame.largest):
        return frame.largest
    low, high = math.floor(frame.floor / STEP), math.ceil(frame.largest / STEP)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(metrics, frame, middle * STEP) else (low, middle)
    return max(frame.floor, low * STEP)


def fits(metrics: ParagraphMetrics, frame: TextFrame, size: float) -> bool:
    """Tell whether words fit a room at a size: no word wider than it, not too many lines, not too high."""
    lines = fill_lines(metrics, frame.width(size))
    if lines is None or (frame.lines is not None and len(lines) > frame.lines):
        return False
    return frame.height(len(lines)) * size <= frame.size.height + 0.01


def _most_readable(metrics: ParagraphMetrics, frame: TextFrame, largest: float) -> Fitted:
    """Give up a little size where the lines then break better."""
    smaller = (
        [max(frame.floor, largest * part // STEP * STEP) for part in SMALLER] if frame.largest > frame.floor else []
    )
    tried = [
        Fitted(metrics.paragraph, size, break_lines(metrics, frame.width(size), frame.most_lines(size)))
        for size in (largest, *smaller)
    ]
    return min(tried, key=lambda fitted: rate_lines(metrics, fitted.lines) + SIZE_COST * (1 - fitted.size / largest))


def _overfull(metrics: ParagraphMetrics, frame: TextFrame) -> Fitted:
    """Return the words at the floor, and about how many characters too many they are."""
    size = min(frame.floor, frame.largest)
    width, most = frame.width(size), frame.most_lines(size)
    filled = force_lines(metrics, width)
    length = len(metrics.paragraph.text)
    beyond = length - filled[most - 1].end if len(filled) > most else 0
    overflow = max(1, beyond, _too_wide(metrics, width))
    return Fitted(metrics.paragraph, size, filled, overflow)


def _too_wide(metrics: ParagraphMetrics, width: float) -> int:
    """Return how many characters words have beyond the width of a line, taken together."""
    starts = (0, *(stop for stop, _ in metrics.stops))
    return sum(
        stop - word_cut(metrics.paragraph, start, stop, width)
        for start, (stop, _) in zip(starts, metrics.stops, strict=False)
    )
