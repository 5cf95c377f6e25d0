"""Read the palettes that drawings are made in: that of a layout is the nearest `palette.yaml`.

One that says `extends: yes` adds its roles to those of the next one above it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.colour import full_hex, parse_hex, with_mixes
from kit.digests import digest_if_read
from kit.errors import Fault, SpecError
from kit.model.palette import Palette
from kit.project.documents import read_document
from kit.project.mixes import is_mix, read_mixes
from kit.project.roles import invalid_colour, unknown_role
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.model.document import Document

#: How many palettes are kept: those of a project, read again and again while some of them are edited.
_KEPT = 256
#: The key of a palette that is no role: the pairs of roles that must stay distinct.
DISTINCT = "distinct"
#: The key that says whether the roles of the palette above count too.
EXTENDS = "extends"
#: The name of a role: that of a class in a drawing, of any script.
_ROLE = re.compile(r"[^\W_][\w-]*")


def read_palette(path: Path, above: Sequence[Path] = ()) -> Palette:
    """Return the colours by role from a `palette.yaml`, and the pairs of roles that it calls distinct.

    `above` are the palettes that it may extend, the nearest first. Raises SpecError when there is no role, when one has
    a name that no class can have, when a colour is not `#rrggbb`, when two roles share one, as then a colour would not
    tell its role, or when a pair does not name two roles.
    """
    paths = (path, *above)
    return _read_palette(paths, tuple(map(digest_if_read, paths)))


@lru_cache(maxsize=_KEPT)
def _read_palette(paths: tuple[Path, ...], _contents: tuple[str, ...]) -> Palette:
    """Return the palette of files of some contents, the nearest first; see `read_palette`."""
    path, *above = paths
    document = read_document(path, name="/".join(path.parts[-2:]))
    written = document.value if isinstance(document.value, dict) else {}
    if not written.keys() - {DISTINCT, EXTENDS} and EXTENDS not in written and document.value in (None, written):
        raise SpecError(_without_roles(document))
    extends, faults = validate(bool, written.get(EXTENDS, False), document, (EXTENDS,))
    if extends and not above:
        faults.append(_nothing_to_extend(document))
    if faults:
        raise SpecError(*faults)
    return _extended(read_palette(above[0], above[1:]) if extends else Palette(), document)


def _extended(extended: Palette, document: Document) -> Palette:
    """Return a palette with the roles that a document adds. Raises SpecError with the faults of the document."""
    written = document.value if isinstance(document.value, dict) else {}
    own = {key: value for key, value in written.items() if key not in {DISTINCT, EXTENDS}}
    roles = {**extended.colours, **own}
    base = {role: value for role, value in own.items() if not is_mix(value)}
    colours, faults = entries(str, base if written else document.value, document, ())
    mixes, mixed_wrong = read_mixes(roles, document)
    pairs, wrong = validate(tuple[tuple[str, ...], ...], written.get(DISTINCT, ()), document, (DISTINCT,))
    faults += [*mixed_wrong, *wrong, *_name_faults(own, document), *_colour_faults(colours, document)]
    faults += _pair_faults(pairs or (), roles, document)
    mixes = {**{role: mix for role, mix in extended.mixes.items() if role not in own}, **mixes}
    found = {**extended.colours, **{role: full_hex(colour) for role, colour in colours.items()}}
    found = found if faults else with_mixes(found, mixes)
    faults += _shared_faults({role: found[role] for role in roles if role in found}, document)
    if faults:
        raise SpecError(*faults)
    return Palette(
        colours={role: found[role] for role in roles},
        marks={**extended.marks, **{role: document.mark(role) for role in own}},
        distinct=(*extended.distinct, *((one, other) for one, other in pairs or ())),
        mixes=mixes,
    )


def _nothing_to_extend(document: Document) -> Fault:
    remedy = f"take '{EXTENDS}' out, or put a palette.yaml beside the folder of the layout"
    return Fault("there is no palette above this one", document.mark(EXTENDS), remedy, code="nothing-to-extend")


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
    for role, colour in colours.items():
        if parse_hex(colour) is None:
            yield invalid_colour(colour, document.mark(role))


def _shared_faults(colours: Mapping[str, str], document: Document) -> Iterator[Fault]:
    """Yield a fault for each role that has the colour of another, base role or mix."""
    roles: dict[str, str] = {}
    for role, colour in colours.items():
        other = roles.setdefault(colour, role)
        if other != role and parse_hex(colour):
            message = f"'{role}' and '{other}' share one colour"
            yield Fault(message, document.mark(role), "make them differ by one step", code="colours-not-distinct")


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
