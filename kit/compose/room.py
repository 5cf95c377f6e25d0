"""How many more characters each slot of a picture takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fill import box_of
from kit.compose.words import letters_left
from kit.model.picture import Words
from kit.model.slot import slot_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.artwork import Artwork
    from kit.model.layout import Layout
    from kit.text import FontBook


def room_in(artwork: Artwork, layout: Layout, book: FontBook) -> Mapping[str, int]:
    """Return how many more characters fit behind the words of each slot; less than none where there are too many."""
    left = {}
    for placed in artwork.all_words:
        content = artwork.picture.slots[slot_shown(placed.slot.name)]
        if isinstance(content, Words):
            box = box_of(placed.slot.name, artwork.picture, (artwork.scene, layout))
            left[placed.slot.name] = -placed.overflow or letters_left(content, box, book)
    return left
