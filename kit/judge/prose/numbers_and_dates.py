"""Report numbers typed into copy, which have no source, and dates that don't exist or contradict those of the kit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from kit.base.errors import Fault
from kit.model.finding import Finding, Severity
from kit.model.review import NamedDay, Prose, Review
from kit.model.slot import COPY_SLOTS
from kit.text.languages.language_writing import writing_of
from kit.text.numerals import Numeral, numerals_in
from kit.text.stems import blanked
from kit.text.written_days import WrittenDate, dates_in, most_days, weekday_name, without_days

#: Keys of a message's texts in which numbers are checked; what a picture shows may be counted.
_JUDGED = frozenset((*COPY_SLOTS, "short", "long"))
#: Digits that are not numbers: figures by id, addresses, account names, hashtags, times.
NO_NUMBER = re.compile(
    r"\{[^{}]*\}"
    r"|(?<!\S)\S*(?:://|@|\#)\S*"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[^\W\d]{2,}(?:/\S*)?"
    r"|(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\w:])"
)
#: The same, and list markers.
_NOT_TYPED = re.compile(rf"{NO_NUMBER.pattern}|^\s*\d{{1,2}}[.)](?=\s)", re.MULTILINE)
#: The characters that join a number to one before it, as in 24/7.
_JOINED = re.compile(r"\d[/\u2013-]")
_ORDINAL = re.compile(r"\.\s+[^\W\d_]")


def typed_number(review: Review) -> Iterator[Finding]:
    """No number is typed into copy: write it as a figure, with its source, or list it under 'numbers'."""
    passed = [*review.numbers, *(text for id_, text in review.figures if id_ in review.dated)]
    for prose in review.prose:
        if prose.path[0] == "more" or (prose.path[0] == "messages" and prose.key in _JUDGED):
            seen = set[str]()
            for numeral in _numbers(prose.text, passed, review.language):
                written = prose.text[numeral.start : _end(prose.text, numeral)]
                if written not in seen:
                    fault = _typed(written, numeral, prose, review)
                    yield Finding("typed-number", "warning", fault, prose.message)
                seen.add(written)


def _numbers(text: str, passed: list[str], language: str) -> Iterator[Numeral]:
    """Yield the numbers of a text that are not years, days, ordinals, names or allowed ones."""
    text = blanked(text, passed)
    text = without_days(_NOT_TYPED.sub(lambda match: " " * len(match[0]), text), language)
    ordinals = writing_of(language).ordinal_dot
    for numeral in numerals_in(text, language):
        named = numeral.letters and numeral.end == numeral.start + len(numeral.text)
        joined = _JOINED.fullmatch(text[max(0, numeral.start - 2) : numeral.start])
        ordinal = ordinals and _ORDINAL.match(text, numeral.end)
        if not (numeral.year or named or ordinal or joined):
            yield numeral


def _end(text: str, numeral: Numeral) -> int:
    """Return the end of a number with those joined to it, as in 24/7."""
    joined = re.compile(r"(?:[/\u2013-]\d+)*").match(text, numeral.end)
    return joined.end() if joined else numeral.end


def _typed(written: str, numeral: Numeral, prose: Prose, review: Review) -> Fault:
    """Return the fault of a typed number; it names the figure with the same number."""
    mark = prose.mark_at(numeral.start, len(written))
    same = [id_ for id_, text in review.figures if _says(text, numeral, review.language)]
    if same:
        remedy = f"write {{{same[0]}}}, which adds its source; or list it under 'numbers' if it means something else"
        return Fault(f"'{written}' is typed, but is the figure '{same[0]}'", mark, remedy, code="figure-typed")
    remedy = f"add it to 'statistics', or allow it: numbers: [{{allow: \"{written}\", reason: …}}]"
    return Fault(
        f"'{written}' is not a figure of 'statistics', so its source is unknown", mark, remedy, code="number-typed"
    )


def _says(text: str, numeral: Numeral, language: str) -> bool:
    """Return whether the text of a figure has the same number."""
    return any(numeral.readings[0] == other.readings[0] for other in numerals_in(text, language) if not other.year)


def as_of(review: Review) -> Iterator[Finding]:
    """No source and no figure is dated after the kit."""
    for dated in review.dated_ahead:
        message = f"'{dated.name}' is dated {dated.as_of}, after the kit's date, {dated.kit.isoformat()}"
        remedy = "correct its 'as_of' or the kit's 'date'"
        yield Finding("as-of", "warning", Fault(message, dated.mark, remedy, code="dated-ahead"))


def dates(review: Review) -> Iterator[Finding]:
    """Dates in texts exist, fit their weekday, and are that of the countdown or the figure that the message has."""
    named = [text for id_, text in review.figures if id_ in review.dated]
    for prose in review.prose:
        if prose.path[0] not in {"messages", "more"}:
            continue
        for date in dates_in(prose.without_marks, review.language):
            written = prose.text[date.start : date.end].replace("*", "")
            if any(allowed in written or written in allowed for allowed in (*review.numbers, *named)):
                continue
            for fault in _faults(date, written, prose, review):
                severity: Severity = "error" if fault.code == "impossible-date" else "warning"
                yield Finding("dates", severity, fault, prose.message)


def _faults(date: WrittenDate, written: str, prose: Prose, review: Review) -> Iterator[Fault]:
    """Yield what is wrong with a date, if anything: the first that is certain."""
    mark = prose.mark_at(date.start, len(written))
    day = date.in_year(review.day.year)
    if date.day > most_days(date.month) or (date.year and day is None) or not date.day:
        yield Fault(f"there is no '{written}'", mark, "correct the day or the month", code="impossible-date")
        return
    if date.weekday is not None and (meant := _of_another_weekday(date, review.day)):
        name = weekday_name(meant.weekday(), review.language)
        message = f"'{written}' is not that weekday: {meant.isoformat()} is '{name}'"
        yield Fault(message, mark, f"write '{name}', or correct the date", code="weekday-of-another-date")
        return
    counted = [target for target in review.targets if target.message == prose.message]
    shown = [day for day in review.days if day.message == prose.message and _share_a_digit(day.day.day, date.day)]
    if other := _slip(date, counted or shown):
        message = f"'{written}' differs from {other.day.isoformat()}, which '{other.text}' gives for this message"
        remedy = f'correct one of them, or allow it: numbers: [{{allow: "{written}", reason: …}}]'
        yield Fault(message, mark, remedy, code="date-of-another-day")


def _of_another_weekday(date: WrittenDate, today: dt.date) -> dt.date | None:
    """Return the day that is meant if it has another weekday; without a year, in no year near that of the kit."""
    years = (today.year,) if date.year else (today.year, today.year - 1, today.year + 1)
    days = [day for day in map(date.in_year, years) if day]
    if not days or any(day.weekday() == date.weekday for day in days):
        return None
    return min(days, key=lambda day: abs(day - today))


def _share_a_digit(one: int, other: int) -> bool:
    """Return whether two numbers have a digit in common, so that one may be a slip of the other."""
    return bool(set(str(one)) & set(str(other)))


def _slip(date: WrittenDate, targets: Sequence[NamedDay]) -> NamedDay | None:
    """Return the only day of a message if a date has all but one of its day, month and year, and so may mean it."""
    if len({target.day for target in targets}) != 1:
        return None
    [target, *_] = targets
    day = target.day
    same = (date.day == day.day, date.month == day.month, date.year in {None, day.year})
    return target if same.count(False) == 1 else None
