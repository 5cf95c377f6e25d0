"""A placement: one kind of picture on one platform or sheet of paper, with its size, safe area and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from kit.base.document.document import record
from kit.base.geometry import Box, Insets, Size
from kit.model.asset import FORMATS

#: The purpose of a picture on its platform.
Role = Literal["feed", "story", "link", "header", "email", "background", "frame", "print"]
ROLES: tuple[Role, ...] = ("feed", "story", "link", "header", "email", "background", "frame", "print")
if TYPE_CHECKING:
    Format = str
else:  # pydantic accepts only existing formats
    Format = Literal[*FORMATS]

#: Whether pictures have a QR code: never, if their layout has one, or if their drawing has a slot for one.
CodeUse = Literal["yes", "no", "prefer"]
#: Where people see a picture.
Screen = Literal["phone", "desktop", "paper"]
#: The part of each side that stays clear if a placement sets no safe area.
DEFAULT_SAFE = 0.06
#: The smallest words, in CSS px as people see them, and in points on paper.
FLOOR_SHOWN_PX = 11.5
FLOOR_PRINT_PT = 7.0
#: Roles of pictures that stay before people's eyes, with light over large areas.
_LARGE_AND_STILL = frozenset(("header", "background"))


@record
class SafeArea:
    """Insets in px that platforms may cover or crop."""

    top: int
    right: int
    bottom: int
    left: int


@record
class KeepOut:
    """A box in px that the platform covers: an avatar, a button, a badge."""

    box: tuple[int, int, int, int]
    why: str


@record
class Crop:
    """The box in px of a picture that its platform shows in some place: on a profile, in a small preview.

    Words keep `margin` px from the edges that cut the picture. The source is named as for the other facts of a
    placement.
    """

    name: str
    box: tuple[int, int, int, int]
    margin: int = 0
    source: str | None = None


@record
class TextLimit:
    """How long a text may be on a platform, and how that platform counts.

    `unit` is one of: characters (code points), graphemes, utf16, weighted (X).
    """

    max: int
    unit: Literal["characters", "graphemes", "utf16", "weighted"] = "characters"
    max_bytes: int | None = None
    url_weight: int | None = None
    emoji_bytes: bool = False


@record
class Sheet:
    """The paper of a printed placement, in millimetres."""

    trim: tuple[float, float]
    bleed: float
    safe: float


@record
class Placement:
    """One entry of `kit/platforms.yaml` or of `placements` in `kit.yaml`.

    `size` is (width, height) in px; print has a `sheet` as well. With `qr: yes`, a layout that requires a code has a
    slot for it in the drawing; with `prefer`, the code is there if the drawing has the slot. The first `fold`
    characters of a caption are visible before the rest is folded, and `links` tells whether addresses in it can be
    followed. `advised` placements are those to use first on a platform.
    """

    id: str
    role: Role
    size: tuple[int, int]
    formats: tuple[Format, ...]
    sources: Mapping[str, str]
    max_bytes: int | None = None
    safe: SafeArea | None = None
    keep_out: tuple[KeepOut, ...] = ()
    crops: tuple[Crop, ...] = ()
    shape: Literal["rect", "ring"] = "rect"
    shown_width: int = 375
    screen: Screen = "phone"
    qr: CodeUse = "yes"
    caption: TextLimit | None = None
    fold: int | None = None
    links: bool = True
    alt_text: TextLimit | None = None
    hashtags: int | None = None
    sheet: Sheet | None = None
    advised: bool = False
    waits: str | None = None
    note: str | None = None

    @property
    def own(self) -> bool:
        """Whether the placement is the campaign's own: every shipped one names sources."""
        return not self.sources

    @property
    def full_colour(self) -> bool:
        """Whether a palette of 256 colours would show as rings: large and still, behind other things for long."""
        return self.role in _LARGE_AND_STILL

    @property
    def platform(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The part of the id after the slash."""
        return self.id.partition("/")[2]

    @property
    def canvas(self) -> Size:
        """The size of the picture in px."""
        return Size(*self.size)

    @property
    def safe_box(self) -> Box:
        """The part of the picture, in px, where words and codes may be."""
        width, height = self.size
        if self.safe is None:
            by = Insets(DEFAULT_SAFE * height, DEFAULT_SAFE * width, DEFAULT_SAFE * height, DEFAULT_SAFE * width)
        else:
            by = Insets(self.safe.top, self.safe.right, self.safe.bottom, self.safe.left)
        return Box(0, 0, width, height).inset(by)

    @property
    def floor(self) -> float:
        """The smallest size of words in px of this picture: 11.5 px as shown, or 7 pt on paper."""
        return (FLOOR_PRINT_PT / 72 * 25.4 if self.sheet else FLOOR_SHOWN_PX) / self.shown_px

    @property
    def shown_px(self) -> float:
        """How wide a px of this picture is shown: in px of a screen, or in mm on paper."""
        shown = self.sheet.trim[0] + 2 * self.sheet.bleed if self.sheet else self.shown_width
        return shown / self.size[0]


@record
class OwnPlacement:
    """A size in px, written as `1200 x 1500`.

    A value of None is taken from the shipped placements of the same platform and role, or else is the default of a
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
    """A sheet of paper, whose trimmed size is written as `50 x 70 cm`, `148 x 105 mm` or `A3`.

    `bleed` and `safe`, the inset from the trim, are lengths in mm or cm; `formats` and `max_bytes` are those of the
    preview beside the PDF.
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
