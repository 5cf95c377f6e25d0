"""The section `placements` of `kit.yaml`: a campaign's own sizes, in px of a screen or on a sheet of paper."""

from __future__ import annotations

from typing import Literal

from kit.model.placement import CodeUse, Crop, Format, KeepOut, Role, SafeArea, Screen, TextLimit  # noqa: TC001  (pydantic reads them)
from kit.model.record import record


@record
class OwnPlacement:
    """A size in px, written as `1200 x 1500`.

    What is None is taken from the shipped placements of the same platform and role, else it has the default of a
    placement.
    """

    id: str
    size: str
    role: Role = "feed"
    formats: tuple[Format, ...] | None = None
    max_bytes: int | None = None
    safe: SafeArea | None = None
    keep_out: tuple[KeepOut, ...] = ()
    crops: tuple[Crop, ...] = ()
    shape: Literal["rect", "ring"] | None = None
    shown_width: int | None = None
    screen: Screen | None = None
    qr: CodeUse | None = None
    caption: TextLimit | None = None
    fold: int | None = None
    links: bool | None = None
    alt_text: TextLimit | None = None
    hashtags: int | None = None
    note: str | None = None


@record
class OwnSheet:
    """A sheet of paper, whose size once it is trimmed is written as `50 x 70 cm`, `148 x 105 mm` or `A3`.

    `bleed` and `safe`, the inset from the trim, are lengths in mm or cm; `formats` and `max_bytes` are those of the
    picture to look at, which lies beside the PDF.
    """

    id: str
    size: str
    role: Literal["print"] = "print"
    bleed: str = "3 mm"
    safe: str = "5 mm"
    formats: tuple[Format, ...] = ("png",)
    max_bytes: int | None = None
    qr: CodeUse = "prefer"
    note: str | None = None
