"""Read a `layout.yaml`: a layout's slots, the drawings of its placements, and the slots that share their room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from kit.base.document.document import Document
from kit.base.errors import Fault, Mark, SpecError, closest, did_you_mean, unknown_name
from kit.model.colour import Palette
from kit.model.layout import IMAGE_RULE, ONLY_NAMED, SHAPES, Layout, SlotRule
from kit.model.placement import ROLES, Placement
from kit.model.slot import IMAGE_SLOTS
from kit.project.layouts.layout_rules import (
    drawing_faults,
    key_faults,
    option_faults,
    other_forms,
    palette_faults,
    slot_faults,
)
from kit.project.validate import entries, read_document, validate


def _with_alignment(slots: object) -> object:
    """Return the slots of a layout as they are written, except that photos and logos are centred by default."""
    if not isinstance(slots, dict):
        return slots
    of_images = {name: slots[name] for name in IMAGE_SLOTS if isinstance(slots.get(name), dict)}
    return {**slots, **{name: {"align": IMAGE_RULE.align, **rule} for name, rule in of_images.items()}}


def read_layout(
    path: Path, palette: Palette | None, placements: Mapping[str, Placement], real: Callable[[Path], Path]
) -> Layout:
    """Read a `layout.yaml`; `real` returns where a file really is.

    Raises SpecError with every fault of it and of the names of the drawings beside it.
    """
    document = read_document(path, name="/".join(path.parts[-2:]), real=real(path))
    content = document.value if isinstance(document.value, dict) else {}
    drawings = {file.stem: file for file in sorted(path.parent.glob("*.svg")) if file.is_file()}
    slots, faults = entries(SlotRule, _with_alignment(content.get("slots")), document, ("slots",))
    serves, wrong = read_drawing_choices(document, drawings, placements)
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
        drawings={shape: real(drawings[shape]) for shape in SHAPES if shape in drawings},
        made_in=palette or Palette(),
        serves=serves,
        stacks=stacks,
    )


_SERVES = "drawings"


def read_drawing_choices(
    document: Document, drawings: Collection[str], placements: Collection[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the name of a drawing by the role or placement that it serves, and the faults.

    `drawings` are the names of those beside `layout.yaml`, whose key `drawings` has the form
    `{wide: [header, x/square]}`.
    """
    content = document.value if isinstance(document.value, dict) else {}
    written, faults = entries(tuple[str, ...], content.get(_SERVES), document, (_SERVES,))
    drawn_shapes = [shape for shape in SHAPES if shape in drawings]
    served: dict[str, str] = {}
    for shape, names in written.items():
        if shape not in drawn_shapes:
            message, mark = f"there is no drawing '{shape}.svg'", document.key_mark(_SERVES, shape)
            turned = next((name for name in names if name in drawn_shapes and shape in (*ROLES, *placements)), None)
            remedy = f"the drawing comes first: {turned}: [{shape}]" if turned else did_you_mean(shape, drawn_shapes)
            faults.append(Fault(message, mark, remedy, code="unknown-drawing"))
            if turned:
                continue
        for index, name in enumerate(names):
            faults += _name_faults(name, served, placements, document.mark(_SERVES, shape, index))
            served.setdefault(name, shape)
    if ONLY_NAMED in drawings and ONLY_NAMED not in served.values() and not faults:
        message, remedy = f"'{ONLY_NAMED}.svg' is taken only by placements that 'drawings' names", "name them there"
        remedy = f"{remedy}: drawings: {{{ONLY_NAMED}: [youtube/thumbnail]}}"
        faults.append(Fault(message, document.mark(), remedy, code="drawing-never-taken"))
    return served, faults


def _name_faults(name: str, served: Mapping[str, str], placements: Collection[str], mark: Mark) -> Iterator[Fault]:
    """Yield a fault for a name that is neither a role nor a placement, or that another drawing already serves."""
    allowed = (*ROLES, *placements)
    if name not in allowed:
        known = allowed if closest(name, allowed) else ROLES
        yield unknown_name("role or placement", name, mark, known, code="unknown-placement")
    elif name in served:
        message, remedy = f"'{name}' is served twice", f"'{served[name]}' serves it; keep one of the two"
        yield Fault(message, mark, remedy, code="placement-served-twice")


_STACKS = "stacks"
#: The fewest slots of a stack: one that gives room, and one that takes it.
_LEAST = 2


def read_stacks(
    document: Document, drawings: Collection[str], slots: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """Return the slots that share their room, from top to bottom, by their drawing, and the faults.

    `drawings` are the names of those beside `layout.yaml`, whose key `stacks` has the form
    `{wide: [support, button, address]}`; `slots` are those that it lists.
    """
    content = document.value if isinstance(document.value, dict) else {}
    stacks, faults = entries(tuple[str, ...], content.get(_STACKS), document, (_STACKS,))
    drawn_shapes = [shape for shape in SHAPES if shape in drawings]
    for shape, names in stacks.items():
        if shape not in drawn_shapes:
            mark, message = document.key_mark(_STACKS, shape), f"there is no drawing '{shape}.svg'"
            faults.append(Fault(message, mark, did_you_mean(shape, drawn_shapes), code="unknown-drawing"))
        faults += _slot_faults(document, shape, names, slots)
    return stacks, faults


def _slot_faults(document: Document, shape: str, names: tuple[str, ...], slots: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for a stack of fewer than two slots, and for each name that is not a slot or is repeated."""
    if len(names) < _LEAST:
        remedy = "write at least two, from top to bottom: [support, button, address]"
        yield Fault("a stack needs two slots", document.key_mark(_STACKS, shape), remedy, code="stack-of-one")
    for index, name in enumerate(names):
        mark = document.mark(_STACKS, shape, index)
        if name not in slots:
            remedy = did_you_mean(name, slots) or f"name '{name}' under 'slots', or remove it from the stack"
            yield Fault(f"there is no slot '{name}' here", mark, remedy, code="unknown-slot")
        elif name in names[:index]:
            yield Fault(f"'{name}' is in the stack twice", mark, "keep one of the two", code="slot-stacked-twice")
