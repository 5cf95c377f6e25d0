"""The caption of a picture: the long form where it fits the platform, else the short one; nothing is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.count import fits, text_length
from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign


def caption_for(artboard: Artboard, campaign: Campaign) -> tuple[str, list[Finding]]:
    """Return the caption with address and hashtags, and a finding when not even the short form fits."""
    message, limit = artboard.message, artboard.placement.caption
    link = campaign.links[message.link].url if message.link else None
    tags = " ".join(campaign.kit.hashtags[: artboard.placement.hashtags])
    for words in (message.caption.long, message.caption.short):
        text = "\n\n".join(part for part in (words.strip(), link, tags) if part)
        if fits(text, limit):
            return text, []
    length, most = (text_length(text, limit), limit.max) if limit else (0, 0)
    mark = campaign.document.mark("messages", message.id, "caption", "short")
    platform = artboard.placement.platform
    said = f"the caption for {platform} is {length} long with address and hashtags; {most} is the limit"
    fault = Fault(said, mark, f"cut about {max(1, length - most)} characters of the short form")
    return text, [Finding("caption", "error", fault, str(artboard))]
