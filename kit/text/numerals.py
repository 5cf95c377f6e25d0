"""Find the numbers that a text writes in digits or in words, and what each may mean in its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kit.text.magnitudes import magnitude_at
from kit.text.message_format import message_format

#: Digits in groups: a blank, an apostrophe or a separator may stand between them.
_DIGITS = re.compile(
    r"(?<![\w.,])(?<![^\W\d][-\u2011])(?P<sign>[-\u2212](?=\d))?"
    r"(?P<digits>\d+(?:(?:[.,'\u2019\u066b\u066c\u00a0\u202f\u2009]|[ ](?=\d{3}(?!\d)))\d+)*)"
)
_SEPARATORS = re.compile(r"\D")
#: Separators that stand between groups of digits only.
_GROUPING = frozenset("'\u2019\u066c\u00a0\u202f\u2009 ")
_PERCENT = re.compile(r"[\s\u00a0\u202f]?[%\u2030\u066a]")
_YEARS = range(1800, 2200)
#: Up to so much numbers are known in words, and by the hundred up to a thousand.
_MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text from `start` to `end`; `readings` are what it may mean with its magnitude.

    The likeliest reading is the first. `step` is the value of the last digit that is not 0; `letters` are those that
    follow without a blank.
    """

    start: int
    end: int
    text: str
    readings: tuple[Decimal, ...]
    step: Decimal
    percent: bool = False
    letters: str = ""

    @property
    def year(self) -> bool:
        """Whether the number may be a year: four digits without a separator."""
        return self.text.isdecimal() and len(self.text) == len("2020") and int(self.text) in _YEARS


def numerals_in(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numbers that a text writes in digits."""
    return tuple(found for match in _DIGITS.finditer(text) if (found := _numeral(match, language)))


def spelled_numerals_in(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numbers from one on that a text writes in words, as "eleven" and "two hundred"."""
    known, pattern = _spelled(language)
    found = []
    for match in pattern.finditer(text):
        exponent, end, _ = magnitude_at(text, match.end(), language)
        value = Decimal(known[match[1].casefold()]).scaleb(exponent)
        found.append(Numeral(match.start(), end, text[match.start() : end], (value,), Decimal(1).scaleb(exponent)))
    return tuple(found)


def _numeral(match: re.Match[str], language: str) -> Numeral | None:
    """Return the number at a match; None where digits and separators are no number, as in 21.12.2020."""
    text, plain = match.string, _plain_readings(match["digits"], language)
    if not plain:
        return None
    letters = re.compile(r"[^\W\d_]*").match(text, match.end())
    exponent, end, sure = magnitude_at(text, match.end(), language)
    readings = [number.scaleb(exponent) for number in plain]
    if exponent and not sure:
        attached = bool(letters and letters[0])
        readings = [*readings, *plain] if attached or end - match.end() > len(" mn") else [*plain, *readings]
    if match["sign"]:
        readings = [sign * number for number in readings for sign in (-1, 1)]
    step = Decimal((0, (1,), _last_place(plain[0]))).scaleb(exponent)
    percent = _PERCENT.match(text, end) is not None
    given = letters[0] if letters else ""
    return Numeral(match.start(), end, match[0], tuple(dict.fromkeys(readings)), step, percent, given)


def _plain_readings(digits: str, language: str) -> list[Decimal]:
    """Return what digits with separators may mean, the likeliest in a language first."""
    separators = _SEPARATORS.findall(digits)
    if not separators:
        return [Decimal(digits)]
    groups = _SEPARATORS.split(digits)
    last, whole = separators[-1], Decimal("".join(groups))
    grouped = [whole] if len(set(separators)) == 1 and all(len(group) == len("000") for group in groups[1:]) else []
    alone = separators.count(last) == 1 and last not in _GROUPING
    if alone and len(set(separators[:-1])) <= 1 and all(len(group) == len("000") for group in groups[1:-1]):
        decimal = [whole.scaleb(-len(groups[-1]))]
        return [*decimal, *grouped] if last == _decimal_separator(language) else [*grouped, *decimal]
    return grouped


@lru_cache(maxsize=64)
def _decimal_separator(language: str) -> str:
    """Return what stands before decimals in a language."""
    return message_format("{n, number}", language).format({"n": 1.5}).strip("\u200e\u200f0123456789")[:1]


def _last_place(number: Decimal) -> int:
    """Return the exponent of the last digit of a number that is not 0."""
    return int(number.normalize().as_tuple().exponent)


@lru_cache(maxsize=64)
def _spelled(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return numbers by how they are written in words, and what matches any of them."""
    words = message_format("{n, spellout}", language)
    numbers = [*range(1, _MOST_WORDS), *range(200, 1000, 100)]
    known = {words.format({"n": number}).replace("\u00ad", "").casefold(): number for number in numbers}
    listed = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return known, re.compile(rf"(?<![\w-])({listed})(?![\w-])", re.IGNORECASE)
