"""Recognise what a number is counted in, by the sign or the abbreviation beside it: money, shares, sizes of data.

Signs are much the same in every language; of words, those for euros and dollars are known by their beginnings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


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
