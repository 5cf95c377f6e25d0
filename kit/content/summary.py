"""What page and documents say of a kit as a whole, taken from its campaign."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.content.emphasis import without_emphasis
from kit.model.countdown import DAYS
from kit.model.licence import find_licence
from kit.model.manifest import CreditEntry, FigureEntry, KitSummary, MessageEntry, SourceEntry
from kit.model.message_picture import pictures_of
from kit.model.named_image import named_images
from kit.text.characters import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.campaign import Campaign, Message


def summarise(campaign: Campaign, placements: Iterable[str]) -> KitSummary:
    """Return the summary of a campaign; `placements` are the ids of all there are, in the order of their table."""
    info = campaign.kit
    licence = find_licence(info.licence)
    return KitSummary(
        name=info.name,
        title=info.title,
        version=info.version,
        date=info.date.isoformat(),
        language=info.language,
        creator=info.creator,
        licence=licence.name if licence else info.licence,
        site=info.site,
        links=tuple(link.url for link in campaign.links.values()),
        messages=tuple(MessageEntry(id_, _title(message, campaign)) for id_, message in campaign.messages.items()),
        placements=tuple(placements),
        figures=tuple(FigureEntry(f.words, f.counts, f.source, f.as_of) for f in campaign.statistics.values()),
        sources=tuple(SourceEntry(s.id, s.title, s.publisher, s.as_of, s.url) for s in campaign.sources.values()),
        credits=tuple(_credits(campaign)),
    )


def _credits(campaign: Campaign) -> Iterator[CreditEntry]:
    """Yield each credit of photos and logos once, with the messages that it is for; one of the kit is for all."""
    messages: dict[str, dict[str, None]] = defaultdict(dict)
    for named in named_images(campaign):
        credit = " ".join(named.file.credit.split())
        if credit:
            messages[credit] |= {named.message: None} if named.message else {}
    of_kit = {" ".join(named.file.credit.split()) for named in named_images(campaign) if not named.message}
    for credit, ids in messages.items():
        yield CreditEntry(credit, () if credit in of_kit else tuple(ids))


def _title(message: Message, campaign: Campaign) -> str:
    """Return the headline of a message, else its figure, its first picture's headline or button, or its id.

    That of a countdown is without the number of days.
    """
    figure = campaign.statistics[message.statistic].words if message.statistic else ""
    first = pictures_of(message)[0].copy
    words = message.copy.get("headline") or figure or first.get("headline") or first.get("button") or message.id
    return capitalised(without_emphasis(words).replace(DAYS, "").strip() or message.id)
