"""Read the roles of a palette whose colour is a mix of two others: `dusk: {mix: [night, star, 0.4]}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault, closest
from kit.model.palette import Mix
from kit.model.record import record
from kit.project.roles import unknown_role
from kit.project.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.document import Document

#: A share as it is written: between 0 and 1.
_SHARE = re.compile(r"0?\.\d+")
#: How many parts a mix has: two roles, and the share of the second.
_PARTS = 3


@record
class _Written:
    """A mix as it is written: two roles and the share of the second."""

    mix: tuple[str, ...]


def is_mix(written: object) -> bool:
    """Tell whether a role is written as a mix, or as what is surely meant as one."""
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
    """Yield a fault for a mix in another form, and for each of its roles that is unknown or a mix not yet known."""
    if len(parts) != _PARTS or not _SHARE.fullmatch(parts[-1]) or not float(parts[-1]):
        remedy = f"write two roles and the share of the second, such as {role}: {{mix: [night, star, 0.4]}}"
        yield Fault(f"'{role}' is no mix of two roles", document.mark(role, "mix"), remedy, code="invalid-mix")
        return
    order = list(roles)
    for index, name in enumerate(parts[:2]):
        mark = document.mark(role, "mix", index)
        if name not in roles:
            yield unknown_role(name, roles, mark)
        elif is_mix(roles[name]) and order.index(name) >= order.index(role):
            message = f"'{role}' is mixed from '{name}', which is a mix that is not above it"
            yield Fault(message, mark, "write each mix below those that it is mixed from", code="mix-of-later-mix")
