"""Words of magnitude, such as "million" and "Mio.", as the Unicode CLDR has them for each language.

They are what ICU writes behind numbers in its long and short compact forms, in each plural
(https://www.unicode.org/reports/tr35/tr35-numbers.html#Compact_Number_Formats).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.text.message_format import message_format

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Numbers that have each of the plural forms there are, and the exponents that have words.
_COUNTS, _EXPONENTS = (1, 2, 3, 5, 11, 21, 82), (3, 6, 9, 12)
#: What newspapers in English write besides.
_ENGLISH = {"k": 3, "m": 6, "mn": 6, "mln": 6, "bn": 9, "b": 9, "tn": 12}
#: What is understood in every language, as words are English until somebody translates them.
_EVERYWHERE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
#: Words that the CLDR does not have.
_ADDED = {"en": _ENGLISH, "mt": {"miljun": 6, "miljuni": 6}}
#: From so many letters on, what words of one magnitude begin with tells inflected forms.
_STEM = 5
#: Characters that are not seen: what ICU marks directions with.
_MARKS = re.compile("[\u200e\u200f\u061c]")
#: From so many letters on, a word of magnitude is hardly one of measure, as "m" is.
_SURE = 3
#: How many words of magnitude a number may have.
_MOST_WORDS = 3
#: What may stand between a number and its word of magnitude.
_GAP = r"[\s\u00a0\u202f\u2011-]{0,2}"


@lru_cache(maxsize=64)
def magnitude_words(language: str) -> dict[str, int]:
    """Return the words of magnitude of a language, in lower case and without a full stop, with their exponents."""
    found = {**_EVERYWHERE, "k": 3, **_ADDED.get(language.split("-", maxsplit=1)[0], {})}
    for style in ("compact-long", "compact-short"):
        pattern = message_format(f"{{n, number, ::{style}}}", language)
        for exponent in _EXPONENTS:
            for count in _COUNTS:
                found.update(_word(pattern.format({"n": count * 10**exponent}), count, exponent))
    return found


def _word(written: str, count: int, exponent: int) -> Iterator[tuple[str, int]]:
    """Yield the word in a number as it is written compactly, if there is one, and the exponent that it stands for."""
    match = re.fullmatch(r"(\d+)\s*(?:de\s+)?(\D+)", _MARKS.sub("", written).strip())
    if match:
        left = len(match[1]) - len(str(count))
        yield match[2].strip(" .\u00a0\u202f").casefold(), exponent - left


def magnitude_at(text: str, index: int, language: str) -> tuple[int, int, bool]:
    """Return the exponent of the words of magnitude at an index of a text, where they end, and whether that is sure.

    Several multiply, as "mil millones". The exponent is 0 where there are none.
    """
    exponent, end, sure = 0, index, True
    exact, inflected = _patterns(language)
    for match in _chain(exact, text, index):
        word = match[1].casefold()
        exponent, sure = exponent + magnitude_words(language)[word], sure and len(word) >= _SURE
        end = match.end()
    if end == index and inflected and (other := inflected.match(text, index)):
        return _stems(language)[other[1].casefold()], other.end(), False
    return exponent, end, sure


def _chain(pattern: re.Pattern[str], text: str, index: int) -> Iterator[re.Match[str]]:
    """Yield the matches that follow each other from an index of a text on, as many as a number may have."""
    for _ in range(_MOST_WORDS):
        match = pattern.match(text, index)
        if match is None:
            return
        yield match
        index = match.end()


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Return what matches a word of magnitude, and what matches one that is inflected otherwise."""
    words, stems = (sorted(known, key=len, reverse=True) for known in (magnitude_words(language), _stems(language)))
    exact = re.compile(rf"{_GAP}(?:de\s+)?({'|'.join(map(re.escape, words))})(?:\.(?=\s)|\.$|(?!\w))", re.IGNORECASE)
    inflected = re.compile(rf"{_GAP}({'|'.join(map(re.escape, stems))})\w*", re.IGNORECASE) if stems else None
    return exact, inflected


@lru_cache(maxsize=64)
def _stems(language: str) -> dict[str, int]:
    """Return what the words of each magnitude begin with, as far as that tells them from other words."""
    stems: dict[str, int] = {}
    for word, exponent in magnitude_words(language).items():
        alike = [other for other, power in magnitude_words(language).items() if power == exponent]
        alike = [other for other in alike if other[:_STEM] == word[:_STEM]]
        stem = min(alike, key=len)
        while not all(other.startswith(stem) for other in alike):
            stem = stem[:-1]
        if len(stem) >= _STEM and " " not in stem:
            stems[stem] = exponent
    return stems
