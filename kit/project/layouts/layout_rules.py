"""Validate `layout.yaml`: known keys, slots and options, roles of its palette, drawings that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kit.base.document.document import Document
from kit.base.errors import Fault, closest, did_you_mean, unknown_name
from kit.model.chart import OPTIONS, kinds_taking
from kit.model.colour import Palette
from kit.model.layout import LEAST_LINE_GAP, ONLY_NAMED, SHAPES, SlotRule
from kit.model.slot import SLOTS, WORD_SLOTS, SlotKind
from kit.project.folders import LAYOUT
from kit.project.layouts.palettes import unknown_role
from kit.project.suggestions import slot_meant

#: How the pictures are named that `kit check-drawing` writes beside drawings.
CHECKED = ".check.png"
#: What `layout.yaml` holds, and what of it every one must hold.
_KEYS = ("title", "slots", "drawings", "stacks")
_REQUIRED = ("title", "slots")
#: The shapes of which a layout has at least one.
_BY_SHAPE = tuple(shape for shape in SHAPES if shape != ONLY_NAMED)


def key_faults(document: Document, content: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each key that is unknown or missing; a misspelt key is not missing as well."""
    unknown = [key for key in content if key not in _KEYS]
    misspelt = {closest(key, _KEYS) for key in unknown}
    for key in _REQUIRED:
        if key not in content and key not in misspelt:
            yield Fault(f"missing '{key}'", document.mark(), f"add '{key}'", code="missing-key")
    for key in unknown:
        yield unknown_name("key", key, document.key_mark(key), _KEYS, code="unknown-key")


def slot_faults(document: Document, slots: Mapping[str, SlotRule]) -> Iterator[Fault]:
    """Yield a fault for each slot that does not exist, and for each that allows no line."""
    for name, rule in slots.items():
        if name not in SLOTS:
            mark, remedy = document.key_mark("slots", name), did_you_mean(slot_meant(name) or name, SLOTS)
            yield Fault(f"unknown slot '{name}'", mark, remedy, code="unknown-slot")
        if rule.lines is not None and rule.lines < 1:
            mark, remedy = document.mark("slots", name, "lines"), "write 1 or more, or leave it out"
            yield Fault(f"'lines' is {rule.lines}", mark, remedy, code="lines-below-one")


def palette_faults(document: Document, slots: Mapping[str, SlotRule], palette: Palette | None) -> Iterator[Fault]:
    """Yield a fault for each colour of a slot that is not a role of the palette; none when that can't be read."""
    if palette is None:
        return
    for name, rule in slots.items():
        options = [((key,), getattr(rule, key)) for key in _COLOURS]
        for path, role in [(("emphasis", "colour"), rule.emphasis.colour), *options]:
            if role is not None and role not in palette.colours:
                yield unknown_role(role, palette.colours, document.mark("slots", name, *path))


