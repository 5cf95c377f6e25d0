"""Words made ready to be fitted: shaped once, with the width of every character and every place to break."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from kit.text.breaks import break_offsets, cluster_offsets
from kit.text.nobreak import with_no_break_spaces
from kit.text.runs import Item, Style, itemise
from kit.text.shaping import Run, shape_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.text.fonts import Font


#: A line's end has no glyph of its own; as a space it keeps its place and its width does not count.
_SPACES = str.maketrans("\n\u2028\u2029", "   ")


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
        while end > start and self.text[end - 1].isspace():
            end -= 1
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


def prepare(text: str, spans: Sequence[tuple[int, int]], setting: Setting) -> Paragraph:
    """Shape text for fitting; `spans` are the (start, end) of its emphasised stretches, by characters of its NFC."""
    text = with_no_break_spaces(text, setting.language)
    plain, strong = Style(setting.plain), Style(setting.emphasised, emphasis=True)
    styles: list[Style] = []
    for end in cluster_offsets(text, setting.language):
        first = len(styles)
        emphasised = any(start <= first < stop for start, stop in spans)
        styles += [strong if emphasised else plain] * (end - first)
    items = itemise(text, styles, right_to_left=setting.right_to_left)
    runs = _shape(text, items, setting)
    edges = tuple(accumulate(_character_widths(text, items, runs), initial=0.0))
    breaks, over = break_offsets(text, setting.language), _overhangs(text, runs, setting.tracking)
    return Paragraph(text, setting, items, edges, breaks, _missing(text, items, runs), over)


def _shape(text: str, items: Sequence[Item], setting: Setting) -> tuple[Run, ...]:
    return shape_items(
        text.translate(_SPACES), items, language=setting.language, features=setting.features, tracking=setting.tracking
    )


def _missing(text: str, items: Sequence[Item], runs: Sequence[Run]) -> str:
    """Return the characters that are not drawn: no font has them, or HarfBuzz would hide them without a word."""
    found = {
        character for item in items for character in text[item.start : item.end] if not _drawn(item.font, character)
    }
    found = found or {text[glyph.cluster] for run in runs for glyph in run.glyphs if glyph.gid == 0}
    return "".join(sorted(character for character in found if ord(character) not in _SPACES))


def _drawn(font: Font, character: str) -> bool:
    """Tell whether a font draws a character, or HarfBuzz makes it of its parts, of a space or of another's variant."""
    if font.covers(character) or unicodedata.category(character) == "Zs":
        return True
    parts = unicodedata.normalize("NFD", character)
    selects = unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    return selects or (parts != character and all(map(font.covers, parts)))


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
    """Return how far the ink of each character reaches beyond its advance, on the side where its run ends.

    The tracking behind it is no part of its advance.
    """
    result = [0.0] * len(text)
    for run in runs:
        for glyph in run.glyphs:
            ink = run.font.ink(glyph.gid)
            if ink:
                right = ink.x1 + glyph.dx - (glyph.advance - tracking)
                over = -(ink.x0 + glyph.dx) if run.level % 2 else right
                result[glyph.cluster] = max(result[glyph.cluster], over)
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
