"""Gradients in the form that the painter supports: complete, with lengths in px; other gradients are reported."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.drawing.svg.source.budget import MOST_DEPTH
from kit.drawing.svg.source.numbers import number, read_length
from kit.drawing.svg.source.references import SVG, href_of, href_target
from kit.drawing.svg.source.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from kit.base.geometry import Size
    from kit.model.layout import Element


GRADIENTS = frozenset(("linearGradient", "radialGradient"))
#: The defaults of a gradient's attributes (https://www.w3.org/TR/SVG11/pservers.html).
_DEFAULTS = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%"},
}
#: The attributes that place a gradient of either kind, and those of both kinds.
_LENGTHS = {
    "linearGradient": frozenset(("x1", "y1", "x2", "y2")),
    "radialGradient": frozenset(("cx", "cy", "r", "fx", "fy")),
}
_OF_ALL = frozenset(("gradientUnits", "gradientTransform", "spreadMethod"))
_LAST = "fill with its last colour instead, as browsers do"


def whole_gradient(
    element: etree._Element, tag: str, targets: Mapping[str, Sequence[etree._Element]], size: Size
) -> dict[str, str]:
    """Return the attributes that place a gradient: its own, and those of the gradients that it refers to.

    Percentages of the drawing in user space are converted to px: the painter would take them as percentages of the
    picture, which rarely has the drawing's size.
    """
    placing: dict[str, str] = {}
    for one in _chain(element, targets):
        of_kind = _OF_ALL | (_LENGTHS[tag] if one.tag == element.tag else frozenset())
        placing = {key: str(one.get(key)) for key in of_kind if one.get(key) is not None} | placing
    if placing.get("gradientUnits") != "userSpaceOnUse":
        return placing
    lengths = {"x": size.width, "y": size.height, "r": math.hypot(size.width, size.height) / math.sqrt(2)}
    for key, value in {**_DEFAULTS[tag], **placing}.items():
        length = read_length(value.strip(), ("%",)) if key in _LENGTHS[tag] else None
        if length:
            placing[key] = f"{length.value / 100 * lengths[key.strip('12cf')]:.8g}"
    return placing


def with_own_stops(root: Element) -> Element:
    """Return a drawing in which each gradient has its own stops, and none takes them from another.

    The painter empties a gradient with another's stops once it has painted with it, so that the second shape that uses
    it would stay unfilled. No reference of the drawing leads to itself.
    """
    gradients = dict(_gradients(root))
    return _own_stops(root, gradients) if any("href" in one.attributes for one in gradients.values()) else root


def _gradients(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the gradients in an element with their ids."""
    if element.tag in GRADIENTS and "id" in element.attributes:
        yield element.attributes["id"], element
    for child in element.children:
        yield from _gradients(child)


def _own_stops(element: Element, gradients: Mapping[str, Element]) -> Element:
    if element.tag not in GRADIENTS:
        return element.with_children(tuple(_own_stops(child, gradients) for child in element.children))
    own = {key: value for key, value in element.attributes.items() if key != "href"}
    return element.with_attributes(own, element.children or _taken(element, gradients))


def _taken(element: Element, gradients: Mapping[str, Element]) -> tuple[Element, ...]:
    """Return the stops that a gradient takes from another, without their ids."""
    above = gradients.get(href_target(element.attributes.get("href", "")) or "")
    if above is None:
        return ()
    stops = above.children or _taken(above, gradients)
    return tuple(
        stop.with_attributes({key: value for key, value in stop.attributes.items() if key != "id"}) for stop in stops
    )


def gradient_problems(element: etree._Element, tag: str) -> Iterator[Fault]:
    """Yield a fault, without its place, for everything in a gradient that the painter paints differently."""
    focus = element.get("fr", "0").strip()
    if read_length(focus, ("", "px", "%")) is None or number(focus) != 0:
        message, remedy = f"'fr' can't be painted: {quoted(focus)}", "let the first colour begin further out instead"
        yield Fault(message, remedy=remedy, code="unpaintable-property")
    if tag == "radialGradient" and number(element.get("r"), 1) == 0:
        yield Fault("<radialGradient> has the radius 0", remedy=_LAST, code="invalid-attribute")
    if tag == "radialGradient" and _is_out_of_focus(element):
        remedy = "move its focus into the circle: editors and browsers differ about it"
        yield Fault("the focus of <radialGradient> is outside its circle", remedy=remedy, code="invalid-attribute")
    if tag == "linearGradient" and not href_of(element):
        x1, y1, x2, y2 = (number(element.get(key, value)) for key, value in _DEFAULTS[tag].items())
        if (x1, y1) == (x2, y2):
            yield Fault("<linearGradient> ends where it begins", remedy=_LAST, code="invalid-attribute")


def _is_out_of_focus(element: etree._Element) -> bool:
    """Return whether a radial gradient with all its lengths of its own has its focus outside its circle."""
    lengths = [read_length(element.get(key, "").strip(), ("", "px", "%")) for key in ("cx", "cy", "r", "fx", "fy")]
    if None in lengths or len({length.unit == "%" for length in lengths if length}) > 1:
        return False
    x, y, radius, focus_x, focus_y = (length.value for length in lengths if length)
    return math.hypot(focus_x - x, focus_y - y) > radius


def _chain(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> list[etree._Element]:
    """Return a gradient and those that it refers to, nearest first, until one repeats or too many are nested.

    The budget refuses both. Anything else that one refers to does not count.
    """
    chain = [element]
    while len(chain) <= MOST_DEPTH and (following := targets.get(href_target(href_of(chain[-1])) or "")):
        if following[0] in chain or following[0].tag.removeprefix(SVG) not in GRADIENTS:
            break
        chain.append(following[0])
    return chain
