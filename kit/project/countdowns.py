"""Countdowns of messages: until which day they count, from which on, and which pictures that makes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.countdown import DAYS, CountedDay
from kit.model.days import day_of
from kit.project.counted_words import form_faults, words_for
from kit.project.references import declared, known_name, platform_remedy
from kit.project.remedies import date_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.errors import Mark
    from kit.model.campaign import Campaign, Message
    from kit.model.countdown import Countdown
    from kit.model.placement import Placement

#: How many days a countdown may have: more is a mistake.
MOST_DAYS = 366
_DAYS = DAYS.strip("{}")


def with_counted_days(campaign: Campaign) -> Campaign:
    """Return a campaign without faults in which each countdown has its days, from the first on that the kit is of."""
    messages = {
        id_: replace(message, counted=tuple(_counted(message, campaign))) for id_, message in campaign.messages.items()
    }
    return replace(campaign, messages=messages)


def _counted(message: Message, campaign: Campaign) -> Iterator[CountedDay]:
    """Yield the days of a countdown in their order, those before the date of the kit left out."""
    last = _last(message.countdown, campaign) if message.countdown else None
    days = _days(message.countdown, last) if message.countdown and last else None
    if not (message.countdown and last and days):
        return
    figure = message.countdown.to if message.countdown.to in campaign.statistics else None
    for left in range(min(days, (last - campaign.kit.date).days), 0, -1):
        words = words_for(message, left, campaign)
        yield CountedDay(day=last - dt.timedelta(left), left=left, of=days, figure=figure, words=words)


def _last(countdown: Countdown, campaign: Campaign) -> dt.date | None:
    """Return the day that a countdown goes to: that of its figure, or as it is written; None where it is neither."""
    figure = campaign.statistics.get(countdown.to)
    value = figure.value if figure else day_of(countdown.to)
    return value if isinstance(value, dt.date) else None


def _days(countdown: Countdown, last: dt.date) -> int | None:
    """Return how many days a countdown has: as many as are written, or from a day on; None where neither is."""
    first = day_of(countdown.from_)
    if first:
        return (last - first).days
    return int(countdown.from_) if re.fullmatch("[0-9]{1,9}", countdown.from_) else None


def countdown_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A countdown goes to a day after the date of the kit, its texts follow the count, and it has placements."""
    for message in campaign.messages.values():
        if message.countdown is None:
            continue
        if message.frames:
            mark, remedy = campaign.document.mark("messages", message.id, "frames"), "make two messages of it"
            yield Fault("a message counts down or is a series, not both", mark, remedy, code="countdown-with-frames")
        yield from _day_faults(message, message.countdown, campaign)
        yield from _place_faults(message, message.countdown, campaign, placements)
    if _DAYS in declared(campaign, "statistics") and any(one.countdown for one in campaign.messages.values()):
        said = f"no figure can be called '{_DAYS}' where a message counts down: {DAYS} is how many are left"
        mark = campaign.document.key_mark("statistics", _DAYS)
        yield Fault(said, mark, "give it another name", code="figure-named-days")


def _day_faults(message: Message, countdown: Countdown, campaign: Campaign) -> Iterator[Fault]:
    """Yield what is wrong with the days of a countdown, and with its words for them."""
    path, mark = ("messages", message.id, "countdown"), campaign.document.mark
    last = _last(countdown, campaign)
    if last is None:
        yield from _no_day(countdown.to, campaign, mark(*path, "to"))
        return
    days = _days(countdown, last)
    if days is None or not 1 <= days <= MOST_DAYS:
        said = f"'from' is '{countdown.from_}', and a countdown to {last.isoformat()} has from 1 to {MOST_DAYS} days"
        remedy = date_remedy(countdown.from_) or "write how many days before, such as 14, or the first day"
        yield Fault(said, mark(*path, "from"), remedy, code="invalid-countdown-start")
        return
    if last <= campaign.kit.date:
        said = f"'{message.id}' counts down to {last.isoformat()}, which is not after the date of the kit"
        remedy = "take it out, and let a message ask for what is still possible"
        yield Fault(said, mark(*path, "to"), remedy, code="countdown-is-over")
    yield from form_faults(message, days, campaign)


def _no_day(written: str, campaign: Campaign, mark: Mark) -> Iterator[Fault]:
    """Yield why a countdown can't go to what is written: it is no day, and no figure that says one."""
    known = declared(campaign, "statistics")
    if written in campaign.statistics:
        said, remedy = f"the figure '{written}' is no day", "give it one as its value, such as value: 2020-12-21"
        yield Fault(said, mark, remedy, code="countdown-to-no-day")
    elif written not in known:
        dated = [id_ for id_, figure in campaign.statistics.items() if isinstance(figure.value, dt.date)]
        remedy = date_remedy(written) or known_name(written, "statistics", dated)
        yield Fault(f"'{written}' is no day and no figure", mark, remedy, code="unknown-countdown-day")


def _place_faults(
    message: Message, countdown: Countdown, campaign: Campaign, placements: Mapping[str, Placement]
) -> Iterator[Fault]:
    """`at` names placements and platforms that exist, and for each of which the message has an image."""
    for index, name in enumerate(countdown.at):
        mark = campaign.document.mark("messages", message.id, "countdown", "at", index)
        named = [placement for placement in placements.values() if name in {placement.id, placement.platform}]
        if not named:
            yield Fault(f"unknown platform '{name}'", mark, platform_remedy(name, placements), code="unknown-platform")
        elif not any(use.takes(placement) for use in message.images for placement in named):
            said, remedy = f"'{message.id}' has no image for '{name}'", "add its role to 'on', or take it out here"
            yield Fault(said, mark, remedy, code="countdown-without-image")
