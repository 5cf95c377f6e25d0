"""Rules on relative text sizes: the headline is the largest, there are few levels, the source is the smallest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kit.base.errors import Fault
from kit.judge.set_lines import SetLine, lines_of
from kit.model.artwork import Artwork, PlacedWords
from kit.model.slot import SLOTS

#: The least part of the safe area's height that a headline takes if it is what people see first.
_LEAST = 0.2
#: px of rounding.
_SLACK = 1.0


def headline_height(artwork: Artwork) -> Iterator[Fault]:
    """A headline without a figure or photo takes a fifth of the safe area's height, if its box has room for that."""
    headline, least = artwork.words.get("headline"), _LEAST * artwork.picture.placement.safe_box.height
    if headline is None or headline.ink is None or _is_second(artwork):
        return
    has_room = headline.slot.box.height >= least and not is_shrunk(headline)
    if has_room and headline.ink.height < least - _SLACK:
        height = f"the headline is {headline.ink.height:.0f} px high, less than a fifth of the safe area"
        message = f"{height}; its box has room"
        remedy = "draw its words larger, set 'fit: fill' in layout.yaml, or write a headline with more lines"
        yield Fault(message, headline.mark, remedy, code="headline-low", excess=least / headline.ink.height)


def _is_second(artwork: Artwork) -> bool:
    """Return whether people see something else first: a figure, a chart or a photo."""
    return bool(artwork.images or artwork.chart or _LARGE & artwork.words.keys())


def headline_gap(artwork: Artwork) -> Iterator[Fault]:
    """Words below a headline are at least their own size away from its last line."""
    headline = artwork.words.get("headline")
    lines = lines_of(headline) if headline else ()
    below = _next_below(artwork, lines[-1]) if lines else None
    if below is None or below.placed.ink is None:
        return
    gap, size = below.placed.ink.y0 - lines[-1].baseline, below.placed.size
    if headline is not None and gap < size - _SLACK:
        yield (_too_long if is_shrunk(headline) else _too_near)(artwork, headline, below.placed, gap)


def _too_near(artwork: Artwork, _headline: PlacedWords, below: PlacedWords, gap: float) -> Fault:
    """Return the fault of a drawing whose headline is this many px above the next words; the remedy is in its px."""
    scale, name = artwork.scene.scale, below.slot.name
    message = (
        f"'slot-{name}' is {gap / scale:.0f} px below the headline; its words are {below.size / scale:.0f} px large"
    )
    remedy = f"move it down by {(below.size - gap) / scale:.0f} px, or the headline up"
    excess = below.size / max(1, gap)
    return Fault(message, below.slot.mark, remedy, code="headline-gap-too-small", excess=excess)


def _too_long(_artwork: Artwork, headline: PlacedWords, below: PlacedWords, gap: float) -> Fault:
    """Return the fault of a headline that fills its box down to the next words, and had to shrink to do so."""
    drawn = headline.slot.style.size if headline.slot.style else headline.size
    message = (
        f"the headline is too long: it shrank from {drawn:.0f} to {headline.size:.0f} px, "
        f"and is {gap:.0f} px above the {below.slot.name}, whose words are {below.size:.0f} px large"
    )
    remedy = "cut the headline, or draw the box of 'slot-headline' larger"
    return Fault(message, headline.mark, remedy, code="headline-too-long", excess=drawn / headline.size)


def _next_below(artwork: Artwork, last: SetLine) -> SetLine | None:
    """Return the highest line below the last one of a headline, other than of a figure, which belongs to it."""
    others = [placed for name, placed in artwork.words.items() if name not in {*_LARGE, "headline"}]
    firsts = [lines[0] for placed in others if (lines := lines_of(placed)) and _is_below(placed, last)]
    return min(firsts, key=lambda line: line.baseline, default=None)


def _is_below(placed: PlacedWords, last: SetLine) -> bool:
    """Return whether words begin below the middle of a line and are under a part of it."""
    above, ink = last.ink, placed.ink
    return bool(above and ink and ink.y0 > above.center.y and ink.x0 < above.x1 and above.x0 < ink.x1)


#: How many px a headline may be smaller than other words: fitted sizes are found to a fraction of a px.
SLACK = 0.25
#: Slots whose words may be larger: a large figure is the subject of its picture.
_LARGE = frozenset(name for name, kind in SLOTS.items() if kind.large)


def hierarchy(artwork: Artwork) -> Iterator[Fault]:
    """A headline is at least as large as all other words, except a figure."""
    words = artwork.words
    headline = words.get("headline")
    if headline and (headline.overflow or headline.size < headline.floor - 0.01):
        return  # `overflow` and `too-small` report it
    others = [placed for name, placed in words.items() if name not in _LARGE]
    largest = max(others, key=lambda placed: placed.size, default=None)
    if headline and largest and headline.size < largest.size - SLACK:
        yield _shrunk(headline, largest) if is_shrunk(headline) else _drawn_small(artwork, headline, largest)


