"""Read `templates/svg/`: what each layout holds, and which drawings are beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, SpecError, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import SHAPES, Layout, SlotRule
from kit.project.documents import read_document
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.model.document import Document

#: What `layout.yaml` holds.
_KEYS = ("title", "slots")


def read_layouts(
    folders: Sequence[Path], palette: Mapping[str, str]
) -> tuple[dict[str, Layout], dict[str, tuple[Fault, ...]]]:
    """Return every valid layout of the folders by name, the first of a name winning, and the faults of the others."""
    layouts: dict[str, Layout] = {}
    broken: dict[str, tuple[Fault, ...]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/layout.yaml")):
            name = path.parent.name
            if name not in layouts.keys() | broken:
                try:
                    layouts[name] = _read_layout(path, palette)
                except SpecError as error:
                    broken[name] = error.faults
    return dict(sorted(layouts.items())), broken


def _read_layout(path: Path, palette: Mapping[str, str]) -> Layout:
    """Read a `layout.yaml`. Raises SpecError with every fault of it and of the names of the drawings beside it."""
    document = read_document(path, name="/".join(path.parts[-2:]))
    content = document.value if isinstance(document.value, dict) else {}
    slots, faults = entries(SlotRule, content.get("slots"), document, ("slots",))
    faults += _key_faults(document, content)
    faults += _slot_faults(document, slots, palette)
    drawings = {file.stem: file for file in sorted(path.parent.glob("*.svg")) if file.is_file()}
    faults += _drawing_faults(document, drawings)
    if faults:
        raise SpecError(*faults)
    by_shape = {shape: drawings[shape] for shape in SHAPES if shape in drawings}
    return Layout(name=path.parent.name, title=content["title"], slots=slots, drawings=by_shape, palette=palette)


def _key_faults(document: Document, content: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each key that is unknown or missing; a misspelt key is not missing as well."""
    unknown = [key for key in content if key not in _KEYS]
    misspelt = {closest(key, _KEYS) for key in unknown}
    for key in _KEYS:
        if key not in content and key not in misspelt:
            yield Fault(f"missing '{key}'", document.mark(), f"add '{key}'", code="missing-key")
    for key in unknown:
        yield Fault(f"unknown key '{key}'", document.key_mark(key), did_you_mean(key, _KEYS), code="unknown-key")


def _slot_faults(document: Document, slots: Mapping[str, SlotRule], palette: Mapping[str, str]) -> Iterator[Fault]:
    known = COPY_SLOTS + DERIVED_SLOTS
    for name, rule in slots.items():
        if name not in known:
            mark = document.key_mark("slots", name)
            yield Fault(f"unknown slot '{name}'", mark, did_you_mean(name, known), code="unknown-slot")
        if rule.lines is not None and rule.lines < 1:
            mark, remedy = document.mark("slots", name, "lines"), "write 1 or more, or leave it out"
            yield Fault(f"'lines' is {rule.lines}", mark, remedy, code="lines-below-one")
        colour = rule.emphasis.colour
        if colour and colour not in palette:
            mark, remedy = document.mark("slots", name, "emphasis", "colour"), did_you_mean(colour, palette)
            yield Fault(f"unknown colour '{colour}'", mark, remedy, code="unknown-colour-role")


def _drawing_faults(document: Document, drawings: Mapping[str, Path]) -> Iterator[Fault]:
    """Yield a fault for each drawing that is named after no shape, and where there is none that is."""
    for stem, file in drawings.items():
        if stem not in SHAPES:
            message = f"'{file.name}' is the name of no shape, so it is never taken"
            remedy = f"{did_you_mean(stem, SHAPES)}; or move it elsewhere"
            yield Fault(message, document.mark(), remedy, code="unknown-shape")
    if not drawings.keys() & set(SHAPES):
        remedy = f"put at least one of {', '.join(shape + '.svg' for shape in SHAPES)} beside it"
        yield Fault("the layout has no drawing", document.mark(), remedy, code="layout-without-drawing")
