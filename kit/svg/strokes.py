"""Strokes that the painter paints otherwise than browsers: dashes by share of a path, and the caps of single points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.svg.elements import attributes_of
from kit.svg.numbers import number, numbers, read_length
from kit.svg.path_data import path_steps
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from kit.svg.node import Node

_POINTS = {"square": "draw it as a filled square", "round": "draw it as a filled circle"}


def stroke_problems(node: Node) -> Iterator[Fault]:
    """Yield a fault, without its place, for each thing about the stroke of a shape that is painted otherwise."""
    values = node.values
    if values.get("stroke", "none") in {"none", "transparent"}:
        return
    length, width = node.element.get("pathLength"), read_length(values.get("stroke-width", "1"))
    if length is not None and values.get("stroke-dasharray", "none") != "none":
        message, remedy = f"'pathLength' can't be painted: {quoted(length)}", "remove it, and write the dashes in px"
        yield Fault(message, remedy=remedy, code="unpaintable-property")
    if width and width.value < 0:
        yield Fault(f"'stroke-width' is {width.digits}", remedy="write a number above 0", code="invalid-attribute")
    cap = values.get("stroke-linecap", "")
    if cap in _POINTS and any(closed or cap == "square" for closed in _points(node.element, node.tag)):
        message = f"the {cap} caps of a <{node.tag}> without length can't be painted"
        yield Fault(message, remedy=_POINTS[cap], code="unpaintable-property")


def _points(element: etree._Element, tag: str) -> list[bool]:
    """Return which of the parts of an outline that never leave one point are closed."""
    own = attributes_of(element)
    if tag == "line":
        at_once = all(number(own.get(f"{axis}1")) == number(own.get(f"{axis}2")) for axis in "xy")
        return [False] if at_once else []
    if tag == "polyline":
        at = numbers(own.get("points", ""))
        return [False] if len(at) > 2 and len(set(zip(at[::2], at[1::2], strict=False))) == 1 else []  # noqa: PLR2004
    if tag != "path":
        return []
    parts: list[tuple[list[tuple[float, float]], bool]] = []
    for step, args in path_steps(own.get("d", "")):
        if step == "moveTo":
            parts.append((list(args), False))
        elif parts:
            points, closed = parts[-1]
            parts[-1] = ([*points, *args], closed or step == "closePath")
    return [closed for points, closed in parts if len(set(points)) == 1 and (closed or len(points) > 1)]
