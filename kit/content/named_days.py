"""The days that messages name, as a figure or in their words, and the last one on which what they say holds."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from kit.content.emphasis import without_emphasis
from kit.model.message_picture import figures_of, pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign, Message
    from kit.model.statistic import Statistic


def named_days(message: Message, campaign: Campaign) -> Iterator[tuple[dt.date, Statistic]]:
    """Yield each day that a message names, as its figure, in its copy or in its captions, with the figure of it."""
    pictures = pictures_of(message)
    figures = {name for picture in pictures for name in figures_of(picture, campaign.figures)}
    copy = dict.fromkeys(text for picture in pictures for text in picture.copy.values())
    texts = without_emphasis(" ".join((message.caption.short, message.caption.long, *copy)))
    for name, statistic in campaign.statistics.items():
        if isinstance(statistic.value, dt.date) and (name in figures or _says(texts, statistic.text)):
            yield statistic.value, statistic


def last_day(message: Message, campaign: Campaign) -> dt.date | None:
    """Return the last day on which what a message says holds: the first that it names; None where it names none.

    A countdown holds until the day before the one that it goes to.
    """
    if message.counted:
        return message.counted[-1].day
    return min((day for day, _ in named_days(message, campaign)), default=None)


def _says(texts: str, day: str) -> bool:
    """Tell whether a day is written in some texts, by itself: 17 December is not 7 December."""
    return re.search(rf"(?<!\w){re.escape(day)}(?!\w)", texts) is not None
