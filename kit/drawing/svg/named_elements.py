"""All elements of a drawing with their names and places, even if the drawing is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from lxml import etree

from kit.base.errors import DrawingError, Mark
from kit.base.geometry import Box, Matrix, Size
from kit.drawing.svg.outlines import OUTLINED, may_be_box, outline_box
from kit.drawing.svg.source.canvas import read_canvas
from kit.drawing.svg.source.css import Styles, read_styles
from kit.drawing.svg.source.editor_remedies import Editor
from kit.drawing.svg.source.element_names import Name, read_name
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import SVG, attributes_of, line_of, tag_of
from kit.drawing.svg.source.svg_colours import NO_COLOUR
from kit.drawing.svg.source.values import read_transform
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.model.tree import DEFINITIONS

_NOT_PAINTED = frozenset(SVG + tag for tag in (*DEFINITIONS, "marker", "mask", "filter", "metadata", "style"))

#: The opacity from which a shape is visible; designers draw boxes fainter, so that editors treat them as shapes.
_LEAST_OPACITY = 0.05


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element with its name: its tag, its place, and its box in px of the drawing if that is known.

    An element `in_slot` is part of a slot, where names have no meaning; `depth` is the number of elements around it,
    and `seen` whether it is a visible shape, by its colours and opacity and those of its groups.
    """

    name: Name
    tag: str
    mark: Mark
    box: Box | None
    in_slot: bool = False
    depth: int = 0
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """The size of a drawing in its own px, where it begins in its file, its elements in order, and its editor."""

    size: Size
    mark: Mark
    elements: tuple[NamedElement, ...]
    editor: Editor | None = None

    def within(self, outer: NamedElement) -> tuple[NamedElement, ...]:
        """Return the elements inside an element, at any depth."""
        after = self.elements[self.elements.index(outer) + 1 :]
        return tuple(takewhile(lambda one: one.depth > outer.depth, after))

    def at(self, line: int) -> NamedElement | None:
        """Return the element with a box that begins in a line, or None."""
        return next((each for each in self.elements if each.mark.line == line and each.box), None)


def read_sketch(path: Path) -> Sketch:
    """Return the elements of a drawing without checking it. Raises DrawingError if it isn't an SVG with a size."""
    file = SourceFile(path)
    root = parse_drawing(file)
    size, to_canvas = read_canvas(root, file)
    return Sketch(size, file.mark(line_of(root)), tuple(_Walk(root, file).elements(root, to_canvas)), file.editor)


class _Walk:
    """Walks a drawing that may be refused, with as many rules of its CSS as can be read."""

    def __init__(self, root: etree._Element, file: SourceFile) -> None:
        """Set the root of a drawing, and its file."""
        self._file = file
        try:
            self._styles = read_styles(root, file)
        except DrawingError:
            self._styles = Styles()
        self._looks = {root: self._look(root, {})}

    def elements(
        self, parent: etree._Element, here: Matrix, depth: int = 0, *, in_slot: bool = False
    ) -> Iterator[NamedElement]:
        """Yield the painted elements in an element, in the order of the file."""
        for child in parent.iterchildren(etree.Element):
            if child.tag in _NOT_PAINTED or not str(child.tag).startswith(SVG):
                continue
            matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
            name = read_name(attributes_of(child))
            box = _box(child, matrix, of_slot=name.slot is not None)
            look = self._looks[child] = self._look(child, self._looks[parent])
            tag, mark = tag_of(child), self._file.mark(line_of(child))
            yield NamedElement(name, tag, mark, box, in_slot, depth, child.tag in OUTLINED and _is_seen(tag, look))
            yield from self.elements(child, matrix, depth + 1, in_slot=in_slot or name.slot is not None)

    def _look(self, element: etree._Element, around: Mapping[str, str]) -> dict[str, str]:
        """Return the properties of an element, including inherited ones, and its opacity within its groups."""
        declared = self._styles.declared(element).values
        opacity = number(around.get("opacity"), 1.0) * number(declared.get("opacity"), 1.0)
        shown = {"display": "none"} if around.get("display") == "none" else {}
        return {**around, **declared, "opacity": f"{opacity:g}", **shown}


def _is_seen(tag: str, look: Mapping[str, str]) -> bool:
    """Return whether a shape with some properties is visible."""
    if look.get("display") == "none" or look.get("visibility") in {"hidden", "collapse"}:
        return False
    paints = {"fill": look.get("fill", "black"), "stroke": look.get("stroke", "none")}
    parts = [number(look.get(f"{key}-opacity"), 1.0) for key, paint in paints.items() if paint not in NO_COLOUR]
    return number(look.get("opacity"), 1.0) * max([1.0] if tag == "image" else parts, default=0.0) >= _LEAST_OPACITY


def _box(element: etree._Element, here: Matrix, *, of_slot: bool) -> Box | None:
    """Return the bounding box of an element on the canvas; for a slot, that of its first rectangle."""
    if element.tag in OUTLINED:
        outline = outline_box(element)
        return here.box_around(outline) if outline else None
    boxes = [box for shape, box in _inside(element, here) if box and (not of_slot or may_be_box(shape))]
    return boxes[0] if of_slot and boxes else Box.union(boxes)


def _inside(group: etree._Element, here: Matrix) -> Iterator[tuple[etree._Element, Box | None]]:
    """Yield the shapes in an element at any depth, each with its box on the canvas."""
    for child in group.iterchildren(etree.Element):
        if child.tag in _NOT_PAINTED:
            continue
        matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
        if child.tag in OUTLINED:
            yield child, _box(child, matrix, of_slot=False)
        else:
            yield from _inside(child, matrix)
