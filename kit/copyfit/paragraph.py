"""Words made ready to be fitted: shaped once, with the width of every character and every place to break."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from kit.copyfit.breaks import break_offsets, parse_emphasis
from kit.copyfit.nobreak import glue
from kit.shape import Glyph, Item, Run, Style, itemise, shape_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.shape import Font


@dataclass(frozen=True, slots=True)
class Setting:
    """How words are set: fonts for plain and emphasised words, language, tracking in em, OpenType features."""

    plain: tuple[Font, ...]
    emphasised: tuple[Font, ...]
    language: str = "en"
    right_to_left: bool = False
    tracking: float = 0.0
    features: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and their measures in em.

    `edges[i]` is the sum of the widths of the characters before index i; `overhangs[i]` is how far the ink of the
    character at i reaches beyond its width, as that of an 'f' does.
    """

    text: str
    setting: Setting
    items: tuple[Item, ...]
    edges: tuple[float, ...]
    breaks: tuple[tuple[int, bool], ...]
    missing: str
    overhangs: tuple[float, ...] = ()

    def width(self, start: int, end: int) -> float:
        """Return the width in em of a stretch of the text, without the space and the tracking at its end.

        What the ink of the last letter reaches beyond its width counts as well.
        """
        end = start + len(self.text[start:end].rstrip())
        if end == start:
            return 0.0
        over = self.overhangs[end - 1] if self.overhangs else 0.0
        return self.edges[end] - self.edges[start] - self.setting.tracking + over

    def emphasised(self, index: int) -> bool:
        """Tell whether the character at an index is emphasised."""
        return any(item.emphasis and item.start <= index < item.end for item in self.items)

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Shape a stretch by itself and return its runs in visual order, from left to right."""
        end = start + len(self.text[start:end].rstrip())
        items = [
            Item(max(item.start, start), min(item.end, end), item.font, item.script, item.level, item.emphasis)
            for item in self.items
            if max(item.start, start) < min(item.end, end)
        ]
        return _visual_order(_shape(self.text, items, self.setting))


def prepare(words: str, setting: Setting) -> Paragraph:
    """Shape words, in which `**` marks emphasis, for fitting."""
    text, spans = parse_emphasis(unicodedata.normalize("NFC", words))
    text = glue(text, setting.language)
    plain, strong = Style(setting.plain), Style(setting.emphasised, emphasis=True)
    styles = [strong if any(start <= i < end for start, end in spans) else plain for i in range(len(text))]
    items = itemise(text, styles, right_to_left=setting.right_to_left)
    runs = _shape(text, items, setting)
    edges = tuple(accumulate(_character_widths(text, items, runs), initial=0.0))
    missing = {
        text[glyph.cluster] for run in runs for glyph in run.glyphs if glyph.gid == 0 and text[glyph.cluster] != "\n"
    }
    breaks, over = break_offsets(text, setting.language), _overhangs(text, runs, setting.tracking)
    return Paragraph(text, setting, items, edges, breaks, "".join(sorted(missing)), over)


def _shape(text: str, items: Sequence[Item], setting: Setting) -> tuple[Run, ...]:
    # A line feed has no glyph of its own; as a space it keeps its place and its width does not count.
    text = text.replace("\n", " ").replace("\u2028", " ")
    return shape_items(text, items, language=setting.language, features=setting.features, tracking=setting.tracking)


def _character_widths(text: str, items: Sequence[Item], runs: Sequence[Run]) -> list[float]:
    """Share the advance of each cluster among its characters."""
    widths = [0.0] * len(text)
    for item, run in zip(items, runs, strict=True):
        advances: dict[int, float] = {}
        for glyph in run.glyphs:
            advances[glyph.cluster] = advances.get(glyph.cluster, 0.0) + glyph.advance
        starts = sorted(advances)
        for start, end in zip(starts, [*starts[1:], item.end], strict=True):
            for index in range(start, end):
                widths[index] = advances[start] / (end - start)
    return widths


def _overhangs(text: str, runs: Sequence[Run], tracking: float) -> tuple[float, ...]:
    """Return how far the ink of each character reaches to the right of its advance, without the tracking behind it."""
    result = [0.0] * len(text)
    for run in runs:
        for glyph in run.glyphs:
            ink = run.font.ink(glyph.gid)
            over = ink.x1 + glyph.dx - (glyph.advance - tracking) if ink and run.level % 2 == 0 else 0.0
            result[glyph.cluster] = max(0.0, over)
    return tuple(result)


def _visual_order(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Reorder runs from logical to visual order (rule L2 of https://www.unicode.org/reports/tr9/)."""
    order = list(runs)
    highest = max((run.level for run in order), default=0)
    for level in range(highest, 0, -1):
        index = 0
        while index < len(order):
            stop = index
            while stop < len(order) and order[stop].level >= level:
                stop += 1
            order[index:stop] = reversed(order[index:stop])
            index = max(stop, index + 1)
    return tuple(order)


__all__ = ["Glyph", "Paragraph", "Setting", "prepare"]
