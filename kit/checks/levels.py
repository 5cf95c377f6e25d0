"""Rules on the sizes of words beside each other: few levels, clearly apart, the source the smallest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.hierarchy import SLACK, is_shrunk
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.artwork import Artwork, PlacedWords
    from kit.model.finding import Finding

#: Slots by level; the first that a picture has is what its level is compared by. Numbers of pages and labels of charts
#: are none.
_LEVELS = (
    ("headline", "number", "unit", "qualifier"),
    ("support", "counts", "kicker", "note"),
    ("address", "button", "sender", "help"),
    ("source",),
)
#: Slots of one level that are so where their sizes are: each other size is a level more.
_BY_SIZE = _LEVELS[1]
#: The part of a size that sizes which are found by trying may differ by.
_ROUNDED = 0.99
#: By how much levels are apart, and how many there are at most.
_APART, _MOST = 1.1, 4


def levels(artwork: Artwork) -> Iterator[Finding]:
    """Words have at most four levels (headline, line, ask, source), whose sizes are at least a tenth apart."""
    words = artwork.words
    found = [next((words[slot] for slot in level if slot in words), None) for level in _LEVELS]
    by_size = sorted(filter(None, found), key=lambda placed: placed.size)
    for small, large in pairwise(by_size):
        if large.size < small.size * _APART - SLACK:
            remedy = "set one of them larger or smaller by a tenth at least"
            fault = _compared(artwork, small, large, ("is not a tenth larger than", remedy), code="levels-alike")
            yield of_picture("levels", artwork, fault, "warning")
    more = _sizes(placed for name, placed in words.items() if name in _BY_SIZE) - 1
    if (count := len(by_size) + more) > _MOST:
        said = f"the words of the picture have {count} levels; more than {_MOST} are hard to take in"
        remedy = f"set {' and '.join(name for name in _BY_SIZE if name in words)} in one size, or take one out"
        fault = Fault(said, artwork.picture.marks.copy, remedy, code="too-many-levels")
        yield of_picture("levels", artwork, fault, "warning")


def source_smallest(artwork: Artwork) -> Iterator[Finding]:
    """No words are smaller than the source."""
    source = artwork.words.get("source")
    others = [placed for name, placed in artwork.words.items() if any(name in level for level in _LEVELS)]
    smallest = min(others, key=lambda placed: placed.size, default=None)
    if source and smallest and smallest.size < source.size * _ROUNDED:
        how = "is larger than", "set the source in the smallest size"
        fault = _compared(artwork, smallest, source, how, code="source-not-smallest")
        yield of_picture("source-smallest", artwork, fault, "warning")


def _sizes(words: Iterable[PlacedWords]) -> int:
    """Return how many sizes some words have that are a tenth apart, at least one."""
    count, last = 1, None
    for size in sorted(placed.size for placed in words):
        if last is not None and size >= last * _APART:
            count += 1
        last = size if last is None or size >= last * _APART else last
    return count


def _compared(artwork: Artwork, small: PlacedWords, large: PlacedWords, how: tuple[str, str], *, code: str) -> Fault:
    """Return the fault that some words are too near to others in size, or on the wrong side of it.

    Its place is in the drawing, with sizes in its px; in `kit.yaml` where words had to shrink.
    """
    relation, remedy = how
    shrunk = next((placed for placed in (large, small) if is_shrunk(placed)), None)
    scale = 1.0 if shrunk else artwork.scene.scale
    sizes = f" at {large.size / scale:.1f} px {relation} {_name(small)} at {small.size / scale:.1f} px"
    mark = shrunk.mark if shrunk else large.slot.mark
    why = f": the {shrunk.slot.name} had to shrink" if shrunk else ""
    return Fault(f"{_name(large)}{sizes}{why}", mark, remedy, code=code)


def _name(placed: PlacedWords) -> str:
    return f"'slot-{placed.slot.name}'"
