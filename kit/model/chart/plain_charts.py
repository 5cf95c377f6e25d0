"""Charts of few marks: a bar or a ring filled for a part, bars side by side, and a row of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.base.geometry import Box
from kit.model.chart.chart_data import ComparisonChart, DateChart, PartChart
from kit.model.chart.marks import FADING, Arc, Chart, ChartMark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PartOfBar(PartChart):
    """A number as the part of a bar that is filled."""

    name = "bar"
    options = ("rest",)

    def draw(self, box: Box) -> Chart:
        """Return the bar; see `bar`."""
        return bar(self.part, box)


def bar(part: float, box: Box) -> Chart:
    """Return a bar with a part, from 0 to 1, filled; the rest is drawn faintly."""
    cut = box.x0 + box.width * min(1.0, max(0.0, part))
    rest = ChartMark(Box(cut, box.y0, box.x1, box.y1), strength=FADING[-1], rest=True)
    return Chart((ChartMark(Box(box.x0, box.y0, cut, box.y1)), rest))


#: The diameter of a ring's hole, as a part of the ring's.
HOLE = 0.62


@dataclass(frozen=True, slots=True)
class ShareOfRing(PartChart):
    """A number as the part of a ring that is filled."""

    name = "ring"
    options = ("rest",)
    labels = "middle"

    def draw(self, box: Box) -> Chart:
        """Return the ring; see `ring`."""
        return ring(self.part, box)


def ring(part: float, box: Box) -> Chart:
    """Return the largest ring in the middle of a box with a part, from 0 to 1, filled; the rest is faint."""
    centre, radius = box.center, min(box.size) / 2
    cut = min(1.0, max(0.0, part))
    disc = Box(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)
    arcs = (Arc(disc, HOLE, 0.0, cut), Arc(disc, HOLE, cut, 1.0, strength=FADING[-1], rest=True))
    return Chart(arcs=tuple(arc for arc in arcs if arc.end > arc.start))


#: The gap between two bars, in their widths.
BAR_GAP = 0.3


@dataclass(frozen=True, slots=True)
class SideBySide(ComparisonChart):
    """Numbers as bars side by side."""

    name = "bars"
    labels = "marks"

    def draw(self, box: Box) -> Chart:
        """Return the bars; see `bars`."""
        return bars(self.values, box)


def bars(values: Sequence[int], box: Box) -> Chart:
    """Return a bar for each of some numbers above zero: all begin at zero, and the largest is as high as the box."""
    width = box.width / (len(values) + (len(values) - 1) * BAR_GAP)
    unit = box.height / max(values)
    lefts = [box.x0 + index * width * (1 + BAR_GAP) for index in range(len(values))]
    return Chart(
        tuple(
            ChartMark(Box(x, box.y1 - value * unit, x + width, box.y1)) for x, value in zip(lefts, values, strict=True)
        )
    )


#: The height of a day between the first and the last, in heights of those two.
LOW_DAY = 0.45
#: The most that the first and the last day may be high, in widths: taller rows would look like bars.
TALLEST_DAY = 4.3


@dataclass(frozen=True, slots=True)
class RowOfDays(DateChart):
    """Two dates as a row with a mark for each day from the first to the last."""

    name = "days"

    def draw(self, box: Box) -> Chart:
        """Return the row; see `days`."""
        return days(self.first, self.last, box)


def days(first: dt.date, last: dt.date, box: Box) -> Chart:
    """Return a row with an upright for each day, the first and last tall; the last is hollow, for the unlit day."""
    count = (last - first).days + 1
    width = min(box.width / count * 0.6, box.height * LOW_DAY / 1.6)
    tall = min(box.height, width * TALLEST_DAY)
    pitch = (box.width - width) / max(1, count - 1)
    marks = []
    for index in range(count):
        height = tall if index in (0, count - 1) else tall * LOW_DAY
        x = box.x0 + index * pitch
        marks.append(ChartMark(Box(x, box.y1 - height, x + width, box.y1), hollow=index == count - 1))
    return Chart(tuple(marks))