def is_shrunk(placed: PlacedWords) -> bool:
    """Return whether words are smaller than they are drawn, so that fewer of them would be larger."""
    style = placed.slot.style
    return style is not None and placed.size < style.size - SLACK


def _shrunk(headline: PlacedWords, largest: PlacedWords) -> Fault:
    """Return the fault of a headline with too many words to be the largest."""
    sizes = f"the headline is set at {headline.size:.1f} px, the {largest.slot.name} at {largest.size:.1f} px"
    remedy = "cut the headline, or draw the box of 'slot-headline' larger"
    excess = largest.size / headline.size
    return Fault(f"{sizes}: its words had to shrink", headline.mark, remedy, code="headline-shrunk", excess=excess)


def _drawn_small(artwork: Artwork, headline: PlacedWords, largest: PlacedWords) -> Fault:
    """Return the fault of a headline that is drawn too small; sizes are in px of the drawing."""
    name, scale = largest.slot.name, artwork.scene.scale
    message = f"'slot-headline' is {headline.size / scale:.1f} px large, 'slot-{name}' {largest.size / scale:.1f} px"
    remedy = f"draw the words of 'slot-headline' larger than those of 'slot-{name}'"
    excess = largest.size / headline.size
    return Fault(message, headline.slot.mark, remedy, code="headline-drawn-small", excess=excess)


#: Slots by level; the first one on a picture stands for its level in comparisons. Page numbers and chart labels have no
#: level.
_LEVELS = tuple(
    tuple(kind.name for kind in sorted(SLOTS.values(), key=lambda kind: kind.rank) if kind.level == level)
    for level in range(1, 5)
)
#: Slots that share a level if they share a size: every further size is a level of its own.
_BY_SIZE = _LEVELS[1]
#: The tolerance of sizes that are found by fitting, as a part of the size.
_ROUNDED = 0.99
#: How far levels are apart, and how many there are at most.
_APART, _MOST = 1.1, 4


def levels(artwork: Artwork) -> Iterator[Fault]:
    """Words have at most four levels (headline, line, ask, source), whose sizes are at least a tenth apart."""
    words = artwork.words
    found = [next((words[slot] for slot in level if slot in words), None) for level in _LEVELS]
    by_size = sorted(filter(None, found), key=lambda placed: placed.size)
    for small, large in pairwise(by_size):
        if large.size < small.size * _APART - SLACK:
            remedy = "make one of them larger or smaller by at least a tenth"
            yield _compared(artwork, small, large, ("is not a tenth larger than", remedy), code="levels-alike")
    more = _sizes(placed for name, placed in words.items() if name in _BY_SIZE) - 1
    if (count := len(by_size) + more) > _MOST:
        message = f"the words of the picture have {count} levels; with more than {_MOST} a picture is hard to read"
        remedy = f"set {' and '.join(name for name in _BY_SIZE if name in words)} in one size, or remove one"
        yield Fault(message, artwork.picture.marks.copy, remedy, code="too-many-levels")


def source_smallest(artwork: Artwork) -> Iterator[Fault]:
    """No words are smaller than the source."""
    source = artwork.words.get("source")
    fitting = {name: placed for name, placed in artwork.words.items() if not placed.overflow}
    others = [placed for name, placed in fitting.items() if any(name in level for level in _LEVELS)]
    smallest = min(others, key=lambda placed: placed.size, default=None)
    if source and smallest and smallest.size < source.size * _ROUNDED:
        how = "is larger than", "set the source in the smallest size"
        yield _compared(artwork, smallest, source, how, code="source-not-smallest")


def _sizes(words: Iterable[PlacedWords]) -> int:
    """Return how many sizes some words have that are a tenth apart, at least one."""
    count, last = 1, None
    for size in sorted(placed.size for placed in words):
        if last is not None and size >= last * _APART:
            count += 1
        last = size if last is None or size >= last * _APART else last
    return count


def _compared(artwork: Artwork, small: PlacedWords, large: PlacedWords, how: tuple[str, str], *, code: str) -> Fault:
    """Return the fault of words too close to others in size, or on the wrong side of it.

    It is at its place in the drawing, with sizes in its px; in `kit.yaml` if words had to shrink.
    """
    relation, remedy = how
    shrunk = next((placed for placed in (large, small) if is_shrunk(placed)), None)
    scale = 1.0 if shrunk else artwork.scene.scale
    sizes = f" at {large.size / scale:.1f} px {relation} {_name(small)} at {small.size / scale:.1f} px"
    mark = shrunk.mark if shrunk else large.slot.mark
    why = f": the {shrunk.slot.name} had to shrink" if shrunk else ""
    return Fault(f"{_name(large)}{sizes}{why}", mark, remedy, code=code, excess=small.size / large.size)


def _name(placed: PlacedWords) -> str:
    return f"'slot-{placed.slot.name}'"
