"""What fills the slots that are alike on all pictures of a kit: who asks, and where people find help."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kit.content.catalogue import sentences
from kit.model.picture import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign, Help


def kit_slots(campaign: Campaign, language: str) -> Iterator[tuple[str, Words]]:
    """Yield who asks and, where the kit lists it, the line of help, each with its slot and its place in `kit.yaml`."""
    mark, kit = campaign.document.mark, campaign.kit
    sender = _words(kit.sender or kit.creator)
    yield "sender", Words(sender, mark("kit", "sender" if kit.sender else "creator"))
    if kit.help:
        line = help_line(kit.help, campaign.links[kit.help.link].shown, language)
        yield "help", Words(line, mark("kit", "help", "text"))


def help_line(place: Help, address: str, language: str) -> str:
    """Return the line that says where people find help: words and an address, as a language joins them."""
    return _words(sentences(language)["picture"]["help"].format(words=place.text, address=address))


def _words(text: str) -> str:
    """Return words in NFC, as the words of every slot are."""
    return unicodedata.normalize("NFC", text)
