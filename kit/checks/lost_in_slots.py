"""Rules on shapes that designers draw into the group of a slot, of which nothing is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.svg.sketch import NamedElement, Sketch

#: Slots that pictures fill, in whose groups designers draw what such a picture looks like.
_PICTURES = frozenset(("photo", "logo", "chart", "qr"))
_OF_WORDS = frozenset(COPY_SLOTS + DERIVED_SLOTS) - _PICTURES


def lost_shapes(sketch: Sketch) -> Iterator[Fault]:
    """Yield a fault for each slot of words that holds a shape which can be seen: its box, or one besides the box."""
    for one in sketch.elements:
        if one.in_slot or one.name.slot not in _OF_WORDS:
            continue
        inside = sketch.within(one)
        shapes = [inner for inner in inside if inner.tag not in {"g", "a", "text", "tspan"}]
        box = next((shape for shape in shapes if shape.tag in {"rect", "path"}), None)
        if box and box.seen:
            yield _fault(f"the box of 'slot-{one.name.slot}' has a colour, and no box is painted", box, one)
        lost = next((shape for shape in shapes if shape is not box and shape.seen), None)
        if lost and any(inner.tag == "text" for inner in inside):  # else its words are outlined, which is a fault
            name = f"'{lost.name.shown}'" if lost.name.shown else f"a <{lost.tag}>"
            yield _fault(f"{name} in 'slot-{one.name.slot}' is not painted: words alone fill a slot", lost, one)


def _fault(message: str, shape: NamedElement, slot: NamedElement) -> Fault:
    remedy = f"draw it outside the group, behind it; named 'hug-{slot.name.slot}' it follows the words"
    return Fault(message, shape.mark, remedy, code="shape-in-slot")
