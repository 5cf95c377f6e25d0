"""Read a picture as layers: those of the direct painter, and between them those that only CairoSVG can paint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.base.geometry import Size
from kit.model.layout import Element
from kit.model.tree import Tree
from kit.raster.tree_outlines import UnknownError
from kit.raster.tree_reading import TreeReader

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kit.raster.display import Item

    #: Shapes and groups, or a picture for CairoSVG.
    Layer = tuple[Item, ...] | ET.Element


_SVG = "{http://www.w3.org/2000/svg}"
#: The root of a resolved artwork: whole pixels, all of them shown.
_OF_ROOT = {"width", "height", "viewBox"}
#: How an attribute refers to an element: `#name`, `url(#name)`.
_REFERENCE = re.compile(r"#([^()'\"\s]+)")


@dataclass(frozen=True)
class ReadPicture:
    """A picture to paint: its size in px and its tree, and the SVG that it was read from, if any."""

    size: tuple[int, int]
    tree: Tree
    root: ET.Element | None = None

    def layers(self, start: int = 0, end: int | None = None) -> Iterator[Layer]:
        """Yield the layers, bottom to top, of the outermost elements from `start` to `end`."""
        places = range(len(self.tree.children))[start:end]
        items_of = ((place, self._read(place)) for place in places)
        for is_direct, layer in groupby(items_of, key=lambda one: one[1] is not None):
            if is_direct:
                yield tuple(item for _, items in layer for item in items or ())
            else:
                yield self._alone({place for place, _ in layer})

    def shared_with(self, other: ReadPicture) -> int:
        """Return how many leading elements of both trees paint the same."""
        pairs = zip(self.tree.children, other.tree.children, strict=False)
        alike = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], pairs)
        count = sum(1 for _ in alike)
        referred = {name for child in self.tree.children[:count] for name in _references(child)}
        others = (*self.tree.children[count:], *other.tree.children[count:])
        return 0 if any(name in referred for child in others for name in _names(child)) else count

    @cached_property
    def _reader(self) -> TreeReader:
        return TreeReader(self.tree.children)

    def _read(self, place: int) -> tuple[Item, ...] | None:
        """Return the items of an outermost element, or None if the direct painter can't paint it."""
        try:
            item = self._reader.item(self.tree.children[place])
        except UnknownError:
            return None
        return (item,) if item else ()

    def _alone(self, shown: Container[int]) -> ET.Element:
        """Return a picture with only some outermost elements; the others stay only as targets of references."""
        if self.root is not None:
            return _alone(self.root, shown)
        children = enumerate(self.tree.children)
        parts = ((place, child) for place, child in children if place in shown or any(_names(child)))
        drawn = (child if place in shown else Element("defs", {}, (child,)) for place, child in parts)
        return Tree(self.tree.size, tuple(drawn)).xml


def layers_of(tree: Tree, most: int) -> ReadPicture | None:
    """Return a picture of at most the given px a side, or None if it is larger or its sides aren't whole px."""
    sides = [f"{side:g}" for side in tree.size]
    if not all(map(str.isdecimal, sides)):
        return None
    return ReadPicture((int(sides[0]), int(sides[1])), tree) if _fits(map(int, sides), most) else None


def read_svg(svg: str, most: int) -> ReadPicture | None:
    """Return a picture of at most the given px a side, or None if it is larger or its root isn't supported."""
    if "<!" in svg or "<?" in svg:  # resolved SVG has no declarations
        return None
    try:
        root = ET.fromstring(svg)  # noqa: S314  (without declarations there are no entities)
    except ET.ParseError:  # CairoSVG will report it
        return None
    size = _size(root)
    return (
        ReadPicture(size, Tree(Size(*size), tuple(map(_element, root))), root) if size and _fits(size, most) else None
    )


def _fits(size: Iterable[int], most: int) -> bool:
    return all(0 < side <= most for side in size)


def _size(root: ET.Element) -> tuple[int, int] | None:
    """Return the size of a picture in whole pixels, or None if its root has more than a size and the full view box."""
    width, height = root.get("width", ""), root.get("height", "")
    if root.tag != f"{_SVG}svg" or not root.attrib.keys() <= _OF_ROOT or not (width + height).isdecimal():
        return None
    if root.get("viewBox", f"0 0 {width} {height}") != f"0 0 {width} {height}":
        return None
    return int(width), int(height)


def _alone(root: ET.Element, shown: Container[int]) -> ET.Element:
    """Return a picture with only some children of its root; the others stay only as targets of references."""
    alone = ET.Element(root.tag, root.attrib)
    for place, child in enumerate(root):
        parent = alone if place in shown else ET.SubElement(alone, f"{_SVG}defs")
        parent.append(child)
    return alone


def _references(element: Element) -> Iterator[str]:
    """Yield the names that an element and its children refer to."""
    for value in element.attributes.values():
        if "#" in value:
            yield from _REFERENCE.findall(value)
    for child in element.children:
        yield from _references(child)


def _names(element: Element) -> Iterator[str]:
    """Yield the names of an element and its children."""
    if "id" in element.attributes:
        yield element.attributes["id"]
    for child in element.children:
        yield from _names(child)


def _element(node: ET.Element) -> Element:
    """Return a tree in the form of composed artworks; elements that are not SVG have an unknown tag."""
    tag = node.tag.removeprefix(_SVG) if isinstance(node.tag, str) else "?"
    return Element(tag, node.attrib, tuple(map(_element, node)))
