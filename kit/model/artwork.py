"""An artboard of the plan, and the artwork composed of it: paths only, and what was placed where."""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

from kit.base.errors import Fault, Mark
from kit.base.geometry import Box, Point
from kit.model.asset import picture_path
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
    """One picture to make: what a message says on it, on a placement, in a language and the colours of a theme.

    `is_translated` is set if `kit.yaml` is in another language.
    """

    picture: MessagePicture
    placement: Placement
    language: str
    theme: str
    is_translated: bool = False

    @property
    def message(self) -> Message:
        """The message of the picture."""
        return self.picture.message

    @property
    def layout(self) -> str:
        """The name of the picture's layout."""
        return self.picture.layout

    @property
    def frame(self) -> int | None:
        """The number of the picture in its series, from 1, or the number of days left; None for a single picture."""
        return self.picture.number

    @property
    def path(self) -> str:
        """The path of the picture inside the kit, without its extension."""
        return picture_path(self.language, self.message.id, self.frame, self.placement.id, self.placement.size)

    @property
    def id(self) -> PictureId:
        """The name of the artboard outside the generator."""
        return PictureId(self.message.id, self.placement.id, self.language, self.frame)

    def __str__(self) -> str:
        """Return the name in `--only` and messages: message, placement, then the language of a translation."""
        return f"{self.id} ({self.language})" if self.is_translated else str(self.id)


@dataclass(frozen=True, slots=True)
class LineInk:
    """A line of words as it is set, in px: its baseline, the box of its ink, and each emphasised stretch of it."""

    baseline: float
    ink: Box
    emphasised: tuple[Box, ...] = ()


#: What keeps words from being larger: the size that is allowed; a word as wide as a line; the number of lines; the
#: height of all lines; breaks that read better; words in the slots below, which need the room; or ink that would leave
#: the box or touch the next line. At `floor` the words do not fit.
SizeLimit = Literal["allowed", "width", "lines", "height", "breaks", "neighbour", "ink", "floor"]
#: Why a line ends where it does: the text ends, its author marked a break, the next word has no room, a sentence or
#: clause ends, or lines of more even width read better.
LineEnd = Literal["end", "marked", "full", "clause", "even"]


@dataclass(frozen=True, slots=True)
class Sizing:
    """Why words have their size and their lines.

    `drawn` is the size in px of the drawing, `allowed` the largest in px of the artboard; None for words that take all
    the room that there is. `ends` says why each line ends where it does.
    """

    drawn: float
    allowed: float | None
    limit: SizeLimit
    ends: tuple[LineEnd, ...]


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words as they were placed, in px of the artboard; `text` is plain, without emphasis marks.

    `overflow` is how many characters are too many at the floor, `letters` are the boxes of the ink of each glyph,
    `line` is the height of one line at `size`, and `missing_face` is set if the family of emphasised words lacks their
    weight. These are `emphasis` times as large as others; 1 if there are none. `rows` are the lines that have ink,
    `step` px apart; `line_gap` is the least distance in em of the ink of one to that of the next, and `least_gap` what
    it must be. `sizing` says how they came to their size; None for the labels of a chart.
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
    step: float = 0.0
    line_gap: float = math.inf
    least_gap: float = 0.0
    sizing: Sizing | None = None

    @property
    def smallest(self) -> float:
        """The size in px of the smallest of the words."""
        return self.size * min(1.0, self.emphasis)


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A QR code as it was placed; `module` is its px per module, `box` includes the quiet zone."""

    slot: Slot
    address: str
    module: int
    box: Box
    dark: str
    light: str


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart as it was placed; `box` is that of its marks, `hole` the square around the hole of a ring.

    A chart with a `picture`, its shapes, need not be readable: like a photo, it may extend beyond the edge and under
    words. `foot` is the line at which a blind ends.
    """

    slot: Slot
    box: Box
    hole: Box | None = None
    picture: Element | None = None
    foot: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A photo or a logo as it was placed; `box` is its box, and `covers` is set if it fills its slot.

    `element` shows it: the shapes of an SVG, or else `part`. `scale` is how many px of the artboard are one px of a
    file that has pixels.
    """

    slot: Slot
    box: Box
    content: ImageContent
    element: Element
    covers: bool
    scale: float = 1.0
    part: ImagePart | None = None


Placed = PlacedWords | PlacedCode | PlacedChart | PlacedImage


class Covered(NamedTuple):
    """The box that the contents of a slot cover, in px, and the place of the slot in its drawing."""

    slot: str
    box: Box
    mark: Mark


def _may_extend(placed: Placed) -> bool:
    """Return whether something placed may extend beyond the edge and under words: a photo, or a blind."""
    if isinstance(placed, PlacedImage):
        return placed.slot.name == "photo"
    return isinstance(placed, PlacedChart) and placed.picture is not None


@dataclass(frozen=True, slots=True)
class Artwork:
    """A composed picture: a tree of shapes with plain attributes only, and what was placed where.

    The tree refers to the parts of photos and logos in `parts`; `kit.drawing.images` embeds them. `root` is the part of
    its drawing that the picture shows, laid out, with slots as leaves. `ground` is the tree without the contents of its
    slots, but with its scenery: what is behind its words.
    """

    picture: Picture
    scene: Scene
    tree: Tree
    placed: tuple[Placed, ...]
    root: Element
    ground: Tree

    @property
    def svg(self) -> str:
        """The picture as SVG text, written on first use."""
        return self.tree.svg

    @property
    def digest(self) -> str:
        """The hexadecimal digest of everything that affects how the picture is painted."""
        return sha256(f"{self.tree.digest} {self.ground.digest}".encode()).hexdigest()

    @property
    def images(self) -> tuple[PlacedImage, ...]:
        """The placed photos and logos."""
        return tuple(placed for placed in self.placed if isinstance(placed, PlacedImage))

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
        """The placed words, including those that repeat others."""
        return tuple(placed for placed in self.placed if isinstance(placed, PlacedWords))

    @property
    def covered(self) -> tuple[Covered, ...]:
        """What everything placed covers, except photos and blinds, which may extend beyond the edge and under words."""
        kept = (placed for placed in self.placed if not _may_extend(placed))
        boxes = ((placed.slot, placed.ink if isinstance(placed, PlacedWords) else placed.box) for placed in kept)
        return tuple(Covered(slot.name, box, slot.mark) for slot, box in boxes if box)

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

    `frame` counts from 1 in a numbered series, is the number of days left in a countdown, and None elsewhere.
    """

    message: str
    placement: str
    language: str
    frame: int | None = None

    def __str__(self) -> str:
        """Return the picture's name in `--only` and findings: message, number in its series, placement."""
        number = f"-{self.frame:02d}" if self.frame else ""
        return f"{self.message}{number} {self.placement}"
