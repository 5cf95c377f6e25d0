"""Measure the characters of shaped text: their widths, what of these is no ink, and ink beyond them; in em."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.items import Item
    from kit.text.shaping import Run


def character_widths(text: str, items: Sequence[Item], runs: Sequence[Run], spaces: Sequence[float]) -> list[float]:
    """Return the width in em of each character; the advance of a cluster is shared equally among its characters.

    `spaces` is the space behind each item, which belongs to its last character.
    """
    widths = [0.0] * len(text)
    for item, run, space in zip(items, runs, spaces, strict=True):
        advances: dict[int, float] = {}
        for glyph in run.glyphs:
            advances[glyph.cluster] = advances.get(glyph.cluster, 0.0) + glyph.advance
        starts = sorted(advances)
        for start, end in zip(starts, [*starts[1:], item.end], strict=True):
            for index in range(start, end):
                widths[index] = advances[start] / (end - start)
        widths[item.end - 1] += space
    return widths


def trails(items: Sequence[Item], spaces: Sequence[float], tracking: float) -> tuple[float, ...]:
    """Return the space in em behind the ink of each character, which no line ends with: tracking, and that of an item.

    `tracking` is in em of the item, `spaces` is the space behind each.
    """
    result: list[float] = []
    for item, space in zip(items, spaces, strict=True):
        result += [tracking * item.scale] * (item.end - item.start)
        result[-1] += space
    return tuple(result)


def overhangs(text: str, runs: Sequence[Run], tracking: float) -> tuple[float, ...]:
    """Return how far in em the ink of each character reaches beyond its advance, on the side where its run ends.

    Tracking counts as no part of the advance.
    """
    result = [0.0] * len(text)
    for run in runs:
        for glyph in run.glyphs:
            ink = glyph.ink
            if ink:
                right = ink.x1 - (glyph.advance - tracking * run.scale)
                overhang = -ink.x0 if run.level % 2 else right
                result[glyph.cluster] = max(result[glyph.cluster], overhang)
    return tuple(result)
