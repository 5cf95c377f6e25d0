"""Find days in texts as their language writes them, and how they differ from the day that is meant."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from itertools import pairwise

from kit.languages.language_writing import any_of, writing_with_english
from kit.text.plurals import message_format

#: Formats of a month in the Unicode CLDR: in a date, on its own, and short.
_PATTERNS = ("::dMMMM", "::LLLL", "::MMM")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?![\d,])")
#: Month names with this many letters or more are rarely other words, as "may" is.
_SURE = 6


def other_day(text: str, day: dt.date, language: str) -> str | None:
    """Return the part of a text that certainly differs from a day: its year, its month or the number of its day.

    None if it agrees with the day or is too vague.
    """
    written = [sorted((day.day, day.month, year)) for year in (day.year, day.year % 100)]
    for match in _NUMERIC.finditer(text):
        if sorted((int(match[1]), int(match[3]), int(match[4]))) not in written:
            return match[0]
    rest = _NUMERIC.sub(" ", text)
    years = _YEAR.findall(rest)
    if years and day.year not in map(int, years):
        return str(years[0])
    months = _months_in(rest, language)
    if not months:
        return None
    if day.month not in months.values():
        return next(iter(months))
    numbers = [number for month in months for number in _numbers_at(month, rest, language)]
    days = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", rest)]
    inside = any(low <= day.day <= high for low, high in pairwise(days))
    return numbers[0] if numbers and not inside and day.day not in days else None


def without_days(text: str, language: str) -> str:
    """Return a text with blanks in place of days that are written with the name of their month."""
    _, pattern = _months(language)
    day = rf"(?<!\d)(?:\d{{1,2}}\.?\s?[\u2013-]\s?)?\d{{1,2}}{_between(language)}{pattern.pattern}"
    behind = rf"{pattern.pattern}\W{{0,2}}\d{{1,2}}(?!\d)"
    return re.sub(rf"{day}|{behind}", lambda match: " " * len(match[0]), text, flags=re.IGNORECASE)


def _months_in(text: str, language: str) -> dict[str, int]:
    """Return the months that a text names, as it writes them: those with a number next to them, or with long names."""
    numbers, pattern = _months(language)
    named = {match[0]: numbers[match[0].casefold()] for match in pattern.finditer(text)}
    before, behind = rf"\d{_between(language)}", r"\W{0,2}\d"
    return {
        name: month
        for name, month in named.items()
        if len(name) >= _SURE or re.search(rf"{before}{re.escape(name)}|{re.escape(name)}{behind}", text)
    }


def _numbers_at(month: str, text: str, language: str) -> list[str]:
    """Return the numbers of days before a month in a text or, if there are none, after it."""
    name = re.escape(month)
    before = re.findall(rf"(?<!\d)(\d{{1,2}}){_between(language)}{name}", text)
    return before or re.findall(rf"{name}\s?(\d{{1,2}})(?!\d)", text)


@lru_cache(maxsize=64)
def _between(language: str) -> str:
    """Return a pattern for the text between the number of a day and its month: "21st of", "21. ", "7 de "."""
    writing = writing_with_english(language)
    return rf"(?:{any_of(writing.ordinal_endings)})?[.\s\u00a0]{{0,2}}(?:(?:{any_of(writing.before_month)})\s)?"


@lru_cache(maxsize=64)
def _months(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the months of a language by their names, and a pattern that matches any of them."""
    by_name: dict[str, int] = {}
    for pattern in _PATTERNS:
        date = message_format(f"{{n, date, {pattern}}}", language)
        for month in range(12, 0, -1):
            written = date.format({"n": dt.datetime(2020, month, 9, 12, tzinfo=dt.UTC)})
            name = re.search(r"[^\W\d_]{3,}(?=[^\w]*\d*\W*$)", written)
            if name:
                by_name[name[0].casefold()] = month
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True))) or r"(?!)"
    return by_name, re.compile(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])", re.IGNORECASE)
