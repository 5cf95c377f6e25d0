"""Gradients: lengths in shares of the drawing as px, for pictures have other sizes, and what is painted otherwise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.svg.numbers import number, read_length
from kit.svg.references import href_of, href_target
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from kit.geometry import Size

GRADIENTS = frozenset(("linearGradient", "radialGradient"))
#: What a gradient says where nothing is written (https://www.w3.org/TR/SVG11/pservers.html).
_DEFAULTS = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%"},
}
_LAST = "fill with its last colour instead, as browsers do"


def in_px(
    element: etree._Element, tag: str, targets: Mapping[str, Sequence[etree._Element]], size: Size
) -> dict[str, str]:
    """Return the lengths of a gradient in user space that are shares of the drawing, in px.

    The painter takes them for shares of the picture, which is seldom of the drawing's size.
    """
    chain = _chain(element, targets)
    if _found(chain, "gradientUnits") != "userSpaceOnUse":
        return {}
    sides = {"x": size.width, "y": size.height, "r": math.hypot(size.width, size.height) / math.sqrt(2)}
    written = {key: element.get(key) for key in ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy")}
    missing = {key: value for key, value in _DEFAULTS[tag].items() if _found(chain, key) is None}
    result: dict[str, str] = {}
    for key, value in {**written, **missing}.items():
        length = read_length((value or "").strip(), ("%",))
        if length:
            result[key] = f"{length.value / 100 * sides[key.strip('12cf')]:.8g}"
    return result


def gradient_problems(element: etree._Element, tag: str) -> Iterator[Fault]:
    """Yield a fault, without its place, for each thing about a gradient that the painter paints otherwise."""
    focus = element.get("fr", "0").strip()
    if read_length(focus, ("", "px", "%")) is None or number(focus) != 0:
        message, remedy = f"'fr' can't be painted: {quoted(focus)}", "let the first colour begin further out instead"
        yield Fault(message, remedy=remedy, code="unpaintable-property")
    if tag == "radialGradient" and number(element.get("r"), 1) == 0:
        yield Fault("<radialGradient> has the radius 0", remedy=_LAST, code="invalid-attribute")
    if tag == "linearGradient" and not href_of(element):
        x1, y1, x2, y2 = (number(element.get(key, value)) for key, value in _DEFAULTS[tag].items())
        if (x1, y1) == (x2, y2):
            yield Fault("<linearGradient> ends where it begins", remedy=_LAST, code="invalid-attribute")


def _chain(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> list[etree._Element]:
    """Return a gradient and those that it takes from, nearest first; a loop ends, the budget refuses it."""
    chain = [element]
    while (following := targets.get(href_target(href_of(chain[-1])) or "")) and following[0] not in chain:
        chain.append(following[0])
    return chain


def _found(chain: Sequence[etree._Element], key: str) -> str | None:
    """Return an attribute of a gradient, its own or taken from another; None when none says it."""
    return next((one.get(key) for one in chain if one.get(key) is not None), None)
