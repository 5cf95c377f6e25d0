"""Rules on a drawing by itself: what it lacks, and names that are nearly those of something the kit fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kit.base.errors import Fault, closest
from kit.drawing.svg.named_elements import NamedElement, Sketch
from kit.drawing.svg.source.editor_remedies import NO_SLOTS, in_terms_of
from kit.model.finding import Finding, Severity
from kit.model.layout import Drawing, Layout
from kit.model.slot import SLOTS, WORD_SLOTS, Slot
from kit.project.suggestions import slot_meant

#: The side of the words with each text anchor.
_SIDES = {"start": "left", "middle": "center", "end": "right"}
#: Other names of the live box among designers.
_LIVE = ("live", "live-area", "live-box", "safe-area", "safe-zone", "safezone", "safe")


def missing(sketch: Sketch, layout: Layout, drawing: Drawing | None) -> Iterator[Finding]:
    """Yield what a drawing lacks and which names are nearly right; `drawing` is None if it can't be read."""
    slots = {element.name.slot for element in sketch.elements if element.name.slot}
    has_live = any(element.name.word == "live" for element in sketch.elements)
    yield from _nearly(sketch, slots, has_live=has_live)
    for fault in lost_shapes(sketch):
        yield _finding(fault, sketch.mark.file, "warning")
    if not slots:
        fault = Fault("the drawing has no slot", sketch.mark, NO_SLOTS, code="drawing-without-slots")
        yield _finding(fault, sketch.mark.file, "warning")
    for name, rule in layout.slots.items():
        if rule.required and name not in slots:
            message = f"the drawing has no 'slot-{name}', which layout.yaml requires"
            remedy = "give its group this name; plain SVG keeps ids and drops labels"
            fault = Fault(message, sketch.mark, remedy, code="required-slot-missing")
            yield _finding(fault, sketch.mark.file)
    if drawing:
        yield from _of_drawing(drawing, layout)


def without_echoes(findings: Iterable[Finding], sketch: Sketch) -> Iterator[Finding]:
    """Yield the findings, except those that only follow from a name: a misnamed `live` as missing, and loose words.

    Their remedies are worded for the editor that wrote the drawing.
    """
    found = [*findings]
    marks = {finding.fault.mark for finding in found if finding.fault.code == "nearly-slot"}
    words = {inner.mark for element in sketch.elements if element.mark in marks for inner in sketch.within(element)}
    has_nearly_live = any(finding.fault.code == "nearly-live" for finding in found)
    for finding in found:
        is_echo = finding.fault.code == "unpaintable-element" and finding.fault.mark in words
        if not is_echo and not (has_nearly_live and finding.fault.code == "drawing-without-live"):
            remedy = in_terms_of(sketch.editor, finding.fault.remedy)
            yield replace(finding, fault=replace(finding.fault, remedy=remedy))


def _of_drawing(drawing: Drawing, layout: Layout) -> Iterator[Finding]:
    """Yield what is wrong with the slots of a readable drawing: one that is not listed, or extends beyond `live`."""
    for name, slot in drawing.slots.items():
        if layout.slots and not slot.repeats and name not in layout.slots:
            message, remedy = f"layout.yaml does not list 'slot-{name}'", f"add '{name}: {{}}' to its slots"
            fault = Fault(message, slot.mark, remedy, code="slot-not-listed")
            yield _finding(fault, drawing.name, "warning")
        aligned = _misaligned(slot, layout)
        if aligned:
            yield _finding(aligned, drawing.name, "warning")
        off = not slot.repeats and not SLOTS[name].bleeds
        if off and not drawing.live.contains(slot.bounds, 0.02 * max(drawing.size)):
            message, remedy = f"the box of 'slot-{name}' extends beyond 'live'", "draw it inside, or make 'live' larger"
            fault = Fault(message, slot.mark, remedy, code="slot-outside-live")
            yield _finding(fault, drawing.name, "warning")


