"""Find where two shapes meet between pixels: each covers a part of the pixels there, and what lies below shows through.

Painters cover pixels shape by shape: where one covers 70 % of a pixel and its neighbour the other 30 %, a fifth of what
is below is left, as a line that nobody drew. Shapes that meet on the edge of a pixel, or overlap, have none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kit.geometry import Box
from kit.identity import IdentityKey
from kit.layout.edges import edges_of, facing, holds, lines_of, meeting
from kit.svg.shapes import corners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.geometry import Point
    from kit.layout.coverage import Cover, Ground
    from kit.layout.edges import Edge

#: How much an edge may lean that runs along pixels.
_LEVEL = 1e-6


class Seam(NamedTuple):
    """Two shapes that meet, the later one second, and which part of a pixel there either covers.

    `below` is what lies under the side of either, None where the canvas is bare.
    """

    one: Cover
    other: Cover
    below: tuple[Cover | None, Cover | None]
    parts: tuple[float, float]


def seams_of(ground: Ground) -> Iterable[Seam]:
    """Return the seams of straight shapes on a canvas, each two shapes once; those of the last grounds are kept."""
    return _seams_of(IdentityKey(ground))


@lru_cache(maxsize=16)
def _seams_of(of: IdentityKey[Ground]) -> tuple[Seam, ...]:
    ground = of.value
    pile = _Pile([cover for cover in ground.covers if corners(cover.element.tag, cover.element.attributes)])
    lines: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in pile.edges():
        for key in lines_of(edge):
            lines[key].append(edge)
    found: dict[tuple[int, int], Seam] = {}
    for pair in (pair for edges in lines.values() for pair in facing(edges)):
        one, other = sorted(pair)
        shapes = one.shape, other.shape
        place = _seen_at(one, other, pile, ground) if one.shape != other.shape and shapes not in found else None
        if place:
            below = pile.below(one.shape, one.inside(place)), pile.below(one.shape, other.inside(place))
            found[shapes] = Seam(pile.covers[one.shape], pile.covers[other.shape], below, _parts(one, other))
    return tuple(found[shapes] for shapes in sorted(found))


class _Pile:
    """Straight shapes, each above those before it; which of them hold a point is first asked of the boxes around them.

    A drawing may have thousands, as a mosaic has.
    """

    def __init__(self, covers: Sequence[Cover]) -> None:
        self.covers = covers
        self._boxes = np.array([cover.box for cover in covers], float).reshape(-1, 4).T

    def edges(self) -> Iterator[Edge]:
        """Yield the sides that may be seen: of shapes without a stroke, and of equal ones of the last."""
        last = {cover.corners: shape for shape, cover in enumerate(self.covers)}
        for shape, cover in enumerate(self.covers):
            if last[cover.corners] == shape and not _has_stroke(cover):
                yield from edges_of(cover.corners, shape)

    def is_hidden(self, shape: int, point: Point) -> bool:
        """Tell whether a shape above another holds a point."""
        return any(place > shape for place in self._holding(point))

    def below(self, shape: int, point: Point) -> Cover | None:
        """Return the uppermost shape below another that holds a point."""
        places = [place for place in self._holding(point) if place < shape]
        return self.covers[places[-1]] if places else None

    def _holding(self, point: Point) -> list[int]:
        """Return the places of the shapes that hold a point, from the lowest."""
        x0, y0, x1, y1 = self._boxes
        near = np.flatnonzero((x0 <= point.x) & (point.x <= x1) & (y0 <= point.y) & (point.y <= y1))
        return [place for place in near.tolist() if holds(self.covers[place].corners, point)]


def _has_stroke(cover: Cover) -> bool:
    """Tell whether a stroke covers the sides of a shape."""
    return cover.element.attributes.get("stroke", "none") != "none"


def _seen_at(one: Edge, other: Edge, pile: _Pile, ground: Ground) -> Point | None:
    """Return a place on the canvas where two edges meet and nothing hides either shape, None where there is none."""
    canvas = Box(0, 0, *ground.size)
    for place in meeting(one, other):
        inside = [(edge.shape, edge.inside(place)) for edge in (one, other)]
        on_canvas = all(canvas.contains(Box(*point, *point)) for _, point in inside)
        if on_canvas and not any(pile.is_hidden(shape, point) for shape, point in inside):
            return place
    return None


def _parts(one: Edge, other: Edge) -> tuple[float, float]:
    """Return the parts that two shapes cover of the pixels in which they meet; of slanting edges, half of the worst."""
    if min(abs(one.outward.x), abs(one.outward.y)) > _LEVEL:
        return 0.5, 0.5
    pixel = math.floor(one.distance)
    return one.distance - pixel, min(1.0, max(0.0, 1 + pixel + other.distance))
