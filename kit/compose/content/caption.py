"""The caption of a picture: the long form if it fits the platform, or else the short one; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kit.compose.content.emphasis import without_soft_hyphens
from kit.compose.content.picture_slots import cite_in_full, help_line
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign
from kit.model.message_picture import figures_of
from kit.model.placement import Placement
from kit.text.count import fits, hashtags_in
from kit.text.glue import with_wide_spaces


class ChosenCaption(NamedTuple):
    """The caption of a picture: the key of its form in `kit.yaml`, `long` or `short`, and its whole text."""

    form: str
    text: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a caption: its key in `kit.yaml`, its words, and the line of their sources."""

    key: str
    words: str
    sources: str = ""


def caption_for(artboard: Artboard, campaign: Campaign) -> ChosenCaption:
    """Return the long form if the platform accepts it, or else the short form, even if it is too long as well.

    The address follows the first paragraph, so that people read it where an app shows only the beginning. After the
    words come the sources, if the picture names them without their titles and there is room, the line of help and the
    partner's name, if there is room for them too, and as many hashtags as the platform allows. The line of help and the
    name never change the rest of a caption: they are left out if they do not fit.
    """
    forms = _forms(artboard, campaign)
    made = ((form, _assembled(form, artboard, campaign)) for form in forms)
    accepted = ((form, text) for form, text in made if _accepts(artboard.placement, text))
    form, text = next(accepted, None) or (forms[-1], _assembled(forms[-1], artboard, campaign))
    more = _help(artboard, campaign), campaign.partner.signature if campaign.partner else ""
    fuller = (_assembled(form, artboard, campaign, more=some) for some in (more, more[:1], more[1:]) if any(some))
    fitting = (form for form in fuller if _accepts(artboard.placement, form))
    return ChosenCaption(form.key, next(fitting, text))


def _forms(artboard: Artboard, campaign: Campaign) -> tuple[_Form, ...]:
    """Return the forms of a caption, the fullest first: the long one, the short one, and that without its sources."""
    caption = artboard.message.caption
    written = (("long", caption.long), ("short", caption.short))
    cited = (_Form(key, words, _sources(key, artboard, campaign)) for key, words in written)
    return (*cited, _Form("short", caption.short))


def _sources(form: str, artboard: Artboard, campaign: Campaign) -> str:
    """Return the line of the sources that the picture names without their titles, for its figures and the caption's."""
    written = campaign.figures.get(("messages", artboard.message.id, "caption", form), ())
    return cite_in_full(campaign, (*figures_of(artboard.picture, campaign.figures), *written))


def _help(artboard: Artboard, campaign: Campaign) -> str:
    """Return where people find help, with the whole address; nothing if the message itself leads there."""
    place = campaign.kit.help
    if place is None:
        return ""
    url = campaign.links[place.link].url
    return "" if url == _address(artboard, campaign) else help_line(place, url, campaign)


def _address(artboard: Artboard, campaign: Campaign) -> str:
    """Return the address that a message leads to; nothing if it leads nowhere."""
    return campaign.links[artboard.message.link].url if artboard.message.link else ""


def _assembled(form: _Form, artboard: Artboard, campaign: Campaign, *, more: Iterable[str] = ()) -> str:
    """Return a form with the address, some lines more, and the kit's hashtags, except hashtags in its words.

    Spaces that the language has before its marks are U+00A0, as people paste captions into apps.
    """
    written = {tag.casefold() for tag in hashtags_in(form.words)}
    most = artboard.placement.hashtags
    left = None if most is None else max(0, most - len(hashtags_in(form.words)))
    tags = [tag for tag in campaign.kit.hashtags if tag.casefold() not in written][:left]
    first, _, rest = form.words.strip().partition("\n\n")
    parts = (first, _address(artboard, campaign), rest, form.sources, *more, " ".join(tags))
    text = without_soft_hyphens("\n\n".join(part for part in parts if part))
    return with_wide_spaces(text, artboard.language)


def _accepts(placement: Placement, text: str) -> bool:
    """Return whether a placement accepts a text as a caption, by its length and its hashtags."""
    has_room = placement.hashtags is None or len(hashtags_in(text)) <= placement.hashtags
    return has_room and fits(text, placement.caption)
