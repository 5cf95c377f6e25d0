"""Resolve what the rules on a whole campaign check: the texts that people read, `voice`, days, and pairs of colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from kit.base.document.document import Document
from kit.base.errors import Fault
from kit.base.memory_caches import IdentityKey
from kit.compose.content.emphasis import without_emphasis
from kit.compose.content.extra_texts import figures_of_extra
from kit.compose.content.summary import named_days
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign, Voice
from kit.model.message_picture import figures_of, pictures_of
from kit.model.project import Untranslated
from kit.model.review import (
    SECTIONS,
    CodeBox,
    DatedAhead,
    DeclaredFace,
    Feed,
    FeedPost,
    NamedDay,
    PartnerCode,
    Passage,
    Prose,
    Review,
    RolePair,
    SourceHost,
    TurnedOff,
    own_texts_of,
    prose_of,
    texts_in,
)
from kit.text.stems import find_stems


def review(  # noqa: PLR0913  (what a campaign is reviewed with)
    campaign: Campaign,
    day: dt.date | None = None,
    pairs: Iterable[RolePair] = (),
    artboards: Iterable[Artboard] = (),
    *,
    untranslated: Iterable[Untranslated] = (),
    outdated: Iterable[Fault] = (),
    voiceless: Iterable[Campaign] = (),
    locate: Callable[[str], Path] | None = None,
    code_boxes: tuple[CodeBox, ...] = (),
) -> Review:
    """Return a campaign as it reads on a day, by default the date of the kit.

    `pairs` are those of its pictures, `artboards` all of its artboards, even if only some are built. `untranslated` are
    the messages that are left out of other languages, `outdated` the faults of translations that were made from other
    words, `voiceless` the campaign in those languages without a `voice`.
    `locate` finds a font file by its name: without it, fonts are not judged. `code_boxes` are the
    smallest of a code where the link of a partner makes codes finer.
    """
    return Review(
        day=day or campaign.kit.date,
        language=campaign.kit.language,
        voice=campaign.voice,
        passages=tuple(passages_of(campaign)),
        prose=tuple(prose_of(campaign.document)),
        messages=tuple(_messages(campaign)),
        days=tuple(_days(campaign)),
        pairs=tuple(dict.fromkeys(pairs)),
        turned_off=turned_off(campaign),
        figures=tuple((id_, statistic.text) for id_, statistic in campaign.statistics.items()),
        dated=frozenset(id_ for id_, figure in campaign.statistics.items() if isinstance(figure.value, dt.date)),
        numbers=tuple(number.allow for number in campaign.numbers),
        dated_ahead=tuple(_dated_ahead(campaign)),
        feeds=feeds_of(artboards, campaign.document),
        counted=tuple(_counted(campaign)),
        targets=tuple(_targets(campaign)),
        asked=day is not None,
        untranslated=tuple((entry.message, entry.fault) for entry in untranslated),
        outdated=tuple(outdated),
        own_texts=tuple(own_texts_of(campaign.document)),
        voiceless=tuple((other.kit.language, other.language_mark) for other in voiceless),
        hosts=tuple(_hosts(campaign)),
        source_hosts=tuple(_source_hosts(campaign)),
        cited_hosts={id_: frozenset(_cited_hosts(id_, campaign)) for id_ in campaign.messages},
        faces=tuple(_faces(campaign, locate)) if locate else (),
        translated_from=str(campaign.document.originals.get(("kit", "language"), "")),
        foreign=None if _is_spoken(campaign) else campaign.language_mark,
        missing_sentences=campaign.missing_sentences,
        partner_code=_partner_code(campaign, code_boxes),
    )


def _partner_code(campaign: Campaign, boxes: tuple[CodeBox, ...]) -> PartnerCode | None:
    """Return the address of a partner whose codes have some boxes; None without them."""
    partner, own = campaign.partner, campaign.replaced_link
    if partner is None or own is None or not boxes:
        return None
    mark = campaign.document.mark("links", own.id, "url")
    return PartnerCode(partner.id, campaign.links[own.id].url, own.url, mark, boxes)


def _is_spoken(campaign: Campaign) -> bool:
    """Return whether the sentences of the generator are in the language of the campaign."""
    spoken = str(campaign.sentences["page"]["lang"])
    return spoken.partition("-")[0].lower() == campaign.kit.language.partition("-")[0].lower()


def turned_off(campaign: Campaign) -> tuple[TurnedOff, ...]:
    """Return the rules that a campaign turns off."""
    mark = campaign.document.mark
    return tuple(TurnedOff(choice.off, mark("checks", index, "off")) for index, choice in campaign.checks.items())


def _hosts(campaign: Campaign) -> Iterator[str]:
    """Yield the hosts where a campaign leads: those that it lists, and that of the published kit."""
    yield from campaign.kit.hosts
    if campaign.kit.site:
        yield urlsplit(campaign.kit.site).netloc


def _source_hosts(campaign: Campaign) -> Iterator[SourceHost]:
    """Yield the host of each source with an address."""
    for id_, source in campaign.sources.items():
        if source.url:
            yield SourceHost(urlsplit(source.url).netloc, campaign.document.mark("sources", id_, "url"))


def _cited_hosts(id_: str, campaign: Campaign) -> Iterator[str]:
    """Yield the hosts of the sources of all figures that a message shows or names."""
    message = campaign.messages[id_]
    shown = [figure for picture in pictures_of(message) for figure in figures_of(picture, campaign.figures)]
    named = [figure for path, ids in campaign.figures.items() if path[:2] == ("messages", id_) for figure in ids]
    for figure in {*shown, *named}:
        source = campaign.sources[campaign.statistics[figure].source]
        if source.url:
            yield urlsplit(source.url).netloc


def _faces(campaign: Campaign, locate: Callable[[str], Path]) -> Iterator[DeclaredFace]:
    """Yield the faces of the families that `kit.yaml` declares, not those of tables beside fonts."""
    for id_ in campaign.document.value.get("families") or ():
        family = campaign.families[id_]
        for index, face in enumerate(family.faces):
            mark = campaign.document.mark("families", id_, "faces", index)
            yield DeclaredFace(family, face, locate(face.file), mark)


def _messages(campaign: Campaign) -> Iterator[Passage]:
    """Yield all words of each message as one passage, with the mark of its name."""
    for id_, message in campaign.messages.items():
        copy = (text for words in (message.copy, *(use.copy for use in message.images)) for text in words.values())
        texts = (*copy, message.caption.short, message.caption.long, message.shows)
        yield Passage(without_emphasis(" ".join(texts)), campaign.document.key_mark("messages", id_), id_)


def _days(campaign: Campaign) -> Iterator[NamedDay]:
    """Yield the days that each message names, as its statistic, in its copy or in its captions, and each extra."""
    for id_, message in campaign.messages.items():
        for day, statistic in named_days(message, campaign):
            yield NamedDay(id_, day, statistic.text, campaign.document.key_mark("messages", id_))
    for id_, extra in campaign.more.items():
        for figure in figures_of_extra(extra, campaign):
            value = campaign.statistics[figure].value
            if isinstance(value, dt.date):
                yield NamedDay(id_, value, campaign.statistics[figure].text, campaign.document.key_mark("more", id_))


def _counted(campaign: Campaign) -> Iterator[NamedDay]:
    """Yield the day that each picture of a countdown is for, on any placement; its name is that in file names."""
    for id_, message in campaign.messages.items():
        mark = campaign.document.key_mark("messages", id_)
        yield from (NamedDay(f"{id_}-{day.left:02d}", day.day, day.day.isoformat(), mark) for day in message.counted)


def _targets(campaign: Campaign) -> Iterator[NamedDay]:
    """Yield the day that each countdown goes to, as the figure or the date that it names."""
    for id_, message in campaign.messages.items():
        if message.countdown and message.counted:
            last = message.counted[0].day + dt.timedelta(message.counted[0].left)
            figure = campaign.statistics.get(message.countdown.to)
            text = figure.text if figure else message.countdown.to
            yield NamedDay(id_, last, text, campaign.document.key_mark("messages", id_))


def _dated_ahead(campaign: Campaign) -> Iterator[DatedAhead]:
    """Yield the sources and the figures with a later day, month or year than the kit."""
    day = campaign.kit.date
    for section, entries in (("sources", campaign.sources), ("statistics", campaign.statistics)):
        for id_, entry in entries.items():
            if entry.as_of > day.isoformat()[: len(entry.as_of)]:
                yield DatedAhead(id_, entry.as_of, day, campaign.document.mark(section, id_, "as_of"))


def feeds_of(artboards: Iterable[Artboard], document: Document) -> tuple[Feed, ...]:
    """Return the feed of each platform that has one, in the order of some artboards.

    A message is one post, and the feed shows the first picture of a series.
    """
    platforms: dict[str, dict[str, FeedPost]] = {}
    for artboard in artboards:
        if artboard.placement.role == "feed":
            id_ = artboard.message.id
            post = FeedPost(id_, artboard.layout, document.key_mark("messages", id_))
            platforms.setdefault(artboard.placement.platform, {}).setdefault(id_, post)
    return tuple(Feed(platform, tuple(posts.values())) for platform, posts in platforms.items())


def passages_of(campaign: Campaign) -> Iterator[Prose]:
    """Yield every text of `kit.yaml` that people read, without markup, and names and addresses that they may see."""
    for path, text in texts_in(campaign.document.value):
        if path[0] in SECTIONS:
            message = str(path[1]) if path[0] == "messages" and len(path) > 1 else ""
            yield Prose(without_emphasis(text), campaign.document, path, message)


def voice_of_pictures(campaign: Campaign) -> Voice:
    """Return what `voice` rules out of pictures, captions and alt texts as they are built.

    Words that are never used are left out if `kit.yaml` has them: they are reported there, once and at their place.
    """
    return _voice_of_pictures(IdentityKey(campaign))


@lru_cache(maxsize=64)  # languages take turns
def _voice_of_pictures(of: IdentityKey[Campaign]) -> Voice:
    campaign, voice = of.value, of.value.voice
    if not voice.never:
        return voice
    written = {found.stem for prose in passages_of(campaign) for found in find_stems(prose.text, voice.never)}
    return replace(voice, never=tuple(stem for stem in voice.never if stem not in written))
