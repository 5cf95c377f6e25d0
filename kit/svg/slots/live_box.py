"""The live box, never painted, which must stay inside the safe area; and hidden slots, which are never filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from kit.base.errors import Fault
from kit.base.geometry import IDENTITY
from kit.model.slot import SLOTS
from kit.svg.shapes.element_shapes import box_of
from kit.svg.source.element_names import INKSCAPE, read_name
from kit.svg.source.references import SVG, attributes_of, line_of
from kit.svg.source.transforms import read_transform
from kit.svg.source.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.geometry import Box, Matrix
    from kit.svg.source.css import Styles
    from kit.svg.source.element_context import Context


#: The shortest side of the live box, as a part of the drawing's own.
_LEAST = 0.001
#: How far it may reach beyond the drawing, as a part of the longer side.
_BEYOND = 0.01
_UPRIGHT = "draw it with the rectangle tool, unrotated; it must be one rectangle, not a group of several shapes"


def read_live(element: etree._Element, here: Matrix, context: Context) -> Box | None:
    """Return the live box, in px of the canvas, or None and a fault; `here` maps the element to the canvas."""
    box, hidden = box_of(*_within(element, here)), where_hidden(element, context.styles)
    of = f"'live', which {hidden}," if hidden else "'live'"
    if box is None or box.width <= 0 or box.height <= 0:
        fault = Fault(f"{of} is not an upright rectangle", remedy=_UPRIGHT, code="live-not-a-rectangle")
    elif box.width < _LEAST * context.canvas.width or box.height < _LEAST * context.canvas.height:
        remedy = "draw it around what must be seen"
        fault = Fault(f"{of} is less than a thousandth of the drawing", remedy=remedy, code="live-too-small")
    elif not context.canvas.contains(box, _BEYOND * max(context.canvas.size)):
        message = f"{of} reaches beyond the drawing, which is {context.canvas.width:g} x {context.canvas.height:g} px"
        fault = Fault(message, remedy="draw it inside the page, around what must be seen", code="live-outside-canvas")
    else:
        return box
    context.report.add(fault, element)
    return None


def _within(element: etree._Element, here: Matrix) -> tuple[etree._Element, Matrix]:
    """Return the only shape of a group, as editors write a shape that was moved, and its map to the canvas."""
    while element.tag == f"{SVG}g" and len(inside := [*element.iterchildren(etree.Element)]) == 1:
        element = inside[0]
        here = here @ (read_transform(element.get("transform", "")) or IDENTITY)
    return element, here


def read_hidden_live(root: etree._Element, to_canvas: Matrix, context: Context) -> Box | None:
    """Return the live box of a hidden layer, where designers put their guides; None when there is none.

    Of several all but the first are reported.
    """
    found = [one for one in root.iter(etree.Element) if _is_live(one)]
    for element in found[1:]:
        report_second(element, found[0], context)
    return read_live(found[0], to_canvas @ _map_within(found[0]), context) if found else None


def report_second(element: etree._Element, first: etree._Element, context: Context) -> None:
    """Report an element that is named 'live' besides another."""
    places = [f"first in line {line_of(first)}"]
    places += [f"this one {where}" for where in [where_hidden(element, context.styles)] if where]
    message = f"two elements are named 'live'; {', '.join(places)}"
    context.report.add(Fault(message, remedy="delete or rename one of them", code="duplicate-live"), element)


def has_live(root: etree._Element) -> bool:
    """Return whether anything in a drawing is named 'live', shown or hidden."""
    return any(map(_is_live, root.iter(etree.Element)))


def _is_live(element: etree._Element) -> bool:
    return read_name(attributes_of(element)).word == "live"


def _map_within(element: etree._Element) -> Matrix:
    """Return the map from an element to the drawing that it is in."""
    here = IDENTITY
    for parent in (element, *element.iterancestors()):
        here = (read_transform(parent.get("transform", "")) or IDENTITY) @ here
    return here


def hidden_slots(element: etree._Element, context: Context) -> Iterator[tuple[str, Fault]]:
    """Yield the name of each slot in a hidden element, itself included, and the fault of it with its place."""
    for child in element.iter(f"{SVG}*"):
        name = read_name(attributes_of(child)).slot
        if name in SLOTS:
            message = f"'slot-{name}' {where_hidden(child, context.styles)}"
            remedy = "show it, or move the slot to a layer that is shown; delete it if nothing should be there"
            fault = Fault(message, remedy=remedy, code="hidden-slot")
            yield name, context.report.file.located(fault, line_of(child))


def where_hidden(element: etree._Element, styles: Styles) -> str:
    """Return the words for what hides an element: itself, or the layer or group around it; nothing when it is shown."""
    hiding = next((one for one in (element, *element.iterancestors()) if _hides(one, styles)), None)
    if hiding is None:
        return ""
    if hiding is element:
        return "is hidden"
    kind = "layer" if hiding.get(INKSCAPE + "groupmode") == "layer" else "group"
    name = read_name(attributes_of(hiding)).shown
    return f"is in the hidden {kind} '{quoted(name)}'" if name else f"is in a hidden {kind}"


def _hides(element: etree._Element, styles: Styles) -> bool:
    """Return whether an element itself says that it is not shown."""
    own = styles.declared(element).values
    return own.get("display") == "none" or own.get("visibility") in {"hidden", "collapse"}
