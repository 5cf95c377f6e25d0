"""Two dates as a row with an upright for each day between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.chart.marks import Chart, ChartMark
from kit.geometry import Box

if TYPE_CHECKING:
    import datetime as dt

#: How tall a day between the first and the last is, in heights of these.
LOW_DAY = 0.45
#: How tall the first and last day are at most, in widths: taller rows would look like bars.
TALLEST_DAY = 4.3


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
