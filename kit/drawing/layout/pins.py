"""Map the points of a drawing to an artboard, by the pin of the element that they belong to.

A drawing is scaled uniformly until its live box fits the safe box. The pins distribute the space that is left along one
axis: an element keeps its scaled distance to the sides it is pinned to. Along an axis that stretches, a slot is pinned
to the live box and a shape to the whole artboard; along all others everything is pinned to the live box.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kit.base.geometry import IDENTITY, Box, Matrix, Point, Size
from kit.drawing.svg.source.values import transform_of
from kit.model.layout import Drawing, Element, Pin


@dataclass(frozen=True, slots=True)
class Inherited:
    """The map from an element's parent to the drawing, and the properties that its parents set."""

    to_drawing: Matrix = IDENTITY
    properties: Mapping[str, str] = field(default_factory=dict)

    def inside(self, element: Element) -> Inherited:
        """Return what the children of an element inherit, including its own transform and properties."""
        return Inherited(self.map_of(element), {**self.properties, **without_transform(element)})

    def map_of(self, element: Element) -> Matrix:
        """Return the map from an element's own coordinates to the drawing."""
        return self.to_drawing @ transform_of(element)


def without_transform(element: Element) -> dict[str, str]:
    """Return all attributes of an element except its transform."""
    return {key: value for key, value in element.attributes.items() if key != "transform"}


#: How close to the middle, in px of the drawing, a point belongs to neither half.
_MIDDLE = 1e-6


class Span(NamedTuple):
    """The stretch between two coordinates of one axis."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """The coordinate halfway."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a drawing and of an artboard, each in its own px: `live` maps to `safe`, `drawing` to `artboard`."""

    live: Span
    safe: Span
    drawing: Span
    artboard: Span
    scale: float

    def offset(self, pin: str) -> float:
        """Return the offset of scaled coordinates that are pinned to the live box."""
        if pin in {"left", "top"}:
            return self.safe.start - self.scale * self.live.start
        if pin in {"right", "bottom"}:
            return self.safe.end - self.scale * self.live.end
        return self.safe.middle - self.scale * self.live.middle

    def stretched(self, value: float, middle: float, *, in_live: bool) -> float:
        """Return where a coordinate of a stretched element goes: it stays with the side of the half that it is in."""
        before, after = (self.live, self.safe) if in_live else (self.drawing, self.artboard)
        if abs(value - middle) < _MIDDLE:
            return after.middle + self.scale * (value - before.middle)
        if value < middle:
            return after.start + self.scale * (value - before.start)
        return after.end - self.scale * (before.end - value)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A drawing fitted to an artboard: both axes, and how many px of the artboard are one px of the drawing."""

    x: Axis
    y: Axis
    scale: float

    def growth(self, before: Box, after: Box) -> float:
        """Return how much more a box grew than the drawing, at least 1, as the root of the growth of its area."""
        scaled = before.width * before.height * self.scale**2
        return math.sqrt(max(1.0, after.width * after.height / scaled))

    def back(self, drawn: Box, placed: Box) -> Matrix:
        """Return the map from the artboard to the drawing that takes a placed slot back to where it was drawn."""
        scale = 1 / self.scale
        return Matrix(scale, 0, 0, scale, drawn.x0 - placed.x0 * scale, drawn.y0 - placed.y0 * scale)


def fit(drawing: Drawing, artboard: Size, safe: Box) -> Fitting:
    """Return the largest scale at which the live box of a drawing is inside a safe box, and the axes."""
    live, size = drawing.live, drawing.size
    scale = min(safe.width / live.width, safe.height / live.height)
    across = Span(live.x0, live.x1), Span(safe.x0, safe.x1), Span(0, size.width), Span(0, artboard.width)
    down = Span(live.y0, live.y1), Span(safe.y0, safe.y1), Span(0, size.height), Span(0, artboard.height)
    return Fitting(Axis(*across, scale), Axis(*down, scale), scale)


def live_on(drawing: Drawing, safe: Box) -> Box:
    """Return where the live box of a drawing is in a safe box if it is pinned to the middle."""
    live = drawing.live
    scale = min(safe.width / live.width, safe.height / live.height)
    (x, y), across, down = safe.center, live.width * scale / 2, live.height * scale / 2
    return Box(x - across, y - down, x + across, y + down)


@dataclass(frozen=True, slots=True)
class PinnedMap:
    """The map of one pinned element from the drawing to the artboard; if it stretches, `middle` divides its halves."""

    fitting: Fitting
    pin: Pin
    middle: Point

    @property
    def matrix(self) -> Matrix:
        """The map of an element that does not stretch."""
        scale = self.fitting.scale
        return Matrix(scale, 0, 0, scale, self.fitting.x.offset(self.pin.across), self.fitting.y.offset(self.pin.down))

    def apply(self, point: Point, *, in_live: bool) -> Point:
        """Map a point; along an axis that stretches, together with the live box or else with the whole drawing."""
        x, y = self.matrix.apply(point)
        if self.pin.across == "stretch":
            x = self.fitting.x.stretched(point.x, self.middle.x, in_live=in_live)
        if self.pin.down == "stretch":
            y = self.fitting.y.stretched(point.y, self.middle.y, in_live=in_live)
        return Point(x, y)

    def box_of_slot(self, box: Box, *, in_live: bool = True) -> Box:
        """Map the box of a slot; a photo or a blind that stretches is mapped like a shape, not `in_live`."""
        upper, lower = Point(box.x0, box.y0), Point(box.x1, box.y1)
        return Box(*self.apply(upper, in_live=in_live), *self.apply(lower, in_live=in_live))
