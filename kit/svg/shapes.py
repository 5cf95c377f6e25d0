"""The geometry of SVG elements: the corners of what has straight sides, and the box of what is upright."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.geometry import Box, Matrix, Point
from kit.svg.numbers import number, numbers
from kit.svg.parse import SVG, attributes_of
from kit.svg.path_data import path_steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

#: Elements that are painted with a fill.
CLOSED_SHAPES = frozenset(("rect", "circle", "ellipse", "polyline", "polygon", "path"))
#: How far a slot may lean, in px of the drawing.
UPRIGHT = 0.05
_CURVE = re.compile("[CcSsQqTtAa]")


def corners(tag: str, attributes: Mapping[str, str]) -> tuple[Point, ...] | None:
    """Return the corners of a rect, polygon or straight path in its own coordinates; None for anything curved."""
    if tag == "rect":
        x, y = number(attributes.get("x")), number(attributes.get("y"))
        return Box(x, y, x + number(attributes.get("width")), y + number(attributes.get("height"))).corners
    if tag == "polygon":
        values = numbers(attributes.get("points", ""))
        return tuple(Point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)) or None
    return _path_corners(attributes.get("d", "")) if tag == "path" else None


def is_open(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an outline ends elsewhere than it began, so that its stroke has two ends."""
    steps = path_steps(attributes.get("d", "")) if tag == "path" else []
    points = [args[0] for _, args in steps if args]
    return bool(points) and steps[-1][0] != "closePath" and points[0] != points[-1]


@lru_cache(maxsize=4096)  # every rule on every picture asks again
def _path_corners(d: str) -> tuple[Point, ...] | None:
    steps = [] if _CURVE.search(d) else path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1:
        return None
    points = [Point(*args[0]) for step, args in steps if step in {"moveTo", "lineTo"}]
    return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points) or None


def box_of(element: etree._Element, here: Matrix) -> Box | None:
    """Return the box of an upright rect or four-cornered path on the canvas; None when it is neither."""
    own = corners(element.tag.removeprefix(SVG), attributes_of(element))
    if own is None or len(own) != 4:  # noqa: PLR2004
        return None
    points = [here.apply(point) for point in own]
    box = Box.around(points)
    upright = all(
        min(abs(p.x - box.x0), abs(p.x - box.x1)) <= UPRIGHT and min(abs(p.y - box.y0), abs(p.y - box.y1)) <= UPRIGHT
        for p in points
    )
    return box if upright else None
