"""Shape items with HarfBuzz into runs of glyphs, with the width of each character; advances and offsets are in em."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from kit.base.geometry import Box
from kit.text.font import Font
from kit.text.items import Item

#: Cursive scripts, whose letters tracking must not separate.
CURSIVE = frozenset(("Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Rohg"))


class Glyph(NamedTuple):
    """A glyph by its id in a font; `cluster` is the index of its first character, `dx` and `dy` (down) its offset.

    `ink` is its bounding box, relative to the pen position before it; None for a blank glyph.
    """

    gid: int
    cluster: int
    advance: float
    dx: float
    dy: float
    ink: Box | None


@dataclass(frozen=True, slots=True)
class Run:
    """The glyphs of one item, in visual order from left to right.

    Glyphs are `scale` times as large as the text of the paragraph; all lengths are in em of the paragraph. `before` is
    the space to the left of the run.
    """

    font: Font
    glyphs: tuple[Glyph, ...]
    level: int
    emphasis: bool
    scale: float = 1.0
    before: float = 0.0

    @property
    def width(self) -> float:
        """Return the sum of the advances in em, including the space before the run."""
        return self.before + sum(glyph.advance for glyph in self.glyphs)


def shape_items(
    text: str, items: Sequence[Item], *, language: str, features: Mapping[str, bool], tracking: float
) -> tuple[Run, ...]:
    """Return a run for each item of a paragraph, in logical order; `tracking` is added after every cluster.

    It is in em of the item, so it scales with the item's glyphs.
    """
    runs = []
    for item in items:
        buffer = _buffer(text, item, language)
        hb.shape(item.font.hb, buffer, dict(features))
        glyphs = _glyphs(buffer, item, 0.0 if item.script in CURSIVE else tracking * item.scale)
        runs.append(Run(item.font, tuple(glyphs), item.level, item.emphasis, item.scale))
    return tuple(runs)


def _buffer(text: str, item: Item, language: str) -> hb.Buffer:
    """Return the characters of an item for shaping, with the whole text as their context."""
    buffer = hb.Buffer()
    buffer.add_str(text, item.start, item.end - item.start)
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    buffer.script = item.script
    buffer.language = language
    return buffer


def _glyphs(buffer: hb.Buffer, item: Item, tracking: float) -> Iterator[Glyph]:
    """Yield the glyphs of a shaped buffer of an item; tracking is added to the last of each cluster."""
    font, scale = item.font, item.scale
    em, infos = font.upem / scale, buffer.glyph_infos
    clusters = [*(info.cluster for info in infos), None]
    for index, (info, position) in enumerate(zip(infos, buffer.glyph_positions, strict=True)):
        gid, cluster = info.codepoint, clusters[index]
        advance = position.x_advance / em + (tracking if clusters[index + 1] != cluster else 0.0)
        dx, dy, ink = position.x_offset / em, -position.y_offset / em, font.ink(gid)
        if ink and (dx or dy or scale != 1):
            ink = ink.placed(scale, dx, dy)
        yield Glyph(gid, cluster, advance, dx, dy, ink)


#: The features for kerning a pair of letters, without ligatures, which would make one glyph of two.
_KERNED, _UNKERNED = {"kern": True, "liga": False, "clig": False}, {"kern": False, "liga": False, "clig": False}


def joins(text: str, items: Sequence[Item], gap: float) -> tuple[float, ...]:
    """Return the space in em after each item of a line; `gap` is the space between emphasised words and others."""
    return (*(_join(text, *pair, gap) for pair in pairwise(items)), *([0.0] if items else []))


def with_joins(runs: Sequence[Run], spaces: Sequence[float]) -> tuple[Run, ...]:
    """Return runs in logical order with the space after each moved before the run to its right."""
    before = [0.0] * len(runs)
    for index, (one, other) in enumerate(pairwise(runs)):
        before[index if min(one.level, other.level) % 2 else index + 1] += spaces[index]
    return tuple(replace(run, before=space) if space else run for run, space in zip(runs, before, strict=True))


def _join(text: str, one: Item, other: Item, gap: float) -> float:
    """Return the space in em between two items that follow each other on a line.

    Letters within a word are kerned by the mean of their fonts; in one font, if only colour marks emphasis, all are.
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
    """Return the kerning of two characters in em of their font; 0 if it lacks one of them."""
    if not all(map(font.covers, pair)):
        return 0.0
    item = [Item(0, len(pair), font, script, 0, emphasis=False)]
    kerned, unkerned = (
        shape_items(pair, item, language="und", features=features, tracking=0.0)[0].width
        for features in (_KERNED, _UNKERNED)
    )
    return kerned - unkerned


def character_widths(text: str, items: Sequence[Item], runs: Sequence[Run], spaces: Sequence[float]) -> list[float]:
    """Return the width in em of each character; the advance of a cluster is shared equally among its characters.

    `spaces` is the space after each item, which belongs to its last character.
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


def trailing_spaces(items: Sequence[Item], spaces: Sequence[float], tracking: float) -> tuple[float, ...]:
    """Return the space in em after the ink of each character, dropped at a line end: tracking, and the item's space.

    `tracking` is in em of the item, `spaces` is the space after each item.
    """
    result: list[float] = []
    for item, space in zip(items, spaces, strict=True):
        result += [tracking * item.scale] * (item.end - item.start)
        result[-1] += space
    return tuple(result)


def overhangs(text: str, runs: Sequence[Run], tracking: float) -> tuple[float, ...]:
    """Return how far in em the ink of each character reaches beyond its advance, on the side where its run ends.

    Tracking doesn't count as part of the advance.
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
