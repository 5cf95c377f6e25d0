"""Replace every clone of a painted element by a copy of it: once laid out, that element stands somewhere else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.errors import DrawingError
from kit.model.layout import Element
from kit.template.guard import href_of
from kit.template.parse import SVG
from kit.template.shapes import number

if TYPE_CHECKING:
    from lxml import etree

    from kit.template.parse import SourceFile

#: Elements whose content is painted only where it is used, and stays where it is.
DEFINITIONS = frozenset(("defs", "clipPath", "symbol", "linearGradient", "radialGradient", "pattern"))
#: Clones of clones multiply; more than this is a mistake.
MOST_COPIES = 2000
#: Marks the copy of a slot, which is filled as its original is and has no place of its own in the list of slots.
CLONE = "clone"
_OF_THE_CLONE = frozenset(("href", "x", "y", "width", "height", "transform"))


def drop_idle_sizes(root: etree._Element) -> None:
    """Take the width and height off every `<use>` of anything but a symbol or a drawing, where they do nothing.

    Some editors write 100 % there (https://www.w3.org/TR/SVG2/struct.html#UseElement).
    """
    sized = {element.get("id") for element in root.iter(SVG + "symbol", SVG + "svg")}
    for use in root.iter(SVG + "use"):
        if href_of(use).removeprefix("#") not in sized:
            for side in {"width", "height"} & set(use.keys()):
                del use.attrib[side]


def unlink(root: Element, file: SourceFile) -> Element:
    """Return a drawing without clones of painted elements. Raises DrawingError for one that holds itself."""
    return _Copier(file, _painted(root)).copy(root, ())


def _painted(element: Element) -> dict[str, Element]:
    """Return the elements with an id that are painted where they stand, by id."""
    found = {element.attributes["id"]: element} if "id" in element.attributes else {}
    for child in element.children:
        if child.tag not in DEFINITIONS:
            found.update(_painted(child))
    return found


class _Copier:
    """Copies a tree and counts the copies made for clones."""

    def __init__(self, file: SourceFile, painted: dict[str, Element]) -> None:
        self.file = file
        self.painted = painted
        self.copies = 0

    def copy(self, element: Element, inside: tuple[str, ...]) -> Element:
        """Return an element with its clones unlinked; `inside` names the originals that it is part of a copy of."""
        id_ = element.attributes.get("href", "").removeprefix("#")
        if element.tag != "use" or id_ not in self.painted:
            return element.with_(element.attributes, tuple(self.copy(child, inside) for child in element.children))
        self.copies += 1
        if id_ in inside or self.copies > MOST_COPIES:
            message = f"the clone of '{id_}' holds itself" if id_ in inside else "the clones multiply without end"
            raise DrawingError(self.file.fault(message, element.line, "unlink the clone in the editor"))
        original = _without_id(self.copy(self.painted[id_], (*inside, id_)))
        x, y = number(element.attributes.get("x")), number(element.attributes.get("y"))
        transform = f"{element.attributes.get('transform', '')} translate({x:g} {y:g})".strip()
        own = {key: value for key, value in element.attributes.items() if key not in _OF_THE_CLONE}
        clone = Element("g", {**own, "transform": transform}, (original,), element.name, element.line)
        return _as_slot(clone, original) if original.tag == "slot" and "clip-path" not in own else clone


def _as_slot(clone: Element, slot: Element) -> Element:
    """Return the clone of a slot, or of another clone of it, as a slot: transforms and opacities multiply."""
    attributes = {**slot.attributes, **clone.attributes}
    attributes["transform"] += " " + slot.attributes.get("transform", "")
    if "opacity" in attributes:
        attributes["opacity"] = f"{math.prod(number(one.attributes.get('opacity'), 1.0) for one in (clone, slot)):g}"
    return Element("slot", attributes, (), slot.name, clone.line)


def _without_id(element: Element) -> Element:
    """Return a copy that can stand beside its original."""
    own = {key: value for key, value in element.attributes.items() if key not in {"id", "pin"}}
    own.update({CLONE: "yes"} if element.tag == "slot" else {})
    return element.with_(own, tuple(_without_id(child) for child in element.children))
