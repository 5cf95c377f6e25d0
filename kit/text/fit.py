"""Find the largest size at which a paragraph fits a frame, or a slightly smaller one if its lines then read better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from kit.base.geometry import Size
from kit.model.artwork import LineEnd, SizeLimit
from kit.text.lines import (
    LEAST_COST,
    Line,
    ParagraphMetrics,
    break_lines,
    extra_lines_cost,
    fill_lines,
    fitting_end,
    force_lines,
    mean_cost,
    metrics_of,
)
from kit.text.paragraph import Paragraph

#: Sizes are multiples of this many px, so that a rounding error in a width does not change every picture.
STEP = 0.25
#: The part of a line's height that is below its baseline.
BELOW = 0.25
#: Parts of the largest size to try for better breaks, and the cost in em² of giving up all of it.
SMALLER_SIZES = (0.96, 0.92, 0.88, 0.84)
SIZE_COST = 30.0


@dataclass(frozen=True, slots=True)
class TextFrame:
    """The frame to fit a paragraph into: a width and height in px, the allowed font sizes in px, the most lines.

    In em are `line_height`, the `ascent` above the first baseline, the `descent` below the last, and `hang`, the width
    of hanging punctuation at the left edge of every line.
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
        """Return the width in em that lines may have at a font size in px."""
        return self.size.width / size - self.hang

    def height(self, scales: Sequence[float]) -> float:
        """Return the height in em of lines of some scales, from the ascent of the first to the descent of the last."""
        return self.ascent * scales[0] + steps(scales)[-1] * self.line_height + self.descent * scales[-1]

    def most_lines(self, size: float) -> int:
        """Return how many lines fit the height at a font size in px, at least one."""
        fitting = int((self.size.height / size - self.ascent - self.descent) / self.line_height + 1 + 1e-6)
        return max(1, fitting if self.lines is None else min(fitting, self.lines))


def steps(scales: Sequence[float]) -> tuple[float, ...]:
    """Return how many line heights each baseline is below the first; `scales` has the relative height of each line.

    A line that is higher than others, because its emphasised words are larger, takes more space above and below.
    """
    between = (BELOW * one + (1 - BELOW) * other for one, other in pairwise(scales))
    return tuple(accumulate(between, initial=0.0))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A paragraph in lines at a size in px, and what keeps it from being larger.

    At the floor, `overflow` is about how many characters too long it is.
    """

    paragraph: Paragraph
    size: float
    lines: tuple[Line, ...]
    limit: SizeLimit
    overflow: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each line, without spaces at its ends, with the hyphen that is drawn there."""
        text, hyphen = self.paragraph.text, self.paragraph.hyphen
        return tuple(text[line.start : line.end].strip() + hyphen(line.end) for line in self.lines)

    def line_ends(self, frame: TextFrame) -> tuple[LineEnd, ...]:
        """Return why each line ends where it does, in the frame that it was fitted into."""
        metrics, width = metrics_of(self.paragraph), frame.width(self.size)
        return tuple(metrics.why_ended(line, width) for line in self.lines)

    @property
    def scales(self) -> tuple[float, ...]:
        """The height of each line, relative to a plain one."""
        return scales_of(self.paragraph, self.lines)


def scales_of(paragraph: Paragraph, lines: Sequence[Line]) -> tuple[float, ...]:
    """Return the height of each line of a paragraph, relative to a plain one."""
    return tuple(paragraph.scale(line.start, line.end) for line in lines)


def fit_words(paragraph: Paragraph, frame: TextFrame) -> Fitted:
    """Return a paragraph at the largest size that fits, or at the floor with an overflow if none does."""
    metrics = metrics_of(paragraph)
    if frame.largest < frame.floor or misfit(metrics, frame, frame.floor):
        return _overflowing(metrics, frame)
    return _most_readable(metrics, frame, *largest_size(metrics, frame))


