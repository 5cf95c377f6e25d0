"""Read `templates/svg/`: what each layout holds, the drawings beside it, and the palette that they are made in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kit.errors import SpecError
from kit.model.image import IMAGE_SLOTS
from kit.model.layout import IMAGE_RULE, SHAPES, Layout, Palette, SlotRule
from kit.project.documents import read_document
from kit.project.layout_rules import (
    LAYOUT,
    drawing_faults,
    key_faults,
    other_forms,
    palette_faults,
    slot_faults,
    without_layout,
)
from kit.project.palettes import FILE, read_palette
from kit.project.served import read_served
from kit.project.slot_options import option_faults
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kit.errors import Fault
    from kit.model.placement import Placement

    _ReadPalette = Callable[..., "tuple[Palette | None, tuple[Fault, ...]]"]


#: The folder of the parts that drawings hold copies of; no layout, unless it says that it is one.
PARTS = "parts"


class FoundLayout(NamedTuple):
    """What a folder of drawings holds: the layout, the palette, None for what can't be read, and the faults."""

    layout: Layout | None
    palette: Palette | None
    faults: tuple[Fault, ...]


def read_layouts(folders: Sequence[Path], placements: Mapping[str, Placement]) -> dict[str, FoundLayout]:
    """Return every layout of some folders by name, the first of a name winning, each with its faults.

    The palette of a layout is the nearest: in its own folder, beside it, or in a folder behind that one; so are parts,
    but that no layout has its own.
    """
    read, found = _palettes_once(), dict[str, FoundLayout]()
    for index, folder in enumerate(folders):
        parts = _parts(folders[index:])
        for path in sorted(place / LAYOUT for place in folder.iterdir() if place.is_dir()):
            name = path.parent.name
            if name not in found and path.is_file():
                near = [file for place in (path.parent, *folders[index:]) if (file := place / FILE).is_file()]
                one = _found(path, read(*near) if near else (Palette(), ()), placements)
                found[name] = one._replace(layout=one.layout and replace(one.layout, parts=parts))
            elif name not in found and name != PARTS and any(path.parent.glob("*.svg")):
                found[name] = FoundLayout(None, None, (without_layout(path.parent),))
    return dict(sorted(found.items()))


def _parts(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the files of the parts in some folders by name, the first of a name winning."""
    return {file.stem: file for folder in reversed(folders) for file in sorted((folder / PARTS).glob("*.svg"))}


def _palettes_once() -> _ReadPalette:
    """Return a function that reads a palette, each file once, and returns its faults rather than raise them.

    It takes the file, and those that it may extend.
    """
    known: dict[tuple[Path, ...], tuple[Palette | None, tuple[Fault, ...]]] = {}

    def read(*paths: Path) -> tuple[Palette | None, tuple[Fault, ...]]:
        if paths not in known:
            try:
                known[paths] = read_palette(paths[0], paths[1:]), ()
            except SpecError as error:
                known[paths] = None, error.faults
        return known[paths]

    return read


def _found(
    path: Path, palette: tuple[Palette | None, tuple[Fault, ...]], placements: Mapping[str, Placement]
) -> FoundLayout:
    """Return what is found at a `layout.yaml`, for a palette and its faults."""
    colours, faults = palette
    try:
        layout = _read_layout(path, colours, placements)
    except SpecError as error:
        return FoundLayout(None, colours, (*faults, *error.faults))
    return FoundLayout(layout if colours else None, colours, faults)


def _with_alignment(slots: object) -> object:
    """Return the slots of a layout as they are written, but photos and logos in the middle unless they are aligned."""
    if not isinstance(slots, dict):
        return slots
    of_images = {name: slots[name] for name in IMAGE_SLOTS if isinstance(slots.get(name), dict)}
    return {**slots, **{name: {"align": IMAGE_RULE.align, **rule} for name, rule in of_images.items()}}


def _read_layout(path: Path, palette: Palette | None, placements: Mapping[str, Placement]) -> Layout:
    """Read a `layout.yaml`. Raises SpecError with every fault of it and of the names of the drawings beside it."""
    document = read_document(path, name="/".join(path.parts[-2:]))
    content = document.value if isinstance(document.value, dict) else {}
    drawings = {file.stem: file for file in sorted(path.parent.glob("*.svg")) if file.is_file()}
    slots, faults = entries(SlotRule, _with_alignment(content.get("slots")), document, ("slots",))
    serves, wrong = read_served(document, drawings, placements)
    _, mismatches = validate(str, content.get("title", ""), document, ("title",))
    faults += [*wrong, *mismatches, *key_faults(document, content)]
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
    )
