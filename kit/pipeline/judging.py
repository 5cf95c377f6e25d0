"""Judge what was composed: the picture, and the words that go beside it. A build and a check ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import ARTWORK_RULES, WORD_RULES, CaptionedPicture, judge
from kit.content import alt_texts, caption_for

if TYPE_CHECKING:
    from collections.abc import Collection

    from kit.model.artwork import Artwork
    from kit.model.campaign import Campaign
    from kit.model.finding import Finding


def judge_composed(artwork: Artwork, campaign: Campaign, off: Collection[str]) -> list[Finding]:
    """Return what the rules find in an artwork and in its words; `off` names rules that are turned off."""
    alt, alt_long = alt_texts(artwork)
    told = CaptionedPicture(artwork, campaign, caption_for(artwork.artboard, campaign), alt, alt_long)
    return [*judge(artwork, off, ARTWORK_RULES), *judge(told, off, WORD_RULES)]
