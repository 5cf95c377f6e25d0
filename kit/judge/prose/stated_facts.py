"""Find what a text states in numbers: laws, months of dates, and numbers in digits or words, each as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.judge.prose.measures import measure_of
from kit.judge.prose.typed_numbers import NO_NUMBER
from kit.text.numerals import has_magnitude_word, numerals_in, spelled_numerals_in
from kit.text.written_days import months_beside_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kit.judge.prose.measures import NumberUnit
    from kit.text.numerals import Numeral


#: The number of a law, such as 2011/93/EU or (EU) 2021/1232; a date has two strokes.
_LAW = re.compile(r"(?<![\d/.,])(\d{1,4})/(\d{1,4})(?!\d|/\d)")
#: A date in digits alone: the day first or the year first.
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?!\d)")
#: The hyphen of a word before a number, as in Maltese "mill-21".
_PREFIX = re.compile(r"(?<=[^\W\d_])[-\u2011](?=\d)")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as a text writes it, from `start` on, with all that it may mean, and what it is counted in, if known."""

    text: str
    start: int
    readings: frozenset[Decimal]
    measure: NumberUnit | None = None


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a text states: laws and months as they are written by what they are, its numbers, and those in words.

    `vague` is whether words of magnitude, such as "thousands", may state a number without digits.
    """

    laws: Mapping[tuple[int, int], str]
    months: Mapping[int, str]
    numbers: tuple[Stated, ...]
    spelled: tuple[Stated, ...]
    vague: bool


@lru_cache(maxsize=4096)  # what every language is translated from is read for each
def stated_facts(text: str, language: str) -> StatedFacts:
    """Return what a text in a language states; figures in braces, addresses, hashtags and times state nothing.

    The text has no emphasis marks.
    """
    plain = _PREFIX.sub(" ", NO_NUMBER.sub(_blank, text))
    months = months_beside_numbers(plain, language)
    for match in _NUMERIC_DATE.finditer(plain):
        numbers = [int(number) for number in match.group(1, 3, 4)]
        middle = numbers[1] if 1 <= numbers[1] <= _LAST_MONTH else numbers[0]
        months.setdefault(middle, match[0])
    plain = _NUMERIC_DATE.sub(_as_numbers, plain)
    laws = {(int(match[1]), int(match[2])): match[0] for match in _LAW.finditer(plain)}
    plain = _LAW.sub(_blank, plain)
    in_digits, in_words = (
        tuple(_stated(plain, one) for one in found)
        for found in (numerals_in(plain, language), spelled_numerals_in(plain, language))
    )
    return StatedFacts(laws, months, in_digits, in_words, has_magnitude_word(plain, language))


def _stated(text: str, one: Numeral) -> Stated:
    measure = measure_of(text, one.start, one.end)
    return Stated(text[one.start : one.end].strip(), one.start, frozenset(one.readings), measure)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _as_numbers(match: re.Match[str]) -> str:
    """Return a date in digits as its day and its year, apart from each other, in its place."""
    first, last = match[1], match[4]
    return first + " " * (len(match[0]) - len(first) - len(last)) + last
