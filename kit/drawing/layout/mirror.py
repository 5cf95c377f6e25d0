"""Mirror a drawing on its artboard, for languages that run right to left.

Everything is mirrored except what must be read or recognised: the contents of slots, images, and elements with
`no-mirror`. These keep their form and move to where their bounding box is in the mirror image.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kit.base.geometry import IDENTITY, Box, Matrix
from kit.drawing.layout.stretch import PaintServers, is_open_group
from kit.drawing.svg.outlines import box_of_steps, element_steps, moved_steps, steps_of
from kit.drawing.svg.source.values import transform_of, write_transform
from kit.model.layout import Element, Hug, Scene
from kit.model.tree import DEFINITIONS, all_in


def mirrored_scene(scene: Scene) -> Scene:
    """Return the mirror image of a scene on its artboard; shapes that follow words stay where they are drawn."""
    mirror = _Mirror(scene, scene.artboard.width)
    root = scene.root.with_children(tuple(map(mirror.mirrored, scene.root.children)))
    return replace(scene, root=root, slots=mirror.slots)


class _Mirror:
    """Mirrors the elements of one scene; `slots` has its slots in their mirrored places."""

    def __init__(self, scene: Scene, width: float) -> None:
        self._before, self._width = scene.slots, width
        self._flip = Matrix(-1, 0, 0, 1, width, 0)
        self._servers = PaintServers(scene.root)
        self.slots = {
            name: replace(slot, box=slot.box.mirrored(width), mirrored=True, turn=-slot.turn)
            for name, slot in scene.slots.items()
        }
        for element in _outermost_kept(scene.root):
            for name in (inner.name for inner in all_in(element) if inner.tag == "slot" and not inner.clone):
                slot = scene.slots[name]
                self.slots[name] = replace(slot, box=slot.box.moved(self._across(element, IDENTITY), 0))

    def mirrored(self, element: Element) -> Element:
        """Return an element mirrored, unless it is inside another that moves as one piece."""
        if element.tag in DEFINITIONS or isinstance(element.follows, Hug):
            return element
        if self._is_kept(element):
            return self._shifted(element, Matrix(e=self._across(element, IDENTITY)))
        if element.clone:
            matrix = self._flip @ transform_of(element) @ self._flip
            return self._clone(element, matrix, self._before[element.name].box.mirrored(self._width))
        if element.tag == "slot":
            return element
        if _is_placed_apart(element):
            return element.with_children(tuple(map(self.mirrored, element.children)))
        here = transform_of(element)
        children = tuple(self._inside(child, here) for child in element.children)
        return _with_transform(element, self._flip @ here, children)

    def _inside(self, element: Element, here: Matrix) -> Element:
        """Return an element inside a mirrored one, whose own map to the artboard was `here`."""
        inner = here @ transform_of(element)
        if self._is_kept(element):
            back = (self._flip @ here).inverse
            return _with_transform(element, back @ Matrix(e=self._across(element, here)) @ inner)
        return element.with_children(tuple(self._inside(child, inner) for child in element.children))

    def _shifted(self, element: Element, shift: Matrix) -> Element:
        """Return an element with all its contents in another place, keeping its form."""
        if element.tag in DEFINITIONS or isinstance(element.follows, Hug):
            return element
        if element.tag == "slot" and not element.clone:
            return element
        if element.clone:
            matrix = shift @ transform_of(element) @ shift.inverse
            return self._clone(element, matrix, self._before[element.name].box.moved(shift.e, 0))
        if _is_placed_apart(element):
            return element.with_children(tuple(self._shifted(child, shift) for child in element.children))
        return _with_transform(element, shift @ transform_of(element))

    def _is_kept(self, element: Element) -> bool:
        """Return whether an element keeps its form: it has `no-mirror`, or shows an image."""
        pictured = self._servers.holds_picture(element.attributes.get("fill", ""))
        return element.no_mirror or element.tag == "image" or pictured

    def _clone(self, element: Element, matrix: Matrix, expected: Box) -> Element:
        """Return the clone of a slot, mapped so that the contents are in the expected box, wherever the slot is now."""
        current = self.slots[element.name].box
        return _with_transform(element, matrix @ Matrix(e=expected.x0 - current.x0))

    def _across(self, element: Element, here: Matrix) -> float:
        """Return how far to the right an element moves that keeps its form; `here` maps its parent to the artboard."""
        box = Box.union(self._boxes(element, here))
        return box.mirrored(self._width).x0 - box.x0 if box else 0.0

    def _boxes(self, element: Element, here: Matrix) -> Iterator[Box]:
        """Yield the bounding boxes of everything painted in an element, without strokes, in px of the artboard."""
        inner = here @ transform_of(element)
        if element.tag == "slot":
            yield Box.around(inner.apply(corner) for corner in self._before[element.name].bounds.corners)
        elif element.tag not in DEFINITIONS and not isinstance(element.follows, Hug):
            outline = steps_of("rect", element.attributes) if element.tag == "image" else element_steps(element)
            box = box_of_steps(moved_steps(outline, inner))
            yield from [box] if box else []
            for child in element.children:
                yield from self._boxes(child, inner)


def _outermost_kept(element: Element) -> Iterator[Element]:
    """Yield the elements that keep their form, except those inside others."""
    if element.no_mirror:
        yield element
        return
    for child in element.children:
        yield from _outermost_kept(child)


def _is_placed_apart(element: Element) -> bool:
    """Return whether the elements of a group are mirrored one by one, as they were placed."""
    return is_open_group(element) and "transform" not in element.attributes


def _with_transform(element: Element, matrix: Matrix, children: tuple[Element, ...] | None = None) -> Element:
    """Return an element with another map to its parent and, if given, other children."""
    return element.with_attributes({**element.attributes, "transform": write_transform(matrix)}, children)
