"""Prepare a paragraph for fitting: shape it once, with the width of every character and every line break.

Words may be divided at soft hyphens (U+00AD), which are seen only where a line ends with one, as a hyphen. A paragraph
is shaped without them, so that kerning, ligatures and joins are those of the undivided word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kit.text.bidi_levels import visual_order
from kit.text.breaks import LINE_ENDS, LineBreak, addresses, cluster_ends, line_breaks
from kit.text.font import Font
from kit.text.glue import with_no_break_spaces
from kit.text.items import Item, Style, itemise
from kit.text.shaping import Run, character_widths, joins, overhangs, shape_items, trailing_spaces, with_joins

#: Line ends have no glyph. Shaped as spaces they keep their index, and spaces at the end of a line have no width.
_SPACES = str.maketrans(dict.fromkeys(LINE_ENDS, " "))


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: fonts for plain and emphasised stretches, language, tracking in em, OpenType features by tag.

    The language, a BCP 47 tag, also gives the direction of paragraphs, whatever letter they begin with.
    Emphasised words are `emphasis_size` times as large as others, with a `gap` in em on both sides.
    """

    plain: tuple[Font, ...]
    emphasised: tuple[Font, ...]
    language: str = "en"
    tracking: float = 0.0
    features: tuple[tuple[str, bool], ...] = ()
    emphasis_size: float = 1.0
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Shaped text with its measures in em.

    `edges[i]` is the sum of the widths of the characters before index i; `overhangs[i]` is how far the ink of the
    character at i extends beyond its width, like that of an 'f', and `trailing_spaces[i]` how much of its width is
    space that is dropped at the end of a line; `missing` has the characters that no font covers; `shaped` are the runs
    of the whole text. `hyphens` has the width of the hyphen that is drawn where a line ends inside a word, by offset:
    the text itself has no soft hyphens.
    """

    text: str
    setting: Setting
    items: tuple[Item, ...]
    edges: tuple[float, ...]
    breaks: tuple[LineBreak, ...]
    missing: str
    overhangs: tuple[float, ...] = ()
    trailing_spaces: tuple[float, ...] = ()
    shaped: tuple[Run, ...] = ()
    hyphens: Mapping[int, float] = field(default_factory=dict, hash=False)

    def width(self, start: int, end: int) -> float:
        """Return the width in em of a stretch of the text, without trailing space, tracking and gap.

        The overhang of the last character counts, and a hyphen after it.
        """
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end == start:
            return 0.0
        overhang = self.overhangs[end - 1] if self.overhangs else 0.0
        beyond = self.hyphens.get(end, overhang)
        return self.edges[end] - self.edges[start] - self.trailing_spaces[end - 1] + beyond

    def scale(self, start: int, end: int) -> float:
        """Return the height of a line with a stretch of the text, relative to a plain one: at least 1."""
        larger = self.setting.emphasis_size
        if larger <= 1 or not any(item.emphasis and item.start < end and start < item.end for item in self.items):
            return 1.0
        return larger

    def emphasised(self, index: int) -> bool:
        """Return whether the character at an index is emphasised."""
        return any(item.emphasis and item.start <= index < item.end for item in self.items)

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Return the runs of a stretch, shaped on its own, in visual order from left to right."""
        end = start + len(self.text[start:end].rstrip())
        if self.shaped and (start, end) == (0, len(self.text)):
            return _visual_order(with_joins(self.shaped, joins(self.text, self.items, self.setting.gap)))
        items = [
            replace(item, start=max(item.start, start), end=min(item.end, end))
            for item in self.items
            if max(item.start, start) < min(item.end, end)
        ]
        text = self.text
        if hyphen := self.hyphen(end):
            text, items[-1] = text[:end] + hyphen, replace(items[-1], end=end + len(hyphen))
        runs = _shape(text, items, self.setting)
        return _visual_order(with_joins(runs, joins(text, items, self.setting.gap)))

    def hyphen(self, end: int) -> str:
        """Return the hyphen that is drawn at the end of a line; nothing if it does not end inside a word."""
        if end not in self.hyphens:
            return ""
        return hyphen_of(next(item.font for item in self.items if item.start < end <= item.end))


def shape_paragraph(text: str, spans: Sequence[tuple[int, int]], setting: Setting) -> Paragraph:
    """Shape text for fitting; `spans` are the (start, end) of its emphasised stretches, in characters of its NFC.

    Soft hyphens in it say where lines may end inside words.

    The last paragraphs are cached: a message has the same words on many placements, and they are tried at several
    heights.
    """
    return _shaped_paragraph(text, tuple(spans), setting)


@lru_cache(maxsize=128)
def _shaped_paragraph(text: str, spans: tuple[tuple[int, int], ...], setting: Setting) -> Paragraph:
    divided = divided_at_soft_hyphens(text, spans)
    text, spans = with_no_break_spaces(divided.text, setting.language), divided.spans
    items = itemise(text, _styles(text, spans, setting), setting.language)
    runs = _shape(text, items, setting)
    spaces = joins(text, items, setting.gap)
    hyphens = _hyphens(text, divided.parts, items, setting)
    return Paragraph(
        text,
        setting,
        items,
        edges=tuple(accumulate(character_widths(text, items, runs, spaces), initial=0.0)),
        breaks=with_parts(line_breaks(text, setting.language), hyphens),
        missing=_missing(text, items, runs),
        overhangs=overhangs(text, runs, setting.tracking),
        trailing_spaces=trailing_spaces(items, spaces, setting.tracking),
        shaped=runs,
        hyphens=hyphens,
    )


