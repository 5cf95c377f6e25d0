"""The sizes of elements: what a browser gives them where the file says nothing, and sizes that no element can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.svg.elements import SVG
from kit.svg.embedded import size_of
from kit.svg.numbers import number, read_length
from kit.svg.references import href_of, href_target
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

#: Lengths that are never below 0.
_SIDES = ("width", "height", "r", "rx", "ry")
_VIEWPORTS = (SVG + "svg", SVG + "symbol")


def with_sizes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element with the sizes that browsers give it: an ellipse has two, an image as well.

    https://www.w3.org/TR/SVG2/geometry.html#RX and https://www.w3.org/TR/SVG2/embedded.html#Placement
    """
    known = dict(attributes)
    if tag in {"rect", "ellipse"}:
        known = {key: value for key, value in known.items() if key not in {"rx", "ry"} or value.strip() != "auto"}
    radius = known.get("rx", known.get("ry"))
    if tag == "ellipse" and radius is not None:
        known = {"rx": radius, "ry": radius, **known}
    if tag == "rect":
        auto = {side: "0" for side in ("width", "height") if known.get(side, "auto").strip() == "auto"}
        known.update(auto)  # nothing is painted, not its stroke either
    if tag == "image" and not {"width", "height"} <= known.keys():
        width, height = size_of(known.get("href", ""))
        if "width" in known:
            known["height"] = f"{number(known['width']) * height / width:g}"
        elif "height" in known:
            known["width"] = f"{number(known['height']) * width / height:g}"
        else:
            known.update(width=str(width), height=str(height))
    return known


def size_problems(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each size that an element lacks or can't have.

    `targets` are the elements of the drawing by id.
    """
    tag = element.tag.removeprefix(SVG)
    for key in _SIDES:
        written = element.get(key)
        length = read_length(written.strip()) if written else None
        if written and length and length.value < 0:
            message = f"'{key}' of <{tag}> is {quoted(written)}"
            yield Fault(message, remedy="write it as a number, none below 0", code="invalid-attribute")
    lacking = [side for side in ("width", "height") if element.get(side, "auto").strip() == "auto"]
    of = _viewport(element, targets)
    if of is not None and of is not element and of.tag == _VIEWPORTS[0] and not _is_defined(of):
        message, remedy = "<use> points to an <svg> that is painted itself", "put the <svg> into <defs>, or copy it"
        yield Fault(message, remedy=remedy, code="unpaintable-element")
    if lacking and of is not None and of.get("viewBox"):
        message = f"<{tag}> has no {' and no '.join(lacking)}"
        yield Fault(message, remedy="write both in px: what it shows is scaled to them", code="missing-size")


def _is_defined(element: etree._Element) -> bool:
    return any(parent.tag == f"{SVG}defs" for parent in element.iterancestors())


def _viewport(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> etree._Element | None:
    """Return what an element scales to its size: a drawing in the drawing, or the symbol or drawing it clones."""
    parent = element.getparent()
    if element.tag == f"{SVG}svg" and parent is not None and parent.tag != f"{SVG}defs":
        return element
    found = targets.get(href_target(href_of(element)) or "", ()) if element.tag == f"{SVG}use" else ()
    return next((one for one in found if one.tag in _VIEWPORTS), None)
