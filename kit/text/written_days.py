"""Find days in texts as their language writes them, and how they differ from the day that is meant."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kit.text.languages.language_writing import any_of, writing_with_english
from kit.text.numerals import message_format

#: Formats of a month in ICU: in a date, on its own, and short.
_PATTERNS = ("::dMMMM", "LLLL", "::MMM")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?![\d,])")
#: The most letters of a word that links a month and its year, as "de" and "roku" do.
_LINKING = 4
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


def month_alone(day: object, text: str, language: str) -> str:
    """Return the month and the year of a day as calendars write them, if a text has nothing but these; else nothing.

    In many languages a month has another form, or a preposition, beside the number of its day.
    """
    words = re.findall(r"[^\W\d_]+", text)
    linking = [word for word in words if not is_month(word, language)]
    if not isinstance(day, dt.date) or str(day.year) not in text or len(linking) == len(words):
        return ""
    if any(len(word) > _LINKING for word in linking):
        return ""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return message_format("{day, date, ::yMMMM}", language).format({"day": noon})


def without_days(text: str, language: str) -> str:
    """Return a text with blanks in place of days that are written with the name of their month."""
    _, pattern = _months(language)
    day = rf"(?<!\d)(?:\d{{1,2}}\.?\s?[\u2013-]\s?)?\d{{1,2}}{_between(language)}{pattern.pattern}"
    behind = rf"{pattern.pattern}\W{{0,2}}\d{{1,2}}(?!\d)"
    return re.sub(rf"{day}|{behind}", lambda match: " " * len(match[0]), text, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date with a day and a month as a text writes it, from `start` to `end`, perhaps with its year and weekday.

    `weekday` counts from Monday, 0; the day may be one that the month does not have.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> dt.date | None:
        """Return the date in its own year, or else in another one; None if there is no such day."""
        try:
            return dt.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


_A_DAY = dt.datetime(2020, 12, 7, 12, tzinfo=dt.UTC)
#: A leap year: every day of any year is one of it.
_LEAP = 2020
_NAMED_YEAR = r"(?:\W{1,2}(?:de |del |d[\u2019'])?(?P<year>\d{4})(?![\d,.]\d|\d))?"


def dates_in(text: str, language: str) -> Iterator[WrittenDate]:
    """Yield the dates of a text that are certainly meant as such: with the name of a month, or as 2020-12-21."""
    numbers, pattern = _months(language)
    months, between = f"(?P<month>{pattern.pattern})", _between(language)
    endings = rf"(?:{any_of(writing_with_english(language).ordinal_endings)})?"
    forms = (
        rf"(?<![\d.,/\u2013-])(?P<day>\d{{1,2}}){between}{months}{_NAMED_YEAR}",
        rf"{months}\s(?P<day>\d{{1,2}}){endings}(?!\w|[.:,/\u2013-]?\d){_NAMED_YEAR}",
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
    )
    taken: list[tuple[int, int]] = []
    for form in forms if _month_first(language) else forms[::2]:
        for match in re.finditer(form, text, re.IGNORECASE):
            free = all(match.end() <= start or match.start() >= end for start, end in taken)
            if free and not (match["month"].islower() and _has_capital(language)):
                taken.append(match.span())
                month = numbers.get(_folded(match["month"])) or int(match["month"])
                year = int(match["year"]) if match["year"] else None
                start, weekday = _weekday_before(match.start(), text, language)
                yield WrittenDate(start, match.end(), int(match["day"]), month, year, weekday)


def _weekday_before(start: int, text: str, language: str) -> tuple[int, int | None]:
    """Return where a date with its weekday starts, and the weekday, which at most a short word separates from it."""
    days = _weekdays(language)
    before = re.compile(rf"(?<!\w)({any_of(days)})[,،]?\s(?:\w{{1,3}}\s)?$", re.IGNORECASE).search(text[:start])
    return (before.start(), days[before[1].casefold()]) if before else (start, None)


def weekday_name(weekday: int, language: str) -> str:
    """Return the name of a weekday, counted from Monday, in a language."""
    monday = dt.datetime(2020, 12, 7, 12, tzinfo=dt.UTC)
    return message_format("{n, date, ::EEEE}", language).format({"n": monday + dt.timedelta(weekday)})


@lru_cache(maxsize=64)
def _month_first(language: str) -> bool:
    """Return whether a language may write a month before the number of its day, as all of English may."""
    written = message_format("{n, date, ::dMMMM}", language).format({"n": _A_DAY})
    return written[:1].isalpha() or language.partition("-")[0] == "en"


@lru_cache(maxsize=64)
def _has_capital(language: str) -> bool:
    """Return whether the names of months begin with a capital in a language: then "may" and "march" are other words."""
    return message_format("{n, date, ::LLLL}", language).format({"n": _A_DAY})[:1].isupper()


@lru_cache(maxsize=64)
def _weekdays(language: str) -> dict[str, int]:
    """Return the weekdays of a language by their names, counted from Monday."""
    return {weekday_name(weekday, language).casefold(): weekday for weekday in range(7)}


def most_days(month: int) -> int:
    """Return the most days that a month of any year has; none for a number that no month has."""
    return monthrange(_LEAP, month)[1] if 1 <= month <= len(month_name) - 1 else 0


def _months_in(text: str, language: str) -> dict[str, int]:
    """Return the months that a text names, as it writes them: those with a number next to them, or with long names."""
    numbers, pattern = _months(language)
    named = {match[0]: numbers[_folded(match[0])] for match in pattern.finditer(text)}
    before, behind = rf"\d{_between(language)}", r"\W{0,2}\d"
    return {
        name: month
        for name, month in named.items()
        if len(name) >= _SURE or re.search(rf"{before}{re.escape(name)}|{re.escape(name)}{behind}", text)
    }


#: From so many letters on a month is known by its beginning, as the last two may change where words are inflected.
_INFLECTED, _ENDING = 6, 2


def is_month(word: str, language: str) -> bool:
    """Return whether a word is a month, in any form that its language may give it."""
    return _inflected_months(language).match(word) is not None


@lru_cache(maxsize=64)
def _inflected_months(language: str) -> re.Pattern[str]:
    """Return what matches a word that is a month."""
    names, _ = _months(language)
    stems = {name[:-_ENDING] for name in names if len(name) >= _INFLECTED}
    return re.compile(rf"\W*(?:(?:{any_of(stems)})\w{{1,5}}|{any_of(names)})(?!\w)", re.IGNORECASE)


def months_beside_numbers(text: str, language: str) -> dict[int, str]:
    """Return the months that a text names beside a number, in any inflection, each with its words and the number."""
    numbers, pattern = _month_stems(language)
    found: dict[int, str] = {}
    for match in pattern.finditer(text):
        stem = _folded(match["after"] or match["before"])
        found.setdefault(next(number for name, number in numbers.items() if stem.startswith(name)), match[0])
    return found


@lru_cache(maxsize=64)
def _month_stems(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the months of a language by what their names begin with, the longest first, and a pattern for dates.

    A name that begins that of another month, as "červen" does "červenec", is not inflected.
    """
    names, _ = _months(language)
    known = dict(sorted(names.items(), key=lambda item: -len(item[0])))
    inflected = {
        name: not any(other.startswith(name) and names[other] != month for other in names)
        for name, month in known.items()
    }
    ending = r"[^\W\d_]*"
    forms = "|".join(f"{re.escape(name)}{ending if free else ''}" for name, free in inflected.items()) or "(?!)"
    word = rf"(?:{forms})(?![^\W\d_])"
    between = r"[.,\s\u00a0\u202f]{1,2}(?:[^\W\d_]{1,3}['\u2019]?[\s\u00a0]|[\u05d1\u05be]{1,2})?"
    dates = rf"\d+(?:st|nd|rd|th|er)?{between}(?P<after>{word})|(?<![^\W\d_])(?P<before>{word})[\s\u00a0]\d+"
    return known, re.compile(dates, re.IGNORECASE)


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
            name = re.search(r"[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?(?=\W*\d*\W*(?:[^\W\d_]\.?)?$)", written)
            if name:
                by_name[_folded(name[0])] = month
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True))) or r"(?!)"
    return by_name, re.compile(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])", re.IGNORECASE)


def _folded(name: str) -> str:
    """Return a name in one case, with its accents as they are typed: folding parts those of some Greek letters."""
    return unicodedata.normalize("NFC", name.casefold())
