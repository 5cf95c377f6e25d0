"""What charts draw, and the properties of a kind of chart: all that other packages need to know of any chart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    import datetime as dt

    from kit.base.geometry import Box
    from kit.model.chart.marks import Chart


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
