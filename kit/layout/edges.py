"""The sides of straight shapes: where two of them lie on one line, each shape on its own side of it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kit.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: How far apart, in px, edges are that meet; how long the stretch is in which they do, at least.
NEAR, _LONG = 0.5, 4.0
#: Into how many parts a stretch is divided, in whose middles is looked.
_STOPS = 32
#: By how much the directions of edges may differ that face each other.
_PARALLEL = 1e-9


class Edge(NamedTuple):
    """A side of a shape: the place of the shape among all, both ends, and the direction that points out of it."""

    shape: int
    start: Point
    end: Point
    outward: Point

    @property
    def distance(self) -> float:
        """How far the line of the edge is from the origin, in its outward direction."""
        return self.start.x * self.outward.x + self.start.y * self.outward.y

    def inside(self, place: Point) -> Point:
        """Return a point near a place on the edge that lies in its shape."""
        return Point(place.x - NEAR * self.outward.x, place.y - NEAR * self.outward.y)


def edges_of(corners: Sequence[Point], shape: int) -> Iterator[Edge]:
    """Yield the sides of a shape that are long enough to be seen."""
    sides = list(pairwise((*corners, corners[0])))
    turn = math.copysign(1, sum(a.x * b.y - b.x * a.y for a, b in sides))
    for start, end in sides:
        length = math.dist(start, end)
        if length >= _LONG:
            outward = Point(turn * (end.y - start.y) / length, turn * (start.x - end.x) / length)
            yield Edge(shape, start, end, outward)


def lines_of(edge: Edge) -> Iterator[tuple[int, int]]:
    """Yield keys of which edges that may lie on one line share one: a direction in degrees, a distance in px."""
    turn = _turn(edge)
    degrees = round(math.degrees(math.atan2(turn * edge.outward.y, turn * edge.outward.x)))
    yield from {(degrees, math.floor(turn * edge.distance + near)) for near in (0, NEAR)}


def facing(edges: Iterable[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """Yield each two of the edges of one line that point away from each other and lie beside each other somewhere.

    They are taken from one end of the line to the other, so that the time grows with the number of such pairs.
    """
    open_: dict[int, list[tuple[float, Edge]]] = {1: [], -1: []}
    for first, last, edge in sorted((*_span(edge, _along(edge, _turn(edge))), edge) for edge in edges):
        turn = _turn(edge)
        open_[-turn] = [entry for entry in open_[-turn] if entry[0] > first]
        yield from ((other, edge) for _, other in open_[-turn])
        open_[turn].append((last, edge))


def _turn(edge: Edge) -> int:
    """Return 1 or -1, which differs between edges of one line that point away from each other."""
    return 1 if edge.outward > (0, 0) else -1


def _along(edge: Edge, turn: int = 1) -> Point:
    """Return the direction of the line of an edge, which `turn` reverses."""
    return Point(turn * edge.outward.y, -turn * edge.outward.x)


def _span(edge: Edge, along: Point) -> tuple[float, float]:
    """Return where an edge begins and ends in a direction along it."""
    one, other = (end.x * along.x + end.y * along.y for end in (edge.start, edge.end))
    return min(one, other), max(one, other)


def meeting(one: Edge, other: Edge) -> Iterator[Point]:
    """Yield places, from end to end, of the stretch in which two edges meet, their shapes on either side."""
    is_facing = one.outward.x * other.outward.x + one.outward.y * other.outward.y < _PARALLEL - 1
    if not is_facing or abs(one.distance + other.distance) > NEAR:
        return
    along = _along(one)
    spans = [_span(edge, along) for edge in (one, other)]
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    if last - first >= _LONG:
        for stop in range(_STOPS):
            step = first + (stop + 0.5) / _STOPS * (last - first)
            across = one.distance
            yield Point(across * one.outward.x + step * along.x, across * one.outward.y + step * along.y)


def holds(corners: Sequence[Point], point: Point) -> bool:
    """Tell whether a point lies in a shape, by the even-odd rule."""
    crossed = [
        a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) > point.x
        for a, b in pairwise((*corners, corners[0]))
        if (a.y <= point.y) != (b.y <= point.y)
    ]
    return sum(crossed) % 2 == 1
