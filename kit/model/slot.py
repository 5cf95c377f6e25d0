"""A slot: a named box in a drawing, the sample words in it, and how these are set."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (msgspec reads the annotations of what is kept)
from dataclasses import dataclass, field
from typing import Literal

from kit.base.errors import Mark  # noqa: TC001
from kit.base.geometry import IDENTITY, Box, Matrix

#: By how many degrees words may be turned besides a few.
QUARTER = 90.0
#: What stands behind the name of a slot that repeats the words of another.
AGAIN = " again"


def slot_shown(name: str) -> str:
    """Return the slot whose words the slot of a name shows: `headline` for `headline again`, else itself."""
    return name.partition(AGAIN)[0]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the sample words of a slot are set; `size` in px of the drawing, `tracking` in em, `line_height` in sizes.

    `paint` are the properties of words that repeat others besides their fill, lengths in sizes.
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
    """A stretch of sample words on one line, in px of the drawing: `x` is where they start, or their middle or end.

    `spans` are the (start, end) of what is set otherwise than the first words: what is emphasised.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    x: float
    baseline: float
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Slot:
    """A named box in a drawing or, once laid out, on an artboard.

    `paint` is what the box is filled with, which a chart is drawn in; `growth` is how much stretching enlarged it.
    `radius` is that of its corners, which a photo has too. `sample` holds the words that are drawn in it. One that
    `repeats` another slot shows the words of that slot once more, or the `emphasised` ones alone.

    `turn` says by how many degrees, clockwise, words and box are turned around the middle of the box; box and sample
    are as if they were not. In one that is `mirrored`, as the drawing is, what is to be aligned left is aligned right.
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
        """The map that turns what is set in the box."""
        return Matrix.turn(self.turn, self.box.center) if self.turn else IDENTITY

    @property
    def is_sideways(self) -> bool:
        """Whether it is turned by a quarter."""
        return abs(self.turn) == QUARTER

    @property
    def bounds(self) -> Box:
        """The box around the box as it is turned."""
        return self.turned.box_around(self.box) if self.turn else self.box
