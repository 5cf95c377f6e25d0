"""Choose the drawing that suits an artboard and lay it out there by its pins.

A drawing is scaled uniformly until its live box fits the safe box. What is left over along one axis is given out by
the pins: an element keeps its scaled distance to the sides it is pinned to. Along an axis that stretches, a slot is
pinned to the live box and a shape to the whole artboard; along all others everything is pinned to the live box.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kit.errors import DrawingError, Fault, Mark
from kit.geometry import IDENTITY, Box, Matrix, Point, Size
from kit.layout.paint import Move, PaintServers, scaled_stroke
from kit.model.layout import Drawing, Element, Pin, Scene, Slot
from kit.svg.clones import DEFINITIONS
from kit.svg.numbers import number
from kit.svg.references import url_of
from kit.svg.shapes import corners, is_open
from kit.svg.transforms import read_transform, write_transform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Groups with one of these are laid out as one piece, since the property refers to their own coordinates.
_BOUND = ("clip-path", "mask")
_STRAIGHT = "pin it without 'stretch', or redraw it as a rectangle or polygon"


def stretch_of(live: Size, safe: Size) -> float:
    """Return by which factor, at least 1, the aspects of a live box and a safe box differ."""
    return math.exp(abs(math.log(live.aspect / safe.aspect)))


def choose_drawing(drawings: Iterable[Drawing], safe: Box) -> Drawing:
    """Return the drawing whose live box is nearest to the safe box in aspect, by the ratio."""
    return min(drawings, key=lambda drawing: stretch_of(drawing.live.size, safe.size))


def lay_out(drawing: Drawing, canvas: Size, safe: Box) -> Scene:
    """Lay a drawing out on an artboard of a size; see the module. Raises DrawingError for what can't stretch."""
    scale = min(safe.width / drawing.live.width, safe.height / drawing.live.height)
    stage = _Stage(drawing, canvas, safe, scale)
    origin = _transform(drawing.root)
    root = Element("svg", {}, tuple(stage.place(child, origin, {}) for child in drawing.root.children))
    if stage.faults:
        raise DrawingError(*stage.faults)
    root = stage.with_clones(root)
    stretch = stretch_of(drawing.live.size, safe.size)
    return Scene(drawing, scale, stretch, root, stage.slots, _collisions(drawing.slots, stage.slots))


