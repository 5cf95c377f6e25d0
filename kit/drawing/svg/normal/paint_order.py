"""Shapes whose stroke is painted below their fill, which the painter doesn't support, as two shapes.

https://www.w3.org/TR/SVG2/painting.html#PaintOrder
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.drawing.svg.shapes.element_shapes import CLOSED_SHAPES
from kit.drawing.svg.source.element_context import in_clip_path, is_defined
from kit.drawing.svg.source.references import SVG, href_of, href_target
from kit.drawing.svg.source.values import quoted
from kit.model.layout import Element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from kit.drawing.svg.source.css import Styles
    from kit.drawing.svg.source.node import Node


#: Attributes that both shapes share and that stay on the group around them.
_OF_BOTH = frozenset(("id", "transform", "opacity", "clip-path"))
_NO_PAINT = ("none", "transparent")
_APART = "put the stroke on a shape of its own below"


def is_stroked_first(node: Node) -> bool:
    """Return whether an element is a shape whose stroke, or that of a clone of it, is painted below its fill."""
    values = node.values
    if node.tag not in CLOSED_SHAPES or in_clip_path(node.element) or not _reverses(values):
        return False
    may_have = is_defined(node.element) or values.get("stroke", "none") not in _NO_PAINT
    return may_have and values.get("fill", "") not in _NO_PAINT


def stroked_first(shape: Element) -> Element:
    """Return a group in place of a shape: its stroke, and its fill above."""
    outer = {key: value for key, value in shape.attributes.items() if key in _OF_BOTH}
    inner = {key: value for key, value in shape.attributes.items() if key not in _OF_BOTH}
    parts = tuple(Element(shape.tag, {**inner, paint: "none"}, line=shape.line) for paint in ("fill", "stroke"))
    return replace(shape, tag="g", attributes=outer, children=parts)


def order_problem(node: Node, targets: Mapping[str, Sequence[etree._Element]], styles: Styles) -> Fault | None:
    """Return the fault, without its place, of an element that can't become two shapes: a follower of words, or a clone.

    The shapes in a clone may have another order.
    """
    follows = node.name.follower and is_stroked_first(node)
    if not follows and not (node.tag == "use" and _reverses(node.values) and _is_stroked(node, targets, styles)):
        return None
    what, remedy = ("of what follows words", _APART) if follows else ("of a clone", "unlink the clone in the editor")
    message = f"'paint-order' {what} can't be painted: {quoted(node.values['paint-order'])}"
    return Fault(message, remedy=remedy, code="unpaintable-property")


def _is_stroked(clone: Node, targets: Mapping[str, Sequence[etree._Element]], styles: Styles) -> bool:
    """Return whether a clone, or anything that it repeats, has a stroke."""
    cloned = targets.get(href_target(href_of(clone.element)) or "", ())
    strokes = {styles.declared(part).values.get("stroke", "none") for one in cloned for part in one.iter(f"{SVG}*")}
    return not strokes | {clone.values.get("stroke", "none")} <= {*_NO_PAINT}


def _reverses(values: Mapping[str, str]) -> bool:
    order = values.get("paint-order", "normal").split()
    return "stroke" in order and "fill" not in order[: order.index("stroke")]
