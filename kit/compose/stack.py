"""Stacks: long words push the slots above them up. Also counts how many more characters fit into each slot.

If all words fit, nothing moves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Box
from kit.compose.fill import box_of
from kit.compose.word_outlines import WordBox
from kit.compose.words import height_of, letters_left
from kit.model.artwork import Artwork, Placed, PlacedWords
from kit.model.layout import Drawing, Layout, Scene
from kit.model.picture import Picture, Words
from kit.model.slot import Slot, slot_shown
from kit.text import FontBook

#: The parts of their sizes at which the words of a stack are tried, all with the same one, before the floor.
_PARTS = tuple(1 - 0.04 * step for step in range(8))

#: The part of its height that a slot's box may share with the one above: words do not fill their boxes.
_SHARED = 0.4


@dataclass(frozen=True, slots=True)
class _Stacked:
    """The words of a slot in a stack, and as they were placed in the drawn box."""

    words: Words
    box: WordBox
    book: FontBook
    placed: PlacedWords

    def height(self, part: float) -> float:
        """Return the height in px of the words at a part of the size that they have if they fit.

        None are set below the floor.
        """
        drawn = self.box.slot.style
        size = drawn.size if drawn and self.placed.overflow else self.placed.size
        return height_of(self.words, self.box, self.book, part * size)

    def lower_height(self, part: float, *, close: bool) -> float:
        """Return the height in px of a box that is not the first: it grows if its words do not fit.

        A box whose words fit keeps its height or, if `close`, only what they need.
        """
        drawn = self.box.slot.box.height
        if self.placed.overflow:
            return max(drawn, self.height(part))
        return min(drawn, self.height(part)) if close else drawn


def stack_of(drawing: Drawing, layout: Layout) -> tuple[str, ...]:
    """Return the slots of a drawing that share their room, from top to bottom.

    Raises DrawingError if one is missing, rotated, or not below the one before.
    """
    names = layout.stacks.get(drawing.path.stem, ())
    faults = [_missing(name, drawing) for name in names if name not in drawing.slots]
    slots = [drawing.slots[name] for name in names if name in drawing.slots]
    faults += [_not_below(two, one) for one, two in pairwise(slots) if not _stands_below(two, one)]
    if faults:
        raise DrawingError(*faults)
    return names


def _missing(name: str, drawing: Drawing) -> Fault:
    message = f"{drawing.name} has no 'slot-{name}', which layout.yaml names in a stack"
    return Fault(message, None, "draw it, or remove its name from 'stacks'", code="stacked-slot-missing")


def _not_below(slot: Slot, above: Slot) -> Fault:
    message = f"'slot-{slot.name}' is not directly below 'slot-{above.name}', as a stack requires"
    return Fault(message, slot.mark, "draw it there, or change the order in 'stacks'", code="slots-not-stacked")


def _stands_below(slot: Slot, above: Slot) -> bool:
    """Return whether a box begins below another; they may share a part, which the lower one gets."""
    beside = slot.box.x1 <= above.box.x0 or slot.box.x0 >= above.box.x1
    return slot.box.y0 > above.box.y0 and not (beside or slot.turn or above.turn)


def without_overlaps(slots: Mapping[str, Slot], stack: Sequence[str], filled: Collection[str]) -> dict[str, Slot]:
    """Return the slots of a scene such that none of a stack overlaps the next filled one below it.

    So a slot may be drawn over the place of another that is rarely filled, such as `help`, and then ends above it.
    """
    parted = dict(slots)
    for above, below in pairwise(name for name in stack if name in filled):
        box, next_box = slots[above].box, slots[below].box
        if box.y1 - next_box.y0 > _SHARED * next_box.height:
            parted[above] = replace(slots[above], box=Box(box.x0, box.y0, box.x1, next_box.y0))
    return parted


def with_room(
    scene: Scene, stack: Sequence[str], picture: Picture, placed: Sequence[Placed], fonts: tuple[Layout, FontBook]
) -> Scene:
    """Return a scene with more room for the words of a stack that do not fit where they are `placed`.

    Their boxes grow, those above move up, and the first slot becomes lower: all words of the stack are set smaller, by
    the same factor, until they fit. The scene stays the same if all words fit or if there is no room.
    """
    words = {item.slot.name: item for item in placed if isinstance(item, PlacedWords)}
    shown = [name for name in stack if name in words]
    if not any(words[name].overflow for name in shown if name != stack[0]):
        return scene
    boxes = [scene.slots[name].box for name in shown]
    gaps = [below.y0 - box.y1 for box, below in pairwise(boxes)] + [0.0]
    layout, book = fonts
    parts = [
        _Stacked(cast("Words", picture.slots[name]), box_of(name, picture, (scene, layout)), book, words[name])
        for name in shown
    ]
    top = scene.slots[stack[0]].box.y0
    heights = _heights(parts, boxes[-1].y1 - top - sum(gaps), gives=shown[0] == stack[0])
    if heights is None:
        return scene
    slots, bottom = dict(scene.slots), boxes[-1].y1
    for name, box, gap, height in reversed(list(zip(shown, boxes, gaps, heights, strict=True))):
        bottom -= gap
        slots[name] = replace(slots[name], box=Box(box.x0, bottom - height, box.x1, bottom))
        bottom -= height
    return replace(scene, slots=slots)


def with_neighbours(placed: Placed, laid_out: Slot | None) -> Placed:
    """Return what was placed; words that fill a box made lower than it was laid out are limited by those below."""
    if not isinstance(placed, PlacedWords) or placed.sizing is None or laid_out is None:
        return placed
    if placed.sizing.limit != "height" or placed.slot.box.height >= laid_out.box.height:
        return placed
    return replace(placed, sizing=replace(placed.sizing, limit="neighbour"))


def _heights(parts: Sequence[_Stacked], room: float, *, gives: bool) -> list[float] | None:
    """Return the heights in px of the boxes of a stack, which together have some room.

    With `gives` the first gets what the others leave, and must hold its words; without, it is like the others. Only if
    that leaves words at the floor are boxes as low as their words allow. None if they do not fit even so.
    """
    for close in (False, True):
        for part in (*_PARTS, 0.0) if close else _PARTS:
            lower = [slot.lower_height(part, close=close) for slot in parts[gives:]]
            left = room - sum(lower)
            if gives and left >= parts[0].height(part):
                return [left, *lower]
            if not gives and left >= 0:
                return lower
    return None


def room_in(artwork: Artwork, layout: Layout, book: FontBook) -> Mapping[str, int]:
    """Return how many more characters fit after the words of each slot; negative if there are too many."""
    left = {}
    for placed in artwork.all_words:
        content = artwork.picture.slots[slot_shown(placed.slot.name)]
        if isinstance(content, Words):
            box = box_of(placed.slot.name, artwork.picture, (artwork.scene, layout))
            left[placed.slot.name] = -placed.overflow or letters_left(content, box, book)
    return left
