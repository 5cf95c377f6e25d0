"""Read the palettes that drawings are made in: that of a layout is the nearest `palette.yaml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.colour import full_hex, parse_hex
from kit.errors import Fault, SpecError, did_you_mean
from kit.model.layout import Palette
from kit.project.documents import read_document
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kit.errors import Mark
    from kit.model.document import Document

FILE = "palette.yaml"
#: The key of a palette that is no role: the pairs of roles that must stay distinct.
DISTINCT = "distinct"
#: The name of a role: that of a class in a drawing, of any script.
_ROLE = re.compile(r"[^\W_][\w-]*")
_WRITE_COLOUR = 'write it as "#rrggbb", in quotes'


def read_palette(path: Path) -> Palette:
    """Return the colours by role from a `palette.yaml`, and the pairs of roles that it calls distinct.

    Raises SpecError when there is no role, when one has a name that no class can have, when a colour is not `#rrggbb`,
    when two roles share one, as then a colour would not tell its role, or when a pair does not name two roles.
    """
    document = read_document(path, name="/".join(path.parts[-2:]))
    written = document.value if isinstance(document.value, dict) else {}
    roles = {key: value for key, value in written.items() if key != DISTINCT}
    if not roles and document.value in (None, written):
        raise SpecError(_without_roles(document))
    colours, faults = entries(str, roles or document.value, document, ())
    pairs, wrong = validate(tuple[tuple[str, ...], ...], written.get(DISTINCT, ()), document, (DISTINCT,))
    faults += [*wrong, *_name_faults(roles, document), *_colour_faults(colours, document)]
    faults += _pair_faults(pairs or (), roles, document)
    if faults:
        raise SpecError(*faults)
    return Palette(
        colours={role: full_hex(colour) for role, colour in colours.items()},
        marks={role: document.mark(role) for role in colours},
        distinct=tuple((one, other) for one, other in pairs or ()),
    )


def _without_roles(document: Document) -> Fault:
    remedy = 'write each role with its colour in a line, such as paper: "#fdf8ec", or remove the file'
    return Fault("the palette has no roles", document.mark(), remedy, code="palette-without-roles")


def _name_faults(roles: Iterable[str], document: Document) -> Iterator[Fault]:
    for role in roles:
        if not _ROLE.fullmatch(role):
            message, mark = f"'{role}' can't be the name of a role", document.key_mark(role)
            remedy = "write one word of letters, digits and hyphens, as the class of a shape is named"
            yield Fault(message, mark, remedy, code="invalid-role-name")


def _colour_faults(colours: Mapping[str, str], document: Document) -> Iterator[Fault]:
    roles: dict[str, str] = {}
    for role, colour in colours.items():
        mark, other = document.mark(role), roles.setdefault(full_hex(colour), role)
        if parse_hex(colour) is None:
            yield invalid_colour(colour, mark)
        elif other != role:
            message = f"'{role}' and '{other}' share one colour"
            yield Fault(message, mark, "make them differ by one step", code="colours-not-distinct")


def _pair_faults(
    pairs: tuple[tuple[str, ...], ...], roles: Mapping[str, object], document: Document
) -> Iterator[Fault]:
    for index, pair in enumerate(pairs):
        if len(pair) != 2 or len(set(pair)) != 2:  # noqa: PLR2004
            message, mark = f"'{DISTINCT}' takes pairs of roles", document.mark(DISTINCT, index)
            yield Fault(message, mark, f"write two, such as {DISTINCT}: [[mark, wall]]", code="roles-not-a-pair")
        for place, role in enumerate(pair):
            if role not in roles:
                yield unknown_role(role, roles, document.mark(DISTINCT, index, place))


def invalid_colour(colour: str, mark: Mark) -> Fault:
    """Return the fault of a colour that can't be read."""
    digits = re.fullmatch(r"#?((?:[0-9a-f]{3}){1,2})", colour.strip(), re.IGNORECASE)
    meant = f"#{digits[1]}" if digits else None
    remedy = f'did you mean "{meant}"?' if meant else _WRITE_COLOUR
    return Fault(f"unknown colour '{colour}'", mark, remedy, code="invalid-colour")


def unknown_role(role: str, known: Mapping[str, object], mark: Mark) -> Fault:
    """Return the fault of a role that is none of a palette; of a colour of the palette, the remedy names the role."""
    named = next((name for name, colour in known.items() if parse_hex(role) and colour == full_hex(role)), None)
    if named:
        remedy = f"write the role of this colour, '{named}', so that themes can change it"
    else:
        remedy = did_you_mean(role, known) or "there is no palette.yaml beside the drawings, so there are no roles"
    return Fault(f"unknown colour role '{role}'", mark, remedy, code="unknown-colour-role")
