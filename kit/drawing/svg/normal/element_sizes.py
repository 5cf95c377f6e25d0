"""The sizes of elements: what browsers take where one is left out, and those that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.drawing.svg.source.embedded_images import picture_problem, size_of
from kit.drawing.svg.source.numbers import number, read_length
from kit.drawing.svg.source.references import SVG, href_of, href_target
from kit.drawing.svg.source.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree


#: Lengths that must not be below 0.
_SIDES = ("width", "height", "r", "rx", "ry")
_VIEWPORTS = (SVG + "svg", SVG + "symbol")


def with_sizes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element with its default sizes in browsers: an ellipse has two, as has an image.

    https://www.w3.org/TR/SVG2/geometry.html#RX and https://www.w3.org/TR/SVG2/embedded.html#Placement
    """
    sized = dict(attributes)
    if tag in {"rect", "ellipse"}:
        sized = {key: value for key, value in sized.items() if key not in {"rx", "ry"} or value.strip() != "auto"}
    radius = sized.get("rx", sized.get("ry"))
    if tag == "ellipse" and radius is not None:
        sized = {"rx": radius, "ry": radius, **sized}
    if tag == "rect":
        auto = {side: "0" for side in ("width", "height") if sized.get(side, "auto").strip() == "auto"}
        sized.update(auto)  # nothing is painted, not even its stroke
    if tag == "image" and not {"width", "height"} <= sized.keys():
        href = sized.get("href", "")
        width, height = size_of(href) if picture_problem(href) is None else (0, 0)
        if not (width and height):  # it is refused
            pass
        elif "width" in sized:
            sized["height"] = f"{number(sized['width']) * height / width:g}"
        elif "height" in sized:
            sized["width"] = f"{number(sized['height']) * width / height:g}"
        else:
            sized.update(width=str(width), height=str(height))
    return sized


def size_problems(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each size that an element lacks or that is invalid.

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
    cloned = of if of is not None and of is not element and of.tag == _VIEWPORTS[0] else None
    if cloned is not None and not _is_defined(cloned):
        message, remedy = "<use> points to an <svg> that is painted itself", "put the <svg> into <defs>, or copy it"
        yield Fault(message, remedy=remedy, code="unpaintable-element")
    if lacking and of is not None and (of.get("viewBox") or (cloned is not None and len(lacking) == 1)):
        message = f"<{tag}> has no {' and no '.join(lacking)}"
        yield Fault(message, remedy="write both in px: what it shows is scaled to them", code="missing-size")


def _is_defined(element: etree._Element) -> bool:
    return any(parent.tag == f"{SVG}defs" for parent in element.iterancestors())


def _viewport(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> etree._Element | None:
    """Return the element that is scaled to a size: a nested drawing, or the symbol or drawing of a clone."""
    parent = element.getparent()
    if element.tag == f"{SVG}svg" and parent is not None and parent.tag != f"{SVG}defs":
        return element
    originals = targets.get(href_target(href_of(element)) or "", ()) if element.tag == f"{SVG}use" else ()
    return next((one for one in originals if one.tag in _VIEWPORTS), None)
