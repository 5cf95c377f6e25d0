"""Hold a `layout.yaml` to its keys, to the slots that there are, to the roles of its palette, and to its drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import SHAPES
from kit.project.layouts import LAYOUT
from kit.project.meanings import slot_meant
from kit.project.roles import unknown_role
from kit.project.slot_options import COLOURS_OF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from kit.model.document import Document
    from kit.model.layout import SlotRule
    from kit.model.palette import Palette

#: How the pictures are named that `kit check-drawing` writes beside drawings.
CHECKED = ".check.png"
#: What `layout.yaml` holds, and what of it every one must hold.
_KEYS = ("title", "slots", "drawings", "stacks")
_REQUIRED = ("title", "slots")


def key_faults(document: Document, content: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each key that is unknown or missing; a misspelt key is not missing as well."""
    unknown = [key for key in content if key not in _KEYS]
    misspelt = {closest(key, _KEYS) for key in unknown}
    for key in _REQUIRED:
        if key not in content and key not in misspelt:
            yield Fault(f"missing '{key}'", document.mark(), f"add '{key}'", code="missing-key")
    for key in unknown:
        yield Fault(f"unknown key '{key}'", document.key_mark(key), did_you_mean(key, _KEYS), code="unknown-key")


def slot_faults(document: Document, slots: Mapping[str, SlotRule]) -> Iterator[Fault]:
    """Yield a fault for each slot that does not exist, and for each that allows no line."""
    known = COPY_SLOTS + DERIVED_SLOTS
    for name, rule in slots.items():
        if name not in known:
            mark = document.key_mark("slots", name)
            yield Fault(
                f"unknown slot '{name}'", mark, did_you_mean(slot_meant(name) or name, known), code="unknown-slot"
            )
        if rule.lines is not None and rule.lines < 1:
            mark, remedy = document.mark("slots", name, "lines"), "write 1 or more, or leave it out"
            yield Fault(f"'lines' is {rule.lines}", mark, remedy, code="lines-below-one")


def palette_faults(document: Document, slots: Mapping[str, SlotRule], palette: Palette | None) -> Iterator[Fault]:
    """Yield a fault for each colour of a slot that is no role of the palette; none when that can't be read."""
    if palette is None:
        return
    for name, rule in slots.items():
        options = [((key,), getattr(rule, key)) for key in COLOURS_OF]
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
            remedy = f"rename it to '{near}.svg'" if near else f"name it after one of {', '.join(SHAPES)}"
            yield Fault(message, document.mark(), f"{remedy}, or move it elsewhere", code="unknown-shape")
    for name in others:
        message = f"'{name}' is no drawing: only files whose names end in '.svg' are read"
        yield Fault(message, document.mark(), f"save it as {_shape_of(name)}.svg", code="drawing-of-another-form")
    if not drawings.keys() & set(SHAPES) and not others:
        remedy = f"put at least one of {', '.join(shape + '.svg' for shape in SHAPES)} beside it"
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
