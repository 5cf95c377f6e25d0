"""Faults of a slot whose box, words or angle can't be used, in terms of what the designer drew."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from kit.base.errors import Fault
from kit.base.geometry import Box, Matrix, Point
from kit.drawing.svg.outlines import CLOSED_SHAPES
from kit.drawing.svg.source.editor_remedies import OUTLINED
from kit.drawing.svg.source.element_names import read_name
from kit.drawing.svg.source.numbers import numbers
from kit.drawing.svg.source.references import SVG, attributes_of, tag_of
from kit.model.slot import QUARTER, SLOTS
from kit.model.tree import DEFINITIONS

_GROUP = "group it with what belongs to the slot, a rectangle and for words a text, and name the group so"
#: The part by which words may be wider or narrower than drawn, as editors round: the difference is invisible.
_SQUEEZED = 0.03
_NO_BOX = "its first shape must be a rectangle, with a width and a height, as upright as its words"


def without_box(group: etree._Element, name: str) -> Fault:
    """Return the fault of a slot whose first shape is not an upright rectangle, without its place."""
    problem, tag = f"'slot-{name}' has no box", tag_of(group)
    if tag != "g" and tag not in CLOSED_SHAPES:
        return Fault(f"{problem}: it is a <{tag}>, not a group", remedy=_GROUP, code="slot-without-box")
    tags = [tag_of(child) for child in group.iter(etree.Element)]
    if "rect" in tags:
        return Fault(f"{problem}: its rectangle is turned, or empty", remedy=_NO_BOX, code="slot-without-box")
    shape = next((tag for tag in tags if tag in CLOSED_SHAPES), "")
    reason = f"a <{shape}> is not an upright rectangle" if shape else "it contains no rectangle"
    return Fault(f"{problem}: {reason}", remedy=_NO_BOX, code="slot-without-box")


def without_text(group: etree._Element, name: str, box: etree._Element) -> Fault:
    """Return the fault of a slot of words that has a box and no text, without its place."""
    problem = f"'slot-{name}' has no text"
    if group is box:
        return Fault(f"{problem}: it is a <{tag_of(group)}>, not a group", remedy=_GROUP, code="slot-without-text")
    tags = {tag_of(child) for child in group.iter(etree.Element) if child is not box}
    if "flowRoot" in tags:
        remedy = "in Inkscape choose Text, Convert to Text; then save it again"
        return Fault(f"{problem} but flowed text of an old Inkscape", remedy=remedy, code="slot-without-text")
    if tags & {"path", "use"}:
        return Fault(f"{problem}, only shapes: are its words outlined?", remedy=OUTLINED, code="slot-without-text")
    return Fault(problem, remedy=OUTLINED, code="slot-without-text")


def words_problem(text: etree._Element, here: Matrix, name: str) -> Fault | None:
    """Return the fault of sample words that can't be set, without its place; `here` maps them to the canvas."""
    if next(text.iter(f"{SVG}textPath"), None) is not None:
        remedy = "take the text off its path (Inkscape: Text, Remove from Path); or draw these words as shapes"
        return Fault(f"the words of 'slot-{name}' follow a path", remedy=remedy, code="unpaintable-words")
    if any(map(float, numbers(" ".join(part.get("rotate", "") for part in text.iter(etree.Element))))):
        remedy = "turn them back (Inkscape: Text, Remove Manual Kerns); or draw these words as shapes"
        return Fault(f"letters of 'slot-{name}' are turned one by one", remedy=remedy, code="unpaintable-words")
    if turn_of(here) is None:
        return turn_fault(here, name)
    across, down = math.hypot(here.a, here.b), math.hypot(here.c, here.d)
    if abs(across / down - 1) > _SQUEEZED:
        message = f"the words of 'slot-{name}' are squeezed: {across / down * 100:.0f} % as wide as in their font"
        remedy = "delete the text and write it again in the size that it should have; or draw these words as shapes"
        return Fault(message, remedy=remedy, code="unpaintable-words")
    return None


def definition_fault(element: etree._Element, what: str, *, code: str) -> Fault | None:
    """Return the fault, without its place, of an element in something that is painted only where it is used."""
    tag = next((tag for tag in map(tag_of, element.iterancestors()) if tag in DEFINITIONS), None)
    message, remedy = f"{what} is inside <{tag}>, which is not painted on its own", f"move it out of the <{tag}>"
    return Fault(message, remedy=remedy, code=code) if tag else None


def inner_slots(group: etree._Element) -> Iterator[tuple[etree._Element, Fault]]:
    """Yield each slot inside another, where nothing would ever fill it, and its fault."""
    outer = read_name(attributes_of(group)).word
    for child in group.iterdescendants(f"{SVG}*"):
        name = read_name(attributes_of(child)).slot
        if name in SLOTS:
            message = f"'slot-{name}' is inside '{outer}', which one text or code fills"
            yield child, Fault(message, remedy="move it out of that group", code="slot-in-slot")


#: How far words may be turned, in degrees, besides a quarter turn.
MOST = 5.0
#: How far, in degrees, words may be from upright or a quarter turn and still count as such: what editors leave.
_NEAR = 0.46
#: How far words may be skewed, as the cosine of the angle between their axes.
_SKEWED = 0.008
_ORIGIN = Point(0, 0)
_REMEDY = f"turn the whole group by at most {MOST:g}\u00b0, or by {QUARTER:g}\u00b0; or draw these words as shapes"


def turn_of(here: Matrix) -> float | None:
    """Return by how many degrees a map turns words, clockwise; None if it is more than allowed, or skews them."""
    across, down = Point(here.a, here.b), Point(here.c, here.d)
    lengths = math.hypot(*across) * math.hypot(*down)
    if lengths == 0 or abs(across.x * down.x + across.y * down.y) > _SKEWED * lengths:
        return None
    angle = math.degrees(math.atan2(-here.c, here.d))
    if abs(angle) <= _NEAR:
        return 0.0
    if abs(abs(angle) - QUARTER) <= _NEAR:
        return math.copysign(QUARTER, angle)
    return angle if abs(angle) <= MOST + 0.01 else None


def turn_fault(here: Matrix, name: str) -> Fault:
    """Return the fault of words that are skewed or turned further than allowed, without its place."""
    across, down = Point(here.a, here.b), Point(here.c, here.d)
    square = abs(across.x * down.x + across.y * down.y) <= _SKEWED * math.hypot(*across) * math.hypot(*down)
    how = f"turned by {abs(math.degrees(math.atan2(-here.c, here.d))):.0f}\u00b0" if square else "skewed"
    return Fault(f"the words of 'slot-{name}' are {how}", remedy=_REMEDY, code="words-turned")


def unturned(turn: float) -> Matrix:
    """Return the map that turns a canvas back, around its origin."""
    return Matrix.turn(-turn, _ORIGIN)


def box_in_place(box: Box, turn: float) -> Box:
    """Return a box from a canvas that was turned back in its real place: around the centre that it has there."""
    x, y = Matrix.turn(turn, _ORIGIN).apply(box.center)
    return box.moved(x - box.center.x, y - box.center.y)
