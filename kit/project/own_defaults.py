"""What a size in px that a campaign brings has where it says nothing: what the nearest shipped placement has."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from kit.model.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.own_placement import OwnPlacement
    from kit.model.placement import CodeUse, Screen
    from kit.project.lengths import WrittenSize

#: Roles whose pictures are met on a desktop, with a phone at hand that scans.
_OF_DESKTOPS = ("email", "background")
#: From this ratio of width to height on a feed picture is met on a desktop too.
_WIDE = 1.5
#: Roles whose pictures may hold a code on a phone: nobody scans the others.
_WITH_CODE = ("feed", "story")


def defaults_of(own: OwnPlacement, size: WrittenSize, shipped: Iterable[Placement]) -> Placement:
    """Return a placement with what a campaign's own leaves open.

    It is the shipped one of the same platform and role whose proportions are nearest, else one with the defaults of
    its role and proportions.
    """
    platform, ratio = own.id.partition("/")[0], size.width / size.height
    alike = [one for one in shipped if (one.platform, one.role) == (platform, own.role)]
    if alike:
        return min(alike, key=lambda one: abs(log(one.size[0] / one.size[1] / ratio)))
    screen, code = _met(own, ratio)
    return Placement(
        id=own.id,
        role=own.role,
        size=(int(size.width), int(size.height)),
        formats=("png", "jpeg"),
        sources={},
        shape="ring" if own.role == "frame" else "rect",
        screen=screen,
        qr=code,
    )


def _met(own: OwnPlacement, ratio: float) -> tuple[Screen, CodeUse]:
    """Return where people meet a picture of a role and proportions, and whether it holds a code."""
    if own.role in _OF_DESKTOPS or (own.role == "feed" and ratio >= _WIDE):
        return "desktop", "prefer"
    if own.role == "print":
        return "paper", "prefer"
    return "phone", "yes" if own.role in _WITH_CODE else "no"
