"""Read one drawing into our own tree: plain attributes, roles for colours, slots as leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import DrawingError, Fault, Mark, did_you_mean
from kit.geometry import IDENTITY, Box, Matrix, Size
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import Drawing, Element, Slot
from kit.template.guard import element_problem, kept_attributes
from kit.template.names import read_name
from kit.template.parse import SVG, SourceFile, attributes_of, line_of, parse_drawing
from kit.template.shapes import box_of, numbers, read_transform
from kit.template.slots import read_slot
from kit.template.style import COLOURS, REFUSED, Context, paint_role, read_styles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

#: Elements that say something about the drawing and paint nothing.
_SILENT = frozenset(SVG + tag for tag in ("title", "desc", "metadata", "style"))
_SHAPES = frozenset(("rect", "circle", "ellipse", "line", "polyline", "polygon", "path"))


def read_drawing(path: Path, palette: Mapping[str, str]) -> Drawing:
    """Read a drawing that was made in a palette (role → `#rrggbb`). Raises DrawingError with every fault in it."""
    file = SourceFile(path)
    root = parse_drawing(file)
    reader = _Reader(Context(file, read_styles(root, file), palette))
    size, to_canvas = _canvas(root, file)
    tree = reader.children(root, to_canvas, {})
    if reader.live is None:
        remedy = "draw a rectangle around what must stay inside the safe area and name it 'live'"
        reader.faults.append(file.fault("the drawing has no 'live'", line_of(root), remedy))
    if reader.faults or reader.live is None:
        raise DrawingError(*reader.faults)
    element = Element("svg", {}, tree, "", line_of(root))
    return Drawing(path, size, reader.live, element, reader.slots, tuple(reader.strange))


def _canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin."""
    values = numbers(root.get("viewBox", ""))
    if len(values) == 4 and values[2] > 0 and values[3] > 0:  # noqa: PLR2004
        return Size(values[2], values[3]), Matrix(e=-values[0], f=-values[1])
    sides = [re.fullmatch(r"([\d.]+)(?:px)?", root.get(side, "").strip()) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return Size(float(sides[0][1]), float(sides[1][1])), IDENTITY
    raise DrawingError(
        file.fault("the drawing has no viewBox", line_of(root), 'add one, such as viewBox="0 0 1080 1080"')
    )


class _Reader:
    """Walks one drawing once and collects its slots, its live box and its faults."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.file = context.file
        self.palette = context.palette
        self.live: Box | None = None
        self.slots: dict[str, Slot] = {}
        self.faults: list[Fault] = []
        self.strange: list[tuple[str, Mark]] = []

    def children(self, parent: etree._Element, to_canvas: Matrix, inherited: Mapping[str, str]) -> tuple[Element, ...]:
        """Return the painted children of an element."""
        found = [self.element(child, to_canvas, inherited) for child in parent if self._speaks(child)]
        return tuple(child for child in found if child is not None)

    def element(self, element: etree._Element, to_canvas: Matrix, inherited: Mapping[str, str]) -> Element | None:
        """Return an element of our own tree; None for what is not painted."""
        line, tag = line_of(element), element.tag.removeprefix(SVG)
        name = read_name(attributes_of(element))
        own, inline = self.context.styles.attributes(element)
        if own.get("display") == "none" and name.word != "live":
            return None
        here = to_canvas @ self._transform(element)
        if name.bad_pin:
            remedy = "pins are left, center, right or stretch, then top, middle, bottom or stretch"
            self._fault(f"unknown pin '{name.bad_pin}'", line, remedy)
        if name.word == "live":
            self.live = self._live(element, here, line)
            return None
        pin = {"pin": f"{name.pin.across} {name.pin.down}"} if name.pin else {}
        if name.slot is not None:
            self._slot(name.slot, element, here, {**inherited, **own})
            return Element("slot", pin, (), name.slot, line)
        self._refuse(element, tag, own, line)
        attributes = {**kept_attributes(element), **self._painted(element, own, inline, line), **pin}
        passed = {**inherited, **{key: value for key, value in own.items() if key != "opacity"}}
        if tag in _SHAPES and "fill" not in passed:
            self.strange.append(("black, as no fill is set", self.file.mark(line)))
        return Element(tag, attributes, self.children(element, here, passed), name.word, line)

    def _speaks(self, child: etree._Element) -> bool:
        return isinstance(child.tag, str) and child.tag.startswith(SVG) and child.tag not in _SILENT

    def _live(self, element: etree._Element, here: Matrix, line: int) -> Box | None:
        if self.live is not None:
            self._fault("two elements are named 'live'", line, "rename one of them")
        box = box_of(element, here)
        if box is None or box.width <= 0 or box.height <= 0:
            self._fault("'live' is not an upright rectangle", line, "draw it with the rectangle tool, unrotated")
            return None
        return box

    def _slot(self, name: str, element: etree._Element, here: Matrix, inherited: Mapping[str, str]) -> None:
        line = line_of(element)
        if name in self.slots:
            remedy = "each slot stands once in a drawing"
            self._fault(f"two slots are named 'slot-{name}'; first in line {self.slots[name].mark.line}", line, remedy)
        elif name not in COPY_SLOTS + DERIVED_SLOTS:
            self._fault(f"unknown slot 'slot-{name}'", line, did_you_mean(name, COPY_SLOTS + DERIVED_SLOTS))
        else:
            slot = read_slot(element, self.context, here, inherited)
            if isinstance(slot, Fault):
                self.faults.append(slot)
            else:
                self.slots[name] = slot

    def _transform(self, element: etree._Element) -> Matrix:
        matrix = read_transform(element.get("transform", ""))
        if matrix is None:
            self._fault(f"the transform '{element.get('transform')}' can't be read", line_of(element))
        return matrix or IDENTITY

    def _refuse(self, element: etree._Element, tag: str, own: Mapping[str, str], line: int) -> None:
        problem = element_problem(element, tag)
        if problem:
            self._fault(problem[0], line, problem[1])
        for key, (harmless, remedy) in REFUSED.items():
            if own.get(key, "none") not in {"none", *harmless}:
                self._fault(f"'{key}' can't be painted: {own[key]}", line, remedy)

    def _painted(self, element: etree._Element, own: Mapping[str, str], inline: set[str], line: int) -> dict[str, str]:
        """Return the properties with roles for colours: a class that names a role, else the value tells it."""
        role = next((name for name in (element.get("class") or "").split() if name in self.palette), None)
        painted = {key: value for key, value in own.items() if key not in REFUSED}
        for key in COLOURS:
            if key not in painted:
                continue
            by_class = role if key != "stroke" or painted.get("fill") == "none" else None
            by_class = None if key in inline and paint_role(own[key], None, self.palette)[0][:1] == "@" else by_class
            painted[key], problem = paint_role(own[key], by_class, self.palette)
            if problem:
                self._fault(problem, line, "write it as #rrggbb, and its opacity as fill-opacity")
            elif painted[key][:1] == "#":
                self.strange.append((painted[key], self.file.mark(line)))
        return painted

    def _fault(self, message: str, line: int, remedy: str = "") -> None:
        self.faults.append(self.file.fault(message, line, remedy))
