"""Read one drawing into our own tree: plain attributes, roles for colours, slots as leaves."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from kit.errors import DrawingError, Fault, Mark, closest, did_you_mean
from kit.geometry import IDENTITY, Box, Matrix, Size
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import Drawing, Element, Slot
from kit.svg.budget import check_budget
from kit.svg.clones import DEFINITIONS, drop_idle_sizes, unlink
from kit.svg.guard import ALLOWED, disallowed_faults, element_problem, kept_attributes, slot_problem
from kit.svg.names import read_name, unknown_options
from kit.svg.numbers import NUMBER, numbers, read_length, within_limit
from kit.svg.parse import SVG, SourceFile, attributes_of, line_of, parse_drawing
from kit.svg.references import url_of, url_target
from kit.svg.shapes import UPRIGHT, box_of
from kit.svg.slots import read_slot
from kit.svg.style import (
    COLOURS,
    NO_COLOUR,
    OPACITIES,
    REFUSED,
    Context,
    paint_role,
    plain_colour,
    read_styles,
    split_colour,
)
from kit.svg.transforms import read_transform
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.svg.names import Name

#: The longest side of a drawing in px, many times that of any picture made of it.
MOST_SIDE = 100_000
#: The shortest side of 'live', as a part of the drawing's own.
_LEAST_LIVE = 0.001
#: Elements that say something about the drawing and paint nothing.
_SILENT = frozenset(SVG + tag for tag in ("title", "desc", "metadata", "style"))
_SHAPES = frozenset(("rect", "circle", "ellipse", "polyline", "polygon", "path"))
#: Elements whose own colours may be see-through: the opacity is written beside the colour, and nothing inherits it.
_LEAVES = _SHAPES | {"line", "stop"}
_DASHES = re.compile(rf"(?:(?!-){NUMBER}(?:px)?(?:[\s,]+|$))*")
#: Units that are read off plain numbers.
_UNITS = ("", "px", "%")
#: Refused elements that hold parts of a drawing; what is wrong in them is told as well.
_HOLDERS = frozenset(("a", "switch", "mask"))
_NOT_INHERITED = frozenset(("opacity", "clip-path", "display", *REFUSED))
#: Properties of words, which mean nothing to a shape.
_OF_WORDS = ("font-", "letter-spacing", "line-height", "text-anchor")
#: Properties that are plain numbers, which editors also write with a unit.
_NUMBERS = frozenset((
    "opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-width", "stroke-miterlimit",
    "stroke-dashoffset",
))  # fmt: skip


def read_drawing(path: Path, palette: Mapping[str, str]) -> Drawing:
    """Read a drawing that was made in a palette (role → `#rrggbb`). Raises DrawingError with every fault in it."""
    file = SourceFile(path)
    root = parse_drawing(file)
    drop_idle_sizes(root)
    size, to_canvas = _canvas(root, file)
    reader = _Reader(Context(file, read_styles(root, file), palette), size)
    reader.faults += disallowed_faults(root, file)
    tree = reader.top(root, to_canvas)
    reader.find_hidden_live(root, to_canvas)
    if reader.live is None:
        remedy = "draw a rectangle around what must stay inside the safe area and name it 'live'"
        reader.faults.append(file.fault("the drawing has no 'live'", line_of(root), remedy))
    if reader.faults or reader.live is None:
        raise DrawingError(*dict.fromkeys(reader.faults))
    origin = {"transform": f"translate({to_canvas.e:g} {to_canvas.f:g})"} if to_canvas != IDENTITY else {}
    element = Element("svg", origin, tree, "", line_of(root))
    check_budget(element, file)
    return Drawing(path, size, reader.live, unlink(element), reader.slots, tuple(reader.unmapped))


def _canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin."""
    values = numbers(root.get("viewBox", ""))
    if len(values) != 4 or min(values[2:]) <= 0:  # noqa: PLR2004
        sides = [read_length(root.get(side, "").strip()) for side in ("width", "height")]
        values = [0.0, 0.0, *(side.value for side in sides if side and side.value >= 0)]
    if len(values) != 4:  # noqa: PLR2004
        remedy = 'add one, such as viewBox="0 0 1080 1080"'
        raise DrawingError(file.fault("the drawing has no viewBox", line_of(root), remedy))
    if not all(1 <= side <= MOST_SIDE for side in values[2:]) or max(map(abs, values)) > MOST_SIDE:
        message = f"the drawing is {values[2]:g} x {values[3]:g} px, from {values[0]:g} {values[1]:g}"
        remedy = f"draw it 1 to {MOST_SIDE:,} px wide and high, near the origin"
        raise DrawingError(file.fault(message, line_of(root), remedy))
    return Size(values[2], values[3]), Matrix(e=-values[0], f=-values[1])


