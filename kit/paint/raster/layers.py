"""Read a picture: its size, its items, and what it has in common with another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.base.geometry import Size
from kit.model.layout import Element
from kit.model.tree import Tree
from kit.paint.raster.tree_reading import TreeReader, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.paint.raster.display import Item


_SVG = "{http://www.w3.org/2000/svg}"
#: The root of a resolved artwork: whole pixels, all of them shown.
_OF_ROOT = {"width", "height", "viewBox"}


@dataclass(frozen=True)
class ReadPicture:
    """A picture to paint: its tree."""

    tree: Tree

    @property
    def size(self) -> tuple[int, int]:
        """Its size in px, both sides whole."""
        return int(self.tree.size.width), int(self.tree.size.height)

    def items(self, start: int = 0, end: int | None = None) -> Iterator[Item]:
        """Yield the items, bottom to top, of the outermost elements from `start` to `end`."""
        yield from filter(None, map(self._reader.item, self.tree.children[start:end]))

    def shared_with(self, other: ReadPicture) -> int:
        """Return how many leading elements of both trees paint the same."""
        pairs = zip(self.tree.children, other.tree.children, strict=False)
        alike = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], pairs)
        count = sum(1 for _ in alike)
        referred = {name for names in other._referred[:count] for name in names}  # by the longer lived of both
        others = (*self.tree.children[count:], *other.tree.children[count:]) if referred else ()
        return 0 if any(name in referred for child in others for name in _names(child)) else count

    @cached_property
    def _referred(self) -> list[tuple[str, ...]]:
        """The names that each of the outermost elements refers to."""
        return [tuple(references(child)) for child in self.tree.children]

    @cached_property
    def _reader(self) -> TreeReader:
        return TreeReader(self.tree)


def layers_of(tree: Tree, most: int) -> ReadPicture | None:
    """Return a picture of at most the given px a side, or None if it is larger or its sides aren't whole px.

    Raises ValueError for a group with an effect; see `refuse_effects`.
    """
    refuse_effects(tree)
    sides = [f"{side:g}" for side in tree.size]
    if not all(map(str.isdecimal, sides)):
        return None
    return ReadPicture(tree) if _fits(map(int, sides), most) else None


def refuse_effects(tree: Tree) -> None:
    """Raise ValueError for a group with an effect, which neither painter knows: a picture must have replaced it."""
    if any(map(_has_effect, tree.children)):
        raise ValueError("a group with an effect can't be painted as shapes")


def _has_effect(element: Element) -> bool:
    return element.effect is not None or any(map(_has_effect, element.children))


def read_svg(svg: str, most: int) -> ReadPicture | None:
    """Return a picture of at most the given px a side, or None if it is larger or has text or an unsupported root."""
    if "<!" in svg or "<?" in svg:  # resolved SVG has no declarations
        return None
    try:
        root = ET.fromstring(svg)  # noqa: S314  (without declarations there are no entities)
    except ET.ParseError:  # CairoSVG will report it
        return None
    size = _size(root)
    if size is None or not _fits(size, most) or any((node.text or "").strip() for node in root.iter()):
        return None
    return ReadPicture(Tree(Size(*size), tuple(map(_element, root))))


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
