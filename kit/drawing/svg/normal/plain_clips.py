"""Clip paths in the form that the painter supports: one fill rule, shapes that add up, and no clip of their own.

The painter treats all shapes of a clip path as one outline, filled by nonzero winding, and ignores the clip path of a
clip path (https://www.w3.org/TR/css-masking-1/#ClipPathElement).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import IDENTITY
from kit.drawing.svg.shapes.outlines import steps_of, written_steps
from kit.drawing.svg.shapes.windings import reversed_steps, wound_once
from kit.drawing.svg.source.budget import SHAPES
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import href_target, url_target
from kit.drawing.svg.source.transforms import read_transform
from kit.drawing.svg.source.values import quoted
from kit.model.layout import Element

if TYPE_CHECKING:
    from collections.abc import Callable


#: Shapes that never cross themselves and are always drawn clockwise.
_PLAIN = frozenset(("rect", "circle", "ellipse"))
_OF_USE = frozenset(("href", "x", "y", "width", "height", "id"))
_UNITE = "unite its shapes in the editor, so that no outline crosses another or itself"


def settle_clips(root: Element, locate: Callable[[Fault, int], Fault]) -> Element:
    """Return a drawing with plain clip paths; `locate` adds the place of a fault. Raises DrawingError with every fault.

    The drawing must be within its budget: no reference in it leads to itself.
    """
    settler = _Settler(root, locate)
    settled = settler.settle(root)
    if settler.faults:
        raise DrawingError(*settler.faults)
    return settled


class _Settler:
    """Walks one drawing once and collects the faults."""

    def __init__(self, root: Element, locate: Callable[[Fault, int], Fault]) -> None:
        self.faults: list[Fault] = []
        self._ids = root.by_id()
        self._locate = locate

    def settle(self, element: Element) -> Element:
        """Return an element with plain clip paths, in a group for every clip path that clips its own."""
        if element.tag == "clipPath":
            own = {key: value for key, value in element.attributes.items() if key != "clip-path"}
            return element.with_attributes(own, self._shapes(element))
        settled = element.with_attributes(element.attributes, tuple(map(self.settle, element.children)))
        clip = self._ids.get(url_target(element.attributes.get("clip-path", "")) or "")
        while clip and (above := clip.attributes.get("clip-path")):
            settled = _in_group(settled, above)
            clip = self._ids.get(url_target(above) or "")
        return settled

    def _shapes(self, clip: Element) -> tuple[Element, ...]:
        """Return the shapes of a clip path, with copies in place of clones, all by one rule and in one direction."""
        shapes = [self._unlinked(child) for child in clip.children]
        return tuple(self._shape(shape, several=len(shapes) > 1) for shape in shapes)

    def _unlinked(self, child: Element) -> Element:
        """Return a copy of the shape that a clone in a clip path repeats, or any other element unchanged."""
        of = self._ids.get(href_target(child.attributes.get("href", "")) or "") if child.tag == "use" else None
        if of is None or of.tag not in SHAPES:
            return child
        own = {key: value for key, value in child.attributes.items() if key not in _OF_USE}
        x, y = number(child.attributes.get("x")), number(child.attributes.get("y"))
        steps = (own.get("transform", ""), f"translate({x:g} {y:g})", of.attributes.get("transform", ""))
        copied = {key: value for key, value in of.attributes.items() if key != "id"}
        return replace(child, tag=of.tag, attributes={**own, **copied, "transform": " ".join(filter(None, steps))})

    def _shape(self, shape: Element, *, several: bool) -> Element:
        """Return a shape of a clip path that covers the same by nonzero winding as by its own rule, clockwise."""
        own = {key: value for key, value in shape.attributes.items() if key != "clip-rule"}
        even_odd = shape.attributes.get("clip-rule") == "evenodd"
        is_turned = several and _mirrors(shape)
        if shape.tag not in SHAPES or not (is_turned or (shape.tag not in _PLAIN and (even_odd or several))):
            return shape.with_attributes(own)
        steps = wound_once(steps_of(shape.tag, own), even_odd=even_odd)
        steps = reversed_steps(steps) if steps and is_turned else steps
        if steps is None:
            self._refuse(shape, even_odd=even_odd)
            return shape
        common = {key: value for key, value in own.items() if key in {"transform", "visibility"}}
        return replace(shape, tag="path", attributes={**common, "d": written_steps(steps, ".9g")})

    def _refuse(self, shape: Element, *, even_odd: bool) -> None:
        what = f"'{quoted(shape.name)}'" if shape.name else f"<{shape.tag}>"
        how = "crosses itself, and clips by the even-odd rule" if even_odd else "crosses itself, and clips with others"
        fault = Fault(f"{what} {how}", remedy=_UNITE, code="unpaintable-clip-path")
        self.faults.append(self._locate(fault, shape.line))


def _in_group(element: Element, clip: str) -> Element:
    """Return an element in a group that is clipped, in the coordinates of the element."""
    own = element.attributes
    outer = {key: value for key, value in own.items() if key in {"id", "transform"}}
    inner = {key: value for key, value in own.items() if key not in outer}
    child = replace(element, attributes=inner, name="", pin=None, frames=())
    group = Element("g", {**outer, "clip-path": clip}, (child,), element.name, element.line)
    return replace(group, pin=element.pin, frames=element.frames)


def _mirrors(shape: Element) -> bool:
    matrix = read_transform(shape.attributes.get("transform", "")) or IDENTITY
    return matrix.a * matrix.d - matrix.b * matrix.c < 0