def largest_size(metrics: ParagraphMetrics, frame: TextFrame) -> tuple[float, SizeLimit]:
    """Return the largest size in px that fits, and why none larger does; the floor must fit.

    It is the largest that is allowed, a multiple of STEP, or the floor.
    """
    limit = misfit(metrics, frame, frame.largest)
    if limit is None:
        return frame.largest, "allowed"
    low, high = math.floor(frame.floor / STEP), math.ceil(frame.largest / STEP)
    while high - low > 1:
        middle = (low + high) // 2
        too_large = misfit(metrics, frame, middle * STEP)
        low, high, limit = (low, middle, too_large) if too_large else (middle, high, limit)
    return max(frame.floor, low * STEP), limit


def misfit(metrics: ParagraphMetrics, frame: TextFrame, size: float) -> Literal["width", "lines", "height"] | None:
    """Return why a paragraph does not fit a frame at a size in px: a word too wide, too many lines, or too high.

    None if it fits.
    """
    lines = fill_lines(metrics, frame.width(size))
    if lines is None:
        return "width"
    if frame.lines is not None and len(lines) > frame.lines:
        return "lines"
    return None if _is_low_enough(metrics, frame, size, lines) else "height"


def height_needed(paragraph: Paragraph, frame: TextFrame, size: float) -> float:
    """Return the height in px that a paragraph needs in a frame's width at a size in px; the frame's height is ignored.

    It is infinite if a word is too wide or the frame allows fewer lines.
    """
    lines = fill_lines(metrics_of(paragraph), frame.width(size))
    if lines is None or (frame.lines is not None and len(lines) > frame.lines):
        return math.inf
    return frame.height(scales_of(paragraph, lines) or (1.0,)) * size


def _is_low_enough(metrics: ParagraphMetrics, frame: TextFrame, size: float, lines: Sequence[Line]) -> bool:
    scales = scales_of(metrics.paragraph, lines) or (1.0,)
    return frame.height(scales) * size <= frame.size.height + 0.01


def _most_readable(metrics: ParagraphMetrics, frame: TextFrame, largest: float, limit: SizeLimit) -> Fitted:
    """Return the lines at the largest size, or at a slightly smaller one if its better breaks are worth it.

    A size is skipped if even perfect breaks would not be worth it.
    """
    parts = SMALLER_SIZES if frame.largest > frame.floor else ()
    best = _readable(metrics, frame, largest)
    size, first, least = largest, best, mean_cost(metrics, best)
    for smaller in (max(frame.floor, largest * part // STEP * STEP) for part in parts):
        given_up = SIZE_COST * (1 - smaller / largest)
        if LEAST_COST + given_up >= least:
            continue
        lines = _readable(metrics, frame, smaller)
        cost = mean_cost(metrics, lines) + given_up + extra_lines_cost(metrics, lines, first)
        if cost < least:
            size, best, least, limit = smaller, lines, cost, "breaks"
    return Fitted(metrics.paragraph, size, best, limit)


def _readable(metrics: ParagraphMetrics, frame: TextFrame, size: float) -> tuple[Line, ...]:
    """Return the lines that read best at a size that fits, or the fewest if larger emphasis makes those too high."""
    lines = break_lines(metrics, frame.width(size), frame.most_lines(size))
    if _is_low_enough(metrics, frame, size, lines):
        return lines
    return fill_lines(metrics, frame.width(size)) or lines


def _overflowing(metrics: ParagraphMetrics, frame: TextFrame) -> Fitted:
    """Return the paragraph at the floor, with the number of characters beyond the last line or beyond its width."""
    size = min(frame.floor, frame.largest)
    width, most = frame.width(size), frame.most_lines(size)
    filled = force_lines(metrics, width)
    length = len(metrics.paragraph.text)
    beyond = length - filled[most - 1].end if len(filled) > most else 0
    overflow = max(1, beyond, _too_wide(metrics, width))
    return Fitted(metrics.paragraph, size, filled, "floor", overflow)


def _too_wide(metrics: ParagraphMetrics, width: float) -> int:
    """Return how many characters of all words together extend beyond the width of a line in em."""
    starts = (0, *(offset for offset, _ in metrics.breaks))
    return sum(
        end - fitting_end(metrics.paragraph, start, end, width)
        for start, (end, _) in zip(starts, metrics.breaks, strict=False)
    )
