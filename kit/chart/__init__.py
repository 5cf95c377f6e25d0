"""Charts as marks in a box: a counted field, days, a part of a whole, numbers side by side, a blind let down.

A chart is geometry only: boxes, polygons and how strongly they are drawn; colours and letters belong to `compose`.
Lengths are px of the box that is given, and marks fill it from the upper left corner; a ring stands in the middle, and
only the uneven end of a blind leaves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.chart.field_of_marks import Edge, field, scale
from kit.chart.let_down_blind import blind
from kit.chart.marks import Arc, Chart, ChartMark, ChartShape
from kit.chart.plain_charts import bar, bars, days, ring
from kit.model.picture import BlindOfDays, PartOfBar, RowOfDays, ShareOfRing, SideBySide

if TYPE_CHECKING:
    from kit.base.geometry import Box
    from kit.model.picture import ChartData

__all__ = [
    "Arc", "Chart", "ChartMark", "ChartShape", "Edge", "bar", "bars", "blind", "days", "draw", "field", "ring", "scale",
]  # fmt: skip


def draw(data: ChartData, box: Box) -> Chart:
    """Return the marks of a chart, as large as the box allows."""
    if isinstance(data, RowOfDays):
        return days(data.first, data.last, box)
    if isinstance(data, PartOfBar):
        return bar(data.part, box)
    if isinstance(data, ShareOfRing):
        return ring(data.part, box)
    if isinstance(data, SideBySide):
        return bars(data.values, box)
    if isinstance(data, BlindOfDays):
        return blind(data.left, data.of, box)
    return field(data.value, box, data.bound)
