"""Charts as marks in a box, drawn from a value: a counted field, a bar of a whole, the days between two dates.

A chart is geometry only: boxes and how strongly they are drawn; colours and letters belong to `compose`.
Lengths are px of the box that is given, and marks fill it from the upper left corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.chart.field_of_marks import Edge, field, scale
from kit.chart.marks import Chart, ChartMark
from kit.chart.part_of_bar import bar
from kit.chart.row_of_days import days
from kit.model.picture import PartOfBar, RowOfDays

if TYPE_CHECKING:
    from kit.geometry import Box
    from kit.model.picture import ChartData

__all__ = ["Chart", "ChartMark", "Edge", "bar", "days", "draw", "field", "scale"]


def draw(data: ChartData, box: Box) -> Chart:
    """Return the marks of a chart, as large as the box allows."""
    if isinstance(data, RowOfDays):
        return days(data.first, data.last, box)
    if isinstance(data, PartOfBar):
        return bar(data.part, box)
    return field(data.value, box, data.bound)