def _misaligned(slot: Slot, layout: Layout) -> Fault | None:
    """Return the fault of a slot whose sample words are all aligned to a different side than in `layout.yaml`."""
    rule, drawn = layout.slots.get(slot.name), {_SIDES[words.anchor] for words in slot.sample}
    if rule is None or len(drawn) != 1 or slot.repeats:
        return None
    (side,), (across, down) = drawn, rule.align.split()
    if side == across:
        return None
    message = f"the sample words of 'slot-{slot.name}' are aligned {side}, but layout.yaml says {across}, which wins"
    remedy = f"write 'align: {side} {down}' there, or align them {across} in the drawing"
    return Fault(message, slot.mark, remedy, code="words-aligned-otherwise")


def _nearly(sketch: Sketch, slots: set[str], *, has_live: bool) -> Iterator[Finding]:
    """Yield a finding for each element whose name is nearly a slot's, and for the largest that is nearly `live`."""
    lives: list[NamedElement] = []
    for element in sketch.elements:
        word = "-".join(element.name.word.lower().replace("_", " ").split())
        if element.in_slot or element.name.slot or element.name.follower or not word:
            continue
        if not has_live and element.tag == "rect" and closest(word, _LIVE):
            lives.append(element)
        elif (slot := _slot_of(element, word)) and slot not in slots:
            yield _misnamed(element, f"slot-{slot}")
    if lives:
        largest = max(lives, key=lambda live: live.box.width * live.box.height if live.box else 0)
        yield _misnamed(largest, "live")


def _slot_of(element: NamedElement, word: str) -> str | None:
    """Return the slot whose name a group or a text nearly has."""
    if element.tag not in {"g", "text"} or (word in SLOTS and SLOTS[word].common):
        return None
    bare = word.removeprefix("slot").strip("-:./")
    found = bare if bare in SLOTS else slot_meant(bare)
    near = closest(word, [f"slot-{slot}" for slot in SLOTS])
    close = near is not None and (word.startswith("s") and "slot" in word.replace("sl0t", "slot"))
    return found or (near.removeprefix("slot-") if near and close else None)


def _misnamed(element: NamedElement, name: str) -> Finding:
    what = "the rectangle" if element.tag == "rect" else "the text" if element.tag == "text" else "the group"
    message = f"{what} '{element.name.shown}' is not recognised as '{name}'"
    mark, remedy = element.mark, f"name it '{name}'"
    if name == "live":
        return _finding(Fault(message, mark, remedy, code="nearly-live"), mark.file)
    remedy += ", grouped with a rectangle that is its box" if element.tag == "text" else ""
    return _finding(Fault(message, mark, remedy, code="nearly-slot"), mark.file, "warning")


def _finding(fault: Fault, drawing: str, severity: Severity = "error") -> Finding:
    return Finding("drawing", severity, fault, drawing=drawing or None)


def lost_shapes(sketch: Sketch) -> Iterator[Fault]:
    """Yield a fault for each slot of words that holds a visible shape: its box, or one besides the box."""
    for element in sketch.elements:
        if element.in_slot or element.name.slot not in WORD_SLOTS:
            continue
        inside = sketch.within(element)
        shapes = [inner for inner in inside if inner.tag not in {"g", "a", "text", "tspan"}]
        box = next((shape for shape in shapes if shape.tag in {"rect", "path"}), None)
        if box and box.seen:
            yield _unpainted(
                f"the box of 'slot-{element.name.slot}' has a colour, but boxes are not painted", box, element
            )
        lost = next((shape for shape in shapes if shape is not box and shape.seen), None)
        if lost and any(inner.tag == "text" for inner in inside):  # no text: outlined, a fault of its own
            name = f"'{lost.name.shown}'" if lost.name.shown else f"a <{lost.tag}>"
            what = f"{name} in 'slot-{element.name.slot}'"
            yield _unpainted(f"{what} is not painted: a slot is filled with words only", lost, element)


def _unpainted(message: str, shape: NamedElement, slot: NamedElement) -> Fault:
    remedy = f"draw it outside the group, behind it; with the name 'hug-{slot.name.slot}' it follows the words"
    return Fault(message, shape.mark, remedy, code="shape-in-slot")
