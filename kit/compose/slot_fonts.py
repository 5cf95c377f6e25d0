"""The fonts that the words of a slot need, and the faults if no font fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.text import FontBook, FontRequest
from kit.text.characters import script_of_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.errors import Fault
    from kit.model.layout import Drawing, SlotRule
    from kit.model.slot import Slot, TextStyle


def font_request(style: TextStyle, language: str = "") -> FontRequest:
    """Return the request of words in a language for a font, at the size that the sample words are drawn."""
    script = script_of_language(language) if language else ""
    return FontRequest(style.family, style.weight, style.italic, style.optical_size or style.size, script)


def emphasised_request(style: TextStyle, rule: SlotRule, language: str = "") -> FontRequest:
    """Return the request of the emphasised words of a slot for a font."""
    request, size = font_request(style, language), style.optical_size or style.size * rule.emphasis.size
    return replace(request, weight=rule.emphasis.weight, optical_size=size)


def unknown_families(drawing: Drawing, book: FontBook) -> Iterator[Fault]:
    """Yield a fault for each slot whose words are drawn in an unknown family."""
    for slot in drawing.slots.values():
        if slot.style and not book.knows(slot.style.family):
            yield _named(book.unknown_family(slot.style.family, slot.mark), slot)


def missing_faces(drawing: Drawing, book: FontBook) -> Iterator[Fault]:
    """Yield a fault for each slot whose words are drawn in a weight or a slant that their family does not have."""
    for slot in drawing.slots.values():
        fault = book.missing_face(font_request(slot.style), slot.mark) if slot.style else None
        if fault:
            yield _named(fault, slot)


def missing_emphasis(style: TextStyle, slot: Slot, rule: SlotRule, book: FontBook) -> Fault | None:
    """Return the fault of emphasised words whose family lacks their weight; None if it has it."""
    fault = book.missing_face(emphasised_request(style, rule), slot.mark)
    if fault is None:
        return None
    named = _named(fault, slot)
    remedy = f"{fault.remedy}; 'emphasis' in layout.yaml sets the weight of emphasised words"
    return replace(named, message=f"emphasised words in {named.message}", remedy=remedy)


def _named(fault: Fault, slot: Slot) -> Fault:
    """Return a fault of the words of a slot with the name of the slot."""
    return replace(fault, message=f"'slot-{slot.name}': {fault.message}")
