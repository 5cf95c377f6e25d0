"""Draw lines of words as outlines, and measure what each letter covers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.inks import inks_of, pens
from kit.model.layout import Element

if TYPE_CHECKING:
    from kit.compose.words import WordBox
    from kit.geometry import Box
    from kit.text import Font, Run


def outline_lines(
    lines: list[tuple[float, float, tuple[Run, ...]]], size: float, box: WordBox
) -> tuple[Element, tuple[Box, ...]]:
    """Draw lines as one path of plain and one of emphasised words; return them and what each glyph covers, in px."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    letters: list[Box] = []
    for x, baseline, runs in lines:
        letters += inks_of(runs, x, baseline, size)
        for run, glyph, pen in pens(runs, x, size):
            origin = (pen + glyph.dx * size, baseline + glyph.dy * size)
            paths[run.emphasis].append(_glyph_path(run.font, glyph.gid, origin, size * run.scale))
    emphasis = box.rule.emphasis.colour
    fills = {False: box.drawn.fill, True: f"@{emphasis}" if emphasis else box.drawn.fill}
    children = tuple(Element("path", {"fill": fills[key], "d": "".join(d)}) for key, d in paths.items() if any(d))
    return Element("g", {}, children), tuple(letters)


def _glyph_path(font: Font, gid: int, origin: tuple[float, float], size: float) -> str:
    """Return a glyph's outline in px from its origin; y of the font points up, y of the picture down."""
    x, y = origin
    template, across, up = _outline(font, gid)
    scale = size / font.upem
    numbers: list[float] = [0.0] * (2 * len(across))
    numbers[::2] = [x + value * scale for value in across]
    numbers[1::2] = [y - value * scale for value in up]
    return template % tuple(numbers)


@lru_cache(maxsize=4096)
def _outline(font: Font, gid: int) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Return a glyph as path data with places for its numbers, and these numbers in font units: all x, all y."""
    commands = font.outline(gid)
    template = "".join(command + " ".join(["%.2f"] * len(values)) for command, values in commands)
    numbers = [value for _, values in commands for value in values]
    return template, tuple(numbers[::2]), tuple(numbers[1::2])
