"""Find where two shapes meet between pixels: each covers part of those pixels, and the background shows through.

Renderers cover pixels shape by shape: if one covers 70 % of a pixel and its neighbour the other 30 %, a fifth of the
background remains visible, as a line that nobody drew. Shapes that overlap or meet on the edge of a pixel have none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kit.base.geometry import Box, Point
from kit.base.memory_caches import IdentityKey
from kit.drawing.layout.coverage import Cover, Ground
from kit.drawing.svg.outlines import corners, is_inside

#: How much an edge along the pixels may slant.
_LEVEL = 1e-6
#: How many vertical strips a canvas is divided into.
_STRIPS = 64


class Seam(NamedTuple):
    """Two shapes that meet, the upper one second, and the part of a pixel that each covers there.

    `below` is what is under the edge of each, None where the canvas is bare.
    """

    one: Cover
    other: Cover
    below: tuple[Cover | None, Cover | None]
    parts: tuple[float, float]


def seams_of(ground: Ground) -> Iterable[Seam]:
    """Return the seams of straight-sided shapes on a canvas, one for each pair; the last results are cached."""
    return _seams_of(IdentityKey(ground))


@lru_cache(maxsize=64)
def _seams_of(of: IdentityKey[Ground]) -> tuple[Seam, ...]:
    ground = of.value
    covers = [cover for cover in ground.covers if corners(cover.element.tag, cover.element.attributes)]
    pile = _Pile(covers, ground.size.width)
    lines: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in pile.edges():
        for key in lines_of(edge):
            lines[key].append(edge)
    seams: dict[tuple[int, int], Seam] = {}
    for pair in (pair for edges in lines.values() for pair in facing(edges)):
        one, other = sorted(pair)
        shapes = one.shape, other.shape
        place = _seen_at(one, other, pile, ground) if one.shape != other.shape and shapes not in seams else None
        if place:
            below = pile.below(one.shape, one.inside(place)), pile.below(one.shape, other.inside(place))
            seams[shapes] = Seam(pile.covers[one.shape], pile.covers[other.shape], below, _covered_parts(one, other))
    return tuple(seams[shapes] for shapes in sorted(seams))


class _Pile:
    """Straight-sided shapes on a canvas from the bottom up, indexed by the vertical strips that they reach into.

    A drawing such as a mosaic may have thousands; few of those in one strip are near a point.
    """

    def __init__(self, covers: Sequence[Cover], width: float) -> None:
        self.covers = covers
        self._width = width / _STRIPS
        self._strips: list[list[int]] = [[] for _ in range(_STRIPS)]
        for place, cover in enumerate(covers):
            for strip in self._strips[self._strip(cover.box.x0) : self._strip(cover.box.x1) + 1]:
                strip.append(place)

    def _strip(self, x: float) -> int:
        """Return the number of the strip with an x coordinate, or of the nearest one."""
        return min(max(int(x / self._width), 0), _STRIPS - 1)

    def edges(self) -> Iterator[Edge]:
        """Yield the edges that may be visible: of shapes without a stroke, and only of the uppermost of equal ones."""
        last = {cover.corners: shape for shape, cover in enumerate(self.covers)}
        for shape, cover in enumerate(self.covers):
            has_stroke = cover.element.attributes.get("stroke", "none") != "none"
            if last[cover.corners] == shape and not has_stroke:
                yield from edges_of(cover.corners, shape)

    def is_hidden(self, shape: int, point: Point) -> bool:
        """Return whether a shape above another contains a point of the canvas."""
        return next(self._holding(point), -1) > shape

    def below(self, shape: int, point: Point) -> Cover | None:
        """Return the uppermost shape below another that contains a point of the canvas."""
        return next((self.covers[place] for place in self._holding(point) if place < shape), None)

    def _holding(self, point: Point) -> Iterator[int]:
        """Yield the indices of the shapes that contain a point of the canvas, from the uppermost."""
        at = Box(*point, *point)
        for place in reversed(self._strips[self._strip(point.x)]):
            cover = self.covers[place]
            if cover.box.contains(at) and is_inside(cover.corners, *point):
                yield place


def _seen_at(one: Edge, other: Edge, pile: _Pile, ground: Ground) -> Point | None:
    """Return a place on the canvas where two edges meet and nothing hides either shape, or None."""
    canvas = Box(0, 0, *ground.size)
    for place in meeting(one, other):
        inside = [(edge.shape, edge.inside(place)) for edge in (one, other)]
        on_canvas = all(canvas.contains(Box(*point, *point)) for _, point in inside)
        if on_canvas and not any(pile.is_hidden(shape, point) for shape, point in inside):
            return place
    return None


def _covered_parts(one: Edge, other: Edge) -> tuple[float, float]:
    """Return the parts of the shared pixels that two shapes cover; half each, the worst case, for slanting edges."""
    if min(abs(one.outward.x), abs(one.outward.y)) > _LEVEL:
        return 0.5, 0.5
    pixel = math.floor(one.distance)
    return one.distance - pixel, min(1.0, max(0.0, 1 + pixel + other.distance))


#: How far apart, in px, meeting edges may be, and the least length of the stretch where they meet.
NEAR, _LONG = 0.5, 4.0
#: How many parts a stretch is divided into; the middle of each is tested.
_STOPS = 32
#: How much the directions of facing edges may differ.
_PARALLEL = 1e-9


class Edge(NamedTuple):
    """An edge of a shape: the index of the shape, both ends, and the outward direction."""

    shape: int
    start: Point
    end: Point
    outward: Point

    @property
    def distance(self) -> float:
        """How far the edge's line is from the origin, in its outward direction."""
        return self.start.x * self.outward.x + self.start.y * self.outward.y

    def inside(self, place: Point) -> Point:
        """Return a point near a place on the edge that is inside its shape."""
        return Point(place.x - NEAR * self.outward.x, place.y - NEAR * self.outward.y)


