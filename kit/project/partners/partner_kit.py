"""The project of a partner's kit: the campaign with the partner's name, address, mark, colours and words.

It is made from a project that was read, so that many partners cost one reading, and share all that is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, SpecError, did_you_mean
from kit.model.campaign import DRAWN, Campaign, Link, Message
from kit.model.colour import parse_hex
from kit.model.image import FoundImage
from kit.model.partner import HANDLE, PARTNER, Partner
from kit.model.project import Project
from kit.project.figures.figures_in_copy import texts, texts_of_extras, with_texts, with_words, with_words_of_page
from kit.project.layouts.palettes import invalid_colour, unknown_role
from kit.project.messages.image_files import look_at_image
from kit.project.messages.links import address_faults, shown_faults, shown_form
from kit.project.partners.partners_file import FoundPartner
from kit.text.characters import isolate
from kit.text.languages.language_names import is_right_to_left

#: A section of `kit.yaml`, `messages` or `more`, and the id of an entry in it.
_Entry = tuple[str, str]


#: What a text reads of a partner: `{partner.town}`.
_READ = re.compile(rf"\{{{PARTNER}\.([^{{}}]*)\}}")


def without_messages_of_partners(project: Project) -> Project:
    """Return the campaign's own kit: without messages and extras that read words of a partner, which it has none of."""

    def own(campaign: Campaign) -> Campaign:
        """Return the campaign in one language without them."""
        reading = {entry for entry, _ in _read_in(campaign)}
        messages = [id_ for id_ in campaign.messages if ("messages", id_) not in reading]
        more = {id_: extra for id_, extra in campaign.more.items() if ("more", id_) not in reading}
        return replace(_only(campaign, messages), more=more)

    return _with_campaigns(project, own)


def kits_of(project: Project, partners: Iterable[FoundPartner]) -> Iterator[tuple[str, Project | tuple[Fault, ...]]]:
    """Yield the project of the kit of each partner with its id, or everything that is wrong with the partner.

    A logo that several have is looked at once, as a large one takes a second.
    """
    look = cache(look_at_image)
    for found in partners:
        try:
            yield found.partner.id, with_partner(project, found, look)
        except SpecError as error:
            yield found.partner.id, error.faults


def with_partner(
    project: Project,
    found: FoundPartner,
    look: Callable[[str, Path], FoundImage | tuple[Fault, ...]] = look_at_image,
) -> Project:
    """Return the project of a partner's kit; `look` returns what is at the path of a logo, or what is wrong with it.

    Raises SpecError with everything that is wrong with the partner.
    """
    partner = found.partner
    faults = [*_faults(project, found)]
    logo = look(partner.logo.file, project.root) if partner.logo else None
    if logo and not isinstance(logo, FoundImage):
        mark = found.document.mark(partner.id, "logo")
        faults += [fault if fault.mark else replace(fault, mark=mark) for fault in logo]
    if faults:
        raise SpecError(*faults)
    kit = _with_campaigns(project, lambda campaign: _of_partner(campaign, found))
    if partner.logo and isinstance(logo, FoundImage):
        kit = replace(kit, images={**kit.images, partner.logo.file: logo})
    unwanted = {*project.languages} - {*(partner.languages or project.languages)}
    return kit.without(unwanted) if unwanted else kit


def fields_read(project: Project) -> tuple[str, ...]:
    """Return the names of what the texts of a campaign read of a partner, in any language, each once."""
    return tuple(dict.fromkeys(name for campaign in project.campaigns for _, name in _read_in(campaign)))


def _with_campaigns(project: Project, change: Callable[[Campaign], Campaign]) -> Project:
    """Return a project with its campaign changed in every language."""
    translations = {tag: change(campaign) for tag, campaign in project.translations.items()}
    campaign = change(project.campaign)
    names = {*campaign.messages, *(f"more/{id_}" for id_ in campaign.more)}
    held_back = tuple(held for held in project.held_back if held.message in names)
    return replace(project, campaign=campaign, translations=translations, held_back=held_back)


def _of_partner(campaign: Campaign, found: FoundPartner) -> Campaign:
    """Return a campaign in one language with what a partner has instead, each value with its place."""
    partner = found.partner
    campaign = _only(campaign, partner.messages or tuple(campaign.messages))
    fill = _filling(partner, campaign)
    kit = replace(with_words_of_page(campaign.kit, fill), logo=partner.logo or campaign.kit.logo)
    own = _link(campaign, partner)
    links, replaced = {**campaign.links, **own}, next((campaign.links[id_] for id_ in own), None)
    filled = {id_: _filled(message, fill) for id_, message in campaign.messages.items()}
    more = {id_: with_words(extra, fill) for id_, extra in campaign.more.items()}
    themes = campaign.themes
    if partner.colours and kit.theme:
        themes = {**themes, kit.theme: {**themes[kit.theme], **partner.colours}}
    document = replace(campaign.document, replaced=dict(_places(campaign, found)))
    of_campaign = replace(campaign, kit=kit, links=links, themes=themes, messages=filled, more=more)
    return replace(of_campaign, document=document, partner=partner, replaced_link=replaced)


def _link(campaign: Campaign, partner: Partner) -> dict[str, Link]:
    """Return the first link of a campaign with the address of a partner; nothing if it has none of its own."""
    first = next(iter(campaign.links.values()), None)
    if not (first and partner.link):
        return {}
    shown = partner.link.shown or shown_form(partner.link.url)
    return {first.id: replace(first, url=partner.link.url, shown=shown)}


