"""Slots that are drawn again in another style: they repeat the words of a slot, only for the looks."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.svg_colours import NO_COLOUR, paint_role
from kit.model.slot import AGAIN, holds_words, slot_shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from lxml import etree

    from kit.drawing.svg.source.element_context import Context
    from kit.drawing.svg.source.element_names import Name
    from kit.drawing.svg.source.node import Node
    from kit.model.slot import Slot


#: The lengths of words in px that have a default.
_LENGTHS = {"font-size": 16.0, "stroke-width": 1.0}


def name_among(slots: Mapping[str, Slot], node: Node) -> str:
    """Return the name of another slot: its own, or `headline again` for one that repeats it, then `… again 2`."""
    name = node.name.slot or ""
    if not repeats_words(node.name):
        return name
    before = sum(slot.repeats == name for slot in slots.values())
    return f"{name}{AGAIN} {before + 1}" if before else f"{name}{AGAIN}"


def repeats_words(name: Name) -> bool:
    """Return whether a slot with a name repeats the words of another."""
    return AGAIN.strip() in name.options


def repeated_paint(css: Mapping[str, str], text: etree._Element, context: Context) -> dict[str, str]:
    """Return the paint of repeated words besides their fill: the outline, in sizes, and the opacity."""
    stroke, problem = paint_role(css.get("stroke", "none"), None, context.palette)
    size, width = (number(css.get(key, "").removesuffix("px"), other) for key, other in _LENGTHS.items())
    opacities = [number(css[key], 1.0) for key in ("opacity", "fill-opacity") if key in css]
    if problem:
        context.report.add(Fault(problem, remedy="write it as #rrggbb", code="unpaintable-colour"), text)
    elif stroke[:1] == "#":
        context.report.add_unmapped(stroke, text)
    outline = {"stroke": stroke, "stroke-width": f"{width / size:.5g}"} if stroke not in NO_COLOUR else {}
    return {**outline, **({"opacity": f"{math.prod(opacities):g}"} if math.prod(opacities) < 1 else {})}


def as_repeat(slot: Slot, name: str, node: Node) -> Slot:
    """Return a slot under its name in the drawing and with the slot that it repeats."""
    shown = slot_shown(name)
    if name == shown:
        return slot
    return replace(slot, name=name, repeats=shown, emphasised="emphasis" in node.name.options)


def repeat_problem(name: str) -> Fault | None:
    """Return the fault of a slot that repeats one without words, without its place, or None."""
    shown = slot_shown(name)
    if name == shown or holds_words(shown):
        return None
    remedy = "clone it in the editor instead" if shown in {"qr", "logo"} else "leave it out"
    return Fault(f"'slot-{shown}' has no words to repeat", remedy=remedy, code="repeat-without-words")


def repeat_faults(slots: Mapping[str, Slot], hidden: Container[str]) -> Iterator[Fault]:
    """Yield a fault for each slot that repeats one that is not in the drawing."""
    for slot in slots.values():
        if slot.repeats and slot.repeats not in slots and slot.repeats not in hidden:
            message = f"'slot-{slot.name}' repeats 'slot-{slot.repeats}', which is not in the drawing"
            remedy = "draw the slot itself too: what repeats it is not read out, and not checked as closely"
            yield Fault(message, slot.mark, remedy, code="repeat-without-slot")