def _hyphens(text: str, parts: Sequence[int], items: Sequence[Item], setting: Setting) -> dict[int, float]:
    """Return the width of the hyphen at each offset inside a word whose font has one."""
    hyphens: dict[int, float] = {}
    for end in parts:
        item = next(item for item in items if item.start < end <= item.end)
        if hyphen_of(item.font):
            width = hyphen_width(text[end - 1 : end + 1], item, setting.language, dict(setting.features))
            hyphens[end] = width + setting.tracking * item.scale
    return hyphens


def _styles(text: str, spans: Sequence[tuple[int, int]], setting: Setting) -> list[Style]:
    """Return the style of each character; a grapheme cluster has that of its first character."""
    plain, strong = Style(setting.plain), Style(setting.emphasised, emphasis=True, scale=setting.emphasis_size)
    if not spans:
        return [plain] * len(text)
    styles: list[Style] = []
    for end in cluster_ends(text, setting.language):
        first = len(styles)
        emphasised = any(start <= first < stop for start, stop in spans)
        styles += [strong if emphasised else plain] * (end - first)
    return styles


def _shape(text: str, items: Sequence[Item], setting: Setting) -> tuple[Run, ...]:
    """Return the runs of a text in the order of its items, with line ends shaped as spaces."""
    return shape_items(
        text.translate(_SPACES),
        items,
        language=setting.language,
        features=dict(setting.features),
        tracking=setting.tracking,
    )


def _missing(text: str, items: Sequence[Item], runs: Sequence[Run]) -> str:
    """Return the characters that would not be drawn: no font has them, or HarfBuzz drops them silently."""
    undrawn = {
        character
        for item in items
        for character in item.font.missing_from(text[item.start : item.end])
        if not _drawn(item.font, character)
    }
    undrawn = undrawn or {text[glyph.cluster] for run in runs for glyph in run.glyphs if glyph.gid == 0}
    return "".join(sorted(character for character in undrawn if ord(character) not in _SPACES))


def _drawn(font: Font, character: str) -> bool:
    """Return whether a font has a character, or HarfBuzz draws it as a space, from its parts or as a variant."""
    if font.covers(character) or unicodedata.category(character) == "Zs":
        return True
    parts = unicodedata.normalize("NFD", character)
    selector = unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    return selector or (parts != character and all(map(font.covers, parts)))


def _visual_order(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Reorder runs from logical to visual order, from left to right."""
    return tuple(runs[index] for index in visual_order([run.level for run in runs]))


SOFT_HYPHEN = "\u00ad"
#: What is drawn at the end of a line, the first that the font has.
_HYPHENS = "-\u2010"
#: How many letters a part of a word has at least.
_LEAST = 2
_LETTERS = re.compile(rf"[^\W\d_]{{{_LEAST}}}")


class DividedText(NamedTuple):
    """A text in NFC without soft hyphens, the stretches of it that are emphasised, and where soft hyphens were."""

    text: str
    spans: tuple[tuple[int, int], ...]
    parts: tuple[int, ...] = ()


def divided_at_soft_hyphens(text: str, spans: Sequence[tuple[int, int]]) -> DividedText:
    """Return a text and its spans, which count its soft hyphens, without these."""
    text = unicodedata.normalize("NFC", text)
    if SOFT_HYPHEN not in text:
        return DividedText(text, tuple(spans))
    pieces = text.split(SOFT_HYPHEN)
    plain = "".join(pieces)
    offsets = [sum(map(len, pieces[:count])) for count in range(1, len(pieces))]
    moved = tuple((_moved(start, text), _moved(end, text)) for start, end in spans)
    return DividedText(plain, moved, tuple(dict.fromkeys(offset for offset in offsets if _is_inside(plain, offset))))


def _moved(offset: int, text: str) -> int:
    return offset - text.count(SOFT_HYPHEN, 0, offset)


def _is_inside(text: str, offset: int) -> bool:
    """Return whether an offset is inside a word, with letters enough on both sides, and in no address."""
    letters = _LETTERS.match(text, offset) and _LETTERS.fullmatch(text, offset - _LEAST, offset)
    return bool(letters) and not any(start < offset < end for start, end in addresses(text))


def with_parts(breaks: Iterable[LineBreak], parts: Iterable[int]) -> tuple[LineBreak, ...]:
    """Return line breaks with those inside words."""
    return tuple(sorted({*breaks, *(LineBreak(offset, mandatory=False) for offset in parts)}))


def hyphen_of(font: Font) -> str:
    """Return the hyphen that a font draws; nothing if it has none."""
    return next((hyphen for hyphen in _HYPHENS if font.covers(hyphen)), "")


def hyphen_width(pair: str, item: Item, language: str, features: Mapping[str, bool]) -> float:
    """Return the width in em that a hyphen adds between two letters, without tracking.

    The first of the pair is then kerned with the hyphen instead of the second.
    """
    ended, kerned, alone = (
        shape_items(
            letters, [replace(item, start=0, end=len(letters))], language=language, features=features, tracking=0.0
        )
        for letters in (pair[0] + hyphen_of(item.font), pair, pair[1])
    )
    return ended[0].width - (kerned[0].width - alone[0].width)
