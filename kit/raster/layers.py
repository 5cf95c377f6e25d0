"""Read a picture as layers: what the direct painter knows, and between it what only CairoSVG can paint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.model.layout import Element
from kit.raster.outlines import UnknownError
from kit.raster.reading import TreeReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.raster.display import Item

    #: Shapes and groups, or a picture of what is not known among them.
    Layer = tuple[Item, ...] | ET.Element

_SVG = "{http://www.w3.org/2000/svg}"
#: What the root of a resolved artwork says: whole pixels, and that it shows all of them.
_OF_ROOT = {"width", "height", "viewBox"}
#: How an attribute refers to an element: `#name`, `url(#name)`.
_REFERENCE = re.compile(r"#([^()'\"\s]+)")


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture as it was read: its size in px, and its outermost elements in two forms."""

    size: tuple[int, int]
    root: ET.Element
    tree: Element

    def layers(self, start: int = 0, end: int | None = None) -> Iterator[Layer]:
        """Yield what is painted one over the other, of the outermost elements from `start` up to `end`."""
        reader = TreeReader(self.tree)
        parts = zip(self.tree.children[start:end], list(self.root)[start:end], strict=True)
        read = [(_read(reader, element), child) for element, child in parts]
        for is_known, layer in groupby(read, key=lambda one: one[0] is not None):
            if is_known:
                yield tuple(item for items, _ in layer for item in items or ())
            else:
                yield _alone(self.root, {child for _, child in layer})

    def shared_with(self, other: ReadPicture) -> int:
        """Return how many elements both pictures begin with, and paint alike."""
        alike = takewhile(lambda pair: _is_same(*pair), zip(self.root, other.root, strict=False))
        count = sum(1 for _ in alike)
        referred = {name for child in self.tree.children[:count] for name in _references(child)}
        others = (*self.tree.children[count:], *other.tree.children[count:])
        return 0 if any(name in referred for child in others for name in _names(child)) else count


def read_picture(svg: str, most: int) -> ReadPicture | None:
    """Return a picture of at most so many px a side, None of one whose root is not known."""
    if "<!" in svg or "<?" in svg:  # nothing that is resolved declares anything
        return None
    try:
        root = ET.fromstring(svg)  # noqa: S314  (without declarations there are no entities)
    except ET.ParseError:  # CairoSVG says why
        return None
    size = _size(root)
    return ReadPicture(size, root, _element(root)) if size and min(size) > 0 and max(size) <= most else None


def _size(root: ET.Element) -> tuple[int, int] | None:
    """Return the size of a picture in whole pixels, None where its root says more than that it shows all of them."""
    width, height = root.get("width", ""), root.get("height", "")
    if root.tag != f"{_SVG}svg" or not root.attrib.keys() <= _OF_ROOT or not (width + height).isdecimal():
        return None
    if root.get("viewBox", f"0 0 {width} {height}") != f"0 0 {width} {height}":
        return None
    return int(width), int(height)


def _read(reader: TreeReader, element: Element) -> tuple[Item, ...] | None:
    """Return what an element paints, None where that is not known."""
    try:
        item = reader.item(element)
    except UnknownError:
        return None
    return (item,) if item else ()


def _alone(root: ET.Element, shown: Collection[ET.Element]) -> ET.Element:
    """Return a picture of some children of its root; the others are only there to be referred to."""
    alone = ET.Element(root.tag, root.attrib)
    for child in root:
        if child in shown:
            alone.append(child)
        else:
            ET.SubElement(alone, f"{_SVG}defs").append(child)
    return alone


def _is_same(one: ET.Element, other: ET.Element) -> bool:
    """Tell whether two elements say the same, with all that is in them."""
    own, others = ((node.tag, node.attrib, node.text, len(node)) for node in (one, other))
    return own == others and all(map(_is_same, one, other))


def _references(element: Element) -> Iterator[str]:
    """Yield the names of what an element refers to."""
    for value in element.attributes.values():
        yield from _REFERENCE.findall(value)
    for child in element.children:
        yield from _references(child)


def _names(element: Element) -> Iterator[str]:
    """Yield the names of an element and of what is in it."""
    if "id" in element.attributes:
        yield element.attributes["id"]
    for child in element.children:
        yield from _names(child)


def _element(node: ET.Element) -> Element:
    """Return a tree in the form in which artworks are composed; what is not SVG has an unknown tag."""
    tag = node.tag.removeprefix(_SVG) if isinstance(node.tag, str) else "?"
    return Element(tag, node.attrib, tuple(map(_element, node)))
