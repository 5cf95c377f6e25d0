"""Write a composed picture as a file to edit: what is painted, under the names that its drawing has.

Inkscape shows `inkscape:label` in its panel of layers and objects, Figma and Illustrator the id. Words are outlines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.compose.write import colours_in
from kit.model.tree import svg_root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.asset import Description
    from kit.model.layout import Element
    from kit.model.placement import Placement

_SPACES = {
    "xmlns:inkscape": "http://www.inkscape.org/namespaces/inkscape",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.-]+")


def write_editable(root: Element, placement: Placement, theme: Mapping[str, str], about: Description) -> str:
    """Return the SVG text of a picture, as large as its paper where it has a sheet, with its alternative text."""
    svg = svg_root(placement.canvas)
    svg.attrib.update(_SPACES)
    svg.set("xml:lang", about.language)
    if placement.sheet:
        sides = (side + 2 * placement.sheet.bleed for side in placement.sheet.trim)
        svg.attrib.update(zip(("width", "height"), (f"{side:g}mm" for side in sides), strict=True))
        svg.set("preserveAspectRatio", "xMidYMid slice")  # the canvas is the paper to within a pixel
    ET.SubElement(svg, "title").text = about.title
    ET.SubElement(svg, "desc").text = about.alt_long
    taken = _ids_in(root)
    for child in root.children:
        node = _append(svg, child, theme, taken)
        if child.tag == "g":
            node.set("inkscape:groupmode", "layer")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(svg, encoding="unicode")}\n'


def _ids_in(element: Element) -> set[str]:
    """Return every id in a tree, to which references may point."""
    own = {element.attributes["id"]} if "id" in element.attributes else set()
    return own.union(*map(_ids_in, element.children))


def _append(parent: ET.Element, element: Element, theme: Mapping[str, str], taken: set[str]) -> ET.Element:
    """Append an element with all that is in it, named as in its drawing; return what was appended."""
    attributes = {**colours_in(element.attributes, theme), **({"d": element.steps.d} if element.steps else {})}
    if element.name:
        attributes = {"id": _unused_id(element.name, taken), **attributes, "inkscape:label": element.name}
    if "href" in attributes:
        attributes["xlink:href"] = attributes.pop("href")  # the form that every editor reads
    taken.add(attributes.get("id", ""))
    node = ET.SubElement(parent, element.tag, attributes)
    for child in element.children:
        _append(node, child, theme, taken)
    return node


def _unused_id(name: str, taken: set[str]) -> str:
    """Return an id made of a name, which no other element of the file has."""
    plain = _NOT_IN_IDS.sub("-", name).strip("-.")
    plain = plain if plain[:1].isalpha() else f"layer-{plain}"
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found
