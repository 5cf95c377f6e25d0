"""Where the ink of lines of words is: of each line, and of what is emphasised in it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit.compose.inks import pens
from kit.geometry import Box
from kit.model.artwork import LineInk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.text import Run

    #: The x at which a line begins and its baseline, in px, and its runs in visual order.
    PlacedRuns = tuple[float, float, tuple[Run, ...]]


def set_lines(lines: Iterable[PlacedRuns], size: float) -> tuple[LineInk, ...]:
    """Return the lines that have ink, set at a size in px."""
    return tuple(line for placed in lines if (line := _set_line(placed, size)))


def _set_line(placed: PlacedRuns, size: float) -> LineInk | None:
    """Return a line as it is set; None for one without ink."""
    x, baseline, runs = placed
    every, emphasised = list[Box](), list[Box]()
    for strong, stretch in groupby(pens(runs, x, size), key=lambda found: found[0].emphasis):
        inks = (ink.placed(size, pen, baseline) for _, glyph, pen in stretch if (ink := glyph.ink))
        whole = Box.union(inks)
        every += [whole] if whole else []
        emphasised += [whole] if whole and strong else []
    ink = Box.union(every)
    return LineInk(baseline, ink, tuple(emphasised)) if ink else None
