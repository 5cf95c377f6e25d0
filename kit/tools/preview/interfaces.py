"""What platforms put over pictures, and how they crop them elsewhere: the table `interfaces.yaml`, scaled."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kit.base.document.document import record
from kit.base.errors import SpecError
from kit.base.geometry import Box
from kit.model.placement import Role  # noqa: TC001  (pydantic reads the annotations when it validates)
from kit.project.validate import entries, read_document

if TYPE_CHECKING:
    from kit.model.placement import Placement


TABLE = Path(__file__).with_name("interfaces.yaml")
_Px = tuple[float, float, float, float]


@record
class Control:
    """Something that a platform puts over a picture: a box in px, a form and a label."""

    box: _Px
    form: Literal["pill", "circle", "box"] = "pill"
    label: str = ""


@record
class Shown:
    """A part of a picture, in px, that a platform shows alone somewhere."""

    name: str
    box: _Px


@record
class Interface:
    """What one platform, or several alike, put over pictures of some placements, and the parts that they show alone.

    If `own`, the interface of a `role` is also used for a campaign's own placements with this role.
    """

    placements: tuple[str, ...]
    size: tuple[int, int]
    role: Role | None = None
    own: bool = False
    controls: tuple[Control, ...] = ()
    shown: tuple[Shown, ...] = ()


@cache
def read_interfaces() -> tuple[Interface, ...]:
    """Return every interface in the order of the table. Raises SpecError if an entry is malformed."""
    document = read_document(TABLE.resolve())
    found, faults = entries(Interface, document.value, document, ())
    if faults:
        raise SpecError(*faults)
    return tuple(found.values())


def interface_of(placement: Placement) -> Interface | None:
    """Return the interface over pictures of a placement, in px of their size; None if unknown."""
    every = read_interfaces()
    named = [one for one in every if placement.id in one.placements]
    by_role = [one for one in every if placement.own and one.own and one.role == placement.role]
    return next((_scaled(one, placement.size) for one in named + by_role), None)


def _scaled(interface: Interface, size: tuple[int, int]) -> Interface:
    by = size[0] / interface.size[0]
    down = size[1] - by * interface.size[1]

    def moved(box: _Px) -> _Px:
        """Return a box at the other size."""
        low = box[1] + box[3] > interface.size[1]  # closer to the bottom, so its distance from there stays
        return Box(*(by * side for side in box)).moved(0, down if low else 0)

    controls = tuple(replace(one, box=moved(one.box)) for one in interface.controls)
    return replace(
        interface,
        size=size,
        controls=controls,
        shown=tuple(replace(one, box=moved(one.box)) for one in interface.shown),
    )