def _with_opacities(own: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return properties in which the opacity of a colour is a property of its own, as the painter reads it."""
    result = dict(own)
    for key, opacity in OPACITIES.items():
        colour, alpha = split_colour(own.get(key, "")) or ("", 1.0)
        written = own.get(opacity, "" if key == "stop-color" else inherited.get(opacity, "")) or "1"
        beside = read_length(written, _UNITS)
        if alpha < 1 and own[key] != "transparent" and beside:
            share = beside.value / (100 if beside.unit == "%" else 1)
            result.update({key: colour, opacity: f"{alpha * min(max(share, 0), 1):.4g}"})
    return result


def _is_hidden(name: Name, own: Mapping[str, str]) -> bool:
    """Tell whether an element is not shown; shapes may be invisible, but a slot is not filled then."""
    return own.get("display") == "none" or (name.slot is not None and own.get("visibility") in {"hidden", "collapse"})


def _clips(element: etree._Element) -> bool:
    """Tell whether an element is part of a clip path, whose colours are never painted."""
    return any(parent.tag == f"{SVG}clipPath" for parent in element.iterancestors())


class _Reader:
    """Walks one drawing once and collects its slots, its live box and its faults."""

    def __init__(self, context: Context, size: Size) -> None:
        self.canvas = Box(0, 0, size.width, size.height)
        self.context = context
        self.file = context.file
        self.palette = context.palette
        self.live: Box | None = None
        self.slots: dict[str, Slot] = {}
        self.faults: list[Fault] = []
        self.unmapped: list[tuple[str, Mark]] = []
        self._clip_paths: dict[str, list[etree._Element]] | None = None

    def top(self, root: etree._Element, to_canvas: Matrix) -> tuple[Element, ...]:
        """Return the outermost elements, with the properties that they inherit from the drawing itself."""
        own, inline = self.context.styles.attributes(root)
        passed = {key: value for key, value in own.items() if key not in _NOT_INHERITED}
        painted = self._painted(root, passed, inline, line_of(root))
        return tuple(
            child if child.tag in {"slot", *DEFINITIONS} else child.with_({**painted, **child.attributes})
            for child in self.children(root, to_canvas, passed)
        )

    def children(self, parent: etree._Element, to_canvas: Matrix, inherited: Mapping[str, str]) -> tuple[Element, ...]:
        """Return the painted children of an element."""
        found = [self.element(child, to_canvas, inherited) for child in parent if self._speaks(child)]
        return tuple(child for child in found if child is not None)

    def element(self, element: etree._Element, to_canvas: Matrix, inherited: Mapping[str, str]) -> Element | None:
        """Return an element of our own tree; None for what is not painted."""
        line, tag = line_of(element), element.tag.removeprefix(SVG)
        name = read_name(attributes_of(element))
        own, inline = self.context.styles.attributes(element)
        own = _with_opacities(own, inherited) if tag in _LEAVES else own
        if name.word != "live" and _is_hidden(name, own):
            return None
        here = to_canvas @ self._transform(element)
        if not all(abs(value) <= MOST_SIDE**2 for value in here):
            self._fault("its transforms take it beyond every picture", line, "apply the transforms in the editor")
            return None
        for what, written, remedy in unknown_options(name):
            self._fault(f"unknown {what} '{quoted(written)}'", line, remedy)
        if name.word == "live":
            self.live = self._live(element, here, line)
            return None
        if name.slot is not None:
            self._slot(name.slot, element, here, {**inherited, **own})
            id_ = {"id": str(element.get("id"))} if element.get("id") else {}
            return Element("slot", id_, (), name.slot, line, pin=name.pin, frames=name.frames)
        if own.get("clip-rule", inherited.get("clip-rule")) == "evenodd" and _clips(element):
            self._uneven(element, tag, line)
        if self._refuse(element, tag, own, line) and tag not in ALLOWED | _HOLDERS:
            return None
        attributes = {**kept_attributes(element), **self._painted(element, own, inline, line)}
        if self._clips_nothing(element, attributes.get("clip-path", ""), here):
            del attributes["clip-path"]
        passed = {**inherited, **{key: value for key, value in own.items() if key != "opacity"}}
        if tag in _SHAPES and "fill" not in passed and not _clips(element):
            self.unmapped.append(("black, as no fill is set", self.file.mark(line)))
        children = self.children(element, here, passed)
        return Element(tag, attributes, children, name.word, line, pin=name.pin, frames=name.frames)

    def _speaks(self, child: etree._Element) -> bool:
        """Tell whether an element paints something; a marker without content paints nothing."""
        if not isinstance(child.tag, str) or not child.tag.startswith(SVG) or child.tag in _SILENT:
            return False
        return child.tag != f"{SVG}marker" or len(child) > 0

    def _uneven(self, element: etree._Element, tag: str, line: int) -> None:
        """Refuse a clip path of the even-odd rule, unless its shape is the same by either rule."""
        plain = tag in {"rect", "circle", "ellipse"} or box_of(element, IDENTITY) is not None
        if tag in _SHAPES and not plain:
            remedy = "make the clip path of shapes that don't overlap"
            self._fault("'clip-rule' can't be painted: evenodd", line, remedy)

    def _live(self, element: etree._Element, here: Matrix, line: int) -> Box | None:
        if self.live is not None:
            self._fault("two elements are named 'live'", line, "rename one of them")
        box = box_of(element, here)
        if box is None or box.width <= 0 or box.height <= 0:
            self._fault("'live' is not an upright rectangle", line, "draw it with the rectangle tool, unrotated")
            return None
        if box.width < _LEAST_LIVE * self.canvas.width or box.height < _LEAST_LIVE * self.canvas.height:
            self._fault("'live' is less than a thousandth of the drawing", line, "draw it around what must be seen")
            return None
        return box

    def _slot(self, name: str, element: etree._Element, here: Matrix, inherited: Mapping[str, str]) -> None:
        line = line_of(element)
        problems = [(line_of(child), found) for child in element.iter(etree.Element) if (found := slot_problem(child))]
        self.faults += [self.file.fault(message, where, remedy) for where, (message, remedy) in problems]
        if problems:
            return
        if name in self.slots:
            remedy = "each slot stands once in a drawing"
            self._fault(f"two slots are named 'slot-{name}'; first in line {self.slots[name].mark.line}", line, remedy)
        elif name not in COPY_SLOTS + DERIVED_SLOTS:
            near = closest(name, COPY_SLOTS + DERIVED_SLOTS)
            known = [f"slot-{one}" for one in COPY_SLOTS + DERIVED_SLOTS]
            self._fault(f"unknown slot 'slot-{name}'", line, did_you_mean(f"slot-{near}" if near else "", known))
        else:
            slot = read_slot(element, self.context, here, inherited)
            if isinstance(slot, Fault):
                self.faults.append(slot)
            else:
                self.slots[name] = slot
                self._slot_colour(slot)

    def _slot_colour(self, slot: Slot) -> None:
        fill = slot.style.fill if slot.style else "none"
        if plain_colour(fill):
            self.unmapped.append((fill, slot.mark))
        elif fill[:1] != "@" and fill not in NO_COLOUR and not url_target(fill):
            self._fault(f"the colour '{fill}' can't be painted", slot.mark.line, "write it as #rrggbb")

    def _transform(self, element: etree._Element) -> Matrix:
        matrix = read_transform(element.get("transform", ""))
        if matrix is None:
            message = f"the transform '{quoted(element.get('transform', ''))}' can't be read"
            self._fault(message, line_of(element), "write it as matrix(a b c d e f)")
        return matrix or IDENTITY

    def _refuse(self, element: etree._Element, tag: str, own: Mapping[str, str], line: int) -> bool:
        """Report what in an element can't be painted, and tell whether it is the element itself."""
        problem = element_problem(element, tag)
        if problem:
            self._fault(problem[0], line, problem[1])
        for key, (harmless, remedy) in REFUSED.items():
            if own.get(key, "none") not in {"none", *harmless}:
                self._fault(f"'{key}' can't be painted: {quoted(own[key])}", line, remedy)
        return problem is not None

    def _painted(self, element: etree._Element, own: Mapping[str, str], inline: set[str], line: int) -> dict[str, str]:
        """Return the properties with roles for colours: a class that names a role, else the value tells it."""
        role = next((name for name in (element.get("class") or "").split() if name in self.palette), None)
        painted = {
            key: self._plain_number(key, value, line) if key in _NUMBERS else value
            for key, value in own.items()
            if key not in REFUSED and not key.startswith(_OF_WORDS) and (key, value) != ("clip-path", "none")
        }
        if "stroke-dasharray" in painted:
            painted["stroke-dasharray"] = self._dashes(painted["stroke-dasharray"], line)
        if "clip-path" in painted:
            painted["clip-path"] = self._clip(painted["clip-path"], line)
        for key in COLOURS:
            if key not in painted:
                continue
            by_class = role if key != "stroke" or painted.get("fill") == "none" else None
            by_class = None if key in inline and paint_role(own[key], None, self.palette)[0][:1] == "@" else by_class
            painted[key], problem = paint_role(own[key], by_class, self.palette)
            if problem:
                self._fault(problem, line, "write it as #rrggbb, and its opacity as fill-opacity")
            elif painted[key][:1] == "#" and not _clips(element):
                self.unmapped.append((painted[key], self.file.mark(line)))
        return painted

    def _clips_nothing(self, element: etree._Element, paint: str, here: Matrix) -> bool:
        """Tell whether a clip path is a rectangle around all of the canvas, as Figma puts around every frame."""
        id_ = url_target(paint)
        for clip in self.clips(element).get(id_, ()) if id_ else ():
            if len(clip) == 1 and clip.get("clipPathUnits") != "objectBoundingBox":
                matrix = here @ self._transform(clip) @ self._transform(clip[0])
                box = box_of(clip[0], matrix) if clip[0].tag == f"{SVG}rect" else None
                return box is not None and box.contains(self.canvas, UPRIGHT)
        return False

    def _clip(self, value: str, line: int) -> str:
        """Return the address of a clip path as the painter reads it."""
        id_ = url_target(value)
        if id_ is None:
            self._fault(f"'clip-path' can't be painted: {quoted(value)}", line, "clip with a shape of the drawing")
            return ""
        return url_of(id_)

    def _dashes(self, value: str, line: int) -> str:
        """Return the lengths of dashes and gaps without their units; the painter takes none below 0."""
        if value != "none" and not (_DASHES.fullmatch(value) and within_limit(value)):
            self._fault(f"'stroke-dasharray' is {quoted(value)}", line, "write it as plain numbers, none below 0")
        return value.replace("px", "")

    def _plain_number(self, key: str, value: str, line: int) -> str:
        """Return a number without its unit; the painter takes none."""
        length = read_length(value, _UNITS)
        if length is None or not within_limit(value):
            self._fault(f"'{key}' is {quoted(value)}", line, "write it as a plain number")
            return value
        return f"{length.value / 100:g}" if length.unit == "%" else length.digits

    def clips(self, element: etree._Element) -> Mapping[str, list[etree._Element]]:
        """Return the clip paths of an element's drawing by id."""
        if self._clip_paths is None:
            self._clip_paths = defaultdict(list)
            for clip in element.getroottree().iter(f"{SVG}clipPath"):
                self._clip_paths[clip.get("id", "")].append(clip)
        return self._clip_paths

    def find_hidden_live(self, root: etree._Element, to_canvas: Matrix) -> None:
        """Take 'live' from a hidden layer, where designers keep their guides, when none is shown."""
        hidden = [element for element in root.iter(etree.Element) if read_name(attributes_of(element)).word == "live"]
        if self.live is None and hidden:
            here = to_canvas
            for parent in (*reversed([*hidden[0].iterancestors()][:-1]), hidden[0]):
                here = here @ (read_transform(parent.get("transform", "")) or IDENTITY)
            self.live = self._live(hidden[0], here, line_of(hidden[0]))

    def _fault(self, message: str, line: int, remedy: str = "") -> None:
        self.faults.append(self.file.fault(message, line, remedy))
