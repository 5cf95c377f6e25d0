"""A layout: what a family of drawings shows, and the drawings once they are read."""

from __future__ import annotations

from collections.abc import (
    Container,
    Mapping,
)
from dataclasses import KW_ONLY, dataclass, field
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kit.base.cache.kinds import OneOfSeveral
from kit.base.document.document import record
from kit.base.errors import Fault, Mark
from kit.base.geometry import Box, Insets, Size
from kit.model.chart import KINDS
from kit.model.chart.chart_data import Draws
from kit.model.colour import Palette
from kit.model.slot import Slot

if TYPE_CHECKING:
    from kit.base.path_steps import PathSteps
else:  # what is kept of drawings has none
    PathSteps = type(None)


#: The drawings that a layout may have: five by the shape of their live box, and one that only the placements take that
#: `drawings` names for it, such as a screen at a desk, from which a phone can scan a code.
SHAPES = ("square", "tall", "story", "wide", "strip", "screen")
ONLY_NAMED = "screen"

if TYPE_CHECKING:
    ChartName = str
else:  # pydantic holds a layout to the names there are
    ChartName = Literal[*KINDS]

Fit = Literal["keep", "shrink", "fill"]
Align = Literal[
    "left top", "left middle", "left bottom",
    "center top", "center middle", "center bottom",
    "right top", "right middle", "right bottom",
]  # fmt: skip


@record
class Emphasis:
    """How `**words**` are set in a slot: their own weight and, if named, a colour of the theme.

    `size` is a factor of the size of the slot's other words, `gap` the space in em of these that is added wherever
    emphasised words begin or end within a line.
    """

    weight: int = 700
    colour: str | None = None
    size: float = 1.0
    gap: float = 0.0


#: The least distance of ink between neighbouring lines of a slot, in em.
LEAST_LINE_GAP = 0.03


@record
class LineGap:
    """A smaller distance of ink between neighbouring lines than is usual: the `least`, in em, and why."""

    least: float
    reason: str


@record
class SlotRule:
    """The rules of `layout.yaml` for one slot.

    `lines` is the most lines, `figures` the kind of digits, `kind` that of a chart: by default a date is drawn as days,
    a number as a field. `colour` is the role of a chart's marks, by default the fill of its box, `rest` that of the
    remainder of a bar's or a ring's whole, by default the same, faintly; `dark` and `light` are the roles of the
    modules of a code, by default black and white. `fill` is whether a photo is cropped to cover its box, the default,
    or shown in it whole, and `seen` the part of that box that nothing is drawn over, in percent of it: left, top, right
    and bottom. With `optical`, the ink of each line begins at the left edge of the box or, for words that are aligned
    right, ends at the right one. A `gap` lets the ink of neighbouring lines come nearer to each other.
    """

    required: bool = False
    fit: Fit = "shrink"
    lines: int | None = None
    align: Align = "left top"
    figures: Literal["tabular", "proportional"] = "tabular"
    emphasis: Emphasis = field(default_factory=Emphasis)
    kind: ChartName | None = None
    colour: str | None = None
    rest: str | None = None
    edge: str | None = None
    cord: str | None = None
    dark: str | None = None
    light: str | None = None
    fill: Literal["cover", "contain"] | None = None
    optical: bool = False
    seen: tuple[float, float, float, float] | None = None
    gap: LineGap | None = None

    @property
    def least_gap(self) -> float:
        """The least distance of ink between neighbouring lines, in em."""
        return self.gap.least if self.gap else LEAST_LINE_GAP

    @property
    def draws(self) -> Draws | None:
        """What its chart draws; None where no kind is named, as of other slots."""
        return KINDS[self.kind].draws if self.kind else None


#: The rule of a photo or a logo that `layout.yaml` has no rule for.
IMAGE_RULE = SlotRule(align="center middle")


@record
class Layout:
    """`layout.yaml`, the drawings beside it by shape, and the colours that they are made in.

    `serves` is the name of the drawing of a placement or a role, if the layout sets it; `parts` are the files of the
    parts whose copies its drawings may contain, by name; `stacks` the slots that share their room, top to bottom, by
    drawing.
    """

    name: str
    title: str
    slots: Mapping[str, SlotRule]
    drawings: Mapping[str, Path]
    made_in: Palette
    serves: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Path] = field(default_factory=dict)
    stacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def palette(self) -> Mapping[str, str]:
        """The colours of the drawings, role → `#rrggbb`."""
        return self.made_in.colours


Across = Literal["left", "center", "right", "stretch"]
Down = Literal["top", "middle", "bottom", "stretch"]


