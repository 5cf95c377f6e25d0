"""Where a shape goes that follows words: it keeps its distances to the ink of the sample words, in sizes of the type.

Across, these are the distances to the ink. Up and down, they are those to the first and the last baseline, so that
bars are as high behind 'sun' as behind 'July'. A shape that lies wholly under the sample words, as the stroke of a pen
does, keeps to the last baseline alone, one above them to the first: however many lines there are, it is as high as it
is drawn. A shape that holds the sample words also holds letters that reach further than usual, as accents do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.geometry import Insets
    from kit.model.artwork import LineInk
    from kit.model.layout import Hug

#: How far, in sizes, a shape may lie inside the ink of words that it holds all the same.
_HELD = 0.02


@dataclass(frozen=True, slots=True)
class Target:
    """Ink that a shape follows, with the baselines of its first and its last line, in px."""

    ink: Box
    first: float
    last: float

    def reach(self, size: float) -> tuple[float, float]:
        """Return how far the ink reaches above the first baseline and below the last, in sizes."""
        return (self.first - self.ink.y0) / size, (self.ink.y1 - self.last) / size


class Type(NamedTuple):
    """How large type is, in px, and how far its letters usually reach above and below the baseline, in sizes."""

    size: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Distances:
    """How far a shape reaches, in sizes: beyond the ink across, above the first and below the last baseline.

    `above` and `below` it keeps to further ink; None where it keeps to the baselines whatever the letters are. A shape
    that lies `under` the words reaches up to the last baseline as well, one `over` them down to the first.
    """

    left: float
    right: float
    up: float
    down: float
    above: float | None = None
    below: float | None = None
    under: bool = False
    over: bool = False


def targets(hug: Hug, rows: Iterable[LineInk]) -> list[Target]:
    """Return what a shape follows in some lines: all of it at once, or each line, or each emphasised stretch of one."""
    each = [
        Target(ink, row.baseline, row.baseline)
        for row in rows
        for ink in (row.emphasised if hug.emphasised else (row.ink,))
    ]
    if hug.lines or not each:
        return each
    ink = Box.union(target.ink for target in each) or each[0].ink
    return [Target(ink, each[0].first, each[-1].last)]


def drawn_distances(shape: Box, found: Sequence[Target], type_: Type) -> Distances:
    """Return the distances of a shape to the sample words that are the nearest to it; all in px of the drawing."""
    size = type_.size
    target = min(found, key=lambda one: abs(one.ink.center.y - shape.center.y))
    left, right = (target.ink.x0 - shape.x0) / size, (shape.x1 - target.ink.x1) / size
    under, over = shape.y0 >= target.last, shape.y1 <= target.ink.y0
    up = ((target.last if under else target.first) - shape.y0) / size
    down = (shape.y1 - (target.first if over else target.last)) / size
    high, low = target.reach(size)
    if up < high - _HELD or down < low - _HELD:
        return Distances(left, right, up, down, under=under, over=over)
    above = up - (max(high, type_.ascent) if up >= type_.ascent else high)
    below = down - (max(low, type_.descent) if down >= type_.descent else low)
    return Distances(left, right, up, down, above, below)


def padded(padding: Insets, size: float) -> Distances:
    """Return the distances that a padding in px of the drawing asks for, around ink wherever it is."""
    top, right, bottom, left = (value / size for value in padding)
    return Distances(left, right, float("-inf"), float("-inf"), top, bottom)


def boxes(distances: Distances, found: Sequence[Target], size: float) -> Iterator[Box]:
    """Yield the box of the shape around each target, at a size in px; all reach as far up and down."""
    up, down = distances.up, distances.down
    for target in found:
        high, low = target.reach(size)
        up = up if distances.above is None else max(up, high + distances.above)
        down = down if distances.below is None else max(down, low + distances.below)
    for target in found:
        yield Box(
            target.ink.x0 - distances.left * size,
            (target.last if distances.under else target.first) - up * size,
            target.ink.x1 + distances.right * size,
            (target.first if distances.over else target.last) + down * size,
        )
