"""A part of a whole as a bar that is filled for it."""

from __future__ import annotations

from kit.chart.marks import FADING, Chart, ChartMark
from kit.geometry import Box


def bar(part: float, box: Box) -> Chart:
    """Return a bar of which a part, from 0 to 1, is filled; the rest is drawn faintly."""
    cut = box.x0 + box.width * min(1.0, max(0.0, part))
    rest = ChartMark(Box(cut, box.y0, box.x1, box.y1), strength=FADING[-1], rest=True)
    return Chart((ChartMark(Box(box.x0, box.y0, cut, box.y1)), rest))
