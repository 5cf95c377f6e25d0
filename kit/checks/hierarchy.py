"""The rule on which words are the largest: as they are set, on every picture, not as they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork, PlacedWords
    from kit.model.finding import Finding

#: How many px a headline may be smaller than other words: a shrinking size is found to a fraction of a px.
SLACK = 0.25
#: Words that may be larger: a figure that is set large is what its picture is about.
FIGURE = frozenset(("qualifier", "number", "unit", "chart"))


def hierarchy(artwork: Artwork) -> Iterator[Finding]:
    """A headline is at least as large as the other words, but for a figure."""
    words = artwork.words
    headline = words.get("headline")
    if headline and (headline.overflow or headline.size < headline.floor - 0.01):
        return  # `overflow` and `too-small` report it
    others = [placed for name, placed in words.items() if name not in FIGURE]
    largest = max(others, key=lambda placed: placed.size, default=None)
    if headline and largest and headline.size < largest.size - SLACK:
        fault = _shrunk(headline, largest) if is_shrunk(headline) else _drawn_small(artwork, headline, largest)
        yield of_picture("hierarchy", artwork, fault, "warning")


def is_shrunk(placed: PlacedWords) -> bool:
    """Tell whether words are smaller than they are drawn, so that fewer of them would be larger."""
    style = placed.slot.style
    return style is not None and placed.size < style.size - SLACK


def _shrunk(headline: PlacedWords, largest: PlacedWords) -> Fault:
    """Return the fault of a headline that has too many words to be the largest."""
    sizes = f"the headline is set at {headline.size:.1f} px, the {largest.slot.name} at {largest.size:.1f} px"
    remedy = "cut the headline, or draw the box of 'slot-headline' larger"
    return Fault(f"{sizes}: its words had to shrink", headline.mark, remedy, code="headline-shrunk")


def _drawn_small(artwork: Artwork, headline: PlacedWords, largest: PlacedWords) -> Fault:
    """Return the fault of a headline that is drawn too small; its sizes are in px of the drawing."""
    name, scale = largest.slot.name, artwork.scene.scale
    message = f"'slot-headline' is {headline.size / scale:.1f} px large, 'slot-{name}' {largest.size / scale:.1f} px"
    remedy = f"draw the words of 'slot-headline' larger than those of 'slot-{name}'"
    return Fault(message, headline.slot.mark, remedy, code="headline-drawn-small")
