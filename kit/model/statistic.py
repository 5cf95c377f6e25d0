"""A figure of the campaign, its source, and the countdown of a message to one that is a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

from kit.base.document.document import YamlPath, record

#: A figure that begins with digits, and the word of magnitude or unit after it.
_NUMBER_FIRST = re.compile(r"([\d.,\u00a0\u202f]*\d)\s+(\D.*)")


#: The end of a qualifier that is written without a blank after it: Hebrew, "sal-" in Maltese, "moins d'" in French.
_JOINING = re.compile(r"[\u05be\u2011-]$|(?<!\w)\w['\u2019]$")


def with_qualifier(qualifier: str, text: str) -> str:
    """Return the text of a figure after its qualifier, which is joined to it in some languages."""
    return f"{qualifier}{'' if _JOINING.search(qualifier) else ' '}{text}".strip()


@record
class Source:
    """Where figures come from; `as_of` is YYYY, YYYY-MM or YYYY-MM-DD, `shown` how pictures write it, if shorter."""

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None = None
    shown: str = ""


@record
class Statistic:
    """One figure: `qualifier` and `text` are how it is written, `counts` what is counted.

    `qualifier_reason` is why the qualifier is not one of those for its language. `bound` tells a chart whether the
    true number is above or below the value. `of` is the whole of a bar or a ring, `label` the text under the figure's
    bar in a comparison. A figure that counts `people` is never drawn. `text` is plain; `number_span` is the (start,
    end) of the number between `**`, at the start or the end of the text, or inside it if it is the number of a day.
    """

    id: str
    text: str
    counts: str
    source: str
    as_of: str
    value: int | dt.date | None = None
    qualifier: str = ""
    qualifier_reason: str = ""
    bound: Literal["exact", "over", "under"] = "exact"
    of: int | None = None
    people: bool = False
    label: str = ""
    number_span: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """The figure as it must be written: the qualifier, then the figure."""
        return with_qualifier(self.qualifier, self.text)

    @property
    def number(self) -> str:
        """The part of the text that may be set large: what is marked, or the digits that it begins with, or all."""
        match = _NUMBER_FIRST.fullmatch(self.text)
        if self.number_span:
            return self.text[slice(*self.number_span)].strip()
        return match[1] if match else self.text

    @property
    def unit(self) -> str:
        """The rest of the text, after the number or before it; nothing if they are not divided."""
        match = _NUMBER_FIRST.fullmatch(self.text)
        if self.number_span:
            return " ".join(filter(None, self._around))
        return match[2] if match else ""

    @property
    def unit_first(self) -> bool:
        """Whether the unit, or its beginning, is read before the number, as in "december 21."."""
        return bool(self._around[0])

    @property
    def number_inside(self) -> bool:
        """Whether the unit is read on both sides of the number, as in "2020. gada 21. decembris"."""
        return all(self._around)

    @property
    def _around(self) -> tuple[str, str]:
        """What is before the marked number, and what is after it."""
        start, end = self.number_span or (0, len(self.text))
        return self.text[:start].strip(), self.text[end:].strip()


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
