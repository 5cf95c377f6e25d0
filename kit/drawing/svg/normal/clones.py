"""Replace every clone of a painted element with a copy, as pins may move that element away from where it was drawn.

The budget has checked before that clones end, and how many copies they make.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import href_target
from kit.model.layout import Element
from kit.model.tree import DEFINITIONS

#: Attributes that fade or clip a clone as a whole.
_ON_GROUP = frozenset(("opacity", "clip-path"))
#: Attributes of a `<use>` that its copy doesn't need.
_OF_USE = frozenset(("href", "x", "y", "width", "height", "transform"))


def unlink(root: Element) -> Element:
    """Return a drawing without clones of painted elements."""
    return _copy(root, _painted(root))


def _painted(element: Element) -> dict[str, Element]:
    """Return the elements with an id that are painted in their place, by id."""
    painted = {element.attributes["id"]: element} if "id" in element.attributes else {}
    for child in element.children:
        if child.tag not in DEFINITIONS:
            painted.update(_painted(child))
    return painted


def _copy(element: Element, painted: Mapping[str, Element]) -> Element:
    """Return an element with its clones replaced by copies."""
    id_ = href_target(element.attributes.get("href", "")) or ""
    if element.tag == "use" and id_ not in painted:
        return _in_group(element)
    if element.tag != "use":
        return element.with_children(tuple(_copy(child, painted) for child in element.children))
    original = _without_id(_copy(painted[id_], painted))
    rest = {key: value for key, value in element.attributes.items() if key not in _OF_USE}
    attributes = {**rest, "transform": placed(element)}
    clone = replace(element, tag="g", attributes=attributes, children=(original,))
    return _as_slot(clone, original) if original.tag == "slot" and "clip-path" not in rest else clone


def placed(use: Element) -> str:
    """Return the transform that moves the original to the place of its clone."""
    x, y = number(use.attributes.get("x")), number(use.attributes.get("y"))
    return f"{use.attributes.get('transform', '')} translate({x:g} {y:g})".strip()


def _in_group(use: Element) -> Element:
    """Return the clone of a definition in a group that fades or clips it, if anything does, as the painter needs it."""
    outer = {key: value for key, value in use.attributes.items() if key in _ON_GROUP}
    if not outer:
        return use
    outer["transform"] = placed(use)
    inner = {key: value for key, value in use.attributes.items() if key not in {*outer, "x", "y"}}
    clone = Element("use", inner, use.children, "", use.line)
    return replace(use, tag="g", attributes=outer, children=(clone,))


def _as_slot(clone: Element, slot: Element) -> Element:
    """Return the clone of a slot, or of such a clone, as a slot with combined transforms and opacities."""
    attributes = {**slot.attributes, **clone.attributes}
    attributes["transform"] += " " + slot.attributes.get("transform", "")
    if "opacity" in attributes:
        attributes["opacity"] = f"{math.prod(number(each.attributes.get('opacity'), 1.0) for each in (clone, slot)):g}"
    frames = clone.frames or slot.frames
    return replace(clone, tag="slot", attributes=attributes, children=(), name=slot.name, frames=frames, clone=True)


def _without_id(element: Element) -> Element:
    """Return a copy of an element without its id and its pin, which belong to the original."""
    rest = {key: value for key, value in element.attributes.items() if key != "id"}
    children = tuple(_without_id(child) for child in element.children)
    return replace(element, attributes=rest, children=children, pin=None, clone=element.tag == "slot")
