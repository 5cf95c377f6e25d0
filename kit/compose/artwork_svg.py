"""The tree of a composed picture, in the colours of its theme, and as a file to edit.

Inkscape shows `inkscape:label` in its panel of layers and objects, Figma and Illustrator the id. Words are outlines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from kit.base.geometry import Size
from kit.drawing.svg.source.svg_colours import is_faded_as_one, paint_of
from kit.model.asset import Description
from kit.model.layout import Element
from kit.model.placement import Placement
from kit.model.tree import Tree, ids_in, svg_root, unused_id, written_attributes


def tree_of(children: tuple[Element, ...], size: Size, theme: Mapping[str, str]) -> Tree:
    """Return the tree of a picture of a size in px; `@role` becomes the theme's colour."""
    return Tree(size, tuple(in_theme_colours(child, theme) for child in children))


def in_theme_colours(element: Element, theme: Mapping[str, str]) -> Element:
    """Return an outermost element as it is painted; `@role` becomes the theme's colour."""
    return _coloured(element, theme, {})


def colours_in(attributes: Mapping[str, str], theme: Mapping[str, str]) -> Mapping[str, str]:
    """Return attributes with colours for their colour roles; the same object if they have none."""
    if not any(value[:1] == "@" for value in attributes.values()):
        return attributes
    return {key: theme[value[1:]] if value[:1] == "@" else value for key, value in attributes.items()}


def _coloured(element: Element, theme: Mapping[str, str], above: Mapping[str, str]) -> Element:
    """Return an element and its descendants, with colours for roles. `above` is the paint that it inherits."""
    attributes = colours_in(element.attributes, theme)
    paint = paint_of(element, above) if element.children or "opacity" in attributes else above
    children = tuple([_coloured(child, theme, paint) for child in element.children])
    if "opacity" in attributes and is_faded_as_one(element, paint):
        faded = {key: attributes[key] for key in ("id", "opacity") if key in attributes}
        rest = {key: value for key, value in attributes.items() if key not in faded}
        return Element("g", faded, (element.with_attributes(rest, children),))
    return (
        element.with_children(children)
        if attributes is element.attributes
        else element.with_attributes(attributes, children)
    )


_SPACES = {
    "xmlns:inkscape": "http://www.inkscape.org/namespaces/inkscape",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.-]+")


def write_editable(root: Element, placement: Placement, theme: Mapping[str, str], about: Description) -> str:
    """Return the SVG text of a picture, as large as its paper if it has a sheet, with its alternative text."""
    svg = svg_root(placement.canvas)
    svg.attrib.update(_SPACES)
    svg.set("xml:lang", about.language)
    if placement.sheet:
        sides = (side + 2 * placement.sheet.bleed for side in placement.sheet.trim)
        svg.attrib.update(zip(("width", "height"), (f"{side:g}mm" for side in sides), strict=True))
        svg.set("preserveAspectRatio", "xMidYMid slice")  # the canvas matches the paper to within a pixel
    ET.SubElement(svg, "title").text = about.title
    ET.SubElement(svg, "desc").text = about.alt_long
    taken = ids_in(root)
    for child in root.children:
        node = _append(svg, child, theme, taken)
        if child.tag == "g":
            node.set("inkscape:groupmode", "layer")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(svg, encoding="unicode")}\n'


def _append(parent: ET.Element, element: Element, theme: Mapping[str, str], taken: set[str]) -> ET.Element:
    """Append an element and its descendants, named as in its drawing; return the appended element."""
    attributes = {**colours_in(written_attributes(element), theme)}
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
    """Return an id made from a name that no other element of the file has."""
    plain = _NOT_IN_IDS.sub("-", name).strip("-.")
    plain = plain if plain[:1].isalpha() else f"layer-{plain}"
    return unused_id(plain, taken)
