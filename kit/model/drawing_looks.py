"""How drawings look: the roles of their colours, those that are mixed from others, and the effects of their groups."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (pydantic reads the annotations when it validates)
from dataclasses import field
from typing import NamedTuple

from kit.base.document.document import record
from kit.base.errors import Mark  # noqa: TC001


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


class Effect(NamedTuple):
    """What is done to a group once it is painted by itself: the ids of its filter and its mask, and its blend mode.

    A group with none of the three is isolated: what blends in it blends with the rest of the group alone.
    """

    filter: str = ""
    mask: str = ""
    blend: str = "normal"
