"""Draw lines of words as outlines, and measure what each letter covers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.inks import inks_of, pens
from kit.model.layout import Element
from kit.path_steps import glyph_run, glyph_steps

if TYPE_CHECKING:
    from kit.compose.words import WordBox
    from kit.geometry import Box
    from kit.path_steps import PathSteps
    from kit.text import Font, Run


def outline_lines(
    lines: list[tuple[float, float, tuple[Run, ...]]], size: float, box: WordBox
) -> tuple[Element, tuple[Box, ...]]:
    """Draw lines as one path of plain and one of emphasised words; return them and what each glyph covers, in px."""
    glyphs: dict[bool, list[tuple[PathSteps, tuple[float, float, float]]]] = {False: [], True: []}
    letters: list[Box] = []
    for x, baseline, runs in lines:
        letters += inks_of(runs, x, baseline, size)
        for run, glyph, pen in pens(runs, x, size):
            place = pen + glyph.dx * size, baseline + glyph.dy * size, size * run.scale / run.font.upem
            glyphs[run.emphasis].append((_outline(run.font, glyph.gid), place))
    emphasis = box.rule.emphasis.colour
    fills = {False: box.drawn.fill, True: f"@{emphasis}" if emphasis else box.drawn.fill}
    runs_of = {key: glyph_run(placed) for key, placed in glyphs.items()}
    children = [Element("path", {"fill": fills[key]}, steps=run) for key, run in runs_of.items() if run.letters]
    return Element("g", {}, tuple(children)), tuple(letters)


@lru_cache(maxsize=4096)
def _outline(font: Font, gid: int) -> PathSteps:
    """Return the outline of a glyph in font units, y downwards."""
    return glyph_steps(font.outline(gid))
