"""Which elements and attributes a drawing may have; all others are refused by name, with the remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.template.parse import XLINK, attributes_of

if TYPE_CHECKING:
    from lxml import etree

ALLOWED = frozenset((
    "g", "defs", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "use", "symbol",
    "linearGradient", "radialGradient", "stop", "clipPath", "pattern", "image", "svg",
))  # fmt: skip
_REMEDIES = {
    "text": "words outside a slot change from machine to machine: put them in a slot, or turn them into paths",
    "filter": "draw the effect as shapes, or flatten it in the editor",
    "mask": "use a clip path, or cut the shape",
    "script": "a drawing holds no program",
    "foreignObject": "a drawing holds no web page",
    "marker": "draw the arrow or dot as a shape",
    "a": "a picture holds no link; take the element out of it",
}
#: Attributes that place and shape an element.
_GEOMETRY = frozenset((
    "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "d",
    "points", "transform", "viewBox", "preserveAspectRatio", "offset", "gradientUnits", "gradientTransform",
    "spreadMethod", "clipPathUnits", "patternUnits", "patternContentUnits", "patternTransform",
))  # fmt: skip
#: Attributes that are lengths; a percentage or a unit would be measured on the artboard, not in the drawing.
_LENGTHS = ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2")
_PX = re.compile(r"[-+]?[\d.]+(e[-+]?\d+)?(px)?|auto", re.IGNORECASE)
_MEASURED = frozenset(("rect", "circle", "ellipse", "line", "use", "image", "svg"))
_CUSTOM = re.compile(r"(^|;)\s*--|\bvar\(")
_INLINE_IMAGE = re.compile(r"data:image/(png|jpeg|webp);base64,")


def element_problem(element: etree._Element, tag: str) -> tuple[str, str] | None:
    """Return what is wrong with an element and the remedy; None when it may stay."""
    if tag not in ALLOWED:
        return f"<{tag}> can't be painted", _REMEDIES.get(tag, "remove it, or draw it as shapes")
    href = href_of(element)
    if tag == "image" and not _INLINE_IMAGE.match(href):
        return "<image> points outside the drawing", "embed the picture as PNG, JPEG or WebP"
    if tag != "image" and href and not href.startswith("#"):
        return f"<{tag}> points outside the drawing", "use only what the drawing itself holds"
    custom = custom_property(element)
    if custom:
        return f"custom properties are not taken: '{custom}'", "write the value itself"
    for key in _LENGTHS if tag in _MEASURED else ():
        if not _PX.fullmatch(element.get(key, "0").strip()):
            return f"'{key}' is {element.get(key)}", "write it in px, as a plain number"
    event = next((key for key in attributes_of(element) if key.lower().startswith("on")), None)
    return (f"the attribute '{event}' is a program", "a drawing holds no program") if event else None


def custom_property(element: etree._Element) -> str:
    """Return the attribute in which an element sets or uses a custom property of CSS; nothing when none does."""
    return next((f"{key}={value}" for key, value in attributes_of(element).items() if _CUSTOM.search(value)), "")


def href_of(element: etree._Element) -> str:
    """Return what an element refers to, in either spelling, or nothing."""
    return (element.get("href") or element.get(XLINK + "href") or "").strip()


def kept_attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes that place and shape an element."""
    kept = {key: value for key, value in attributes_of(element).items() if key in _GEOMETRY}
    href = href_of(element)
    return {**kept, "href": href} if href else kept