def drawing_faults(document: Document, drawings: Mapping[str, Path], others: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each drawing that is named after no shape, and where there is none that is.

    `others` are the names of files in other forms that are named as drawings.
    """
    for stem, file in drawings.items():
        if stem not in SHAPES:
            message = f"'{file.name}' is the name of no shape, so it is never taken"
            near = closest(stem, SHAPES)
            remedy = f"rename it to '{near}.svg'" if near else f"name it after one of {', '.join(_BY_SHAPE)}"
            yield Fault(message, document.mark(), f"{remedy}, or move it elsewhere", code="unknown-shape")
    for name in others:
        message = f"'{name}' is not a drawing: only files whose names end in '.svg' are read"
        yield Fault(message, document.mark(), f"save it as {_shape_of(name)}.svg", code="drawing-of-another-form")
    if not drawings.keys() & set(_BY_SHAPE) and not others:
        remedy = f"put at least one of {', '.join(shape + '.svg' for shape in _BY_SHAPE)} beside it"
        yield Fault("the layout has no drawing", document.mark(), remedy, code="layout-without-drawing")


def other_forms(folder: Path, drawings: Collection[str]) -> list[str]:
    """Return the names of files that are named as a drawing, in another form, where there is no such drawing."""
    names = sorted(file.name for file in folder.iterdir() if not file.name.endswith(CHECKED) and file.is_file())
    return [name for name in names if _shape_of(name) in SHAPES and _shape_of(name) not in drawings]


def _shape_of(name: str) -> str:
    return name.partition(".")[0].lower()


def without_layout(folder: Path) -> Fault:
    """Return the fault of a folder that holds drawings and nothing that says what they are for."""
    near = closest(LAYOUT, [file.name for file in folder.iterdir() if file.suffix != ".svg"])
    remedy = "write one beside them, such as 'title: My layout' and below it 'slots: {headline: {required: yes}}'"
    remedy = f"rename '{near}' to '{LAYOUT}'" if near else remedy
    message = f"the folder 'templates/svg/{folder.name}' holds drawings and no {LAYOUT}"
    return Fault(message, None, remedy, code="drawings-without-layout")


#: The options of slots that name a role of the palette: all but those of photos.
_COLOURS = tuple(dict.fromkeys(key for kind in SLOTS.values() for key in kind.options if key not in {"fill", "seen"}))
#: The least and the most that emphasised words may differ from others, as a factor of their size and in em of it, and
#: what to write instead.
_EMPHASIS = {
    "size": (0.25, 4.0, "write a factor of the size of the other words, from 0.25 to 4, such as 1.2"),
    "gap": (0.0, 2.0, "write a space in em of the other words, from 0 to 2, such as 0.1"),
}


#: How far lines may overlap where a drawing wants them to, in em.
_LEAST_GAP = -0.5


def option_faults(document: Document, slots: Mapping[str, SlotRule]) -> Iterator[Fault]:
    """Yield a fault for each option that means nothing in its slot, or whose value can't be set."""
    for name, rule in slots.items():
        if name in SLOTS:
            yield from _of_another_slot(document, SLOTS[name], rule)
        if name == "chart":
            yield from _of_another_chart(document, rule)
        if rule.optical and name in WORD_SLOTS and rule.align.startswith("center"):
            mark, remedy = document.key_mark("slots", name, "optical"), "align it left or right, or leave it out"
            yield Fault(f"'{name}' is centred, so it has no optical edge", mark, remedy, code="optical-without-edge")
        yield from _gap_faults(document, name, rule)
        left, top, right, bottom = rule.seen or (0, 0, 100, 100)
        if not (0 <= left < right <= 100 and 0 <= top < bottom <= 100):  # noqa: PLR2004  (percent)
            mark = document.mark("slots", name, "seen")
            remedy = "write left, top, right and bottom in percent, such as [0, 0, 60, 100]"
            yield Fault(f"'seen' of '{name}' is no part of its box", mark, remedy, code="seen-out-of-range")
        for key, (least, most, remedy) in _EMPHASIS.items():
            value: float = getattr(rule.emphasis, key)
            if not least <= value <= most:
                mark = document.mark("slots", name, "emphasis", key)
                yield Fault(f"'{key}' of 'emphasis' is {value:g}", mark, remedy, code="emphasis-out-of-range")


def _gap_faults(document: Document, name: str, rule: SlotRule) -> Iterator[Fault]:
    """Yield a fault for a distance of lines that is not smaller than the usual one, or negative by far."""
    if rule.gap and not _LEAST_GAP <= rule.gap.least < LEAST_LINE_GAP:
        mark = document.mark("slots", name, "gap", "least")
        remedy = f"write em from {_LEAST_GAP:g} to less than {LEAST_LINE_GAP:g}, which is usual, or take 'gap' out"
        yield Fault(f"'least' of 'gap' is {rule.gap.least:g}", mark, remedy, code="line-gap-out-of-range")


def _of_another_chart(document: Document, rule: SlotRule) -> Iterator[Fault]:
    """Yield a fault for each option of a chart that colours nothing in one of its kind."""
    for key in OPTIONS:
        kinds = kinds_taking(key)
        if getattr(rule, key) is None or rule.kind in kinds:
            continue
        mark = document.key_mark("slots", "chart", key)
        if key == "rest":
            wholes = ", ".join(f"'kind: {kind}'" for kind in kinds)
            remedy = f"only {wholes} show a whole"
            yield Fault("'chart' takes no 'rest' without a whole", mark, remedy, code="rest-without-whole")
        else:
            message, remedy = f"only a {' or a '.join(kinds)} takes '{key}'", f"write kind: {' or '.join(kinds)}"
            yield Fault(message, mark, f"take it out, or {remedy}", code="option-of-another-chart")


def _of_another_slot(document: Document, kind: SlotKind, rule: SlotRule) -> Iterator[Fault]:
    """Yield a fault for each option of a slot that is one of another."""
    owners = {key: other.name for other in reversed(SLOTS.values()) for key in other.options}
    never_cut = "; a logo is never cut" if kind.name == "logo" else ""
    coloured = "; words have the colour of the sample words in the drawing"
    remedies = {
        key: f"it is an option of '{owner}'{never_cut if key == 'fill' else coloured}"
        for key, owner in owners.items()
        if key not in kind.options and getattr(rule, key) is not None
    }
    if kind.holds != "words":
        of_words = {
            "optical": "it is an option of words, whose lines begin at the edge",
            "gap": "only words have lines",
        }
        remedies |= {key: remedy for key, remedy in of_words.items() if getattr(rule, key)}
    for key, remedy in remedies.items():
        mark = document.key_mark("slots", kind.name, key)
        yield Fault(f"'{kind.name}' takes no '{key}'", mark, remedy, code="option-of-another-slot")
