"""A slot: the box and the sample words that a designer drew in a place that the kit fills.

A slot may be drawn again in another style: it repeats the words of the first, only for the looks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from kit.base.errors import Fault, closest, did_you_mean
from kit.base.geometry import Box, Matrix
from kit.drawing.svg.normal.effects import EFFECTS
from kit.drawing.svg.outlines import box_of, may_be_box
from kit.drawing.svg.slots.followers import inner_followers
from kit.drawing.svg.slots.sample_words import (
    read_words,
    role_of,
    sample_lines,
    text_style,
    unpainted_property,
    unsound_property,
)
from kit.drawing.svg.slots.slot_faults import (
    box_in_place,
    definition_fault,
    inner_slots,
    turn_fault,
    turn_of,
    unturned,
    without_box,
    without_text,
    words_problem,
)
from kit.drawing.svg.source.element_context import Context, Node
from kit.drawing.svg.source.element_names import Name
from kit.drawing.svg.source.guard import property_problems, slot_problem
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import SVG, elements_by_id, url_target
from kit.drawing.svg.source.svg_colours import NO_COLOUR, paint_role, plain_colour
from kit.drawing.svg.source.values import quoted, read_transform
from kit.model.slot import AGAIN, SLOTS, Slot, TextStyle, holds_words, slot_shown

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


#: The shape that words of Inkscape flow in: a rectangle elsewhere in the drawing.
_FLOWS_IN = re.compile(r"(?:^|;)\s*shape-inside\s*:([^;]+)")


def add_slot(node: Node, here: Matrix, slots: dict[str, Slot], context: Context) -> str:
    """Add the slot of a group to those of its drawing, or report its faults; return its name in the drawing.

    `here` maps the group to the canvas.
    """
    name, report = name_among(slots, node), context.report
    problems = [(child, fault) for child in node.element.iter(etree.Element) if (fault := slot_problem(child))]
    for child, fault in (*problems, *inner_slots(node.element), *inner_followers(node.element)):
        report.add(fault, child)
    for child in node.element.iter(etree.Element):
        for fault in property_problems(context.styles.declared(child).values, EFFECTS):  # its contents would lack them
            report.add(fault, child)
    problem = repeat_problem(name) or _name_problem(name, slots)
    problem = problem or definition_fault(node.element, f"'slot-{node.name.slot}'", code="slot-in-definition")
    if problem and not problems:
        report.add(problem, node.element)
    slot = None if problem or problems else read_slot(node, here, context)
    if slot is not None:
        slots[name] = as_repeat(slot, name, node)
        _check_colour(slot, node.element, context)
    return name


def read_slot(node: Node, here: Matrix, context: Context) -> Slot | None:
    """Return the slot of a group, or None after reporting a fault; `here` maps the group to the canvas."""
    name, report = node.name.slot or "", context.report
    text = next((inner for inner in _inside(node.element, here) if inner[0].tag == SVG + "text"), None)
    has_words = text is not None and (name == "chart" or holds_words(name))
    problem = words_problem(*text, name) if text and has_words else None
    turn = (turn_of(text[1]) or 0.0) if text and has_words and name != "chart" else 0.0
    drawn_box = _find_box(node.element, unturned(turn) @ here)
    if text and not problem and drawn_box is None and turn and _find_box(node.element, here):
        problem = turn_fault(text[1], name)
    if text and problem:
        report.add(problem, text[0])
        return None
    drawn_box = drawn_box or (_flow_box(text[0], unturned(turn) @ text[1]) if text else None)
    if drawn_box is None:
        report.add(without_box(node.element, name), node.element)
        return None
    shape, box = drawn_box[0], box_in_place(drawn_box[1], turn)
    fill = context.styles.declared(shape).values.get("fill", "none")
    paint = paint_role(fill, role_of(shape, context, None), context.palette)[0]
    slot = Slot(name, box, report.file.mark(node.line), paint=paint, radius=_radius(shape, box, here), turn=turn)
    if not holds_words(name) and (text is None or name != "chart"):
        return slot
    if text is None:
        report.add(without_text(node.element, name, shape), node.element)
        return None
    reaching = _reaching(text[0], node, context)
    style = _style(node, text, reaching, context)
    sample = sample_lines(text[0], slot.turned.inverse @ text[1], reaching, context)
    return replace(slot, style=style, sample=sample) if style else None


def _style(
    node: Node, placed_text: tuple[etree._Element, Matrix], reaching: Mapping[str, str], context: Context
) -> TextStyle | None:
    """Return the style of the sample words of a slot, or None after reporting a fault."""
    text, here = placed_text
    css = read_words(text, context, reaching)
    key = unsound_property(css)
    if key is not None:
        message = f"'{key}' of 'slot-{node.name.slot}' is {quoted(css[key])}"
        remedy = "write it in px as a plain number, the size above 0"
        context.report.add(Fault(message, remedy=remedy, code="invalid-text-property"), text)
        return None
    repeats = repeats_words(node.name)
    unpainted = None if repeats else unpainted_property(css)
    if unpainted:
        key, remedy = unpainted
        message = f"'{key}' of 'slot-{node.name.slot}' is {quoted(css[key])}; words are painted without it"
        context.report.add(Fault(message, remedy=remedy, code="unpainted-text-property"), text)
        return None
    style = text_style(text, here.scale, css)
    return replace(style, paint=repeated_paint(css, text, context)) if repeats else style


def _name_problem(name: str, slots: Mapping[str, Slot]) -> Fault | None:
    """Return the fault of another slot's name, without its place, or None."""
    if name in slots:
        message = f"two slots are named 'slot-{name}'; first in line {slots[name].mark.line}"
        remedy = "delete one, or write 'again' after the name of the one that repeats the words of the other"
        return Fault(message, remedy=remedy, code="duplicate-slot")
    if slot_shown(name) in SLOTS:
        return None
    near = closest(name, SLOTS)
    remedy = did_you_mean(f"slot-{near}" if near else "", [f"slot-{kind}" for kind in SLOTS])
    return Fault(f"unknown slot 'slot-{name}'", remedy=remedy, code="unknown-slot")


