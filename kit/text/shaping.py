"""Shape items with HarfBuzz into runs of glyphs; advances and offsets are in em."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.geometry import Box
    from kit.text.font import Font
    from kit.text.items import Item

#: Cursive scripts, whose letters no tracking may part.
CURSIVE = frozenset(("Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Rohg"))


class Glyph(NamedTuple):
    """A glyph by its id in a font; `cluster` is the index of its first character, `dx` and `dy` (down) its offset.

    `ink` is what it covers, from where the pen is before it; None for a blank one.
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

    They are `scale` times as large as the text of the paragraph, in em of which all lengths are; `before` is the space
    at the left of the run.
    """

    font: Font
    glyphs: tuple[Glyph, ...]
    level: int
    emphasis: bool
    scale: float = 1.0
    before: float = 0.0

    @property
    def width(self) -> float:
        """Return the sum of the advances in em, with the space before the run."""
        return self.before + sum(glyph.advance for glyph in self.glyphs)


def shape_items(
    text: str, items: Sequence[Item], *, language: str, features: Mapping[str, bool], tracking: float
) -> tuple[Run, ...]:
    """Return a run for each item of a paragraph, in logical order; `tracking` is added behind every cluster.

    It is in em of the item, as large as which its glyphs are.
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
