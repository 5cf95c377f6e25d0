"""Lay a drawing out on the artboard it suits: the pins place every element, and every slot gets its box."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Protocol, TypeVar

from kit.base.errors import DrawingError, Fault, Mark
from kit.base.geometry import Box, Matrix, Point, Size
from kit.base.memory_caches import IdentityKey
from kit.drawing.layout.mirror import mirrored_scene
from kit.drawing.layout.pins import Fitting, Inherited, PinnedMap, fit, without_transform
from kit.drawing.layout.stretch import CLIP, PaintServers, is_open_group, stretch_problem, stretched, stretching_points
from kit.drawing.svg.source.editor_remedies import CLIPPED
from kit.drawing.svg.source.values import transform_of, write_transform
from kit.model.layout import Drawing, Element, Hug, Layout, Pin, Sample, Scene
from kit.model.placement import Placement
from kit.model.slot import Slot
from kit.model.tree import DEFINITIONS, all_in

_STRAIGHT = "pin it without 'stretch', or redraw it as a rectangle or polygon"
_UNFILLED = "pin it without 'stretch', or make it a photo slot"
_ORIGIN = Point(0, 0)


def lay_out(
    drawing: Drawing, artboard: Size, safe: Box, to_edges: Iterable[str] = ("photo",), *, mirrored: bool = False
) -> Scene:
    """Lay a drawing out on an artboard, its live box in the safe box. Raises DrawingError for what can't stretch.

    Slots stretch inside the safe box, except those named by `to_edges`, which stretch to the edges of the artboard.
    With `mirrored`, for languages that run right to left, the result is the mirror image. The last results are cached:
    pictures of one message in several languages are laid out alike.
    """
    return _laid_out(IdentityKey(drawing), artboard, safe, frozenset(to_edges), mirrored)


@lru_cache(maxsize=64)
def _laid_out(
    of: IdentityKey[Drawing],
    artboard: Size,
    safe: Box,
    to_edges: frozenset[str],
    mirrored: bool,  # noqa: FBT001
) -> Scene:
    drawing = of.value
    if mirrored:
        return mirrored_scene(lay_out(drawing, artboard, safe.mirrored(artboard.width), to_edges))
    fitting = fit(drawing, artboard, safe)
    placer = _Placer(drawing, fitting, to_edges)
    origin = Inherited(transform_of(drawing.root))
    root = Element("svg", {}, tuple(placer.place(child, origin) for child in drawing.root.children))
    if placer.faults:
        raise DrawingError(*placer.faults)
    root = _with_clones(root, placer.from_artboard)
    stretch = stretch_of(drawing.live.size, safe.size)
    collisions = _collisions(drawing.slots, placer.slots)
    return Scene(drawing, artboard, fitting.scale, stretch, root, placer.slots, collisions)


def _collisions(before: Mapping[str, Slot], after: Mapping[str, Slot]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of slots that overlap on the artboard but not in the drawing."""
    return tuple(
        (one, other)
        for one, other in combinations(after, 2)
        if not after[one].repeats
        and not after[other].repeats
        and after[one].bounds.overlaps(after[other].bounds, 1.0)
        and not before[one].bounds.overlaps(before[other].bounds, 1.0)
    )


