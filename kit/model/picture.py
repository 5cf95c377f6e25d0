"""A picture whose words are resolved: no emphasis marks, no figures to write out, no sentence or theme to look up."""

from __future__ import annotations

from collections.abc import (
    Container,
    Mapping,
)
from dataclasses import dataclass, field, replace

from kit.base.errors import Fault, Mark
from kit.base.geometry import Point
from kit.model.asset import Description
from kit.model.campaign import NO_VOICE, Link, Voice
from kit.model.chart.chart_data import ChartData
from kit.model.image import FoundImage
from kit.model.placement import Placement
from kit.model.slot import OF_PARTNER


@dataclass(frozen=True, slots=True)
class Words:
    """Words for a slot, in NFC, and where they come from; `spans` are the (start, end) of every emphasised stretch.

    `figures` are the ids of the figures in the words, or of those that a source line cites.
    """

    text: str
    mark: Mark
    spans: tuple[tuple[int, int], ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a picture, divided once among its slots: qualifier, number, unit and what it counts.

    `parts` are those shown by slot, in reading order; a part without its own slot belongs to the number. `id` is that
    of the statistic, or of the one that a countdown goes to, None for a day without one. `with_unit` is how number and
    unit are read if the number is inside its unit, or a month above it; otherwise they are read one after the other.
    """

    id: str | None
    parts: Mapping[str, Words]
    with_unit: str = ""

    @property
    def text(self) -> str:
        """The figure as one phrase: "More than 82 million reports"."""
        texts = {slot: part.text for slot, part in self.parts.items()}
        if self.with_unit and {"number", "unit"} <= texts.keys():
            del texts["unit"]
            texts["number"] = self.with_unit
        return " ".join(" ".join(text.split()) for text in texts.values())

    def shown_in(self, slots: Container[str]) -> Figure:
        """Return the figure with the parts whose slots are among those of a picture."""
        return replace(self, parts={slot: part for slot, part in self.parts.items() if slot in slots})


@dataclass(frozen=True, slots=True)
class Code:
    """An address for a QR code, and the colours of its dark and light modules as `#rrggbb`."""

    address: str
    dark: str
    light: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ChartContent:
    """What a chart draws, its labels from left to right, a sentence on it, and the colour of its marks.

    The colour, as `#rrggbb`, is None if the layout names no role: then the fill of the slot's box is used. `rest` is
    that of the remainder of a part's whole, None if that is drawn faintly in the colour of the part. `inks` are further
    colours, by the option of `layout.yaml` that names their role. `figures` are the ids of the figures that are drawn.
    """

    data: ChartData
    labels: tuple[str, ...]
    sentence: str
    colour: str | None
    mark: Mark
    rest: str | None = None
    inks: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageContent:
    """A photo or a logo, and its focus, in parts of its width and height, which stays visible if it is cropped.

    `file` is its path as in `kit.yaml`, `alt` what it shows, and `credit` who must be named with it. It is `described`
    by its `alt`, or by what its message shows if all pictures of that have it.
    """

    image: FoundImage
    file: str
    focus: Point
    mark: Mark
    alt: str = ""
    credit: str = ""
    described: bool = True


SlotContent = Words | Code | ChartContent | ImageContent


@dataclass(frozen=True, slots=True)
class DrawnSlots:
    """The slots of one drawing; `file` and `line` are its name in messages.

    `shown` are the slots of each picture of a numbered series by its number, and of a single picture under None;
    `hidden` are the places of hidden slots. With `headline_first` the headline is drawn above the figure, with
    `unit_first` the unit above its number.
    """

    file: str
    line: int
    names: frozenset[str]
    shown: Mapping[int | None, frozenset[str]]
    hidden: Mapping[str, Fault] = field(default_factory=dict)
    headline_first: bool = False
    unit_first: bool = False


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure on a picture, as it is written with its qualifier, and what its source line must name.

    `cited` is how the picture names its source, and `mark` the place of these words; nothing if it has no source line.
    """

    words: str
    publisher: str
    year: str
    cited: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class PictureMarks:
    """The places in `kit.yaml` that findings on the words of a picture point to.

    `written` are the marks of all lines of each text of several lines, the first of which is that of the text.
    """

    message: Mark
    copy: Mark
    caption: Mark
    shows: Mark
    link: Mark
    verb: Mark
    written: tuple[tuple[Mark, ...], ...] = ()

    def lines_of(self, text: Mark) -> tuple[Mark, ...]:
        """Return the marks of all lines of a text, by its own mark."""
        return next((lines for lines in self.written if lines[0] == text), (text,))


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of one message in one language on one placement.

    `name` is its name in `--only` and messages, `path` its path in the kit without the extension. `frame` counts from 1
    in a numbered series, is the number of days left in a countdown, and None elsewhere. `colours` are those of the
    theme by role, as `#rrggbb`. `slots` are the contents of each slot of the drawing that it was resolved for; `voice`
    is what its language rules out. If it is `mirrored`, as in languages that run right to left, its drawing is laid out
    mirrored. `partner` is the id of the partner in whose kit it is; `left_out` is its name where that has no room.
    """

    name: str
    path: str
    message: str
    frame: int | None
    layout: str
    language: str
    theme: str
    placement: Placement
    colours: Mapping[str, str]
    slots: Mapping[str, SlotContent]
    description: Description
    marks: PictureMarks
    link: Link | None = None
    figures: tuple[CitedFigure, ...] = ()
    voice: Voice = NO_VOICE
    mirrored: bool = False
    partner: str | None = None
    left_out: Words | None = None

    def __str__(self) -> str:
        """Return the picture's name in `--only` and messages."""
        return self.name

    @property
    def description_inside(self) -> Description:
        """The texts inside its files: without the caption, which names the partner, where nothing else does.

        So partners of a campaign have files of the same bytes where their pictures look the same.
        """
        if self.partner is None or not OF_PARTNER.isdisjoint(self.slots):
            return self.description
        return replace(self.description, caption="")
