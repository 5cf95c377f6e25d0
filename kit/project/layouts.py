"""Read `templates/svg/`: what each layout holds, and the palette its drawings were made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.colour import parse_hex
from kit.errors import Fault, SpecError, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import SHAPES, Layout, SlotRule
from kit.project.documents import read_document
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kit.model.document import Document

#: What `layout.yaml` holds.
_KEYS = ("title", "slots")


def read_palette(folders: Sequence[Path]) -> dict[str, str]:
    """Return role → colour from the first `palette.yaml` of the folders: the values that drawings are made in.

    Raises SpecError when a colour is not `#rrggbb` or two roles share one, as then a colour would not tell its role.
    """
    path = next((folder / "palette.yaml" for folder in folders if (folder / "palette.yaml").is_file()), None)
    if path is None:
        return {}
    document = read_document(path, name="/".join(path.parts[-2:]))
    colours, faults = entries(str, document.value, document, ())
    roles: dict[str, str] = {}
    for role, colour in colours.items():
        if parse_hex(colour) is None:
            faults.append(
                Fault(f"unknown colour '{colour}'", document.mark(role), "write it as #rrggbb", code="invalid-colour")
            )
        elif colour.lower() in roles:
            message = f"'{role}' and '{roles[colour.lower()]}' share one colour"
            faults.append(
                Fault(message, document.mark(role), "make them differ by one step", code="colours-not-distinct")
            )
        roles[colour.lower()] = role
    if faults:
        raise SpecError(*faults)
    return {role: colour.lower() for role, colour in colours.items()}


def read_layouts(
    folders: Sequence[Path], palette: Mapping[str, str]
) -> tuple[dict[str, Layout], dict[str, tuple[Fault, ...]]]:
    """Return every sound layout of the folders by name, the first of a name winning, and the faults of the others."""
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
    document = read_document(path, name="/".join(path.parts[-2:]))
    content = document.value if isinstance(document.value, dict) else {}
    slots, faults = entries(SlotRule, content.get("slots"), document, ("slots",))
    faults += _key_faults(document, content, slots, palette)
    drawings = {shape: path.with_name(f"{shape}.svg") for shape in SHAPES if path.with_name(f"{shape}.svg").is_file()}
    for stray in sorted(path.parent.glob("*.svg")):
        if stray.stem not in SHAPES:
            said = f"'{stray.name}' is the name of no shape, so it is never taken"
            faults.append(
                Fault(
                    said,
                    document.mark(),
                    did_you_mean(stray.stem, SHAPES) + "; or move it elsewhere",
                    code="unknown-shape",
                )
            )
    if not drawings:
        remedy = f"put at least one of {', '.join(shape + '.svg' for shape in SHAPES)} beside it"
        faults.append(Fault("the layout has no drawing", document.mark(), remedy, code="layout-without-drawing"))
    if faults:
        raise SpecError(*faults)
    return Layout(name=path.parent.name, title=content["title"], slots=slots, drawings=drawings, palette=palette)


def _key_faults(
    document: Document, content: Mapping[str, object], slots: Mapping[str, SlotRule], palette: Mapping[str, str]
) -> list[Fault]:
    unknown = {closest(key, _KEYS) for key in content if key not in _KEYS}
    absent = [key for key in _KEYS if key not in content and key not in unknown]
    faults = [Fault(f"missing '{key}'", document.mark(), f"add '{key}'", code="missing-key") for key in absent]
    faults += [
        Fault(f"unknown key '{key}'", document.key_mark(key), did_you_mean(key, _KEYS), code="unknown-key")
        for key in content
        if key not in _KEYS
    ]
    for name, rule in slots.items():
        if name not in COPY_SLOTS + DERIVED_SLOTS:
            remedy = did_you_mean(name, COPY_SLOTS + DERIVED_SLOTS)
            faults.append(
                Fault(f"unknown slot '{name}'", document.key_mark("slots", name), remedy, code="unknown-slot")
            )
        if rule.lines is not None and rule.lines < 1:
            mark = document.mark("slots", name, "lines")
            faults.append(
                Fault(f"'lines' is {rule.lines}", mark, "write 1 or more, or leave it out", code="lines-below-one")
            )
        colour = rule.emphasis.colour
        if colour and colour not in palette:
            mark = document.mark("slots", name, "emphasis", "colour")
            faults.append(
                Fault(f"unknown colour '{colour}'", mark, did_you_mean(colour, palette), code="unknown-colour-role")
            )
    return faults
