"""The live box: the rectangle named `live`, never painted, which must stay inside the safe area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from kit.errors import Fault
from kit.geometry import IDENTITY
from kit.svg.names import read_name
from kit.svg.parse import attributes_of
from kit.svg.shapes import box_of
from kit.svg.transforms import read_transform

if TYPE_CHECKING:
    from kit.geometry import Box, Matrix
    from kit.svg.context import Context

#: The shortest side of the live box, as a part of the drawing's own.
_LEAST = 0.001


def read_live(element: etree._Element, here: Matrix, context: Context) -> Box | None:
    """Return the live box, in px of the canvas, or None and a fault; `here` maps the element to the canvas."""
    box = box_of(element, here)
    if box is None or box.width <= 0 or box.height <= 0:
        remedy = "draw it with the rectangle tool, unrotated"
        context.report.add(
            Fault("'live' is not an upright rectangle", remedy=remedy, code="live-not-a-rectangle"), element
        )
        return None
    if box.width < _LEAST * context.canvas.width or box.height < _LEAST * context.canvas.height:
        remedy = "draw it around what must be seen"
        message = "'live' is less than a thousandth of the drawing"
        context.report.add(Fault(message, remedy=remedy, code="live-too-small"), element)
        return None
    return box


def read_hidden_live(root: etree._Element, to_canvas: Matrix, context: Context) -> Box | None:
    """Return the live box of a hidden layer, where designers put their guides; None when there is none."""
    for element in root.iter(etree.Element):
        if read_name(attributes_of(element)).word == "live":
            return read_live(element, to_canvas @ _map_within(root, element), context)
    return None


def _map_within(root: etree._Element, element: etree._Element) -> Matrix:
    """Return the map from an element to the drawing that it is in."""
    here = IDENTITY
    for parent in (element, *element.iterancestors()):
        if parent is not root:
            here = (read_transform(parent.get("transform", "")) or IDENTITY) @ here
    return here
