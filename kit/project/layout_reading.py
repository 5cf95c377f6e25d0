"""Read a `layout.yaml`: what a layout holds, and which drawings lie beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SpecError
from kit.model.image import IMAGE_SLOTS
from kit.model.layout import IMAGE_RULE, SHAPES, Layout, SlotRule
from kit.model.palette import Palette
from kit.project.documents import read_document
from kit.project.layout_rules import (
    drawing_faults,
    key_faults,
    other_forms,
    palette_faults,
    slot_faults,
)
from kit.project.served import read_served
from kit.project.slot_options import option_faults
from kit.project.stacks import read_stacks
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.placement import Placement


def _with_alignment(slots: object) -> object:
    """Return the slots of a layout as they are written, but photos and logos in the middle unless they are aligned."""
    if not isinstance(slots, dict):
        return slots
    of_images = {name: slots[name] for name in IMAGE_SLOTS if isinstance(slots.get(name), dict)}
    return {**slots, **{name: {"align": IMAGE_RULE.align, **rule} for name, rule in of_images.items()}}


def read_layout(path: Path, palette: Palette | None, placements: Mapping[str, Placement]) -> Layout:
    """Read a `layout.yaml`. Raises SpecError with every fault of it and of the names of the drawings beside it."""
    document = read_document(path, name="/".join(path.parts[-2:]))
    content = document.value if isinstance(document.value, dict) else {}
    drawings = {file.stem: file for file in sorted(path.parent.glob("*.svg")) if file.is_file()}
    slots, faults = entries(SlotRule, _with_alignment(content.get("slots")), document, ("slots",))
    serves, wrong = read_served(document, drawings, placements)
    stacks, unstacked = read_stacks(document, drawings, slots)
    _, mismatches = validate(str, content.get("title", ""), document, ("title",))
    faults += [*wrong, *unstacked, *mismatches, *key_faults(document, content)]
    faults += [*slot_faults(document, slots), *option_faults(document, slots)]
    faults += [
        *palette_faults(document, slots, palette),
        *drawing_faults(document, drawings, other_forms(path.parent, drawings)),
    ]
    if faults:
        raise SpecError(*faults)
    return Layout(
        name=path.parent.name,
        title=content["title"],
        slots=slots,
        drawings={shape: drawings[shape] for shape in SHAPES if shape in drawings},
        made_in=palette or Palette(),
        serves=serves,
        stacks=stacks,
    )
