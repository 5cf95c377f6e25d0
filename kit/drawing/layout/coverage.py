"""Find the edges of an artboard that a drawing leaves bare although it covers those of its own canvas.

A background that no pin stretches leaves a band if the artboard has another shape. What the drawing itself leaves bare,
such as the middle of a ring around a profile picture, is intended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kit.base.geometry import Box, Point, Size
from kit.base.memory_caches import IdentityKey
from kit.drawing.layout.pins import Inherited
from kit.drawing.layout.stretch import CLIP
from kit.drawing.svg.outlines import CLOSED_SHAPES, box_around, corners, crossings
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.values import path_steps
from kit.model.layout import Element
from kit.model.slot import Slot
from kit.model.tree import DEFINITIONS

SIDES = ("left", "right", "top", "bottom")
#: How many px of a side may be bare: less than a pixel is a rounding error.
_SLACK = 0.5
#: The places along a side that are tested, as parts of its length.
_STOPS = (0.001, *((step + 0.5) / 16 for step in range(16)), 0.999)
#: The smallest extent of a shape that may be part of a background, as a part of the canvas: in the drawing, and on the
#: artboard, as shapes grow less than some artboards.
_LEAST_DRAWN, _LEAST_PLACED = 0.05, 0.02


class Cover(NamedTuple):
    """An opaque shape: its corners, its bounding box, and the painted element."""

    corners: tuple[Point, ...]
    box: Box
    element: Element


class Band(NamedTuple):
    """A side of an artboard that is bare for some px, and the element that covers that side of the drawing.

    If it is bare right across to the opposite side, it is a gap between shapes that have moved apart.
    """

    side: str
    px: float
    element: Element
    is_gap: bool = False


class Ground(NamedTuple):
    """The opaque shapes of a tree on a canvas, which may be part of its background."""

    covers: tuple[Cover, ...]
    size: Size


def ground_of(root: Element, size: Size, slots: Mapping[str, Slot], *, drawn: bool) -> Ground:
    """Return the opaque shapes of a tree that are large enough for a background; with `drawn` it is the drawing's own.

    `slots` are those that are filled with something opaque from edge to edge. Without any, the last results are cached,
    because several rules need them.
    """
    return _ground(root, size, slots, drawn=drawn) if slots else _bare_ground(IdentityKey(root), size, drawn=drawn)


@lru_cache(maxsize=64)
def _bare_ground(root: IdentityKey[Element], size: Size, *, drawn: bool) -> Ground:
    return _ground(root.value, size, {}, drawn=drawn)


def _ground(root: Element, size: Size, slots: Mapping[str, Slot], *, drawn: bool) -> Ground:
    least = (_LEAST_DRAWN if drawn else _LEAST_PLACED) * max(size)
    covers = (cover for child in root.children for cover in _covers(child, Inherited().inside(root), slots))
    return Ground(tuple(cover for cover in covers if max(cover.box.size) >= least), size)


def is_covered(ground: Ground) -> bool:
    """Return whether a single upright rectangle covers the whole canvas, as most backgrounds do."""
    canvas = Box(0, 0, *ground.size)
    return any(cover.box.contains(canvas) and _is_upright(cover.corners) for cover in ground.covers)


def _is_upright(corners: Sequence[Point]) -> bool:
    """Return whether corners in order are those of an upright rectangle."""
    steps = pairwise((*corners, corners[0]))
    return len(set(corners)) == len(corners) == 4 and all(p.x == q.x or p.y == q.y for p, q in steps)  # noqa: PLR2004


def bare_bands(drawn: Ground, placed: Ground) -> Iterator[Band]:
    """Yield each side that is covered in a drawing and bare on the artboard."""
    for side in SIDES:
        bare = _depth(placed, side)
        if bare > _SLACK and _depth(drawn, side) <= _SLACK:
            touching = (cover for cover in drawn.covers if _begins(cover.box, drawn.size, side) <= _SLACK)
            largest = max(touching, key=lambda cover: cover.box.width * cover.box.height)
            length = placed.size.width if side in {"left", "right"} else placed.size.height
            yield Band(side, bare, largest.element, is_gap=bare >= length)


def _depth(ground: Ground, side: str) -> float:
    """Return how many px are bare from a side inwards, at the deepest place.

    Lines near a corner that are bare all the way across are part of the band at the adjacent side.
    """
    depths = list(_depths(ground, side))
    whole = ground.size.width if side in {"left", "right"} else ground.size.height
    reached = [index for index, depth in enumerate(depths) if depth < whole]
    return max(depths[reached[0] : reached[-1] + 1]) if reached else whole


def _depths(ground: Ground, side: str) -> Iterator[float]:
    """Yield how many px are bare from a side inwards, at each stop along it."""
    width, height = ground.size if side in {"left", "right"} else (ground.size.height, ground.size.width)
    shapes = [tuple(_turned(point, ground.size, side) for point in cover.corners) for cover in ground.covers]
    for stop in _STOPS:
        spans = [span for shape in shapes for span in _spans(shape, stop * height)]
        yield min((max(0.0, start) for start, end in spans if end > _SLACK), default=width)


def _turned(point: Point, size: Size, side: str) -> Point:
    """Return a point of a canvas that is turned so that the side is on the left."""
    x, y = point
    return {
        "left": Point(x, y), "right": Point(size.width - x, y),
        "top": Point(y, x), "bottom": Point(size.height - y, x),
    }[side]  # fmt: skip


def _begins(box: Box, size: Size, side: str) -> float:
    """Return how far a box is from a side."""
    return min(_turned(point, size, side).x for point in box.corners)


def _spans(shape: Sequence[Point], y: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a horizontal line that are inside a shape, by the even-odd rule."""
    crossed = sorted(crossings(shape, y))
    yield from zip(crossed[::2], crossed[1::2], strict=False)


