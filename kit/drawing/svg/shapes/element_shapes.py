"""The geometry of SVG elements: the corners of shapes with straight sides, and the boxes of upright ones."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.base.geometry import Box, Matrix, Point
from kit.drawing.svg.source.numbers import number, numbers
from kit.drawing.svg.source.references import SVG, attributes_of
from kit.drawing.svg.source.values import path_steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree


#: Elements that are painted with a fill.
CLOSED_SHAPES = frozenset(("rect", "circle", "ellipse", "polyline", "polygon", "path"))
#: How far a slot may be slanted, in px of the drawing.
UPRIGHT = 0.05
_CURVE = re.compile("[CcSsQqTtAa]")


def corners(tag: str, attributes: Mapping[str, str]) -> tuple[Point, ...] | None:
    """Return the corners of a rect, polygon or straight path in its own coordinates; None for other shapes."""
    if tag == "rect":
        x, y = number(attributes.get("x")), number(attributes.get("y"))
        return Box(x, y, x + number(attributes.get("width")), y + number(attributes.get("height"))).corners
    if tag == "polygon":
        values = numbers(attributes.get("points", ""))
        return tuple(Point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)) or None
    return _path_corners(attributes.get("d", "")) if tag == "path" else None


def is_open(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an outline ends in another place than it begins, so that its stroke has two ends."""
    steps = path_steps(attributes.get("d", "")) if tag == "path" else []
    points = [args[0] for _, args in steps if args]
    return bool(points) and steps[-1][0] != "closePath" and points[0] != points[-1]


@lru_cache(maxsize=4096)  # rules need it for every picture
def _path_corners(d: str) -> tuple[Point, ...] | None:
    steps = [] if _CURVE.search(d) else path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1:
        return None
    points = [Point(*args[0]) for step, args in steps if step in {"moveTo", "lineTo"}]
    return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points) or None


def box_corners(tag: str, attributes: Mapping[str, str]) -> tuple[Point, ...] | None:
    """Return the corners of a straight shape, or of the box of a path that is a rectangle with round corners."""
    return corners(tag, attributes) or (_round_corners(attributes.get("d", "")) if tag == "path" else None)


def _round_corners(d: str) -> tuple[Point, ...] | None:
    """Return the corners around a path with straight sides and round corners, as editors write it; None for others.

    Every point of it is on a side of its box, and two opposite sides have a straight part.
    """
    steps = path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1:
        return None
    box = Box.around([Point(*point) for _, args in steps for point in args])
    ends = [Point(*args[-1]) for _, args in steps if args]
    straight: set[str] = set()
    for (before, after), (step, _) in zip(pairwise(ends), steps[1:], strict=False):
        if step == "lineTo" and before != after:
            straight |= _sides(before, box) & _sides(after, box)
    on_sides = all(_sides(Point(*point), box) for _, args in steps for point in args)
    return box.corners if on_sides and ({"x0", "x1"} <= straight or {"y0", "y1"} <= straight) else None


def _sides(point: Point, box: Box) -> set[str]:
    """Return the sides of a box that a point is on."""
    return {side for side in ("x0", "x1", "y0", "y1") if abs(getattr(point, side[0]) - getattr(box, side)) <= UPRIGHT}


def box_of(element: etree._Element, here: Matrix) -> Box | None:
    """Return the box, on the canvas, of an upright rect or four-cornered path, even with round corners, or None."""
    own = box_corners(element.tag.removeprefix(SVG), attributes_of(element))
    if own is None or len(own) != 4:  # noqa: PLR2004
        return None
    points = [here.apply(point) for point in own]
    box = Box.around(points)
    upright = all(
        min(abs(p.x - box.x0), abs(p.x - box.x1)) <= UPRIGHT and min(abs(p.y - box.y0), abs(p.y - box.y1)) <= UPRIGHT
        for p in points
    )
    return box if upright else None


def may_be_box(element: etree._Element) -> bool:
    """Return whether an element may be the box of a slot: a rect, or a path with four corners, even round ones."""
    own = box_corners("path", attributes_of(element)) if element.tag == SVG + "path" else None
    return element.tag == SVG + "rect" or (own is not None and len(own) == 4)  # noqa: PLR2004
