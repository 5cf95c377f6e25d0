"""Read which drawing of a layout serves which role or placement, where `layout.yaml` says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, closest, did_you_mean
from kit.model.layout import SHAPES
from kit.model.placement import ROLES
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kit.errors import Mark
    from kit.model.document import Document

_KEY = "drawings"


def read_served(
    document: Document, drawings: Collection[str], placements: Collection[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the name of a drawing by the role or placement that it serves, and the faults.

    `drawings` names those beside `layout.yaml`, whose `drawings` is written `{wide: [header, x/square]}`.
    """
    content = document.value if isinstance(document.value, dict) else {}
    written, faults = entries(tuple[str, ...], content.get(_KEY), document, (_KEY,))
    known = [shape for shape in SHAPES if shape in drawings]
    served: dict[str, str] = {}
    for shape, names in written.items():
        if shape not in known:
            message, mark = f"there is no drawing '{shape}.svg'", document.key_mark(_KEY, shape)
            turned = next((name for name in names if name in known and shape in (*ROLES, *placements)), None)
            remedy = f"the drawing comes first: {turned}: [{shape}]" if turned else did_you_mean(shape, known)
            faults.append(Fault(message, mark, remedy, code="unknown-drawing"))
            if turned:
                continue
        for index, name in enumerate(names):
            faults += _name_faults(name, served, placements, document.mark(_KEY, shape, index))
            served.setdefault(name, shape)
    return served, faults


def _name_faults(name: str, served: Mapping[str, str], placements: Collection[str], mark: Mark) -> Iterator[Fault]:
    """Yield a fault for a name that is no role and no placement, or that another drawing serves already."""
    known = (*ROLES, *placements)
    if name not in known:
        message = f"unknown role or placement '{name}'"
        remedy = did_you_mean(name, known if closest(name, known) else ROLES)
        yield Fault(message, mark, remedy, code="unknown-placement")
    elif name in served:
        message, remedy = f"'{name}' is served twice", f"'{served[name]}' serves it; keep one of the two"
        yield Fault(message, mark, remedy, code="placement-served-twice")
