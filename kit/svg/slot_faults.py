"""What is wrong with a slot whose box or words can't be taken, said by what the designer drew in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lxml import etree

from kit.errors import Fault
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.svg.elements import SVG, attributes_of
from kit.svg.names import read_name
from kit.svg.numbers import numbers
from kit.svg.remedies import OUTLINED
from kit.svg.shapes import CLOSED_SHAPES
from kit.svg.turns import turn_fault, turn_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.geometry import Matrix

_SLOTS = frozenset(COPY_SLOTS + DERIVED_SLOTS)
_GROUP = "group it with what belongs to the slot, a rectangle and for words a text, and name the group so"
#: By what part words may be wider or narrower than drawn, as editors round: nobody sees as much.
_SQUEEZED = 0.03
_NO_BOX = "its first shape must be a rectangle, with a width and a height, as upright as its words"


def without_box(group: etree._Element, name: str) -> Fault:
    """Return the fault of a slot whose first shape is no upright rectangle, without its place."""
    said, tag = f"'slot-{name}' has no box", _tag(group)
    if tag != "g" and tag not in CLOSED_SHAPES:
        return Fault(f"{said}: it is a <{tag}>, not a group", remedy=_GROUP, code="slot-without-box")
    tags = [_tag(child) for child in group.iter(etree.Element)]
    if "rect" in tags:
        return Fault(f"{said}: its rectangle is turned, or empty", remedy=_NO_BOX, code="slot-without-box")
    shape = next((found for found in tags if found in CLOSED_SHAPES), "")
    found = f"a <{shape}> is no upright rectangle" if shape else "it holds no rectangle"
    return Fault(f"{said}: {found}", remedy=_NO_BOX, code="slot-without-box")


def without_text(group: etree._Element, name: str, box: etree._Element) -> Fault:
    """Return the fault of a slot of words that has a box and no text, without its place."""
    said = f"'slot-{name}' has no text"
    if group is box:
        return Fault(f"{said}: it is a <{_tag(group)}>, not a group", remedy=_GROUP, code="slot-without-text")
    tags = {_tag(child) for child in group.iter(etree.Element) if child is not box}
    if "flowRoot" in tags:
        remedy = "in Inkscape choose Text, Convert to Text; then save it again"
        return Fault(f"{said} but a flowed one of old Inkscape", remedy=remedy, code="slot-without-text")
    if tags & {"path", "use"}:
        return Fault(f"{said}, only shapes: are its words outlined?", remedy=OUTLINED, code="slot-without-text")
    return Fault(said, remedy=OUTLINED, code="slot-without-text")


def words_problem(text: etree._Element, here: Matrix, name: str) -> Fault | None:
    """Return what of sample words can't be set, without its place; `here` maps the text to the canvas."""
    if next(text.iter(f"{SVG}textPath"), None) is not None:
        remedy = "take the text off its path (Inkscape: Text, Remove from Path); or draw these words as shapes"
        return Fault(f"the words of 'slot-{name}' follow a path", remedy=remedy, code="unpaintable-words")
    if any(map(float, numbers(" ".join(one.get("rotate", "") for one in text.iter(etree.Element))))):
        remedy = "turn them back (Inkscape: Text, Remove Manual Kerns); or draw these words as shapes"
        return Fault(f"letters of 'slot-{name}' are turned one by one", remedy=remedy, code="unpaintable-words")
    if turn_of(here) is None:
        return turn_fault(here, name)
    across, down = math.hypot(here.a, here.b), math.hypot(here.c, here.d)
    if abs(across / down - 1) > _SQUEEZED:
        message = f"the words of 'slot-{name}' are squeezed: {across / down * 100:.0f} % as wide as their font has them"
        remedy = "delete the text and write it anew in the size that it should have; or draw these words as shapes"
        return Fault(message, remedy=remedy, code="unpaintable-words")
    return None


def inner_slots(group: etree._Element) -> Iterator[tuple[etree._Element, Fault]]:
    """Yield each slot that is inside another, where nothing would ever fill it, and its fault."""
    outer = read_name(attributes_of(group)).word
    for child in group.iterdescendants(f"{SVG}*"):
        name = read_name(attributes_of(child)).slot
        if name in _SLOTS:
            message = f"'slot-{name}' is inside '{outer}', which one text or code fills"
            yield child, Fault(message, remedy="move it out of that group", code="slot-in-slot")


def _tag(element: etree._Element) -> str:
    return str(element.tag).removeprefix(SVG)
