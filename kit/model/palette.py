"""The colours that drawings are made in: roles, those that are mixed from others, and those that must differ."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (pydantic reads the annotations when it validates)
from dataclasses import field

from kit.base.errors import Mark  # noqa: TC001
from kit.model.document import record


@record
class Mix:
    """A colour that is mixed from those of two roles; `share` is the part of the second, between 0 and 1."""

    roles: tuple[str, str]
    share: float


@record
class Palette:
    """The colours of drawings: role → `#rrggbb`, and where each is written.

    `distinct` are pairs of roles whose difference carries meaning. `mixes` are the roles whose colour is mixed from
    others, in an order in which each uses only base roles and earlier mixes.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    distinct: tuple[tuple[str, str], ...] = ()
    mixes: Mapping[str, Mix] = field(default_factory=dict)
