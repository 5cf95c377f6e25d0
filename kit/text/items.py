"""Itemise a paragraph: divide it where the embedding level, the script, the style or the font changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kit.text.characters import SHARED_SCRIPTS, UNKNOWN_SCRIPT, script_of
from kit.text.font import Font
from kit.text.isolated_words import levels_in


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of a paragraph is set: its fonts in order of preference, whether it is emphasised, and its size.

    `scale` is a factor of the size of the paragraph.
    """

    fonts: tuple[Font, ...]
    emphasis: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """Characters `start` to `end` of a paragraph that are shaped together; an odd level runs right to left."""

    start: int
    end: int
    font: Font
    script: str
    level: int
    emphasis: bool
    scale: float = 1.0


def itemise(text: str, styles: Sequence[Style], language: str = "en") -> tuple[Item, ...]:
    """Return the items of a paragraph, in logical order. `styles` has one style for each character.

    The language, a BCP 47 tag, gives the direction of the paragraph.
    """
    levels = levels_in(text, language)
    emphasis = [style.emphasis for style in styles]
    scales = [style.scale for style in styles]
    properties = list(zip(_fonts(text, styles), _scripts(text), levels, emphasis, scales, strict=True))
    items: list[Item] = []
    for key, group in groupby(range(len(text)), key=lambda index: properties[index]):
        indexes = list(group)
        items.append(Item(indexes[0], indexes[-1] + 1, *key))
    return tuple(items)


def _fonts(text: str, styles: Sequence[Style]) -> list[Font]:
    """Return the first font that covers each character; marks, joiners and spaces take the font of the one before."""
    chosen: list[Font] = []
    for style, group in groupby(zip(text, styles, strict=True), key=itemgetter(1)):
        stretch = "".join(character for character, _ in group)
        first = style.fonts[0]
        chosen += _mixed(stretch, style.fonts) if first.missing_from(stretch) else [first] * len(stretch)
    return chosen


def _mixed(stretch: str, candidates: Sequence[Font]) -> list[Font]:
    """Return the font of each character of a stretch in one style whose first font lacks some of them.

    A word is in one font if any has all of its letters.
    """
    chosen: list[Font] = []
    for is_word, group in groupby(stretch, key=lambda character: character.isalpha() or _is_mark(character)):
        part = "".join(group)
        whole = next((font for font in candidates if all(map(font.covers, part))), None) if is_word else None
        chosen += [whole] * len(part) if whole else _by_character(part, candidates, chosen)
    return chosen


def _by_character(part: str, candidates: Sequence[Font], before: Sequence[Font]) -> list[Font]:
    """Return the font of each character of a part of a text; `before` has those of the characters before it."""
    chosen = [*before[-1:]]
    for character in part:
        if chosen and _attaches(character) and chosen[-1].covers(character):
            chosen.append(chosen[-1])
        else:
            chosen.append(next((font for font in candidates if font.covers(character)), candidates[0]))
    return chosen[len(before[-1:]) :]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _attaches(character: str) -> bool:
    """Return whether a character is a mark, a format character or a space."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or character.isspace()


@lru_cache(maxsize=4096)
def _scripts(text: str) -> tuple[str, ...]:
    """Return an ISO 15924 script for each character; a shared one takes that of the character before, or else after."""
    result = [script_of(character) for character in text]
    last = next((script for script in result if script not in SHARED_SCRIPTS), "Latn")
    for index, script in enumerate(result):
        last = last if script in SHARED_SCRIPTS or script == UNKNOWN_SCRIPT else script
        result[index] = last
    return tuple(result)
