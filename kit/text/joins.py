"""The space between emphasised words and others on their line: the gap of the slot, and kerning as within a word."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.items import Item
from kit.text.shaping import shape_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.font import Font
    from kit.text.shaping import Run

#: The features that a pair of letters is kerned with: none that could make one glyph of two.
_KERNED, _UNKERNED = {"kern": True, "liga": False, "clig": False}, {"kern": False, "liga": False, "clig": False}


def joins(text: str, items: Sequence[Item], gap: float) -> tuple[float, ...]:
    """Return the space in em behind each item of a line; `gap` is that between emphasised words and others."""
    return (*(_join(text, *pair, gap) for pair in pairwise(items)), *([0.0] if items else []))


def with_joins(runs: Sequence[Run], spaces: Sequence[float]) -> tuple[Run, ...]:
    """Return runs in logical order with the space behind each put before the one that is to its right."""
    before = [0.0] * len(runs)
    for index, (one, other) in enumerate(pairwise(runs)):
        before[index if min(one.level, other.level) % 2 else index + 1] += spaces[index]
    return tuple(replace(run, before=space) if space else run for run, space in zip(runs, before, strict=True))


def _join(text: str, one: Item, other: Item, gap: float) -> float:
    """Return the space in em between two items that follow each other on a line.

    Letters within a word are kerned by the mean of their fonts; in one font, where only colour emphasises, all are.
    """
    if one.emphasis == other.emphasis:
        return 0.0
    pair = text[one.end - 1] + text[other.start]
    alike = (one.font, one.scale) == (other.font, other.scale)
    if one.level or other.level or not (alike or pair.isalnum()):
        return gap
    return gap + sum(_kerning(item.font, item.script, pair) * item.scale for item in (one, other)) / 2


@lru_cache(maxsize=1024)
def _kerning(font: Font, script: str, pair: str) -> float:
    """Return the kerning of two characters in em of their font; 0 where it lacks one of them."""
    if not all(map(font.covers, pair)):
        return 0.0
    item = [Item(0, len(pair), font, script, 0, emphasis=False)]
    kerned, unkerned = (
        shape_items(pair, item, language="und", features=features, tracking=0.0)[0].width
        for features in (_KERNED, _UNKERNED)
    )
    return kerned - unkerned
