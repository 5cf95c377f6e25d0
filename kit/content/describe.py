"""What a file says of itself: its caption and alt texts, its title, and how others may use it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.content.alt_text import alt_texts, words_on
from kit.content.caption import caption_for
from kit.model.asset import Description

if TYPE_CHECKING:
    from kit.model.artwork import Artwork
    from kit.model.campaign import Campaign

_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)")


def describe(artwork: Artwork, campaign: Campaign) -> Description:
    """Return the description of a picture; its title is that of the kit and what the picture says first."""
    words = words_on(artwork)
    first = words.get("headline") or next(iter(words.values()), "")
    alt, alt_long = alt_texts(artwork)
    return Description(
        title=": ".join(filter(None, (campaign.kit.title, first))),
        caption=caption_for(artwork.artboard, campaign),
        alt=alt,
        alt_long=alt_long,
        creator=campaign.kit.creator,
        licence=campaign.kit.licence,
        licence_url=licence_url(campaign.kit.licence) or campaign.kit.site,
        language=artwork.artboard.language,
    )


def licence_url(licence: str) -> str | None:
    """Return the address of a Creative Commons licence by its short name (https://creativecommons.org/licenses/)."""
    if licence == "CC0 1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(licence)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else None