class _Placer:
    """Places the elements of one drawing, and collects the slots on the artboard and the faults."""

    def __init__(self, drawing: Drawing, fitting: Fitting, to_edges: Container[str]) -> None:
        self.slots: dict[str, Slot] = {}
        self.faults: list[Fault] = []
        self._drawing = drawing
        self._fitting = fitting
        self._to_edges = to_edges
        self._servers = PaintServers(drawing.root)
        self._maps: dict[str, Matrix] = {}

    def place(self, element: Element, inherited: Inherited) -> Element:
        """Place an element without a pinned parent."""
        if isinstance(element.follows, Hug | Sample):
            return self._in_drawing(element, inherited)
        if element.pin is None and element.tag in DEFINITIONS:
            return element
        if element.pin is None and is_open_group(element):
            inside = inherited.inside(element)
            children = tuple(self.place(child, inside) for child in element.children)
            return element.with_attributes(without_transform(element), children)
        return self._pinned(element, inherited, element.pin or Pin())

    def from_artboard(self, name: str) -> Matrix:
        """Return the map from the artboard to a slot's own coordinates, as it was drawn."""
        return self._maps[name].inverse @ self._fitting.back(self._drawing.slots[name].box, self.slots[name].box)

    def _pinned(self, element: Element, inherited: Inherited, pin: Pin) -> Element:
        """Place the outermost element that has a pin."""
        points = list(stretching_points(element, inherited, self._drawing.slots)) if pin.stretches else []
        if pin.stretches and not points:
            self._report(element, "nothing in it can stretch", _STRAIGHT, code="nothing-to-stretch")
            return element
        middle = Box.around(points).center if points else _ORIGIN
        return self._settle(element, inherited, PinnedMap(self._fitting, pin, middle))

    def _settle(self, element: Element, inherited: Inherited, pinned: PinnedMap) -> Element:
        """Place an element, and everything in it, by one pin."""
        if element.tag == "slot":
            settle = self._settle_clone if element.clone else self._settle_slot
            return settle(element, inherited, pinned)
        if isinstance(element.follows, Hug | Sample):
            return self._in_drawing(element, inherited)
        if element.tag in DEFINITIONS:
            return element
        if is_open_group(element):
            inside = inherited.inside(element)
            children = tuple(self._settle(child, inside, pinned) for child in element.children)
            return element.with_attributes(without_transform(element), children)
        if pinned.pin.stretches:
            return self._stretched(element, inherited, pinned)
        return self._moved(element, inherited, pinned)

    def _moved(self, element: Element, inherited: Inherited, pinned: PinnedMap) -> Element:
        """Place an element as one piece."""
        if any(inner.tag == "slot" for inner in all_in(element)):
            self._report(element, "a clipped group can't contain a slot", CLIPPED, code="clipped-slot")
        if any(inner.follows for child in element.children for inner in all_in(child)):
            self._refuse_clipped(element)
        matrix = pinned.matrix @ inherited.map_of(element)
        return element.with_attributes({**element.attributes, "transform": write_transform(matrix)})

    def _stretched(self, element: Element, inherited: Inherited, pinned: PinnedMap) -> Element:
        """Place a shape by moving its corners; if it can't stretch, report a fault and return it unchanged."""
        problem = stretch_problem(element, inherited.map_of(element))
        if problem:
            self._report(element, problem, _STRAIGHT, code="not-stretchable")
            return element
        if self._servers.holds_picture(inherited.inside(element).properties.get("fill", "")):
            message = "a shape that is filled with a picture can't stretch"
            self._report(element, message, _UNFILLED, code="not-stretchable")
            return element
        return stretched(element, inherited, pinned, self._servers)

    def _settle_slot(self, element: Element, inherited: Inherited, pinned: PinnedMap) -> Element:
        """Place a slot: add it to `slots` with its box and its style on the artboard."""
        slot = self._drawing.slots[element.name]
        drawn = slot.box.sideways if slot.is_sideways else slot.box
        placed = pinned.box_of_slot(drawn, in_live=slot.name not in self._to_edges)
        box = placed.sideways if slot.is_sideways else placed
        style = replace(slot.style, size=slot.style.size * self._fitting.scale) if slot.style else None
        self._maps[slot.name] = inherited.to_drawing
        growth, radius = self._fitting.growth(slot.box, box), slot.radius * self._fitting.scale
        self.slots[slot.name] = replace(slot, box=box, style=style, growth=growth, radius=radius)
        return element.with_attributes(_without_id(element))

    def _settle_clone(self, element: Element, inherited: Inherited, pinned: PinnedMap) -> Element:
        """Place the clone of a slot as if the contents of the slot were still where it was drawn."""
        if pinned.pin.stretches:
            self._report(
                element, "the clone of a slot can't stretch", "pin it without 'stretch'", code="stretched-clone"
            )
        matrix = pinned.matrix @ inherited.map_of(element)
        return element.with_attributes({**_without_id(element), "transform": write_transform(matrix)})

    def _in_drawing(self, element: Element, inherited: Inherited) -> Element:
        """Return a shape that follows words in px of the drawing: it is placed once the words are set."""
        if CLIP in element.attributes:
            self._refuse_clipped(element)
        return element.with_attributes({**element.attributes, "transform": write_transform(inherited.map_of(element))})

    def _refuse_clipped(self, element: Element) -> None:
        self._report(element, "what is clipped can't follow words", CLIPPED, code="clipped-follower")

    def _report(self, element: Element, message: str, remedy: str, *, code: str) -> None:
        name = f"'{element.name}': " if element.name else ""
        mark = Mark(self._drawing.name, element.line)
        self.faults.append(Fault(f"{name}{message}", mark, remedy, code=code))


