"""Find what a text states in numbers: laws, months of dates, and numbers in digits or words, each as it is written.

What a number is counted in is known by the sign or the abbreviation beside it: money, shares, sizes of data. Signs are
much the same in every language; of words, those for euros and dollars are known by their beginnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kit.judge.prose.numbers_and_dates import NO_NUMBER
from kit.text.numerals import Numeral, has_magnitude_word, numerals_in, spelled_numerals_in
from kit.text.written_days import months_beside_numbers

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
        tuple(_stated(plain, numeral) for numeral in found)
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


#: The units of each kind, with the signs and abbreviations of each in any language. Some signs are of several units.
_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "money": {
        "euro": ("€", "EUR"),
        "dollar": ("$", "US$", "USD"),
        "pound": ("£", "GBP"),
        "yen": ("¥", "JPY"),
        "zloty": ("zł", "PLN"),
        "koruna": ("Kč", "CZK"),
        "forint": ("Ft", "HUF"),
        "leu": ("RON",),
        "lev": ("лв", "BGN"),
        "Swedish krona": ("kr", "SEK"),
        "Norwegian krone": ("kr", "NOK"),
        "Danish krone": ("kr", "DKK"),
        "franc": ("CHF",),
        "shekel": ("₪", "ILS"),
        "ruble": ("₽", "RUB"),
        "hryvnia": ("₴", "UAH"),
        "rupee": ("₹", "INR"),
        "lira": ("₺", "TRY"),
    },
    "share": {"percent": ("%", "٪"), "permille": ("‰", "؉")},
    "data": {
        "kilobyte": ("kB", "KB", "ko", "Ko", "КБ", "kt"),
        "megabyte": ("MB", "Mo", "МБ", "Mt"),
        "gigabyte": ("GB", "Go", "ГБ", "Gt"),
        "terabyte": ("TB", "To", "ТБ", "Tt"),
        "petabyte": ("PB", "Po", "ПБ", "Pt"),
        "megabit": ("Mb", "Mbit", "Мбит"),
        "gigabit": ("Gb", "Gbit", "Гбит"),
    },
    "length": {
        "kilometre": ("km", "км", "χλμ"),
        "metre": ("m", "м", "μ"),
        "centimetre": ("cm", "см", "εκ"),
        "millimetre": ("mm", "мм", "χιλ"),
    },
    "mass": {"kilogram": ("kg", "кг", "κιλ"), "gram": ("g", "г"), "milligram": ("mg", "мг")},  # noqa: RUF001
}
#: The beginnings of words for money, in small letters.
_STEMS = {
    "euro": ("euro", "eura", "evro", "eiro", "eur", "ewro", "ευρώ", "евро", "يورو", "אירו"),
    "dollar": ("dollar", "dollár", "dolar", "dólar", "dolár", "dolār", "doler", "δολάρι", "долар", "دولار", "דולר"),
}
#: What may be between a number and its unit: blanks, marks of direction, "de" of Romance languages and its like.
_BLANKS = "[\\s\u00a0\u202f\u200e\u200f\u061c]{0,2}"
_LINK = rf"(?:{_BLANKS}(?:de\b|di\b|d['\u2019]|ta['\u2019]))?"


class NumberUnit(NamedTuple):
    """What a number is counted in: the kind of its unit, and the units that its sign may be of."""

    kind: str
    units: frozenset[str]


def measure_of(text: str, start: int, end: int) -> NumberUnit | None:
    """Return the measure of the number from `start` to `end` in a text; None if it has none that is known."""
    found = _behind().match(text, end) or _before().search(text, 0, start)
    return _measures()[found["unit"]] if found else _in_words(text, end)


def _in_words(text: str, end: int) -> NumberUnit | None:
    """Return the money that the word behind a number names."""
    match = re.compile(rf"{_LINK}{_BLANKS}(?P<word>[^\W\d_]+)").match(text, end)
    word = match["word"].casefold() if match else ""
    units = frozenset(unit for unit, stems in _STEMS.items() if word.startswith(stems))
    return NumberUnit("money", units) if units else None


@lru_cache(maxsize=1)
def _measures() -> dict[str, NumberUnit]:
    """Return the measure of each sign and abbreviation."""
    signs = {(kind, sign) for kind, units in _UNITS.items() for listed in units.values() for sign in listed}
    return {
        sign: NumberUnit(kind, frozenset(unit for unit, listed in _UNITS[kind].items() if sign in listed))
        for kind, sign in signs
    }


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    """Return what matches any unit behind a number."""
    return re.compile(rf"{_BLANKS}(?P<unit>{_any_of(_measures())})(?!\w)")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """Return what matches the sign of money before a number."""
    money = [sign for sign, measure in _measures().items() if measure.kind == "money"]
    return re.compile(rf"(?<!\w)(?P<unit>{_any_of(money)}){_BLANKS}$")


def _any_of(signs: Iterable[str]) -> str:
    """Return a pattern of any sign, the longest first."""
    return "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
