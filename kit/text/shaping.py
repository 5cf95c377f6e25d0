"""Shape items with HarfBuzz; advances and offsets come out in em."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.text.fonts import Font
    from kit.text.runs import Item

#: Scripts whose letters join, which no tracking may part.
JOINING = frozenset(("Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Rohg"))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph; `cluster` is the index of its first character, `dx` and `dy` (downwards) shift it."""

    gid: int
    cluster: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Run:
    """The glyphs of one item, in visual order from left to right."""

    font: Font
    glyphs: tuple[Glyph, ...]
    level: int
    emphasis: bool

    @property
    def width(self) -> float:
        """The sum of the advances."""
        return sum(glyph.advance for glyph in self.glyphs)


def shape_items(
    text: str, items: Sequence[Item], *, language: str, features: Mapping[str, bool], tracking: float
) -> tuple[Run, ...]:
    """Shape items of a paragraph, in logical order; `tracking` in em is added behind every cluster that may part."""
    return tuple(_shape(text, item, language, features, tracking) for item in items)


def _shape(text: str, item: Item, language: str, features: Mapping[str, bool], tracking: float) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text, item.start, item.end - item.start)
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    buffer.script = item.script
    buffer.language = language
    hb.shape(item.font.hb, buffer, dict(features))
    em, room = item.font.upem, 0.0 if item.script in JOINING else tracking
    glyphs: list[Glyph] = []
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    for index, (info, position) in enumerate(zip(infos, positions, strict=True)):
        last = index + 1 == len(infos) or infos[index + 1].cluster != info.cluster
        advance = position.x_advance / em + (room if last else 0.0)
        glyphs.append(Glyph(info.codepoint, info.cluster, advance, position.x_offset / em, -position.y_offset / em))
    return Run(item.font, tuple(glyphs), item.level, item.emphasis)