def _with_clones(element: Element, from_artboard: Callable[[str], Matrix]) -> Element:
    """Return an element with the clones of slots in their places.

    The contents of a slot are mapped from the artboard back to the drawing, undoing the slot's own transforms, and then
    by the clone's (https://www.w3.org/TR/SVG2/struct.html#UseElement).
    """
    if element.clone:
        matrix = transform_of(element) @ from_artboard(element.name)
        return element.with_attributes({**element.attributes, "transform": write_transform(matrix)})
    return element.with_children(tuple(_with_clones(child, from_artboard) for child in element.children))


def _without_id(element: Element) -> dict[str, str]:
    return {key: value for key, value in element.attributes.items() if key != "id"}


class Shaped(Protocol):
    """A drawing, or a summary of one, that can be chosen by its shape."""

    @property
    def size(self) -> Size:
        """Its size in px of its own."""

    @property
    def live(self) -> Box:
        """Its live box."""


T = TypeVar("T")
S = TypeVar("S", bound=Shaped)

#: From this factor on, the safe area is shaped so differently from the canvas that it decides in its place.
OTHER_SHAPE = 1.5
#: Digits of the logarithm of a ratio for which two drawings suit a canvas equally well: 1 %.
_DIGITS = 2


def stretch_of(one: Size, other: Size) -> float:
    """Return the factor, at least 1, by which the aspects of two sizes differ."""
    return math.exp(abs(math.log(one.aspect / other.aspect)))


def named_drawing(layout: Layout, placement: Placement) -> Path | None:
    """Return the drawing that a layout names for a placement or its role, or None."""
    named = layout.serves.get(placement.id) or layout.serves.get(placement.role)
    return layout.drawings[named] if named else None


def nearest_drawings(drawings: Iterable[tuple[T, Size]], canvas: Size, safe: Box) -> list[T]:
    """Return the drawings, of some with their sizes, between which the live box decides; if it is one, it is chosen.

    They are nearest to a canvas in aspect, by the ratio; or all, if the safe box is shaped quite differently from the
    canvas.
    """
    far = [(round(math.log(stretch_of(size, canvas)), _DIGITS), drawing) for drawing, size in drawings]
    has_other_shape = stretch_of(canvas, safe.size) > OTHER_SHAPE
    least = min(distance for distance, _ in far)
    return [drawing for distance, drawing in far if has_other_shape or distance == least]


def choose_drawing(drawings: Iterable[S], canvas: Size, safe: Box) -> S:
    """Return the drawing that suits a canvas: of the nearest ones, the one whose live box suits the safe box best."""
    near = nearest_drawings([(drawing, drawing.size) for drawing in drawings], canvas, safe)
    return min(near, key=lambda drawing: stretch_of(drawing.live.size, safe.size))
