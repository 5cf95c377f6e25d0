"""The place of a shape that follows words: it keeps its distances to their ink; a beam reaches its outermost points.

Horizontally, these are the distances to the ink. Vertically, they are those to the first and the last baseline, so that
bars are equally high behind 'sun' and 'July'. A shape entirely under the sample words, such as the stroke of a pen,
keeps its distance to the last baseline only, one above them to the first: it is as high as it is drawn, for any number
of lines. A shape around the sample words also contains letters that reach further than usual, such as accents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kit.base.geometry import IDENTITY, Box, Insets, Matrix, Point
from kit.drawing.layout.stretch import PaintServers
from kit.drawing.svg.outlines import corners, element_steps, moved_steps, points_of
from kit.drawing.svg.source.values import transform_of
from kit.model.artwork import LineInk
from kit.model.layout import Beam, Element, Hug

#: How far, in font sizes, a shape may be inside the ink of words that it still contains.
_HELD = 0.02


@dataclass(frozen=True, slots=True)
class Target:
    """Ink that a shape follows, with the baselines of its first and its last line, in px."""

    ink: Box
    first: float
    last: float

    def reach(self, size: float) -> tuple[float, float]:
        """Return how far the ink reaches above the first baseline and below the last, in font sizes."""
        return (self.first - self.ink.y0) / size, (self.ink.y1 - self.last) / size


class Type(NamedTuple):
    """The size of type, in px, and how far its letters usually reach above and below the baseline, in font sizes."""

    size: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Distances:
    """How far a shape reaches, in font sizes: beyond the ink horizontally, above the first and below the last baseline.

    `above` and `below` are its distances to further ink; None if it keeps to the baselines whatever the letters are. A
    shape `under` the words reaches up to the last baseline as well, one `over` them down to the first. A line drawn
    below all letters stays `clear` of those that reach lower.
    """

    left: float
    right: float
    up: float
    down: float
    above: float | None = None
    below: float | None = None
    under: bool = False
    over: bool = False
    clear: float | None = None


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
    """Return the distances of a shape to the closest sample words; all in px of the drawing."""
    size = type_.size
    target = min(found, key=lambda one: abs(one.ink.center.y - shape.center.y))
    left, right = (target.ink.x0 - shape.x0) / size, (shape.x1 - target.ink.x1) / size
    under, over = shape.y0 >= target.last, shape.y1 <= target.ink.y0
    up = ((target.last if under else target.first) - shape.y0) / size
    down = (shape.y1 - (target.first if over else target.last)) / size
    high, low = target.reach(size)
    if under:
        clear = -up - max(low, type_.descent)
        return Distances(left, right, up, down, under=True, clear=clear if clear >= 0 else None)
    if up < high - _HELD or down < low - _HELD:
        return Distances(left, right, up, down, over=over)
    above = up - (max(high, type_.ascent) if up >= type_.ascent else high)
    below = down - (max(low, type_.descent) if down >= type_.descent else low)
    return Distances(left, right, up, down, above, below)


def padded(padding: Insets, size: float) -> Distances:
    """Return the distances of a padding in px of the drawing, around ink wherever it is."""
    top, right, bottom, left = (value / size for value in padding)
    return Distances(left, right, float("-inf"), float("-inf"), top, bottom)


def boxes(distances: Distances, found: Sequence[Target], size: float) -> Iterator[Box]:
    """Yield the box of the shape around each target, at a size in px; all reach equally far up and down."""
    up, down = distances.up, distances.down
    if distances.clear is not None:
        lower = max(0.0, *(target.reach(size)[1] + distances.clear + up for target in found))
        up, down = up - lower, down + lower
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


#: The side of a square, in px, as large as a beam that has no width.
_FLAT = 1e-3


def outline_points(shapes: Iterable[Element]) -> list[Point]:
    """Return points along the outlines of shapes, in px of the artboard."""
    return [point for shape in shapes for point in points_of(moved_steps(element_steps(shape), transform_of(shape)))]


def aimed(
    element: Element, beam: Beam, reached: Sequence[Point], paint: tuple[Mapping[str, str], PaintServers]
) -> Element:
    """Return a beam that reaches from its source to the outermost of some points of the artboard.

    `paint` are its properties, including inherited ones, and the paint servers of the drawing.
    """
    here = transform_of(element)
    own = corners(element.tag, element.attributes) or ()
    source, others = (own[beam.source], own[(beam.source + 1) % 4]), (own[beam.source - 1], own[beam.source - 2])
    one, two = (here.apply(point) for point in source)
    ends = [here.inverse.apply(end) for end in _ends(one, two, reached)]
    turned = _between((*source, _middle(others)), (*source, _middle(ends)))  # gradients rotate with it, patterns stay
    properties, servers = paint
    points = " ".join(f"{x:.3f},{y:.3f}" for x, y in (source[0], source[1], ends[1], ends[0]))
    attributes = {key: value for key, value in element.attributes.items() if key not in {"d", "points"}}
    shape = replace(element, tag="polygon", attributes=attributes, children=(), follows=None)
    return servers.painted(shape, properties, (turned, IDENTITY), {"points": points})


def _ends(one: Point, two: Point, points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the outermost points as seen from both ends of a source, each on the side of its own end.

    If the source is a single point, one is at its left and one at its right.
    """
    centre = Box.around(points).center
    ahead, beyond = _vector(one, centre), _vector(two, centre)
    side = math.copysign(1, _angle(ahead, _vector(one, two)))
    left = min(points, key=lambda point: side * _angle(ahead, _vector(one, point)))
    right = max(points, key=lambda point: side * _angle(beyond, _vector(two, point)))
    return left, right


def _vector(start: Point, end: Point) -> Point:
    """Return the direction from one point to another."""
    return Point(end.x - start.x, end.y - start.y)


def _angle(one: Point, other: Point) -> float:
    """Return the angle from one direction to another, from -pi to pi."""
    return math.atan2(one.x * other.y - one.y * other.x, one.x * other.x + one.y * other.y)


def _middle(points: Sequence[Point]) -> Point:
    """Return the point halfway between two."""
    (x0, y0), (x1, y1) = points
    return Point((x0 + x1) / 2, (y0 + y1) / 2)


def _between(before: Sequence[Point], after: Sequence[Point]) -> Matrix:
    """Return the map from three points to three others; that of a beam without width rotates and scales it."""
    start, end = _triangle(before), _triangle(after)
    if min(start.scale, end.scale) < _FLAT:
        start, end = (_triangle((one, _rotated_quarter_turn(one, far), far)) for one, _, far in (before, after))
    return end @ start.inverse if start.scale >= _FLAT else IDENTITY


def _rotated_quarter_turn(point: Point, far: Point) -> Point:
    """Return the far point, rotated around the other by a quarter of a turn."""
    x, y = _vector(point, far)
    return Point(point.x + y, point.y - x)


def _triangle(points: Sequence[Point]) -> Matrix:
    """Return the map from (0, 0), (1, 0) and (0, 1) to three points."""
    origin, one, two = points
    return Matrix(one.x - origin.x, one.y - origin.y, two.x - origin.x, two.y - origin.y, origin.x, origin.y)
