"""Rules on the room that a headline takes: large enough to be seen first, and apart from what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.hierarchy import FIGURE, is_shrunk
from kit.checks.set_lines import lines_of
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.set_lines import SetLine
    from kit.model.artwork import Artwork, PlacedWords
    from kit.model.finding import Finding

#: The least part of the safe area's height that a headline takes where it is what is seen first.
_LEAST = 0.2
#: px of rounding.
_SLACK = 1.0


def headline_height(artwork: Artwork) -> Iterator[Finding]:
    """A headline without figure or photo takes a fifth of the safe area's height, where its box has room for that."""
    headline, least = artwork.words.get("headline"), _LEAST * artwork.picture.placement.safe_box.height
    if headline is None or headline.ink is None or _is_second(artwork):
        return
    has_room = headline.slot.box.height >= least and not is_shrunk(headline)
    if has_room and headline.ink.height < least - _SLACK:
        message = f"the headline is {headline.ink.height:.0f} px high, under a fifth of the safe area; its box has room"
        remedy = "draw its words larger, say 'fit: fill' in layout.yaml, or write a headline of more lines"
        fault = Fault(message, headline.mark, remedy, code="headline-low")
        yield of_picture("headline-height", artwork, fault, "warning")


def _is_second(artwork: Artwork) -> bool:
    """Tell whether something else is seen first: a figure, a chart or a photo."""
    return bool(artwork.images or artwork.chart or FIGURE & artwork.words.keys())


def headline_gap(artwork: Artwork) -> Iterator[Finding]:
    """Words below a headline keep at least their own size away from its last line."""
    headline = artwork.words.get("headline")
    lines = lines_of(headline) if headline else ()
    below = _next_below(artwork, lines[-1]) if lines else None
    if below is None or below.placed.ink is None:
        return
    gap, size = below.placed.ink.y0 - lines[-1].baseline, below.placed.size
    if headline is not None and gap < size - _SLACK:
        fault = (_too_long if is_shrunk(headline) else _too_near)(artwork, headline, below.placed, gap)
        yield of_picture("headline-gap", artwork, fault, "warning")


def _too_near(artwork: Artwork, _headline: PlacedWords, below: PlacedWords, gap: float) -> Fault:
    """Return the fault of a drawing whose headline stands so many px above the next words; the remedy is in its px."""
    scale, name = artwork.scene.scale, below.slot.name
    message = (
        f"'slot-{name}' is {gap / scale:.0f} px below the headline; its words are {below.size / scale:.0f} px large"
    )
    remedy = f"move it down by {(below.size - gap) / scale:.0f} px, or the headline up"
    return Fault(message, below.slot.mark, remedy, code="headline-gap-too-small")


def _too_long(_artwork: Artwork, headline: PlacedWords, below: PlacedWords, gap: float) -> Fault:
    """Return the fault of a headline that fills its box down to the next words, and had to shrink for that."""
    drawn = headline.slot.style.size if headline.slot.style else headline.size
    message = (
        f"the headline is too long: it shrank from {drawn:.0f} to {headline.size:.0f} px, "
        f"and is {gap:.0f} px above the {below.slot.name}, whose words are {below.size:.0f} px large"
    )
    remedy = "cut the headline, or draw the box of 'slot-headline' larger"
    return Fault(message, headline.mark, remedy, code="headline-too-long")


def _next_below(artwork: Artwork, last: SetLine) -> SetLine | None:
    """Return the highest line below the last one of a headline, but of a figure, which belongs to it."""
    others = [placed for name, placed in artwork.words.items() if name not in {*FIGURE, "headline"}]
    firsts = [lines[0] for placed in others if (lines := lines_of(placed)) and _is_below(placed, last)]
    return min(firsts, key=lambda line: line.baseline, default=None)


def _is_below(placed: PlacedWords, last: SetLine) -> bool:
    """Tell whether words begin below the middle of a line and stand under a part of it."""
    above, ink = last.ink, placed.ink
    return bool(above and ink and ink.y0 > above.center.y and ink.x0 < above.x1 and above.x0 < ink.x1)
