"""Report dates in texts that do not exist, have another weekday, or are not those of the countdown or the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.model.finding import Finding
from kit.text.written_days import dates_in, most_days, weekday_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kit.model.finding import Severity
    from kit.model.review import NamedDay, Prose, Review
    from kit.text.written_days import WrittenDate


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
