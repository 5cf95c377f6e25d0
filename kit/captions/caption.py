"""The caption of a picture: the long form where it fits the platform, else the short one; nothing is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.captions.count import fits, text_length
from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign


def caption_for(artboard: Artboard, campaign: Campaign) -> tuple[str, list[Finding]]:
    """Return the caption with address and hashtags, and a finding when not even the short form fits."""
    message, limit = artboard.message, artboard.placement.caption
    link = campaign.links[message.link].url if message.link else None
    most = artboard.placement.hashtags
    tags = " ".join(campaign.kit.hashtags[:most])
    for words in (message.caption.long, message.caption.short):
        text = "\n\n".join(part for part in (words.strip(), link, tags) if part)
        if fits(text, limit):
            return text, []
    length = text_length(text, limit) if limit else 0
    mark = campaign.document.mark("messages", message.id, "caption", "short")
    fault = Fault(
        f"the caption for {artboard.placement.platform} is {length} long with address and hashtags, and {limit.max if limit else 0} is the limit",
        mark,
        f"cut about {length - (limit.max if limit else 0)} characters of the short form",
    )
    return text, [Finding("caption", "error", fault, str(artboard))]
