"""What a file says of itself: its caption and alt texts, its title, and how others may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.content.alt_text import alt_texts, words_on
from kit.content.caption import caption_for
from kit.content.catalogue import sentences
from kit.model.asset import Description
from kit.model.licence import find_licence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.picture import SlotContent


def describe(
    artboard: Artboard, campaign: Campaign, slots: Mapping[str, SlotContent], *, headline_first: bool = False
) -> Description:
    """Return the description of a picture; its title is that of the kit and what the picture says first.

    With `headline_first` the headline is above the figure, and is read before it.
    """
    known = find_licence(campaign.kit.licence)
    alt, alt_long = alt_texts(artboard, slots, headline_first=headline_first)
    return Description(
        title=_title(artboard, campaign, slots),
        caption=caption_for(artboard, campaign),
        alt=alt,
        alt_long=alt_long,
        creator=campaign.kit.creator,
        licence=known.name if known else campaign.kit.licence,
        licence_url=known.url if known else None,
        language=artboard.language,
        site=campaign.kit.site,
    )


def _title(artboard: Artboard, campaign: Campaign, slots: Mapping[str, SlotContent]) -> str:
    """Return the title of a picture: the kit's with the headline, or with the words that are read first."""
    words = words_on(slots)
    first = words.get("headline") or next(iter(words.values()), "")
    title = campaign.kit.title
    return sentences(artboard.language)["picture"]["title"].format(kit=title, first=first) if title and first else title
