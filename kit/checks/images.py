"""Rules on photos and logos: large enough for where they are shown, and described for those who can't see them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding

#: By how much an image may be enlarged: rounding of edges to whole px.
_SLACK = 1.01


def enlarged(artwork: Artwork) -> Iterator[Finding]:
    """Photos and logos have at least as many pixels as they are shown in."""
    for placed in artwork.images:
        if placed.scale > _SLACK:
            has, factor = placed.content.image.size, placed.scale
            needs = f"{math.ceil(has.width * factor):,} x {math.ceil(has.height * factor):,} px"
            message = f"'{placed.content.file}' is too small: its {has.width:,.0f} x {has.height:,.0f} px are enlarged"
            fault = Fault(
                f"{message} {factor:.1f} times",
                placed.content.mark,
                f"take the original, of at least {needs}; it looks blurred otherwise",
                code="image-enlarged",
            )
            yield of_picture("enlarged", artwork, fault, "warning")


def photo_alt(artwork: Artwork) -> Iterator[Finding]:
    """A photo that is not on every picture of its message has an alt text of its own."""
    for placed in artwork.images:
        if placed.slot.name == "photo" and not placed.content.described:
            message, remedy = "nothing says what this photo shows", "add alt: what it shows, in a sentence"
            fault = Fault(message, placed.content.mark, remedy, code="photo-without-alt")
            yield of_picture("photo-alt", artwork, fault, "warning")