@dataclass(frozen=True, slots=True)
class Pin:
    """The sides that an element is pinned to when the artboard has other proportions than the drawing."""

    across: Across = "center"
    down: Down = "middle"

    @property
    def stretches(self) -> bool:
        """Whether either direction stretches."""
        return "stretch" in (self.across, self.down)


class Hug(OneOfSeveral, frozen=True):
    """How a shape follows the words of a slot: all of them, or the `emphasised` ones; with `lines`, line by line.

    `padding` is the distance from their ink in px of the drawing; None keeps that from the sample words.
    """

    slot: str
    emphasised: bool = False
    lines: bool = False
    padding: Insets | None = None


class Beam(OneOfSeveral, frozen=True):
    """A polygon that reaches from its source, a side of it that stays, to what hugs the words of a slot.

    `source` is the first corner of that side.
    """

    slot: str
    source: int = 0


class Clip(OneOfSeveral, frozen=True):
    """A shape, itself not painted, that cuts the words of a slot; `beyond` is the role of the outside, if drawn.

    That of a `blind` begins where the blind of a countdown ends.
    """

    slot: str
    beyond: str | None = None
    blind: bool = False


class Sample(OneOfSeveral, frozen=True):
    """A shape that is only in the drawing, where it shows how another follows the sample words of a slot."""

    slot: str


#: How something follows words.
Follows = Hug | Beam | Clip | Sample


class Effect(NamedTuple):
    """What is done to a group once it is painted by itself: the ids of its filter and its mask, and its blend mode.

    A group with none of the three is isolated: what blends in it blends with the rest of the group alone.
    """

    filter: str = ""
    mask: str = ""
    blend: str = "normal"


@dataclass(frozen=True, slots=True)
class Element:
    """A node of a drawing: an SVG tag, plain attributes, children. A slot is a leaf with the tag `slot`.

    `attributes` are those of SVG only. `pin` is the element's own, None if that of a parent applies. `frames` are the
    pictures of a numbered series that show the element, counted from 1; all do if there are none. A `clone` repeats the
    contents of the slot of its name. What `follows` words gets its place and its form once these are set. An element
    with `no_mirror` keeps its form if the drawing is mirrored. A path with `steps` has these instead of path data. A
    group with an `effect` becomes a picture before it is painted.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    name: str = ""
    line: int = 0
    _: KW_ONLY
    pin: Pin | None = None
    frames: tuple[int, ...] = ()
    clone: bool = False
    follows: Follows | None = None
    no_mirror: bool = False
    steps: PathSteps | None = None
    effect: Effect | None = None

    def with_attributes(self, attributes: Mapping[str, str], children: tuple[Element, ...] | None = None) -> Element:
        """Return the element with other attributes and, if given, other children."""
        return Element(
            self.tag,
            attributes,
            self.children if children is None else children,
            self.name,
            self.line,
            pin=self.pin,
            frames=self.frames,
            clone=self.clone,
            follows=self.follows,
            no_mirror=self.no_mirror,
            steps=self.steps,
            effect=self.effect,
        )

    def by_id(self, tags: Container[str] | None = None) -> dict[str, Element]:
        """Return the elements with an id by it, this one and those in it, of some tags only; of equal ids the last."""
        is_one = "id" in self.attributes and (tags is None or self.tag in tags)
        elements = {self.attributes["id"]: self} if is_one else {}
        for child in self.children:
            elements.update(child.by_id(tags))
        return elements

    def with_children(self, children: tuple[Element, ...]) -> Element:
        """Return the element with other children; itself if they are the same."""
        is_same = len(children) == len(self.children) and all(map(is_, children, self.children))
        return self if is_same else self.with_attributes(self.attributes, children)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as read: px of its own canvas; colours with a role are written `@role`.

    `missing_faces` are faults of words that are drawn in a weight or a slant that their family does not have,
    `hidden_slots` the places of hidden slots, by name, `part_faults` the copies of parts that differ from them.
    """

    path: Path
    size: Size
    live: Box
    root: Element
    slots: Mapping[str, Slot]
    unmapped_colours: tuple[tuple[str, Mark], ...] = ()
    missing_faces: tuple[Fault, ...] = ()
    hidden_slots: Mapping[str, Fault] = field(default_factory=dict)
    part_faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The name of the drawing in reports: its folder and file, such as `message/square.svg`."""
        return "/".join(self.path.parts[-2:])


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing laid out on an artboard: slots in px of the artboard, `scale` px of it for one px of the drawing."""

    drawing: Drawing
    artboard: Size
    scale: float
    stretch: float
    root: Element
    slots: Mapping[str, Slot]
    collisions: tuple[tuple[str, str], ...] = ()
