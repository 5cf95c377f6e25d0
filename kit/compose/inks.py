"""Where the glyphs of a line of words are, and what each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.geometry import Box
    from kit.text import Glyph, Run


def inks_of(runs: tuple[Run, ...], x: float, baseline: float, size: float) -> list[Box]:
    """Return what each glyph of a line covers, in px."""
    return [ink.placed(size, pen, baseline) for _, glyph, pen in pens(runs, x, size) if (ink := glyph.ink)]


def reach_of(runs: tuple[Run, ...], x: float, size: float) -> tuple[float, float] | None:
    """Return from where to where the ink of a line reaches across, in px; None for one without ink."""
    inks = [(ink, pen) for _, glyph, pen in pens(runs, x, size) if (ink := glyph.ink)]
    if not inks:
        return None
    return min(ink.x0 * size + pen for ink, pen in inks), max(ink.x1 * size + pen for ink, pen in inks)


def pens(runs: tuple[Run, ...], x: float, size: float) -> Iterator[tuple[Run, Glyph, float]]:
    """Yield each glyph of a line that begins at `x` with its run and where the pen is before it, in px."""
    pen = x
    for run in runs:
        pen += run.before * size
        for glyph in run.glyphs:
            yield run, glyph, pen
            pen += glyph.advance * size
