"""The rule on what platforms cut off: words are whole where a crop of a picture shows them, or are not in it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.geometry import SLACK
from kit.errors import Fault
from kit.geometry import Box, Insets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork, PlacedWords
    from kit.model.finding import Finding
    from kit.model.placement import Crop


def crop(artwork: Artwork) -> Iterator[Finding]:
    """No crop of a platform cuts words, or comes nearer to them than its margin."""
    whole = Box(0, 0, *artwork.picture.placement.size)
    for cropped in artwork.picture.placement.crops:
        for placed in artwork.words.values():
            fault = _fault(placed, cropped, whole)
            if fault:
                yield of_picture("crop", artwork, fault, "warning")


def _fault(placed: PlacedWords, cropped: Crop, whole: Box) -> Fault | None:
    """Return what is wrong with words in a crop of a picture that covers a box."""
    name, box, ink = placed.slot.name, Box(*cropped.box), placed.ink
    if ink is None or _room(box, whole, cropped.margin).contains(ink, SLACK):
        return None
    if not box.grown(cropped.margin).overlaps(ink, SLACK):
        return None
    shown = f"'{cropped.name}', which shows {', '.join(map(str, cropped.box))} px alone"
    keep = f"keep it {cropped.margin} px inside that box" if cropped.margin else "keep it inside that box"
    remedy = f"{keep}, or wholly outside"
    if box.contains(ink, SLACK) or not box.overlaps(ink, SLACK):
        near = f"what fills 'slot-{name}' is nearer than {cropped.margin} px to an edge of the crop {shown}"
        return Fault(near, placed.slot.mark, remedy, code="words-near-crop")
    cut = f"what fills 'slot-{name}' is cut by the crop {shown}"
    return Fault(cut, placed.slot.mark, remedy, code="words-cut-by-crop")


def _room(box: Box, whole: Box, margin: int) -> Box:
    """Return what a crop leaves to words: its box, without a margin along the edges at which it cuts the picture."""
    return box.inset(
        Insets(
            margin if box.y0 > whole.y0 else 0,
            margin if box.x1 < whole.x1 else 0,
            margin if box.y1 < whole.y1 else 0,
            margin if box.x0 > whole.x0 else 0,
        )
    )
