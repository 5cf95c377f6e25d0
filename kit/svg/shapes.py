"""The geometry of SVG elements: numbers, transforms, and the corners of what has straight sides."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import tinycss2
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from kit.geometry import IDENTITY, Box, Matrix, Point
from kit.svg.parse import SVG, attributes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
#: How far a slot may lean, in px of the drawing.
UPRIGHT = 0.05


def numbers(text: str) -> list[float]:
    """Return every number in a list such as `points` or `viewBox`."""
    return [float(number) for number in _NUMBER.findall(text)]


def number(text: str | None, default: float = 0.0) -> float:
    """Return the first number of an attribute such as `12px`, or a default."""
    found = _NUMBER.search(text or "")
    return float(found[0]) if found else default


def read_transform(text: str) -> Matrix | None:
    """Return the map of a `transform` attribute (https://www.w3.org/TR/SVG11/coords.html#TransformAttribute)."""
    result = IDENTITY
    for part in tinycss2.parse_component_value_list(text, skip_comments=True):
        if part.type == "whitespace" or part == ",":
            continue
        if part.type != "function":
            return None
        step = _function(part.lower_name, numbers(tinycss2.serialize(part.arguments)))
        if step is None:
            return None
        result = result @ step
    return result


def _function(name: str, values: list[float]) -> Matrix | None:  # noqa: PLR0911  (one return a function of the standard)
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            return _rotation(angle)
        case "rotate", [angle, x, y]:
            return Matrix(e=x, f=y) @ _rotation(angle) @ Matrix(e=-x, f=-y)
        case "skewx", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewy", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    return None


def _rotation(angle: float) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Matrix(cos, sin, -sin, cos)


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


def path_steps(d: str) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return the commands of path data with their points; none when it can't be read."""
    pen = RecordingPen()
    try:
        parse_path(d, pen)
    except (ValueError, IndexError, TypeError, ZeroDivisionError):
        return []
    return pen.value  # type: ignore[no-any-return]


def _path_corners(d: str) -> tuple[Point, ...] | None:
    steps = path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1 or any("curve" in step.lower() for step, _ in steps):
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
