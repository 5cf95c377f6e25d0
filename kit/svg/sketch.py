"""Everything in a drawing that has a name, and where it lies, also in a drawing that is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from kit.geometry import Box, Matrix
from kit.svg.canvas import read_canvas
from kit.svg.clones import DEFINITIONS
from kit.svg.names import read_name
from kit.svg.outlines import box_around
from kit.svg.parse import SVG, SourceFile, attributes_of, line_of, parse_drawing
from kit.svg.shapes import CLOSED_SHAPES
from kit.svg.transforms import read_transform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.errors import Mark
    from kit.geometry import Size
    from kit.svg.names import Name

_GROUP, _RECT = SVG + "g", SVG + "rect"
_SHAPES = frozenset(SVG + tag for tag in CLOSED_SHAPES | {"image", "line"})
_NOT_PAINTED = frozenset(SVG + tag for tag in (*DEFINITIONS, "marker", "mask", "filter", "metadata", "style"))


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element with a name: what it is called and is, its place, its box in px of the drawing if that is known.

    `in_slot` says that it is a part of a slot, whose names mean nothing.
    """

    name: Name
    tag: str
    mark: Mark
    box: Box | None
    in_slot: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """The size of a drawing in its own px, where it begins in its file, and its elements in order."""

    size: Size
    mark: Mark
    elements: tuple[NamedElement, ...]

    def at(self, line: int) -> NamedElement | None:
        """Return the element that begins in a line, with a box; None where there is none."""
        return next((one for one in self.elements if one.mark.line == line and one.box), None)


def read_sketch(path: Path) -> Sketch:
    """Return what can be said of a drawing without judging it. Raises DrawingError when it is no SVG with a size."""
    file = SourceFile(path)
    root = parse_drawing(file)
    size, to_canvas = read_canvas(root, file)
    return Sketch(size, file.mark(line_of(root)), tuple(_elements(root, to_canvas, file)))


def _elements(
    parent: etree._Element, here: Matrix, file: SourceFile, *, in_slot: bool = False
) -> Iterator[NamedElement]:
    """Yield what is painted in an element, in the order of the file."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in _NOT_PAINTED or not str(child.tag).startswith(SVG):
            continue
        matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
        name = read_name(attributes_of(child))
        box = _box(child, matrix, of_slot=name.slot is not None)
        tag = str(child.tag).removeprefix(SVG)
        yield NamedElement(name, tag, file.mark(line_of(child)), box, in_slot)
        yield from _elements(child, matrix, file, in_slot=in_slot or name.slot is not None)


def _box(element: etree._Element, here: Matrix, *, of_slot: bool) -> Box | None:
    """Return the box around an element on the canvas: that of a slot is its first rectangle."""
    if element.tag in _SHAPES:
        attributes = attributes_of(element)
        as_rect = str(element.tag).removeprefix(SVG) if element.tag != SVG + "image" else "rect"
        own = box_around(as_rect, attributes)
        return here.box_around(own) if own else None
    boxes = [box for one, box in _inside(element, here) if box and (not of_slot or one.tag == _RECT)]
    return boxes[0] if of_slot and boxes else Box.union(boxes)


def _inside(group: etree._Element, here: Matrix) -> Iterator[tuple[etree._Element, Box | None]]:
    """Yield the shapes that an element holds at any depth, each with its box on the canvas."""
    for child in group.iterchildren(etree.Element):
        if child.tag in _NOT_PAINTED:
            continue
        matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
        if child.tag in _SHAPES:
            yield child, _box(child, matrix, of_slot=False)
        else:
            yield from _inside(child, matrix)
