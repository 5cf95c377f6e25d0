"""Boxes with their names, to be drawn over a picture so that a designer sees what is read of a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.compose.words import WordBox, place_words
from kit.errors import Mark
from kit.geometry import Box
from kit.model.layout import Element, SlotRule
from kit.model.picture import Words
from kit.model.slot import Slot, TextStyle
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.geometry import Matrix, Size
    from kit.text import FontBook

#: The colours of boxes by what they show: each can be read on a plate of white, and told from the others.
_COLOURS = {"slot": "#0b57d0", "live": "#a8008f", "follower": "#00695c", "fault": "#c5221f"}
#: What has its name in a corner at the right, or at the foot: words begin at the upper left.
_AT_RIGHT, _AT_FOOT = ("slot", "follower"), ("live", "follower")
#: Sizes as parts of the longer side of the drawing: letters, lines, and the dashes of what is not filled.
_LETTERS, _LINE, _DASH = 0.014, 0.0016, 0.008
#: The family of labels; every kit has it.
_FAMILY = "Source Sans 3"
#: How many letters of a name are shown.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class MarkedBox:
    """A box in px of a drawing, what is said at its corner, and what it shows."""

    label: str
    box: Box
    kind: Literal["slot", "live", "follower", "fault"]


def marked(boxes: Iterable[MarkedBox], size: Size, to_picture: Matrix, book: FontBook) -> Element:
    """Return boxes with their names as shapes; `to_picture` takes a drawing of a size to the picture that it is in."""
    children = [part for one in boxes for part in _marked(one, size, book)]
    return Element("g", {"transform": write_transform(to_picture)}, tuple(children))


def _marked(one: MarkedBox, size: Size, book: FontBook) -> tuple[Element, ...]:
    """Return a box, and its name on a plate in a corner of it, within the drawing."""
    unit, colour, box = max(size), _COLOURS[one.kind], one.box
    dashes = {} if one.kind == "slot" else {"stroke-dasharray": f"{_DASH * unit:.2f} {_DASH * unit / 2:.2f}"}
    line = {"fill": "none", "stroke": colour, "stroke-width": f"{_LINE * unit:.2f}", **dashes}
    outline = Element("rect", {**line, **_sides(box)})
    letters = _LETTERS * unit
    at = Box(box.x0, box.y0, box.x0 + unit, box.y0 + 1.6 * letters)
    words, width = _label(one.label[:_LONGEST], at, colour, book)
    plate = Box(box.x0, box.y0, box.x0 + width + letters, box.y0 + 1.5 * letters)
    right, low = one.kind in _AT_RIGHT, one.kind in _AT_FOOT
    dx, dy = right * (box.width - plate.width), low * (box.height - plate.height)
    dx = min(max(dx, -plate.x0), size.width - plate.x1)
    dy = min(max(dy, -plate.y0), size.height - plate.y1)
    ground = Element("rect", {"fill": "#ffffff", "fill-opacity": "0.88", **_sides(plate)})
    named = Element("g", {"transform": f"translate({dx:.2f} {dy:.2f})"}, (ground, words))
    return outline, named


def _label(text: str, box: Box, colour: str, book: FontBook) -> tuple[Element, float]:
    """Return words in a colour at the upper left of a box, and how wide their ink is."""
    size = (box.height) / 1.6
    style, mark = TextStyle(_FAMILY, 600, italic=False, size=size, fill=colour), Mark("", 1)
    at = Box(box.x0 + size / 2, box.y0, box.x1, box.y1)
    slot = Slot("label", at, mark, style)
    set_in = WordBox(slot, SlotRule(fit="keep", lines=1), style, "en", size)
    element, placed = place_words(Words(text, mark), set_in, book)
    return element, placed.ink.x1 - at.x0 if placed.ink else 0.0


def _sides(box: Box) -> dict[str, str]:
    sides = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height}
    return {key: f"{value:.2f}" for key, value in sides.items()}
