"""What the page and the documents say about a kit as a whole, from its campaign."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kit.base.licence import find_licence
from kit.compose.content.descriptions import behind_lead
from kit.compose.content.emphasis import without_emphasis, without_soft_hyphens
from kit.model.campaign import Campaign, Message
from kit.model.manifest import (
    AboutEntry,
    CreditEntry,
    FigureEntry,
    HelpEntry,
    KitSummary,
    KitWords,
    MessageEntry,
    SourceEntry,
)
from kit.model.message_picture import figures_of, named_images, pictures_of
from kit.model.placement import Placement
from kit.model.statistic import DAYS, Statistic
from kit.text.characters import capitalised
from kit.text.stems import has_words


def summarise(
    campaign: Campaign,
    placements: Mapping[str, Placement],
    translations: Mapping[str, Campaign] | None = None,
    mark: str | None = None,
) -> KitSummary:
    """Return the summary of a campaign, with its words in other languages, by their tags.

    `placements` are all existing ones by id, in the order of their table; `mark` is the logo, as in a summary.
    """
    info, words = campaign.kit, _words(campaign)
    licence = find_licence(info.licence)
    summary = KitSummary(
        name=info.name,
        title=words.title,
        version=info.version,
        date=info.date.isoformat(),
        language=info.language,
        creator=info.creator,
        licence=licence.name if licence else info.licence,
        site=info.site,
        links=tuple(_links(campaign, (translations or {}).values())),
        messages=words.messages,
        placements=tuple(placements),
        figures=words.figures,
        sources=words.sources,
        credits=tuple(_credits(campaign)),
        advised=tuple(id_ for id_, placement in placements.items() if placement.advised),
        first=info.first,
        translations={tag: _words(translated) for tag, translated in (translations or {}).items()},
        help=words.help,
        about=words.about,
        outcome=words.outcome,
        mark=mark,
        sentences=_own_sentences((campaign, *(translations or {}).values())) or None,
    )
    return without_soft_hyphens(summary)


def _own_sentences(campaigns: Iterable[Campaign]) -> dict[str, dict[str, Any]]:
    """Return the sentences for page and documents that campaigns bring, by language."""
    sections = ("page", "documents")
    return {
        campaign.kit.language: {section: campaign.sentences[section] for section in sections}
        for campaign in campaigns
        if campaign.has_own_sentences
    }


def _links(campaign: Campaign, translated: Iterable[Campaign]) -> Iterator[str]:
    """Yield the addresses of a campaign, and then those that only some of its translations have."""
    own = [link.url for link in campaign.links.values()]
    others = dict.fromkeys(link.url for other in translated for link in other.links.values())
    yield from (*own, *(url for url in others if url not in own))


def _words(campaign: Campaign) -> KitWords:
    """Return the words of a campaign in its language."""
    return KitWords(
        title=campaign.title,
        messages=tuple(_entry(message, campaign) for message in campaign.messages.values()),
        figures=tuple(_figure(statistic) for statistic in campaign.statistics.values()),
        sources=tuple(SourceEntry(s.id, s.title, s.publisher, s.as_of, s.url) for s in campaign.sources.values()),
        help=_help(campaign),
        about=_about(campaign),
        outcome=campaign.kit.outcome,
    )


def _help(campaign: Campaign) -> HelpEntry | None:
    """Return where people find help; None if the kit has none."""
    place = campaign.kit.help
    return HelpEntry(place.text, campaign.links[place.link].url) if place else None


def _about(campaign: Campaign) -> AboutEntry | None:
    """Return what the campaign asks and who leads it; None if the kit does not say so in its language."""
    about = campaign.kit.about
    return AboutEntry(about.text, about.by, campaign.links[about.link].url, about.source) if about else None


def _entry(message: Message, campaign: Campaign) -> MessageEntry:
    """Return a message with the last day on which it is right, and the day that its countdown goes to."""
    last, counted = last_day(message, campaign), message.counted[-1:]
    counts_to = next((count.day + dt.timedelta(count.left) for count in counted), None)
    titles = dict(_counted_titles(message, campaign))
    return MessageEntry(message.id, _title(message, campaign), _written(last), _written(counts_to), titles)


def _counted_titles(message: Message, campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Yield the number of days left and the headline on that day, after the number if it continues that."""
    headline, language = message.copy.get("headline", ""), campaign.kit.language
    for count in message.counted if headline else ():
        words = without_emphasis(count.words.get(("copy", "headline"), headline))
        yield str(count.left), capitalised(behind_lead(str(count.left), words, message, campaign), language)


def _figure(statistic: Statistic) -> FigureEntry:
    day = statistic.value if isinstance(statistic.value, dt.date) else None
    return FigureEntry(statistic.words, statistic.counts, statistic.source, statistic.as_of, _written(day))


def _written(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _credits(campaign: Campaign) -> Iterator[CreditEntry]:
    """Yield each credit of photos and logos once, with its messages; one of the kit is for all."""
    messages: dict[str, dict[str, None]] = defaultdict(dict)
    for named in named_images(campaign):
        credit = " ".join(named.file.credit.split())
        if credit:
            messages[credit] |= {named.message: None} if named.message else {}
    of_kit = {" ".join(named.file.credit.split()) for named in named_images(campaign) if not named.message}
    for credit, ids in messages.items():
        yield CreditEntry(credit, () if credit in of_kit else tuple(ids))


def _title(message: Message, campaign: Campaign) -> str:
    """Return the headline of a message, or its figure, its first picture's headline or button, or its id.

    A countdown's is without the number of days. A headline is preceded by what it continues: its figure, or else its
    kicker.
    """
    figure = campaign.statistics[message.statistic].words if message.statistic else ""
    first = pictures_of(message)[0].copy
    words = message.copy.get("headline") or figure or first.get("headline") or first.get("button") or message.id
    title = without_emphasis(words).replace(DAYS, "").strip()
    if "headline" in message.copy and not message.counted:
        title = behind_lead(figure or without_emphasis(message.copy.get("kicker", "")), title, message, campaign)
    return capitalised(title or message.id, campaign.kit.language)


def named_days(message: Message, campaign: Campaign) -> Iterator[tuple[dt.date, Statistic]]:
    """Yield each day that a message names, as its figure, in its copy or in its captions, with its figure."""
    pictures = pictures_of(message)
    figures = {name for picture in pictures for name in figures_of(picture, campaign.figures)}
    copy = dict.fromkeys(text for picture in pictures for text in picture.copy.values())
    texts = without_emphasis(" ".join((message.caption.short, message.caption.long, *copy)))
    for name, statistic in campaign.statistics.items():
        if isinstance(statistic.value, dt.date) and (name in figures or has_words(texts, statistic.text)):
            yield statistic.value, statistic


def last_day(message: Message, campaign: Campaign) -> dt.date | None:
    """Return the last day on which a message is right: the first that it names; None if it names none.

    A countdown is right until the day before the one that it goes to.
    """
    if message.counted:
        return message.counted[-1].day
    return min((day for day, _ in named_days(message, campaign)), default=None)
