"""The parts of charts: marks in a box, and how strongly each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.base.geometry import Box

if TYPE_CHECKING:
    from kit.base.geometry import Point


#: The paint of a shape: the colour of the chart, that of the rest, shade, or one that only a blind has.
Ink = Literal["colour", "rest", "shade", "edge", "dark", "light", "cord"]

#: How strongly marks at an uncertain edge are drawn; the last also applies to what isn't counted.
FADING = (0.55, 0.3, 0.12)


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One mark: its box, and how strongly it is drawn, from 0 to 1; a hollow one is an outline.

    The `rest` is what a part lacks of its whole.
    """

    box: Box
    strength: float = 1.0
    hollow: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a ring in a disc, clockwise from `start` to `end`, from 0 at the top to 1; `hole` is in diameters."""

    box: Box
    hole: float
    start: float
    end: float
    strength: float = 1.0
    rest: bool = False


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A polygon of a chart that is a picture; later ones are painted over earlier ones."""

    points: tuple[Point, ...]
    ink: Ink
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Chart:
    """The marks of a chart; `foot` is the line, from left to right, at which a blind ends."""

    marks: tuple[ChartMark, ...] = ()
    arcs: tuple[Arc, ...] = ()
    shapes: tuple[ChartShape, ...] = ()
    foot: tuple[Point, Point] | None = None

    @property
    def covered(self) -> Box | None:
        """The box that the chart covers, or None if it has no marks."""
        shapes = [Box.around(shape.points) for shape in self.shapes if shape.ink != "rest"]
        return Box.union([*(mark.box for mark in self.marks), *(arc.box for arc in self.arcs), *shapes])

    @property
    def hole(self) -> Box | None:
        """The square around the hole of a ring, or None if the chart isn't a ring."""
        if not self.arcs:
            return None
        disc = self.arcs[0].box
        return disc.grown(-disc.width * (1 - self.arcs[0].hole) / 2)
