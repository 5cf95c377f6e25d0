"""The elements and attributes that a drawing may have; all others are refused by name, with the remedy.

`disallowed_faults` checks every element, including hidden ones and those in slots; `element_problem` only painted ones.
Attributes in neither list have no meaning for a still picture: they are dropped and never reach the painter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from kit.base.errors import Fault
from kit.drawing.svg.source.css import REFUSED
from kit.drawing.svg.source.editor_remedies import ANGULAR, ARROW, BLURRED_GROUND, LOOSE_WORDS, MESH, PROGRAM, WEB_PAGE
from kit.drawing.svg.source.embedded_images import picture_problem
from kit.drawing.svg.source.numbers import within_limit
from kit.drawing.svg.source.reading_report import with_name
from kit.drawing.svg.source.references import (
    SVG,
    XLINK,
    attributes_of,
    href_of,
    href_target,
    line_of,
    outside_reference,
)
from kit.drawing.svg.source.surroundings import has_variable
from kit.drawing.svg.source.values import beyond_limit, full_path, quoted, refused, value_problem
from kit.drawing.svg.source.xml import SourceFile

ALLOWED = frozenset((
    "g", "defs", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "use", "symbol",
    "linearGradient", "radialGradient", "stop", "clipPath", "pattern", "image", "svg", "mask",
))  # fmt: skip
#: Elements that are allowed where nothing is painted: words of slots, metadata, and effects on a hidden layer.
_UNPAINTED = frozenset((
    "text", "tspan", "textPath", "title", "desc", "metadata", "style", "a", "switch", "view", "marker",
    "filter", "color-profile", "solidColor", "flowRoot", "flowRegion", "flowPara", "flowSpan", "hatch", "hatchpath",
    "meshgradient", "meshrow", "meshpatch",
))  # fmt: skip
_EFFECT = re.compile(r"fe[A-Z]\w+")
#: Where a link may lead: it is dropped, as pixels have no links. So is a colour profile: it is never opened.
_LINK = re.compile(r"(?:https?|mailto|tel):\S*|#\S*", re.IGNORECASE)
_REMEDIES = {
    "text": LOOSE_WORDS,
    "script": PROGRAM,
    "foreignObject": WEB_PAGE,
    "marker": ARROW,
    "meshgradient": MESH,
    "animate": "a picture does not move",
    "set": "a picture does not move",
}
#: Attributes that place and shape an element.
_GEOMETRY = frozenset((
    "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "d",
    "points", "transform", "viewBox", "preserveAspectRatio", "offset", "gradientUnits", "gradientTransform",
    "spreadMethod", "clipPathUnits", "patternUnits", "patternContentUnits", "patternTransform", "maskUnits",
    "maskContentUnits",
))  # fmt: skip
_FOREIGN = SVG + "foreignObject"
#: What Figma writes as a web page, by its CSS: what it is in the editor, and the remedy.
_OF_FIGMA = {
    "conic-gradient(": ("an angular gradient", ANGULAR),
    "backdrop-filter:": ("a blurred background", BLURRED_GROUND),
}
_OWN_ONLY = "use only what is in the drawing itself"
#: Attributes that make an element or its place depend on something outside the drawing or the standard.
_CONDITIONS = {
    "requiredFeatures": "what is shown can't depend on the viewer",
    "requiredExtensions": "what is shown can't depend on the viewer",
    "systemLanguage": "what is shown can't depend on the viewer; a kit has a drawing for all languages",
    "{http://www.w3.org/XML/1998/namespace}base": _OWN_ONLY,
}
_W3 = "{http://www.w3.org/"
#: Namespaces that describe a drawing and aren't part of the picture.
_METADATA = ("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/2000/01/rdf-schema#}")


def disallowed_faults(root: etree._Element, file: SourceFile) -> list[Fault]:
    """Return the faults of everything forbidden, painted or not: programs, outside references, foreign elements."""
    return [
        file.located(with_name(fault, element), line_of(element))
        for element in root.iter("*")
        if next(element.iterancestors(_FOREIGN), None) is None  # it is refused with all that is in it
        for fault in _disallowed_problems(element)
    ]


def is_disallowed(element: etree._Element) -> bool:
    """Return whether an element is forbidden itself: a program, something foreign, or one that points outside."""
    return next(_disallowed_problems(element), None) is not None


def _disallowed_problems(element: etree._Element) -> Iterator[Fault]:
    tag = str(element.tag)
    if not tag.startswith(SVG):
        if tag[:1] != "{" or (tag.startswith(_W3) and not tag.startswith(_METADATA)):
            name = tag.rpartition("}")[2]
            yield Fault(f"<{name}> is not SVG", remedy="remove it, or draw it as shapes", code="unpaintable-element")
        return
    tag = tag.removeprefix(SVG)
    if tag not in ALLOWED | _UNPAINTED and not _EFFECT.fullmatch(tag):
        yield _unpaintable(element, tag)
    yield from _attribute_problems(element)
    problem = _href_problem(element, tag)
    if problem:
        yield problem


def _attribute_problems(element: etree._Element) -> Iterator[Fault]:
    """Yield the faults in the attributes of an element, except its reference, without their place."""
    for key, value in attributes_of(element).items():
        if key.lower().startswith("on"):
            yield Fault(
                f"the attribute '{key}' is a program",
                remedy="a drawing can't contain a program",
                code="program-in-drawing",
            )
        elif key in _CONDITIONS:
            message = f"'{key.rpartition('}')[2]}' is not supported: {quoted(value)}"
            yield Fault(message, remedy=_CONDITIONS[key], code="disallowed-attribute")
        elif "(" in value and (outside := outside_reference(value)):
            message = f"'{key}' points outside the drawing: {quoted(outside)}"
            yield Fault(message, remedy=_OWN_ONLY, code="outside-reference")


def _href_problem(element: etree._Element, tag: str) -> Fault | None:
    for key in ("href", XLINK + "href"):
        href = (element.get(key) or "").strip()
        if tag == "image" and (href or not href_of(element)):
            problem = picture_problem(href)
            if problem:
                return problem
        elif tag == "color-profile" or (tag == "a" and _LINK.fullmatch(href)):
            continue
        elif href and not href.startswith("#"):
            return Fault(f"<{tag}> points outside the drawing", remedy=_OWN_ONLY, code="outside-reference")
        elif href and href_target(href) is None:
            remedy = "use only letters, digits, '-', '_' and '.' in its id"
            return Fault(f"<{tag}> points to '{quoted(href)}'", remedy=remedy, code="invalid-reference")
    if tag == "use" and not href_of(element):  # the painter would clone the whole drawing
        return Fault("<use> points to nothing", remedy="remove it", code="invalid-reference")
    return None


def _unpaintable(element: etree._Element, tag: str) -> Fault:
    name = "animate" if tag.startswith("animate") else tag
    what, remedy = f"<{tag}>", _REMEDIES.get(name, "remove it, or draw it as shapes")
    styles = "".join(str(child.get("style", "")) for child in element) if element.tag == _FOREIGN else ""
    for css, (drawn, instead) in _OF_FIGMA.items():
        what, remedy = (drawn, instead) if css in styles else (what, remedy)
    return Fault(f"{what} can't be painted", remedy=remedy, code="unpaintable-element")


def element_problem(element: etree._Element, tag: str) -> Fault | None:
    """Return the fault of an element that should be painted, without its place, or None."""
    if tag not in ALLOWED:
        return _unpaintable(element, tag)
    geometry = {key: value for key, value in attributes_of(element).items() if key in _GEOMETRY}
    return next((fault for key, value in geometry.items() if (fault := value_problem(tag, key, value))), None)


def property_problems(values: Mapping[str, str], keys: Iterable[str] = REFUSED) -> Iterator[Fault]:
    """Yield a fault, without its place, for each of some properties of an element that the painter draws wrongly.

    A value with a custom property that isn't set is a fault, whatever the property.
    """
    for key, value in values.items():
        if has_variable(value):
            message = f"a custom property in '{key}' is not set: {quoted(value)}"
            yield Fault(message, remedy="set it in a rule for :root, or write the value itself", code="custom-property")
    for key in filter(values.__contains__, keys):
        harmless, remedy = REFUSED[key]
        if values[key] not in {"none", *harmless}:
            yield refused(f"'{key}'", values[key], remedy)


def slot_problem(element: etree._Element) -> Fault | None:
    """Return the fault of an element of a slot, without its place, or None; only its numbers matter."""
    for key, value in attributes_of(element).items():
        if key in _GEOMETRY and key != "id" and not within_limit(value):
            return beyond_limit(key, value)
    return None


def kept_attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes that place and shape an element, with a letter for every step of path data."""
    kept = {key: value for key, value in attributes_of(element).items() if key in _GEOMETRY}
    if "d" in kept:
        kept["d"] = full_path(kept["d"]) or ""
    href = href_of(element)
    return {**kept, "href": href} if href else kept