def edges_of(corners: Sequence[Point], shape: int) -> Iterator[Edge]:
    """Yield the edges of a shape that are long enough to be visible."""
    sides = list(pairwise((*corners, corners[0])))
    turn = math.copysign(1, sum(a.x * b.y - b.x * a.y for a, b in sides))
    for start, end in sides:
        length = math.dist(start, end)
        if length >= _LONG:
            outward = Point(turn * (end.y - start.y) / length, turn * (start.x - end.x) / length)
            yield Edge(shape, start, end, outward)


def lines_of(edge: Edge) -> Iterator[tuple[int, int]]:
    """Yield keys, of which edges that may be on one line share one: a direction in degrees, a distance in px."""
    turn = _turn(edge)
    degrees = round(math.degrees(math.atan2(turn * edge.outward.y, turn * edge.outward.x)))
    yield from {(degrees, math.floor(turn * edge.distance + near)) for near in (0, NEAR)}


def facing(edges: Iterable[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """Yield each pair of edges on one line that point away from each other and are next to each other somewhere.

    They are taken from one end of the line to the other, so that the time grows with the number of pairs.
    """
    open_: dict[int, list[tuple[float, Edge]]] = {1: [], -1: []}
    for first, last, edge in sorted((*_span(edge, _along(edge, _turn(edge))), edge) for edge in edges):
        turn = _turn(edge)
        open_[-turn] = [entry for entry in open_[-turn] if entry[0] > first]
        yield from ((other, edge) for _, other in open_[-turn])
        open_[turn].append((last, edge))


def _turn(edge: Edge) -> int:
    """Return 1 or -1, which differs between edges on one line that point away from each other."""
    return 1 if edge.outward > (0, 0) else -1


def _along(edge: Edge, turn: int = 1) -> Point:
    """Return the direction along an edge, reversed by a `turn` of -1."""
    return Point(turn * edge.outward.y, -turn * edge.outward.x)


def _span(edge: Edge, along: Point) -> tuple[float, float]:
    """Return where an edge begins and ends, measured along a direction."""
    one, other = (end.x * along.x + end.y * along.y for end in (edge.start, edge.end))
    return min(one, other), max(one, other)


def meeting(one: Edge, other: Edge) -> Iterator[Point]:
    """Yield places, from end to end, of the stretch where two edges meet with their shapes on either side."""
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
