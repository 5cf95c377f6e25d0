"""Find where two shapes meet between pixels: each covers a part of the pixels there, and what lies below shows through.

Painters cover pixels shape by shape: where one covers 70 % of a pixel and its neighbour the other 30 %, a fifth of what
is below is left, as a line that nobody drew. Shapes that meet on the edge of a pixel, or overlap, have none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kit.geometry import Box
from kit.identity import IdentityKey
from kit.layout.edges import edges_of, holds, lines_of, meeting
from kit.svg.shapes import corners

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    covers = [cover for cover in ground.covers if corners(cover.element.tag, cover.element.attributes)]
    lines: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    bare = ((shape, cover) for shape, cover in enumerate(covers) if not _has_stroke(cover))
    for edge in (edge for shape, cover in bare for edge in edges_of(cover.corners, shape)):
        for key in lines_of(edge):
            lines[key].append(edge)
    found: dict[tuple[int, int], Seam] = {}
    for edges in lines.values():
        for pair in combinations(edges, 2):
            one, other = sorted(pair)
            place = _seen_at(one, other, covers, ground) if one.shape != other.shape else None
            if place and (one.shape, other.shape) not in found:
                below = [_below(covers[: one.shape], edge.inside(place)) for edge in (one, other)]
                shapes = covers[one.shape], covers[other.shape]
                found[one.shape, other.shape] = Seam(*shapes, (below[0], below[1]), _parts(one, other))
    return tuple(found.values())


def _has_stroke(cover: Cover) -> bool:
    """Tell whether a stroke covers the sides of a shape."""
    return cover.element.attributes.get("stroke", "none") != "none"


def _seen_at(one: Edge, other: Edge, covers: list[Cover], ground: Ground) -> Point | None:
    """Return a place on the canvas where two edges meet and nothing hides either shape, None where there is none."""
    canvas = Box(0, 0, *ground.size)
    for place in meeting(one, other):
        inside = [(edge, edge.inside(place)) for edge in (one, other)]
        on_canvas = all(canvas.contains(Box(*point, *point)) for _, point in inside)
        if on_canvas and not any(holds(c.corners, point) for edge, point in inside for c in covers[edge.shape + 1 :]):
            return place
    return None


def _below(covers: list[Cover], point: Point) -> Cover | None:
    """Return the last of some shapes that a point lies in."""
    return next((cover for cover in reversed(covers) if holds(cover.corners, point)), None)


def _parts(one: Edge, other: Edge) -> tuple[float, float]:
    """Return the parts that two shapes cover of the pixels in which they meet; of slanting edges, half of the worst."""
    if min(abs(one.outward.x), abs(one.outward.y)) > _LEVEL:
        return 0.5, 0.5
    pixel = math.floor(one.distance)
    return one.distance - pixel, min(1.0, max(0.0, 1 + pixel + other.distance))
