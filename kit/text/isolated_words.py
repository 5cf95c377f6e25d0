"""Find what is ordered by itself in a text, as if it were between direction marks, and with it the levels of the text.

Such are addresses, hashtags and names of accounts, and in text from right to left also numbers of telephones and laws,
ranges, numbers with a sign, names in Latin and other letters from left to right, with the brackets behind them, and
what is quoted in such letters. The punctuation of a sentence beside them is outside. No character is added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.text.bidi_levels import Isolate, levels_of
from kit.text.breaks import addresses
from kit.text.languages.language_names import is_right_to_left
from kit.text.number_isolates import SPACE, dialled_or_cited, measured

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Letters and signs of scripts that run from right to left, and a letter or digit of others.
_FIRST_FROM_THE_RIGHT = "\u0590"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_CHARACTER, _LETTER = rf"[^\W{_RTL}]", rf"[^\W\d_{_RTL}]"
#: A word with a letter in it, as NCMEC, 5Rights, COVID-19 and 2011/93/EU are; the dot behind is of the sentence.
_WORD = rf"(?=[\d/.-]{{0,30}}{_LETTER}){_CHARACTER}+(?:['\u2019.&+/-]+{_CHARACTER}+)*\+*"
#: A number between words, or after one unless something is counted by it, as in "CyberTipline 2020".
_NUMBER = rf"\d+(?:[.,:/-]\d+)*(?!{_CHARACTER}|[%\u2013-]|[.,:/]\d|{SPACE}?[\d{_RTL}])"
_BRACKETS = rf"(?:\([^()\n{_RTL}]+\)|\[[^\[\]\n{_RTL}]+\])"
_NAME = re.compile(
    rf"(?<!{_CHARACTER}){_WORD}(?:{SPACE}(?:&{SPACE})?{_WORD}|{SPACE}\d+(?:[.,:/-]\d+)*(?={SPACE}{_WORD})"
    rf"|{SPACE}{_NUMBER}|{SPACE}?{_BRACKETS})*"
)
_MARKS = ("\u00ab\u00bb", "\u201c\u201d", "\u201e\u201d", "\u201d\u201d", '""', "\u05f4\u05f4", "\u2018\u2019", "()")


def _between(opens: str, closes: str) -> str:
    """Return the pattern of what is between two marks, without letters from right to left or spaces at its ends."""
    inner = rf"[^{re.escape(opens + closes)}\n{_RTL}]"
    return rf"(?<={re.escape(opens)})(?! )(?={inner}*{_LETTER}){inner}+(?<! )(?={re.escape(closes)})"


_QUOTED = re.compile("|".join(_between(*marks) for marks in _MARKS))
#: Brackets and quotation marks before an address, a prefix of Hebrew or Arabic, and the sentence's signs behind it.
_BEFORE_ADDRESS = re.compile(rf"[(\[{{\"'\u201c\u201e\u00ab]*(?:[{_RTL}]{{1,3}}[-\u05be]?(?=[A-Za-z]))?")
_AFTER_ADDRESS = ".,;:!?)]}\"'\u2026"


@lru_cache(maxsize=4096)
def levels_in(text: str, language: str) -> tuple[int, ...]:
    """Return the embedding level of each character of a text, whose language gives its base."""
    return levels_of(text, int(is_right_to_left(language)), tuple(isolates_in(text, language)))


def isolates_in(text: str, language: str) -> list[Isolate]:
    """Return what is ordered by itself in a text of a language; each is inside or outside any other."""
    found: list[Isolate] = []
    outermost: list[Isolate | None] = [None] * len(text)
    for candidate in _candidates(text, language):
        if candidate and not _conflicts(candidate[0], outermost):
            start, end, _ = candidate[0]
            outermost[start:end] = [candidate[0]] * (end - start)
            found += candidate
    return found


def _conflicts(new: Isolate, outermost: list[Isolate | None]) -> bool:
    """Return whether an isolate overlaps another one that is not a part of it, by those around each character."""
    at_ends = filter(None, (outermost[new.start], outermost[new.end - 1]))
    return any(other[:2] == new[:2] or other.start < new.start or new.end < other.end for other in at_ends)


def _candidates(text: str, language: str) -> Iterator[list[Isolate]]:
    """Yield groups of isolates, each inside the first of its group; what is found first counts.

    Text from left to right needs none unless it has letters from right to left, which turn numbers behind them.
    """
    from_the_right = is_right_to_left(language)
    if not from_the_right and not _has_letters_from_the_right(text):
        return
    yield from _addresses(text)
    yield from dialled_or_cited(text)
    if from_the_right:
        yield from ([Isolate(*match.span(), "LRI")] for match in _QUOTED.finditer(text))
        yield from ([Isolate(*span, "LRI")] for span in _names(text))
        yield from measured(text, language)


def _addresses(text: str) -> Iterator[list[Isolate]]:
    """Yield addresses, hashtags and names of accounts, without the punctuation around them."""
    for start, end in addresses(text):
        before = _BEFORE_ADDRESS.match(text, start, end)
        first = before.end() if before else start
        words = text[first:end].rstrip(_AFTER_ADDRESS)
        yield [Isolate(first, first + len(words))] if words else []


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names are; a line without letters from right to left is one, from its first to its last word."""
    start = 0
    for line in text.split("\n"):
        spans = [match.span() for match in _NAME.finditer(text, start, start + len(line))]
        if spans and not _has_letters_from_the_right(line):
            spans = [(spans[0][0], spans[-1][1])]
        yield from spans
        start += len(line) + 1


def _has_letters_from_the_right(line: str) -> bool:
    if max(line, default="") < _FIRST_FROM_THE_RIGHT:
        return False
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in line)
