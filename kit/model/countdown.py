"""The countdown of a message: one picture for each remaining day, with the words for that number of days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping  # noqa: TC003

from kit.model.document import (
    YamlPath,
    record,
)

#: The plural classes of all languages (UTS #35, part 3).
PLURAL_CLASSES = ("zero", "one", "two", "few", "many", "other")
#: Stands for the number of days left in copy, captions and `shows` of a countdown.
DAYS = "{days}"


@record
class Countdown:
    """The `countdown` of a message: until which day, from which on, and where.

    `to` is a day, or the id of a figure whose value is one; `from_`, written as `from`, is a day or a number of days
    before. `at` narrows the placements of the message to some placements or platforms.
    """

    to: str
    from_: str
    at: tuple[str, ...] = ()


@record
class CountedDay:
    """One day of a countdown: how many of its days are `left`.

    `figure` is the id of the figure that the countdown goes to, if it names one. `words` are the texts of the message
    that differ on this day, by their path inside it.
    """

    day: dt.date
    left: int
    of: int
    figure: str | None = None
    words: Mapping[YamlPath, str]


def day_of(written: str) -> dt.date | None:
    """Return the day that is written as YYYY-MM-DD; None for anything else."""
    try:
        return dt.date.fromisoformat(written) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else None
    except ValueError:
        return None
