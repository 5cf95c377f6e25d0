"""Slots: the kinds, by name, and one slot of a drawing, a named box with the style of its sample words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kit.base.errors import Mark
from kit.base.geometry import IDENTITY, Box, Matrix
from kit.model.chart import OPTIONS as CHART_OPTIONS

#: The angles in degrees that words may be rotated by, besides small ones.
QUARTER = 90.0
#: The suffix in the name of a slot that repeats the words of another.
AGAIN = " again"
#: The kinds of contents of a slot.
SlotHolds = Literal["words", "code", "chart", "image"]
#: What fills a slot: copy of the message, its figure, the sources of figures, its link, the place of a picture in its
#: series, the section `kit`, or a file of the project.
SlotFilledFrom = Literal["copy", "figure", "sources", "link", "frames", "kit", "file"]


@dataclass(frozen=True, slots=True)
class SlotKind:
    """What a slot with some name is for, in every drawing: all that packages need to know of slots in general.

    `reading` is its place in the reading order of a picture. `level` is the level of its words by size, 1 the largest,
    0 for none; a level is compared with others by the slot with the lowest `rank` on a picture. Words that are `large`
    may be larger than the headline. `options` are the keys of its rule in `layout.yaml` that slots of other kinds do
    not have.

    A slot that `bleeds` may extend beyond the live box. A `counted` one shows the days left of a countdown. A `common`
    name is one that designers also give to layers that are not slots; `aliases` are other names that people write.
    `about` is its description in editors, `in_copy` a longer one for its copy, `example` such copy, and `sample` the
    initial words of a new slot.
    """

    name: str
    holds: SlotHolds
    filled_from: SlotFilledFrom
    reading: int
    about: str
    sample: str = ""
    level: int = 0
    rank: int = 0
    large: bool = False
    bleeds: bool = False
    counted: bool = False
    common: bool = False
    options: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    in_copy: str = ""
    example: str = ""


#: Every slot there is. To add one, add an entry here, and its contents in `kit.compose.content.picture_slots`.
SLOT_KINDS = (
    SlotKind(
        "kicker", "words", "copy", 1, "The line above the headline", "From today", level=2, rank=2,
        aliases=("eyebrow", "overline", "label"), example="7 December",
    ),
    SlotKind(
        "headline", "words", "copy", 3, "The main words", "Say it in one sentence", level=1, rank=0,
        aliases=("title", "heading", "header"), example="Some lights you **never** switch off.",
        in_copy="The main words; **two asterisks** mark the phrase that is emphasised",
    ),
    SlotKind(
        "support", "words", "copy", 4, "The sentence below the headline", "Say who it is for.", level=2, rank=0,
        aliases=("text", "body", "subtitle", "subline", "subheadline", "description"),
        example="The tools are one of them.",
    ),
    SlotKind(
        "note", "words", "copy", 5, "Small print", "A note", level=2, rank=3, aliases=("footnote", "small print"),
        example="In force until 2025.",
    ),
    SlotKind(
        "button", "words", "copy", 6, "What to do", "See more", level=3, rank=1, aliases=("cta",),
        example="Sign to keep them on",
    ),
    SlotKind(
        "number", "words", "figure", 2, "The figure, or the days that are left of a countdown", "82", level=1,
        rank=1, large=True, counted=True, common=True,
    ),
    SlotKind(
        "qualifier", "words", "figure", 2, "The words before the figure", "More than", level=1, rank=3, large=True,
    ),
    SlotKind(
        "unit", "words", "figure", 2, "The noun behind the figure", "million reports", level=1, rank=2, large=True,
        counted=True,
    ),
    SlotKind(
        "counts", "words", "figure", 2, "What the figure counts", "of what is counted", level=2, rank=1,
        common=True,
    ),
    SlotKind(
        "source", "words", "sources", 10, "Where the figure comes from", "Source: Count, 2026", level=4,
    ),
    SlotKind("sender", "words", "kit", 8, "Who asks", "The Society", level=3, rank=2),
    SlotKind("help", "words", "kit", 9, "Where people find help", "Help: example.org/help", level=3, rank=3),
    SlotKind("address", "words", "link", 7, "The address of the link", "example.org/more", level=3, rank=0),
    SlotKind("qr", "code", "link", 11, "The code of the link", options=("dark", "light")),
    SlotKind(
        "chart", "chart", "figure", 12, "The figure, drawn", large=True, bleeds=True, common=True,
        options=("colour", *CHART_OPTIONS),
    ),
    SlotKind("logo", "image", "file", 14, "A logo", common=True),
    SlotKind("photo", "image", "file", 13, "A photo", bleeds=True, common=True, options=("fill", "seen")),
    SlotKind("page", "words", "frames", 0, "The number of a picture in its series", "1/4", common=True),
)  # fmt: skip
#: The same by name.
SLOTS = {kind.name: kind for kind in SLOT_KINDS}


def holds_words(name: str) -> bool:
    """Return whether a slot contains words, and nothing else; also for unknown names."""
    return name not in SLOTS or SLOTS[name].holds == "words"


def slots_of(*sources: SlotFilledFrom) -> tuple[str, ...]:
    """Return the names of the slots that are filled from some parts of a campaign."""
    return tuple(name for name, kind in SLOTS.items() if kind.filled_from in sources)


#: The slots that copy fills, and those that figures, links and files do.
COPY_SLOTS = slots_of("copy")
DERIVED_SLOTS = tuple(name for name in SLOTS if name not in COPY_SLOTS)
#: The slots with the same contents on all pictures of a kit.
KIT_SLOTS = slots_of("kit")
#: The slots that have a partner's own contents in its kit: who asks, its mark, its address.
OF_PARTNER = frozenset(("sender", "logo", *slots_of("link")))
#: The slots that show the figure of a picture.
FIGURE_SLOTS = slots_of("figure")
#: The slots that files of a project fill, in reading order.
IMAGE_SLOTS = tuple(sorted(slots_of("file"), key=lambda name: SLOTS[name].reading))
#: The slots that contain words; a chart may have words as well, as its labels.
WORD_SLOTS = tuple(name for name, kind in SLOTS.items() if kind.holds == "words")


def slot_shown(name: str) -> str:
    """Return the slot whose words the slot of a name shows: `headline` for `headline again`, or else itself."""
    return name.partition(AGAIN)[0]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the sample words of a slot are set; `size` in px of the drawing, `tracking` in em, `line_height` in sizes.

    `paint` are the properties of words that repeat others, besides their fill, with lengths in sizes.
    """

    family: str
    weight: int
    italic: bool
    size: float
    fill: str
    tracking: float = 0.0
    line_height: float = 1.2
    optical_size: float | None = None
    paint: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleWords:
    """A stretch of sample words on one line, in px of the drawing: `x` is their start, middle or end.

    `spans` are the (start, end) of what is set differently from the first words: what is emphasised.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    x: float
    baseline: float
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Slot:
    """A named box in a drawing or, once laid out, on an artboard.

    `paint` is the fill of the box, which a chart is drawn in; `growth` is how much stretching enlarged it. `radius` is
    that of its corners, which a photo has too. `sample` are the words that are drawn in it. A slot that `repeats`
    another shows the words of that slot again, or only the `emphasised` ones.

    `turn` is the rotation in degrees, clockwise, of words and box around the middle of the box; box and sample are
    without it. If it is `mirrored`, like the drawing, what is set to align left is aligned right.
    """

    name: str
    box: Box
    mark: Mark
    style: TextStyle | None = None
    paint: str = "none"
    growth: float = 1.0
    radius: float = 0.0
    sample: tuple[SampleWords, ...] = ()
    repeats: str = ""
    emphasised: bool = False
    mirrored: bool = False
    turn: float = 0.0

    @property
    def turned(self) -> Matrix:
        """The map that rotates the contents of the box."""
        return Matrix.turn(self.turn, self.box.center) if self.turn else IDENTITY

    @property
    def is_sideways(self) -> bool:
        """Whether it is rotated by a quarter turn."""
        return abs(self.turn) == QUARTER

    @property
    def bounds(self) -> Box:
        """The box around the rotated box."""
        return self.turned.box_around(self.box) if self.turn else self.box