def _check_colour(slot: Slot, group: etree._Element, context: Context) -> None:
    """Report the colour of a slot's words if it has no role, or can't be painted."""
    fill = slot.style.fill if slot.style else "none"
    if plain_colour(fill):
        context.report.add_unmapped(fill, group)
    elif fill[:1] != "@" and fill not in NO_COLOUR and not url_target(fill):
        message = f"the colour '{fill}' can't be painted"
        context.report.add(Fault(message, remedy="write it as #rrggbb", code="unpaintable-colour"), group)


def _find_box(group: etree._Element, here: Matrix) -> tuple[etree._Element, Box] | None:
    """Return the first shape in a group that may be its box, and the box; None if that is empty or not upright."""
    shape, matrix = next((inner for inner in _inside(group, here) if may_be_box(inner[0])), (group, here))
    box = box_of(shape, matrix)
    return (shape, box) if box and box.width > 0 and box.height > 0 else None


def _flow_box(text: etree._Element, here: Matrix) -> tuple[etree._Element, Box] | None:
    """Return the rectangle that a text of Inkscape flows in, and its box; None if there is none."""
    match = _FLOWS_IN.search(text.get("style") or "")
    id_ = url_target(match[1].strip()) if match else None
    for shape in elements_by_id(text.getroottree().getroot()).get(id_ or "", ()):
        box = box_of(shape, here @ (read_transform(shape.get("transform", "")) or Matrix()))
        if box and box.width > 0 and box.height > 0:
            return shape, box
    return None


def _radius(shape: etree._Element, box: Box, here: Matrix) -> float:
    """Return the radius of a box's corners, at most half of its shorter side; those of a path count as square."""
    written = next((shape.get(key) for key in ("rx", "ry") if shape.get(key)), None)
    return min(number(written) * here.scale, box.width / 2, box.height / 2) if written else 0.0


def _inside(group: etree._Element, here: Matrix) -> Iterator[tuple[etree._Element, Matrix]]:
    """Yield the elements in a group at any depth, each with its map to the canvas."""
    for child in group:
        matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
        yield child, matrix
        yield from _inside(child, matrix)


def _reaching(element: etree._Element, node: Node, context: Context) -> dict[str, str]:
    """Return the properties that an element inherits from a slot's group and the groups between."""
    between = [parent for parent in element.iterancestors() if node.element in parent.iterancestors()]
    result = node.values
    for parent in reversed(between):
        result.update(context.styles.declared(parent).values)
    return result
