"""An artboard, which the plan asks for, and the artwork composed of it: paths only, and what was placed where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kit.base.errors import Fault, Mark
    from kit.base.geometry import Box, Point
    from kit.model.campaign import Message
    from kit.model.image import ImagePart
    from kit.model.layout import Element, Scene
    from kit.model.message_picture import MessagePicture
    from kit.model.picture import ImageContent, Picture
    from kit.model.placement import Placement
    from kit.model.slot import Slot
    from kit.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Artboard:
    """One picture to be made: what a message says of it, on a placement, in a language and the colours of a theme.

    `is_translated` tells that others of its kit are in another language, that of `kit.yaml`.
    """

    picture: MessagePicture
    placement: Placement
    language: str
    theme: str
    is_translated: bool = False

    @property
    def message(self) -> Message:
        """The message that asks for the picture."""
        return self.picture.message

    @property
    def layout(self) -> str:
        """The name of the picture's layout."""
        return self.picture.layout

    @property
    def frame(self) -> int | None:
        """The number of the picture in its series, from 1, or the days that are left; None by itself."""
        return self.picture.number

    @property
    def path(self) -> str:
        """The path of the picture inside the kit, without its extension."""
        width, height = self.placement.size
        number = f"-{self.frame:02d}" if self.frame else ""
        name = f"{self.message.id}{number}-{self.placement.name}-{width}x{height}"
        return f"{self.language.lower()}/{self.placement.platform}/{name}"

    @property
    def id(self) -> PictureId:
        """What the artboard is called outside the generator."""
        return PictureId(self.message.id, self.placement.id, self.language, self.frame)

    def __str__(self) -> str:
        """Name the artboard as `--only` and messages do: message, placement, then the language of a translation."""
        return f"{self.id} ({self.language})" if self.is_translated else str(self.id)


@dataclass(frozen=True, slots=True)
class LineInk:
    """A line of words as it is set, in px: its baseline, what its ink covers, and each emphasised stretch of it."""

    baseline: float
    ink: Box
    emphasised: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words as they were placed, in px of the artboard; `text` is plain, without emphasis marks.

    `overflow` is how many characters are too many at the floor, `letters` what the ink of each glyph covers, `line` how
    high one line is at `size`, and `missing_face` says of emphasised words that their family lacks their weight. These
    are `emphasis` times as large as others; 1 where there are none. `rows` are the lines that have ink.
    """

    slot: Slot
    text: str
    lines: tuple[str, ...]
    size: float
    floor: float
    ink: Box | None
    mark: Mark
    overflow: int = 0
    missing: str = ""
    letters: tuple[Box, ...] = ()
    line: float = 0.0
    missing_face: Fault | None = None
    emphasis: float = 1.0
    rows: tuple[LineInk, ...] = ()
    kind: Literal["words"] = "words"

    @property
    def smallest(self) -> float:
        """The size in px of the smallest of the words."""
        return self.size * min(1.0, self.emphasis)


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A QR code as it was placed; `module` is px a module, `box` includes the quiet zone."""

    slot: Slot
    address: str
    module: int
    box: Box
    dark: str
    light: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart as it was placed; `box` is what its marks cover, `hole` the square around the hole of a ring.

    A chart with a `picture`, its shapes, is not to be read: it may run off the edge and under words, as a photo may.
    `foot` is the line at which a blind ends.
    """

    slot: Slot
    box: Box
    hole: Box | None = None
    picture: Element | None = None
    foot: tuple[Point, Point] | None = None
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A photo or a logo as it was placed; `box` is what it covers, and `covers` says that it fills its slot.

    `element` shows it: of an SVG its shapes, else `part`. `scale` is how many px of the artboard are one px of a file
    that has pixels.
    """

    slot: Slot
    box: Box
    content: ImageContent
    element: Element
    covers: bool
    scale: float = 1.0
    part: ImagePart | None = None
    kind: Literal["image"] = "image"


Placed = PlacedWords | PlacedCode | PlacedChart | PlacedImage


@dataclass(frozen=True, slots=True)
class Artwork:
    """A composed picture: a tree of shapes with plain attributes only, and what was placed where.

    The tree refers to the parts of photos and logos in `parts`; `kit.images` puts them into it. `root` is what the
    picture shows of its drawing, laid out, with slots as leaves.
    """

    picture: Picture
    scene: Scene
    tree: Tree
    placed: tuple[Placed, ...]
    root: Element

    @property
    def svg(self) -> str:
        """The picture as SVG text, which is written when it is first asked for."""
        return self.tree.svg

    @property
    def digest(self) -> str:
        """What tells the pictures apart that may be painted otherwise, in hexadecimal."""
        return self.tree.digest

    @property
    def images(self) -> tuple[PlacedImage, ...]:
        """The placed photos and logos."""
        return tuple(placed for placed in self.placed if isinstance(placed, PlacedImage))

    @property
    def scenery(self) -> dict[str, Element]:
        """What lies behind words though it fills slots: photos, logos and charts that are pictures, by slot."""
        images = {placed.slot.name: placed.element for placed in self.images}
        chart = self.chart
        return {**images, **({chart.slot.name: chart.picture} if chart and chart.picture else {})}

    @property
    def parts(self) -> tuple[ImagePart, ...]:
        """The parts of photos and logos that the SVG refers to."""
        return tuple(placed.part for placed in self.images if placed.part)

    @property
    def words(self) -> dict[str, PlacedWords]:
        """The placed words by slot, without those that repeat them."""
        return {placed.slot.name: placed for placed in self.all_words if not placed.slot.repeats}

    @property
    def all_words(self) -> tuple[PlacedWords, ...]:
        """The placed words, those that repeat others too."""
        return tuple(placed for placed in self.placed if isinstance(placed, PlacedWords))

    @property
    def chart(self) -> PlacedChart | None:
        """The placed chart, if there is one."""
        return next((placed for placed in self.placed if isinstance(placed, PlacedChart)), None)

    @property
    def code(self) -> PlacedCode | None:
        """The placed QR code, if there is one."""
        return next((placed for placed in self.placed if isinstance(placed, PlacedCode)), None)


@dataclass(frozen=True, slots=True)
class PictureId:
    """A message, or one picture of its series, on a placement in a language, a BCP 47 tag.

    `frame` counts from 1 in a numbered series, is how many days are left in a countdown, and None elsewhere.
    """

    message: str
    placement: str
    language: str
    frame: int | None = None

    def __str__(self) -> str:
        """Name the picture as `--only` and findings do: message, number in its series, placement."""
        number = f"-{self.frame:02d}" if self.frame else ""
        return f"{self.message}{number} {self.placement}"