def _places(campaign: Campaign, found: FoundPartner) -> Iterator[tuple[YamlPath, tuple[Document, YamlPath]]]:
    """Yield where each value of a campaign that a partner has instead is written."""
    partner, document = found
    yield ("kit", "sender"), (document, (partner.id, "sender" if partner.sender else "name"))
    for id_ in _link(campaign, partner):
        yield from ((("links", id_, key), (document, (partner.id, "link", key))) for key in ("url", "shown"))
    if partner.logo:
        yield ("kit", "logo"), (document, (partner.id, "logo"))
    for role in partner.colours:
        yield ("themes", str(campaign.kit.theme), role), (document, (partner.id, "colours", role))


def _filling(partner: Partner, campaign: Campaign) -> Callable[[str], str]:
    """Return what puts the words of a partner into a text, isolated where their direction is another."""
    around = is_right_to_left(campaign.kit.language)
    return lambda text: _READ.sub(lambda match: isolate(partner.words.get(match[1], ""), around=around), text)


def _filled(message: Message, fill: Callable[[str], str]) -> Message:
    """Return a message with the words that its texts read of a partner."""
    counted = (replace(day, words={path: fill(text) for path, text in day.words.items()}) for day in message.counted)
    return replace(with_texts(message, fill), counted=tuple(counted))


def _only(campaign: Campaign, messages: Collection[str]) -> Campaign:
    """Return a campaign with some of its messages only."""
    kept = {id_: message for id_, message in campaign.messages.items() if id_ in messages}
    first = campaign.kit.first if campaign.kit.first in kept else None
    return replace(campaign, messages=kept, kit=replace(campaign.kit, first=first))


def _read_in(campaign: Campaign) -> Iterator[tuple[_Entry, str]]:
    """Yield each message and extra that reads words of a partner, with the name of what it reads."""
    for path, text in (*texts(campaign), *texts_of_extras(campaign)):
        if path[0] != "kit":
            yield from (((str(path[0]), str(path[1])), name) for name in _READ.findall(text))


def _lacking(campaign: Campaign, partner: Partner) -> dict[str, str]:
    """Return the messages and extras of a partner that read what it lacks, by id, each with the name of the first."""
    unwanted = {("messages", id_) for id_ in campaign.messages if partner.messages and id_ not in partner.messages}
    read = [(entry, name) for entry, name in _read_in(campaign) if name not in partner.words]
    lacking = [(id_, name) for (section, id_), name in read if (section, id_) not in unwanted]
    return dict(reversed(lacking))


def _faults(project: Project, found: FoundPartner) -> Iterator[Fault]:
    """Yield what is wrong with a partner in its campaign, except its logo."""
    partner, document = found
    campaign = project.campaign
    for index, name in enumerate(partner.languages):
        if name not in project.languages:
            mark, remedy = document.mark(partner.id, "languages", index), did_you_mean(name, project.languages)
            yield Fault(f"the campaign has no language '{name}'", mark, remedy, code="unknown-locale")
    for index, name in enumerate(partner.messages):
        if name not in campaign.messages:
            mark, remedy = document.mark(partner.id, "messages", index), did_you_mean(name, campaign.messages)
            yield Fault(f"the campaign has no message '{name}'", mark, remedy, code="unknown-message")
    yield from _link_faults(campaign, found)
    yield from _colour_faults(campaign, found)
    lacking = {id_: name for spoken in project.campaigns for id_, name in _lacking(spoken, partner).items()}
    for message_id, name in lacking.items():
        message = f"'{message_id}' reads {{{PARTNER}.{name}}}, which '{partner.id}' does not have"
        where = "" if name == HANDLE else " to its 'fields'"
        mark, remedy = document.key_mark(partner.id), f"add '{name}'{where}, or leave the message out"
        yield Fault(message, mark, remedy, code="partner-field-missing")


def _link_faults(campaign: Campaign, found: FoundPartner) -> Iterator[Fault]:
    """Yield what is wrong with the address of a partner: it leads to a host of the campaign, and is shown as it is."""
    partner, document = found
    if partner.link is None:
        return
    mark = document.mark(partner.id, "link", "url")
    if not campaign.links:
        message, remedy = "the campaign has no link that this one could replace", "add one to 'links' in kit.yaml"
        yield Fault(message, mark, remedy, code="partner-link-without-link")
    faults = address_faults(partner.link.url, campaign.kit.hosts, mark)
    shown = document.mark(partner.id, "link", "shown")
    yield from faults or shown_faults(partner.link.shown or shown_form(partner.link.url), partner.link.url, shown)


def _colour_faults(campaign: Campaign, found: FoundPartner) -> Iterator[Fault]:
    """Yield what is wrong with the colours of a partner: they are of roles that the kit's theme has."""
    partner, document = found
    theme: Mapping[str, str] = campaign.themes.get(campaign.kit.theme or DRAWN, {})
    for role, colour in partner.colours.items():
        if not theme:
            message, remedy = "the kit has no theme whose colours these could replace", "name one as 'theme' of 'kit'"
            yield Fault(message, document.key_mark(partner.id, "colours"), remedy, code="partner-colours-without-theme")
            return
        if role not in theme:
            yield unknown_role(role, theme, document.key_mark(partner.id, "colours", role))
        elif parse_hex(colour) is None:
            yield invalid_colour(colour, document.mark(partner.id, "colours", role))
