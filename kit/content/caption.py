"""The caption of a picture: the long form where it fits the platform, else the short one; nothing is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.count import fits, hashtags_in

if TYPE_CHECKING:
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.placement import Placement


def caption_for(artboard: Artboard, campaign: Campaign) -> str:
    """Return the long form where the platform takes it, else the short form, even if it does not take that either.

    Address and hashtags follow the words; no more hashtags are added than the platform takes.
    """
    caption, placement = artboard.message.caption, artboard.placement
    long, short = (_whole(words.strip(), artboard, campaign) for words in (caption.long, caption.short))
    return long if fits(long, placement.caption) and not _excess_hashtags(long, placement) else short


def _whole(words: str, artboard: Artboard, campaign: Campaign) -> str:
    """Return a form of the caption with the address and the kit's hashtags, without those that the words have."""
    link = campaign.links[artboard.message.link].url if artboard.message.link else ""
    written = {tag.casefold() for tag in hashtags_in(words)}
    most = artboard.placement.hashtags
    left = None if most is None else max(0, most - len(hashtags_in(words)))
    tags = [tag for tag in campaign.kit.hashtags if tag.casefold() not in written][:left]
    return "\n\n".join(part for part in (words, link, " ".join(tags)) if part)


def _excess_hashtags(text: str, placement: Placement) -> int:
    """Return how many hashtags a caption has more than its platform takes."""
    return 0 if placement.hashtags is None else max(0, len(hashtags_in(text)) - placement.hashtags)
