"""The canvas of a drawing, its `viewBox` and its size in its own px, and its live box.

The live box is never painted, and must stay inside the safe area. Designers keep it in a hidden layer, so what is
hidden is read here: hidden slots are never filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import IDENTITY, Box, Matrix, Size
from kit.base.whole_files import open_regular
from kit.drawing.svg.outlines import box_of
from kit.drawing.svg.source.editor_remedies import NO_LIVE
from kit.drawing.svg.source.element_names import INKSCAPE, read_name
from kit.drawing.svg.source.numbers import numbers, read_length
from kit.drawing.svg.source.references import SVG, attributes_of, line_of
from kit.drawing.svg.source.values import quoted, read_transform
from kit.model.slot import SLOTS

if TYPE_CHECKING:
    from kit.drawing.svg.source.css import Styles
    from kit.drawing.svg.source.element_context import Context
    from kit.drawing.svg.source.xml import SourceFile


#: The shortest allowed side of the live box, as a part of the drawing's.
_LEAST = 0.001
#: How far it may extend beyond the drawing, as a part of the longer side.
_BEYOND = 0.01
_UPRIGHT = "draw it with the rectangle tool, unrotated; it must be one rectangle, not a group of several shapes"


def read_live(element: etree._Element, here: Matrix, context: Context) -> Box | None:
    """Return the live box, in px of the canvas, or None after reporting a fault; `here` maps the element to it."""
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
    """Return the only shape of a group, which editors write around a moved shape, and its map to the canvas."""
    while element.tag == f"{SVG}g" and len(inside := [*element.iterchildren(etree.Element)]) == 1:
        element = inside[0]
        here = here @ (read_transform(element.get("transform", "")) or IDENTITY)
    return element, here


def read_hidden_live(root: etree._Element, to_canvas: Matrix, context: Context) -> Box | None:
    """Return the live box from a hidden layer, where designers keep their guides, or None.

    A drawing without one is reported, and of several all but the first.
    """
    elements = [inner for inner in root.iter(etree.Element) if read_name(attributes_of(inner)).word == "live"]
    for element in elements[1:]:
        report_second(element, elements[0], context)
    if elements:
        return read_live(elements[0], to_canvas @ _map_within(elements[0]), context)
    context.report.add(Fault("the drawing has no 'live'", remedy=NO_LIVE, code="drawing-without-live"), root)
    return None


def report_second(element: etree._Element, first: etree._Element, context: Context) -> None:
    """Report a second element that is named 'live'."""
    places = [f"first in line {line_of(first)}"]
    places += [f"this one {where}" for where in [where_hidden(element, context.styles)] if where]
    message = f"two elements are named 'live'; {', '.join(places)}"
    context.report.add(Fault(message, remedy="delete or rename one of them", code="duplicate-live"), element)


def _map_within(element: etree._Element) -> Matrix:
    """Return the map from an element to its drawing."""
    here = IDENTITY
    for parent in (element, *element.iterancestors()):
        here = (read_transform(parent.get("transform", "")) or IDENTITY) @ here
    return here


def hidden_slots(element: etree._Element, context: Context) -> Iterator[tuple[str, Fault]]:
    """Yield the name of each slot in a hidden element, or the element itself, and its fault with its place."""
    for child in element.iter(f"{SVG}*"):
        name = read_name(attributes_of(child)).slot
        if name in SLOTS:
            message = f"'slot-{name}' {where_hidden(child, context.styles)}"
            remedy = "show it, or move the slot to a layer that is shown; delete it if nothing should be there"
            fault = Fault(message, remedy=remedy, code="hidden-slot")
            yield name, context.report.file.located(fault, line_of(child))


def where_hidden(element: etree._Element, styles: Styles) -> str:
    """Return the words for what hides an element, itself or a layer or group around it; '' if it is visible."""
    hiding = next((outer for outer in (element, *element.iterancestors()) if _hides(outer, styles)), None)
    if hiding is None:
        return ""
    if hiding is element:
        return "is hidden"
    kind = "layer" if hiding.get(INKSCAPE + "groupmode") == "layer" else "group"
    name = read_name(attributes_of(hiding)).shown
    return f"is in the hidden {kind} '{quoted(name)}'" if name else f"is in a hidden {kind}"


def _hides(element: etree._Element, styles: Styles) -> bool:
    """Return whether an element's own properties hide it."""
    declared = styles.declared(element).values
    return declared.get("display") == "none" or declared.get("visibility") in {"hidden", "collapse"}


def read_canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin.

    Without a readable `viewBox`, `width` and `height` give the size. Raises DrawingError if neither does, or if a side
    is not between 1 and 100,000 px.
    """
    values = view_box({str(name): str(value) for name, value in root.attrib.items()})
    if len(values) != 4:  # noqa: PLR2004
        remedy = 'add one, such as viewBox="0 0 1080 1080", or give width and height in px'
        fault = Fault("the drawing has no viewBox", remedy=remedy, code="drawing-without-view-box")
        raise DrawingError(file.located(fault, line_of(root)))
    if not is_drawable(values):
        message = f"the drawing is {values[2]:g} x {values[3]:g} px, from {values[0]:g} {values[1]:g}"
        remedy = f"draw it 1 to {MOST_SIDE:,} px wide and high, near the origin"
        raise DrawingError(file.located(Fault(message, remedy=remedy, code="invalid-canvas"), line_of(root)))
    return Size(values[2], values[3]), Matrix(e=-values[0], f=-values[1])


#: The longest side of a drawing in px, many times that of any picture made from it.
MOST_SIDE = 100_000
#: The bytes within which the outermost tag ends, even if an editor wrote many namespaces and comments before it.
_GLANCE = 8_192
_SVG = "http://www.w3.org/2000/svg svg"


def view_box(attributes: Mapping[str, str]) -> list[float]:
    """Return the numbers of `viewBox`, or of `width` and `height` if it has none; fewer than four if both lack them."""
    values = numbers(attributes.get("viewBox", ""))
    if len(values) == 4 and min(values[2:]) > 0:  # noqa: PLR2004
        return values
    lengths = [read_length(attributes.get(side, "").strip()) for side in ("width", "height")]
    return [0.0, 0.0, *(side.value for side in lengths if side and side.value >= 0)]


def is_drawable(values: list[float]) -> bool:
    """Return whether both sides are between 1 and 100,000 px, and the corner is as close to the origin."""
    return all(1 <= side <= MOST_SIDE for side in values[2:]) and max(map(abs, values)) <= MOST_SIDE


def size_at_a_glance(path: Path) -> Size | None:
    """Return the size of a drawing by reading only its outermost tag, or None if that isn't enough."""
    tags: list[tuple[str, Mapping[str, str]]] = []
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = lambda tag, attributes: tags.append((tag, attributes))
    try:
        with open_regular(path, links=False) as (file, _):
            parser.Parse(file.read(_GLANCE))
    except (OSError, expat.ExpatError):
        return None
    if not tags or tags[0][0] != _SVG:
        return None
    values = view_box(tags[0][1])
    return Size(values[2], values[3]) if len(values) == 4 and is_drawable(values) else None  # noqa: PLR2004
