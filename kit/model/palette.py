"""The colours that drawings are made in, by the role that each has."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (pydantic reads the annotations when it validates)
from dataclasses import field

from kit.errors import Mark  # noqa: TC001
from kit.model.record import record


@record
class Mix:
    """A colour that follows from those of two roles; `share` is the part of the second, between 0 and 1."""

    roles: tuple[str, str]
    share: float


@record
class Palette:
    """The colours that drawings are made in: role → `#rrggbb`, and where each is written.

    `distinct` holds pairs of roles whose difference carries meaning. `mixes` are the roles among them whose colour
    follows from others, in an order in which each follows from base roles and mixes before it.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    distinct: tuple[tuple[str, str], ...] = ()
    mixes: Mapping[str, Mix] = field(default_factory=dict)
