"""The caption of a picture: the long form where it fits the platform, else the short one; nothing is ever cut."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.content.citation import cite_in_full
from kit.identity import IdentityKey
from kit.model.message_picture import figures_of
from kit.text.count import fits, hashtags_in

if TYPE_CHECKING:
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.placement import Placement


def caption_for(artboard: Artboard, campaign: Campaign) -> str:
    """Return the long form where the platform takes it, else the short form, even if it does not take that either.

    The address follows the first paragraph, so that it is read where an app shows only the beginning. Sources follow
    the words where the picture names them without their titles and there is room, then hashtags, no more than the
    platform takes.
    """
    return _chosen(artboard, campaign)[1]


def caption_form(artboard: Artboard, campaign: Campaign) -> str:
    """Return the key of the form of the caption that a picture has, `long` or `short`."""
    return _chosen(artboard, campaign)[0]


def _chosen(artboard: Artboard, campaign: Campaign) -> tuple[str, str]:
    """Return the key of a form of the caption, and the whole text that it makes; each is asked for by itself."""
    return _last_chosen(IdentityKey(artboard), IdentityKey(campaign))


@lru_cache(maxsize=1)
def _last_chosen(of: IdentityKey[Artboard], in_campaign: IdentityKey[Campaign]) -> tuple[str, str]:
    artboard, campaign = of.value, in_campaign.value
    short, placement = artboard.message.caption.short, artboard.placement
    forms = [
        *(
            (key, _whole(words, _sources(key, artboard, campaign), artboard, campaign))
            for key, words in _forms(artboard)
        ),
        ("short", _whole(short, "", artboard, campaign)),
    ]
    taken = (
        (key, text) for key, text in forms if fits(text, placement.caption) and not _excess_hashtags(text, placement)
    )
    return next(taken, forms[-1])


def _forms(artboard: Artboard) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return both forms of the caption with their keys in `kit.yaml`, the long one first."""
    caption = artboard.message.caption
    return ("long", caption.long), ("short", caption.short)


def _sources(form: str, artboard: Artboard, campaign: Campaign) -> str:
    """Return the line of the sources that the picture names without their titles, for its figures and the caption's."""
    written = campaign.figures.get(("messages", artboard.message.id, "caption", form), ())
    return cite_in_full(campaign, (*figures_of(artboard.picture, campaign.figures), *written), artboard.language)


def _whole(words: str, sources: str, artboard: Artboard, campaign: Campaign) -> str:
    """Return words with the address, sources and the kit's hashtags, without hashtags that the words have."""
    link = campaign.links[artboard.message.link].url if artboard.message.link else ""
    written = {tag.casefold() for tag in hashtags_in(words)}
    most = artboard.placement.hashtags
    left = None if most is None else max(0, most - len(hashtags_in(words)))
    tags = [tag for tag in campaign.kit.hashtags if tag.casefold() not in written][:left]
    first, _, rest = words.strip().partition("\n\n")
    return "\n\n".join(part for part in (first, link, rest, sources, " ".join(tags)) if part)


def _excess_hashtags(text: str, placement: Placement) -> int:
    """Return how many hashtags a caption has more than its platform takes."""
    return 0 if placement.hashtags is None else max(0, len(hashtags_in(text)) - placement.hashtags)
