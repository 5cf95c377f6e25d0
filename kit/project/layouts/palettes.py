"""Read the palettes of drawings, with mixes of two roles; the palette of a layout is the nearest `palette.yaml`.

One with `extends: yes` adds its roles to those of the next one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kit.base.document.document import Document, record
from kit.base.errors import Fault, Mark, SpecError, closest, did_you_mean
from kit.base.whole_files import digest_if_read
from kit.model.colour import Mix, Palette, full_hex, parse_hex, with_mixes
from kit.project.validate import entries, read_document, validate

#: How many palettes are cached: those of a project, read repeatedly while some of them are edited.
_KEPT = 256
#: The key of a palette that is not a role: the pairs of roles that must stay distinct.
DISTINCT = "distinct"
#: The key that decides whether the roles of the palette above count too.
EXTENDS = "extends"
#: The name of a role: that of a class in a drawing, in any script.
_ROLE = re.compile(r"[^\W_][\w-]*")


def read_palette(path: Path, above: Sequence[Path] = ()) -> Palette:
    """Return the colours by role of a `palette.yaml`, and the pairs of roles that it lists as distinct.

    `above` are the palettes that it may extend, the nearest first. Raises SpecError if there is no role, if one has a
    name that no class can have, if a colour is not `#rrggbb`, if two roles share one, as a colour must identify its
    role, or if a pair does not name two roles.
    """
    paths = (path, *above)
    return _read_palette(paths, tuple(map(digest_if_read, paths)))


@lru_cache(maxsize=_KEPT)
def _read_palette(paths: tuple[Path, ...], _contents: tuple[str, ...]) -> Palette:
    """Return the palette of files with some contents, the nearest first; see `read_palette`."""
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
        distinct=(*extended.distinct, *((first, second) for first, second in pairs or ())),
        mixes=mixes,
    )


def _nothing_to_extend(document: Document) -> Fault:
    remedy = f"remove '{EXTENDS}', or put a palette.yaml beside the folder of the layout"
    return Fault("there is no palette above this one", document.mark(EXTENDS), remedy, code="nothing-to-extend")


def _without_roles(document: Document) -> Fault:
    remedy = 'write each role with its colour on a line, such as paper: "#fdf8ec", or remove the file'
    return Fault("the palette has no roles", document.mark(), remedy, code="palette-without-roles")


def _name_faults(roles: Iterable[str], document: Document) -> Iterator[Fault]:
    for role in roles:
        if not _ROLE.fullmatch(role):
            message, mark = f"'{role}' can't be the name of a role", document.key_mark(role)
            remedy = "write one word of letters, digits and hyphens, like the class of a shape"
            yield Fault(message, mark, remedy, code="invalid-role-name")


def _colour_faults(colours: Mapping[str, str], document: Document) -> Iterator[Fault]:
    for role, colour in colours.items():
        if parse_hex(colour) is None:
            yield invalid_colour(colour, document.mark(role))


def _shared_faults(colours: Mapping[str, str], document: Document) -> Iterator[Fault]:
    """Yield a fault for each role with the same colour as another, base role or mix."""
    roles: dict[str, str] = {}
    for role, colour in colours.items():
        other = roles.setdefault(colour, role)
        if other != role and parse_hex(colour):
            message = f"'{role}' and '{other}' have the same colour"
            remedy = "change one of them, even by 1 in one channel"
            yield Fault(message, document.mark(role), remedy, code="colours-not-distinct")


def _pair_faults(
    pairs: tuple[tuple[str, ...], ...], roles: Mapping[str, object], document: Document
) -> Iterator[Fault]:
    for index, pair in enumerate(pairs):
        if len(pair) != 2 or len(set(pair)) != 2:  # noqa: PLR2004
            message, mark = f"'{DISTINCT}' must list pairs of roles", document.mark(DISTINCT, index)
            yield Fault(message, mark, f"write two roles, such as {DISTINCT}: [[mark, wall]]", code="roles-not-a-pair")
        for place, role in enumerate(pair):
            if role not in roles:
                yield unknown_role(role, roles, document.mark(DISTINCT, index, place))


#: A share as it is written: between 0 and 1.
SHARE = re.compile(r"0?\.(?!0+$)[0-9]+")
#: How many parts a mix has: two roles, and the share of the second.
_PARTS = 3


@record
class _Written:
    """A mix as it is written: two roles and the share of the second."""

    mix: tuple[str, ...]


def is_mix(written: object) -> bool:
    """Return whether a role is written as a mix, or as something certainly meant as one."""
    return isinstance(written, dict) and ("mix" in written or any(closest(str(key), ("mix",)) for key in written))


def read_mixes(roles: Mapping[str, object], document: Document) -> tuple[dict[str, Mix], list[Fault]]:
    """Return the mixes among the roles of a palette, in the order of the file, and the faults."""
    mixes: dict[str, Mix] = {}
    faults: list[Fault] = []
    for role, written in roles.items():
        if not is_mix(written):
            continue
        found, wrong = validate(_Written, written, document, (role,))
        parts = found.mix if found else ()
        wrong = wrong or list(_mix_faults(role, parts, roles, document))
        if not wrong:
            mixes[role] = Mix(roles=(parts[0], parts[1]), share=float(parts[2]))
        faults += wrong
    return mixes, faults


def _mix_faults(role: str, parts: tuple[str, ...], roles: Mapping[str, object], document: Document) -> Iterator[Fault]:
    """Yield a fault for a malformed mix, and for each of its roles that is unknown or a mix further below."""
    if len(parts) != _PARTS or not SHARE.fullmatch(parts[-1]):
        remedy = f"write two roles and the share of the second, such as {role}: {{mix: [night, star, 0.4]}}"
        yield Fault(f"'{role}' is not a mix of two roles", document.mark(role, "mix"), remedy, code="invalid-mix")
        return
    order = list(roles)
    for index, name in enumerate(parts[:2]):
        mark = document.mark(role, "mix", index)
        if name not in roles:
            yield unknown_role(name, roles, mark)
        elif is_mix(roles[name]) and order.index(name) >= order.index(role):
            message = f"'{role}' is mixed from '{name}', a mix that is not above it"
            yield Fault(message, mark, "write each mix below those that it uses", code="mix-of-later-mix")


_WRITE_COLOUR = 'write it as "#rrggbb", in quotes'


def invalid_colour(colour: str, mark: Mark) -> Fault:
    """Return the fault of an invalid colour."""
    digits = re.fullmatch(r"#?((?:[0-9a-f]{3}){1,2})", colour.strip(), re.IGNORECASE)
    meant = f"#{digits[1]}" if digits else None
    remedy = f'did you mean "{meant}"?' if meant else _WRITE_COLOUR
    return Fault(f"unknown colour '{colour}'", mark, remedy, code="invalid-colour")


def unknown_role(role: str, colours: Mapping[str, object], mark: Mark) -> Fault:
    """Return the fault of an unknown role; for a colour of the palette, the remedy names its role."""
    named = next((name for name, colour in colours.items() if parse_hex(role) and colour == full_hex(role)), None)
    if named:
        remedy = f"write the role of this colour, '{named}', so that themes can change it"
    else:
        remedy = did_you_mean(role, colours) or "there is no palette.yaml beside the drawings, so there are no roles"
    return Fault(f"unknown colour role '{role}'", mark, remedy, code="unknown-colour-role")
