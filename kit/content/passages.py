"""The texts of a campaign that people read, and what `voice` leaves to search for in the texts made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.base.identity_keys import IdentityKey
from kit.content.emphasis import without_emphasis
from kit.model.review import SECTIONS, Prose, texts_in
from kit.text.stems import find_stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign, Voice


def passages_of(campaign: Campaign) -> Iterator[Prose]:
    """Yield every text of `kit.yaml` that people read, without markup, and names and addresses that they may see."""
    for path, text in texts_in(campaign.document.value):
        if path[0] in SECTIONS:
            message = str(path[1]) if path[0] == "messages" and len(path) > 1 else ""
            yield Prose(without_emphasis(text), campaign.document, path, message)


def voice_of_pictures(campaign: Campaign) -> Voice:
    """Return what `voice` rules out of pictures, captions and alt texts as they are built.

    Words that are never used are left out if `kit.yaml` has them: they are reported there, once and at their place.
    """
    return _voice_of_pictures(IdentityKey(campaign))


@lru_cache(maxsize=8)  # languages take turns
def _voice_of_pictures(of: IdentityKey[Campaign]) -> Voice:
    campaign, voice = of.value, of.value.voice
    if not voice.never:
        return voice
    written = {found.stem for prose in passages_of(campaign) for found in find_stems(prose.text, voice.never)}
    return replace(voice, never=tuple(stem for stem in voice.never if stem not in written))
