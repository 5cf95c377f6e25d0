"""Numbers side by side as bars whose heights are to each other as the numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.chart.marks import Chart, ChartMark
from kit.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Between two bars, in their widths.
BAR_GAP = 0.3


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
