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
    from collections.abc import Iterable, Mapping, Sequence

    from kit.text.font import Font
    from kit.text.items import Item

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
