"""Write a resolved tree as SVG text: colours of the theme for roles, plain attributes, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.svg import is_faded_as_one, paint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.geometry import Size
    from kit.model.layout import Element

NAMESPACE = "http://www.w3.org/2000/svg"


def write_svg(children: tuple[Element, ...], size: Size, theme: Mapping[str, str]) -> str:
    """Return the SVG text of a picture of a size in px; `@role` becomes the theme's colour."""
    root = root_of(size)
    for child in children:
        _append(root, child, theme, {})
    return ET.tostring(root, encoding="unicode")


def root_of(size: Size) -> ET.Element:
    """Return the outermost element of an SVG of a size in px."""
    width, height = f"{size.width:g}", f"{size.height:g}"
    box = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return ET.Element("svg", {"xmlns": NAMESPACE, **box})


def attributes_of(element: Element, theme: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element, colours for its colour roles."""
    return {key: theme[value[1:]] if value[:1] == "@" else value for key, value in element.attributes.items()}


def _append(parent: ET.Element, element: Element, theme: Mapping[str, str], above: Mapping[str, str]) -> None:
    """Append an element with all that is in it; its colour roles become colours. `above` is the paint it inherits."""
    attributes, paint = attributes_of(element, theme), paint_of(element, above)
    if is_faded_as_one(element, paint):
        around = ET.SubElement(parent, "g")
        for key in sorted({"id", "opacity"} & attributes.keys()):
            around.set(key, attributes.pop(key))
        parent = around
    node = ET.SubElement(parent, element.tag, attributes)
    for child in element.children:
        _append(node, child, theme, paint)
