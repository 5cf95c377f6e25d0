"""Hold figures to their sources, and both to dates that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.project.references import declared, known_name
from kit.project.remedies import DATE, date_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign

_AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def date_faults(campaign: Campaign) -> Iterator[Fault]:
    """The date of the kit is written as a date: a number of seconds would be taken for one."""
    info = campaign.document.value.get("kit")
    written = info.get("date") if isinstance(info, dict) else None
    if isinstance(written, str) and re.fullmatch(r"[-+]?\d+(\.\d+)?", written) and not date_remedy(written):
        message = f"'date' must be {DATE}, not '{written}'"
        remedy = "write the year, month and day of a day that exists, in digits"
        yield Fault(message, campaign.document.mark("kit", "date"), remedy, code="wrong-type")


def statistic_faults(campaign: Campaign) -> Iterator[Fault]:
    """A figure names a source that exists; figures and sources have a date."""
    known = declared(campaign, "sources")
    for id_, statistic in campaign.statistics.items():
        if statistic.source not in known:
            mark = campaign.document.mark("statistics", id_, "source")
            remedy = known_name(statistic.source, "sources", known)
            yield Fault(f"unknown source '{statistic.source}'", mark, remedy, code="unknown-source")
    for section, dated in (("statistics", campaign.statistics), ("sources", campaign.sources)):
        for id_, entry in dated.items():
            if not _AS_OF.fullmatch(entry.as_of):
                mark = campaign.document.mark(section, id_, "as_of")
                remedy = date_remedy(entry.as_of) or "write it as YYYY, YYYY-MM or YYYY-MM-DD"
                yield Fault(f"'as_of' is '{entry.as_of}'", mark, remedy, code="invalid-as-of")