def _collisions(before: Mapping[str, Slot], after: Mapping[str, Slot]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of slots that overlap on the artboard and did not in the drawing."""
    return tuple(
        (one, other)
        for one, other in combinations(after, 2)
        if after[one].box.overlaps(after[other].box, 1.0) and not before[one].box.overlaps(before[other].box, 1.0)
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """One direction: frames in the drawing and on the artboard, of the live box and of the whole."""

    live: tuple[float, float]
    safe: tuple[float, float]
    drawing: float
    canvas: float
    scale: float

    def move(self, pin: str) -> float:
        """Return the offset that scaled coordinates take when pinned to the live box."""
        (live0, live1), (safe0, safe1) = self.live, self.safe
        if pin in {"left", "top"}:
            return safe0 - self.scale * live0
        if pin in {"right", "bottom"}:
            return safe1 - self.scale * live1
        return (safe0 + safe1) / 2 - self.scale * (live0 + live1) / 2

    def stretch(self, value: float, middle: float, *, slot: bool) -> float:
        """Return where a coordinate of a stretched element goes: with the side whose half of the element it is in."""
        (d0, d1), (a0, a1) = (self.live, self.safe) if slot else ((0.0, self.drawing), (0.0, self.canvas))
        if abs(value - middle) < 1e-6:  # noqa: PLR2004
            return (a0 + a1) / 2 + self.scale * (value - (d0 + d1) / 2)
        return a0 + self.scale * (value - d0) if value < middle else a1 - self.scale * (d1 - value)


class _Stage:
    """Places the elements of one drawing on one artboard and collects slots and faults."""

    def __init__(self, drawing: Drawing, canvas: Size, safe: Box, scale: float) -> None:
        live, size = drawing.live, drawing.size
        self.drawing = drawing
        self.scale = scale
        self.x = _Axis((live.x0, live.x1), (safe.x0, safe.x1), size.width, canvas.width, scale)
        self.y = _Axis((live.y0, live.y1), (safe.y0, safe.y1), size.height, canvas.height, scale)
        self.slots: dict[str, Slot] = {}
        self.above: dict[str, Matrix] = {}
        self.faults: list[Fault] = []
        self.paints = PaintServers(drawing.root)

    def place(self, element: Element, above: Matrix, paint: Mapping[str, str]) -> Element:
        """Place an element that no pin governs yet. `above` maps it to the drawing; `paint` is inherited."""
        if element.pin is not None:
            return self._pinned(element, above, element.pin, paint)
        if element.tag in DEFINITIONS:
            return element
        if element.tag == "g" and not any(key in element.attributes for key in _BOUND):
            here, attributes, inherited = self._enter(element, above, paint)
            return element.with_(attributes, tuple(self.place(child, here, inherited) for child in element.children))
        return self._pinned(element, above, Pin(), paint)

    def _enter(
        self, element: Element, above: Matrix, paint: Mapping[str, str]
    ) -> tuple[Matrix, dict[str, str], dict[str, str]]:
        here = above @ _transform(element)
        attributes = {key: value for key, value in element.attributes.items() if key != "transform"}
        return here, attributes, {**paint, **attributes}

    def _pinned(self, element: Element, above: Matrix, pin: Pin, paint: Mapping[str, str]) -> Element:
        points = list(self._points(element, above)) if pin.stretches else []
        if pin.stretches and not points:
            self._refuse(element, "nothing in it can stretch", _STRAIGHT)
            return element
        middle = Box.around(points).center if points else Point(0, 0)
        return self._settle(element, above, _Placing(self, pin, middle), paint)

    def _settle(self, element: Element, above: Matrix, placing: _Placing, paint: Mapping[str, str]) -> Element:
        """Place an element, and what is in it, under one pin."""
        if element.tag == "slot":
            return self._settle_slot(element, above, placing)
        if element.tag in DEFINITIONS:
            return element
        if element.tag == "g" and not any(key in element.attributes for key in _BOUND):
            here, attributes, inherited = self._enter(element, above, paint)
            children = tuple(self._settle(child, here, placing, inherited) for child in element.children)
            return element.with_(attributes, children)
        if placing.pin.stretches:
            return self._stretched(element, above, placing, paint)
        if _holds_slot(element):
            remedy = "release the clip; in Figma turn off 'Clip content' of the frame"
            self._refuse(element, "a clipped group can't hold a slot", remedy)
        moved = placing.matrix @ above @ _transform(element)
        return element.with_({**element.attributes, "transform": write_transform(moved)})

    def _settle_slot(self, element: Element, above: Matrix, placing: _Placing) -> Element:
        slot = self.drawing.slots[element.name]
        kept = {key: value for key, value in element.attributes.items() if key != "id"}
        if element.clone:
            if placing.pin.stretches:
                self._refuse(element, "the clone of a slot can't stretch", "pin it without 'stretch'")
            return element.with_({**kept, "transform": write_transform(placing.matrix @ above @ _transform(element))})
        self.above[slot.name] = above
        upper, lower = Point(*slot.box[:2]), Point(*slot.box[2:])
        box = Box(*placing.point(upper, slot=True), *placing.point(lower, slot=True))
        growth = math.sqrt(max(1.0, box.width * box.height / (slot.box.width * slot.box.height * self.scale**2)))
        style = replace(slot.style, size=slot.style.size * self.scale) if slot.style else None
        self.slots[slot.name] = replace(slot, box=box, style=style, growth=growth)
        return element.with_(kept)

    def with_clones(self, element: Element) -> Element:
        """Put the clones of slots in their places.

        What fills a slot goes from the artboard back to the drawing, out of all that moves the slot there, and on by
        the clone (https://www.w3.org/TR/SVG2/struct.html#UseElement).
        """
        if not element.clone:
            return element.with_(element.attributes, tuple(self.with_clones(child) for child in element.children))
        name = element.name
        drawn, placed, back = self.drawing.slots[name].box, self.slots[name].box, 1 / self.scale
        home = Matrix(back, 0, 0, back, drawn.x0 - placed.x0 * back, drawn.y0 - placed.y0 * back)
        moved = _transform(element) @ self.above[name].inverse @ home
        return element.with_({**element.attributes, "transform": write_transform(moved)})

    def _stretched(self, element: Element, above: Matrix, placing: _Placing, paint: Mapping[str, str]) -> Element:
        own = corners(element.tag, element.attributes)
        here = above @ _transform(element)
        turned = element.tag == "rect" and not _is_upright(here)
        if own is None or (turned and {"rx", "ry"} & element.attributes.keys()):
            what = "a turned rectangle with round corners" if own else f"<{element.tag}>"
            self._refuse(element, f"{what} can't stretch; only rectangles and straight-sided polygons can", _STRAIGHT)
            return element
        if any(key in element.attributes for key in _BOUND):
            self._refuse(element, "a clipped shape can't stretch", _STRAIGHT)
            return element
        before = [here.apply(point) for point in own]
        after = [placing.point(point, slot=False) for point in before]
        attributes = {
            k: v
            for k, v in element.attributes.items()
            if k not in {"transform", "x", "y", "width", "height", "d", "points", "rx", "ry"}
        }
        factor = here.scale * self.scale
        attributes.update(scaled_stroke({**paint, **element.attributes}, factor))
        move = Move(here, Box.around(before), Box.around(after), factor)
        extra = self.paints.moved({**paint, **element.attributes}, move)
        attributes.update({key: url_of(server.attributes["id"]) for key, server in extra.items()})
        if element.tag == "rect" and not turned:
            shape = element.with_({**attributes, **_rect(Box.around(after), element, factor)})
        else:
            points = " ".join(f"{x:.3f},{y:.3f}" for x, y in after)
            tag = "polyline" if is_open(element.tag, element.attributes) else "polygon"
            shape = replace(element, tag=tag, attributes={**attributes, "points": points}, children=())
        return Element("g", {}, (*extra.values(), shape), "", element.line) if extra else shape

    def _points(self, element: Element, above: Matrix) -> Iterable[Point]:
        """Yield the corners of everything in an element that is about to stretch, in px of the drawing."""
        if element.tag == "slot":
            yield from () if element.clone else self.drawing.slots[element.name].box.corners
            return
        here = above @ _transform(element)
        yield from (here.apply(point) for point in corners(element.tag, element.attributes) or ())
        for child in element.children:
            yield from self._points(child, here)

    def _refuse(self, element: Element, message: str, remedy: str) -> None:
        name = f"'{element.name}': " if element.name else ""
        mark = Mark("/".join(self.drawing.path.parts[-2:]), element.line)
        self.faults.append(Fault(f"{name}{message}", mark, remedy))


@dataclass(frozen=True, slots=True)
class _Placing:
    """How the points of one pinned element move; `middle` divides the halves of a stretched one."""

    stage: _Stage
    pin: Pin
    middle: Point

    @property
    def matrix(self) -> Matrix:
        """The map of an element that does not stretch."""
        stage = self.stage
        return Matrix(stage.scale, 0, 0, stage.scale, stage.x.move(self.pin.across), stage.y.move(self.pin.down))

    def point(self, point: Point, *, slot: bool) -> Point:
        """Return where a point of the drawing stands on the artboard."""
        matrix, stage = self.matrix, self.stage
        x, y = matrix.apply(point)
        if self.pin.across == "stretch":
            x = stage.x.stretch(point.x, self.middle.x, slot=slot)
        if self.pin.down == "stretch":
            y = stage.y.stretch(point.y, self.middle.y, slot=slot)
        return Point(x, y)


def _rect(box: Box, element: Element, factor: float) -> dict[str, str]:
    radii = {
        key: f"{number(element.attributes[key]) * factor:.4g}" for key in ("rx", "ry") if key in element.attributes
    }
    return {
        "x": f"{box.x0:.3f}",
        "y": f"{box.y0:.3f}",
        "width": f"{box.width:.3f}",
        "height": f"{box.height:.3f}",
        **radii,
    }


def _transform(element: Element) -> Matrix:
    return read_transform(element.attributes.get("transform", "")) or IDENTITY


def _is_upright(here: Matrix) -> bool:
    return abs(here.b) + abs(here.c) < 1e-6  # noqa: PLR2004


def _holds_slot(element: Element) -> bool:
    return element.tag == "slot" or any(_holds_slot(child) for child in element.children)
