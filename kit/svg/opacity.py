"""The opacity of shapes and clones, which the painter applies otherwise than to groups.

It makes the fill and the stroke of a shape see-through one by one, so that the fill shows below the stroke, where both
are to fade as one picture (https://www.w3.org/TR/SVG11/masking.html#OpacityProperty).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.svg.numbers import number
from kit.svg.shapes import CLOSED_SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element

#: Properties that reach the shapes in a group and decide what painting them costs.
INHERITED = ("fill", "stroke", "stroke-dasharray")
_NO_PAINT = ("none", "transparent")
#: Elements whose content is painted with what the clones of it are painted with.
_CLONED = frozenset(("defs", "symbol"))
#: Stands for a stroke that a clone may have.
_UNKNOWN = "of a clone"


def paint_of(element: Element, above: Mapping[str, str]) -> dict[str, str]:
    """Return the paint of an element: its own, else what reaches it from above, or may reach it by a clone."""
    if element.tag in _CLONED:
        above = {**above, "stroke": above.get("stroke") or _UNKNOWN}
    own = element.attributes
    return {key: above.get(key, "") if (value := own.get(key, "inherit")) == "inherit" else value for key in INHERITED}


def is_faded_as_one(element: Element, paint: Mapping[str, str]) -> bool:
    """Tell whether an element is see-through and has a fill and a stroke, so that a group must fade them as one.

    `paint` is what it is painted with, its own or inherited.
    """
    if element.tag not in CLOSED_SHAPES or number(element.attributes.get("opacity"), 1.0) >= 1:
        return False
    return paint["fill"] not in _NO_PAINT and paint["stroke"] not in {"", *_NO_PAINT}
