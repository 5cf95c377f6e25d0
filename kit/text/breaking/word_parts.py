"""Words that may be divided: soft hyphens (U+00AD), which are seen only where a line ends with one, as a hyphen.

A paragraph is shaped without them, so that kerning, ligatures and joins are those of the undivided word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kit.text.breaks import LineBreak, addresses
from kit.text.shaping import shape_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.text.font import Font
    from kit.text.items import Item
    from kit.text.paragraph import Setting

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


def without_soft_hyphens(text: str, spans: Sequence[tuple[int, int]]) -> DividedText:
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


def hyphen_width(text: str, offset: int, item: Item, setting: Setting) -> float:
    """Return the width in em that a hyphen adds at an offset inside a word.

    The letter before it is kerned with the hyphen instead of the next letter.
    """
    letter, following, hyphen = text[offset - 1], text[offset], hyphen_of(item.font)
    ended, kerned, alone = (
        _width(letters, item, setting) for letters in (letter + hyphen, letter + following, following)
    )
    return ended - (kerned - alone) + setting.tracking * item.scale


def _width(letters: str, item: Item, setting: Setting) -> float:
    """Return the width of letters that are set as an item is, without tracking."""
    alone = [replace(item, start=0, end=len(letters))]
    features = dict(setting.features)
    return shape_items(letters, alone, language=setting.language, features=features, tracking=0.0)[0].width