def shape_over(root: Element, slot: str, box: Box) -> Element | None:
    """Return the first shape that is painted after a slot and may cover a part of a box; None if there is none."""
    after = False
    for element, inherited in _painted(root, Inherited()):
        if element.tag == "slot":
            after = after or element.name == slot
        elif after and _is_visible(element, inherited.properties):
            points = [inherited.to_drawing.apply(point) for point in _outline(element)]
            if points and Box.around(points).overlaps(box):
                return element
    return None


def shape_beyond(element: Element, box: Box) -> Element | None:
    """Return the first shape in an element that is partly inside a box and partly beyond it; None if there is none.

    A shape that covers the whole box is its ground.
    """
    slack = _BEYOND * max(box.size)
    for shape, inherited in _painted(element, Inherited()):
        points = [inherited.to_drawing.apply(point) for point in _outline(shape)]
        if points and _is_visible(shape, inherited.properties):
            outline = Box.around(points)
            inside = box.grown(slack).contains(outline) or not outline.overlaps(box)
            if not inside and not outline.contains(box):
                return shape
    return None


#: How far a shape may pass the edge of its file, of the longer side: what editors round.
_BEYOND = 0.01


def _painted(element: Element, inherited: Inherited) -> Iterator[tuple[Element, Inherited]]:
    """Yield the slots and shapes in an element, in the order of painting, each with what is inside it."""
    if element.tag in DEFINITIONS or element.follows:
        return
    inside = inherited.inside(element)
    if element.tag in {"slot", "image", *CLOSED_SHAPES}:
        yield element, inside
        return
    for child in element.children:
        yield from _painted(child, inside)


def _is_visible(element: Element, properties: Mapping[str, str]) -> bool:
    """Return whether anything of a shape shows."""
    return number(properties.get("opacity"), 1.0) > 0 and _fill_opacity(element, properties) > 0


def _covers(element: Element, inherited: Inherited, slots: Mapping[str, Slot]) -> Iterator[Cover]:
    """Yield the opaque shapes in an element."""
    inside = inherited.inside(element)
    if element.tag in DEFINITIONS or element.follows or not _is_opaque(element):
        return
    if element.tag == "slot":
        if element.name in slots:
            box = slots[element.name].box
            yield Cover(box.corners, box, element)
    elif element.tag == "g":
        for child in element.children:
            yield from _covers(child, inside, slots)
    elif _is_filled(element, inside.properties):
        points = [inside.to_drawing.apply(point) for point in _outline(element)]
        if points:
            yield Cover(tuple(points), Box.around(points), element)


def _is_opaque(element: Element) -> bool:
    """Return whether an element's own attributes neither make it translucent nor clip it, nor has it an effect."""
    attributes = element.attributes
    return element.effect is None and number(attributes.get("opacity"), 1.0) >= 1 and CLIP not in attributes


def _is_filled(element: Element, properties: Mapping[str, str]) -> bool:
    """Return whether a shape or an image is painted with an opaque fill."""
    return element.tag in {"image", *CLOSED_SHAPES} and _fill_opacity(element, properties) >= 1


def _fill_opacity(element: Element, properties: Mapping[str, str]) -> float:
    """Return how opaque the fill of a shape is, 0 if it has none; gradients and images count as opaque."""
    if properties.get("visibility") in {"hidden", "collapse"}:
        return 0.0
    has_fill = properties.get("fill") not in {"none", "transparent"}
    return 1.0 if element.tag == "image" else has_fill * number(properties.get("fill-opacity"), 1.0)


def _outline(element: Element) -> Iterable[Point]:
    """Return the corners of a shape; for a curved one, those of its bounding box."""
    attributes = element.attributes
    straight = corners("rect" if element.tag == "image" else element.tag, attributes)
    if straight or element.tag == "image":
        return straight or ()
    if element.tag in {"circle", "ellipse"}:
        box = box_around(element.tag, attributes)
    else:
        box = Box(*element.steps.bounds) if element.steps else _box_of_path(attributes.get("d", ""))
    return box.corners if box else ()


@lru_cache(maxsize=1024)
def _box_of_path(d: str) -> Box | None:
    """Return the bounding box of the points of path data, control points included, or None if there are none."""
    points = [Point(*point) for _, args in path_steps(d) for point in args if point]
    return Box.around(points) if points else None
