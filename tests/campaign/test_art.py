"""The pictures of the kit, judged by what is painted: every letter can be read on all that lies behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import artworks

from kit.judge.pixels import contrast
from kit.judge.subjects import Painted
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from kit.model.artwork import Artwork


def one_of_each() -> list[Artwork]:
    """Return the narrowest picture of each message, frame and day in each drawing: there words are near to shapes."""
    found: dict[object, Artwork] = {}
    for artwork in sorted(artworks(), key=lambda artwork: artwork.picture.placement.size):
        found.setdefault((artwork.picture.message, artwork.picture.frame, artwork.scene.drawing.path), artwork)
    return list(found.values())


@pytest.mark.slow
def test_every_letter_can_be_read_on_the_worst_of_what_lies_behind_it() -> None:
    pictures = one_of_each()
    assert len(pictures) > 60
    problems = [
        f"{finding}"
        for artwork in pictures
        for finding in contrast(Painted(artwork, paint(artwork.tree), paint(artwork.ground)))
    ]
    assert problems == []
