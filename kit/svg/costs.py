"""What painting one element costs, in steps of about 50 µs, which is what one plain shape takes."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.svg.embedded import pixels
from kit.svg.numbers import number, numbers
from kit.svg.opacity import is_faded_as_one
from kit.svg.path_data import path_steps
from kit.svg.references import url_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element

#: The shapes, which are painted with a fill and a stroke.
SHAPES = frozenset(("rect", "circle", "ellipse", "line", "polyline", "polygon", "path"))
#: Steps: of a paint by gradient or pattern, of a group with its own opacity, of a clip, of a `<use>`.
_OF_SERVER, _OF_GROUP, _OF_CLIP, _OF_USE = 30, 30, 5, 5
#: How much path data, and how many pixels of an embedded picture, cost one step.
_CHARACTERS, _PIXELS = 300, 20_000
#: The most dashes that are counted, many more than any drawing may paint.
_MOST_DASHES = 100_000


def own_steps(element: Element, paint: Mapping[str, str]) -> int:
    """Return the steps of an element by itself, without what it contains or refers to.

    `paint` are its fill, stroke and dashes, its own or inherited.
    """
    own = element.attributes
    steps = 1 + (len(own.get("d", "")) + len(own.get("points", ""))) // _CHARACTERS
    steps += _OF_CLIP if "clip-path" in own else 0
    if "opacity" in own:
        is_group = bool(element.children) and number(own["opacity"], 1.0) < 1
        steps += _OF_GROUP if is_group or is_faded_as_one(element, paint) else 0
    steps += pixels(own.get("href", "")) // _PIXELS if element.tag == "image" else 0
    steps += _OF_USE if element.tag == "use" else 0
    if element.tag in SHAPES:
        steps += _OF_SERVER * sum(url_target(paint[key]) is not None for key in ("fill", "stroke"))
        steps += _dashes(element, paint)
    return steps


def _dashes(element: Element, paint: Mapping[str, str]) -> int:
    """Return into how many dashes the outline of a shape is cut, at most."""
    if paint["stroke"] in {"", "none"}:
        return 0
    gaps = numbers(paint["stroke-dasharray"])
    if not sum(gaps):
        return 0
    return min(int(_length(element) / sum(gaps) * len(gaps)), _MOST_DASHES)


def _length(element: Element) -> float:
    """Return how long an outline is, at most, in px of its own coordinates."""
    own = element.attributes
    if element.tag in {"circle", "ellipse"}:
        return 2 * math.pi * max(number(own.get(key)) for key in ("r", "rx", "ry"))
    if element.tag == "rect":
        return 2 * (number(own.get("width")) + number(own.get("height")))
    if element.tag == "line":
        x1, y1, x2, y2 = (number(own.get(key)) for key in ("x1", "y1", "x2", "y2"))
        return math.hypot(x2 - x1, y2 - y1)
    steps = path_steps(own.get("d", "")) if element.tag == "path" else []
    # The line along the control points of a curve is no shorter than the curve.
    points = [p for _, args in steps for p in args if p] or _pairs(numbers(own.get("points", "")))
    return sum(math.dist(one, other) for one, other in pairwise([*points, *points[:1]]))


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(zip(values[::2], values[1::2], strict=False))
