"""Aim a beam: from its source to the outermost points of what follows words, as they are seen from there."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.geometry import IDENTITY, Box, Matrix, Point
from kit.layout.inherited import transform_of
from kit.model.layout import Element
from kit.svg.outlines import moved_steps, points_of, steps_of
from kit.svg.references import url_of
from kit.svg.shapes import corners

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.layout.paint import PaintServers
    from kit.model.layout import Beam


#: The side of a square, in px, as large as a beam that has no width.
_FLAT = 1e-3


@dataclass(frozen=True, slots=True)
class _Turned:
    """How paint goes with a beam, in its own coordinates: gradients turn with its axis, patterns stay."""

    following: Matrix
    unstretched: Matrix = IDENTITY


def outline_points(shapes: Iterable[Element]) -> list[Point]:
    """Return points along the outlines of shapes, in px of the artboard."""
    return [
        point
        for shape in shapes
        for point in points_of(moved_steps(steps_of(shape.tag, shape.attributes), transform_of(shape)))
    ]


def aimed(
    element: Element, beam: Beam, reached: Sequence[Point], paint: tuple[Mapping[str, str], PaintServers]
) -> Element:
    """Return a beam that reaches from its source to the outermost of some points of the artboard.

    `paint` holds its properties with those that it inherits, and the paint servers of the drawing.
    """
    here = transform_of(element)
    own = corners(element.tag, element.attributes) or ()
    source, others = (own[beam.source], own[(beam.source + 1) % 4]), (own[beam.source - 1], own[beam.source - 2])
    one, two = (here.apply(point) for point in source)
    ends = [here.inverse.apply(end) for end in _ends(one, two, reached)]
    turned = _Turned(_between((*source, _middle(others)), (*source, _middle(ends))))
    properties, servers = paint
    copies = servers.copies(properties, turned)
    points = " ".join(f"{x:.3f},{y:.3f}" for x, y in (source[0], source[1], ends[1], ends[0]))
    attributes = {key: value for key, value in element.attributes.items() if key not in {"d", "points"}}
    servers_used = {key: url_of(server.attributes["id"]) for key, server in copies.items()}
    shape = replace(
        element, tag="polygon", attributes={**attributes, **servers_used, "points": points}, children=(), follows=None
    )
    return Element("g", {}, (*copies.values(), shape), "", element.line) if copies else shape


def _ends(one: Point, two: Point, points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the outermost points as they are seen from both ends of a source, each on the side of its own end.

    Where the source is a single point, one is at its left and one at its right.
    """
    centre = Box.around(points).center
    ahead, beyond = _way(one, centre), _way(two, centre)
    side = math.copysign(1, _angle(ahead, _way(one, two)))
    left = min(points, key=lambda point: side * _angle(ahead, _way(one, point)))
    right = max(points, key=lambda point: side * _angle(beyond, _way(two, point)))
    return left, right


def _way(start: Point, end: Point) -> Point:
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
    """Return the map that takes three points to three others; that of a beam without width turns and scales it."""
    start, end = _triangle(before), _triangle(after)
    if min(start.scale, end.scale) < _FLAT:
        start, end = (_triangle((one, _beside(one, far), far)) for one, _, far in (before, after))
    return end @ start.inverse if start.scale >= _FLAT else IDENTITY


def _beside(point: Point, far: Point) -> Point:
    """Return the point that is as far from one as another is, a quarter of a turn further."""
    x, y = _way(point, far)
    return Point(point.x + y, point.y - x)


def _triangle(points: Sequence[Point]) -> Matrix:
    """Return the map that takes (0, 0), (1, 0) and (0, 1) to three points."""
    origin, one, two = points
    return Matrix(one.x - origin.x, one.y - origin.y, two.x - origin.x, two.y - origin.y, origin.x, origin.y)
