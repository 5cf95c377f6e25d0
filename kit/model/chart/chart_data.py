"""Marks in a box, and the properties of a kind of chart: all that other packages need to know of any chart."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

from kit.base.geometry import Box, Point

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


#: What a chart draws: the value of a figure, which is a number, a part of a whole or a date; the figures that a picture
#: compares; or the days left in a countdown.
Draws = Literal["number", "part", "date", "comparison", "countdown"]
#: Where labels are below a chart: at its edges, in its middle, or one under each mark and as wide as the mark.
LabelPlaces = Literal["edges", "middle", "marks"]
#: Whether the true number is the value, over it or under it.
Edge = Literal["exact", "over", "under"]


@dataclass(frozen=True, slots=True)
class ChartData(ABC):
    """The data of a chart. A kind of chart is a subclass, whose class attributes describe the kind.

    `name` is its name in `layout.yaml`, and the key of its sentence in the catalogues; `noun` is its name in faults if
    `name` is too short. `options` are the keys of its slot in `layout.yaml` that name further colours: `rest` is the
    colour of what a part lacks of its whole, others are inks. A chart that `is_picture` isn't meant to be read: like a
    photo, it may run off the edge and under words.
    """

    name: ClassVar[str]
    draws: ClassVar[Draws]
    noun: ClassVar[str] = ""
    options: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[LabelPlaces] = "edges"
    is_picture: ClassVar[bool] = False

    @abstractmethod
    def draw(self, box: Box) -> Chart:
        """Return the chart, as large as a box allows."""


@dataclass(frozen=True, slots=True)
class NumberChart(ChartData, ABC):
    """A chart of one number; `bound` is whether the true number is over or under the value."""

    draws = "number"

    value: int
    bound: Edge = "exact"

    @staticmethod
    @abstractmethod
    def scale(value: int) -> tuple[str, int]:
        """Return what people see of a value, a key of `chart.label` in the catalogues, and how many one counts."""


@dataclass(frozen=True, slots=True)
class PartChart(ChartData, ABC):
    """A chart of a part, from 0 to 1, of a whole.

    With labels at the edges these are the two numbers, or else the sentence under `chart.label` in the catalogues.
    """

    draws = "part"

    part: float


@dataclass(frozen=True, slots=True)
class DateChart(ChartData, ABC):
    """A chart of the days from one date to another, both of them included."""

    draws = "date"

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class ComparisonChart(ChartData, ABC):
    """A chart of numbers above zero that are compared."""

    draws = "comparison"

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountdownChart(ChartData, ABC):
    """A chart of a day in a countdown of `of` days, with `left` days to go."""

    draws = "countdown"

    left: int
    of: int
