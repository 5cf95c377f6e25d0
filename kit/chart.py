"""Charts as marks in a box, drawn from a value: a counted field, a bar of a whole, the days between two dates.

A chart is geometry only: squares, their strength, and labels; colours and letters belong to `compose`.
Lengths are px of the box that is given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kit.geometry import Box

if TYPE_CHECKING:
    import datetime as dt

#: Up to so many marks are uprights; up to so many squares stand singly, above that in blocks of a hundred.
UPRIGHTS, SINGLE = 200, 2_000
#: One mark stands for a round number from so many on.
MOST_MARKS = 12_000
#: An upright is so many widths tall; gaps are this part of a mark, and between blocks so many marks.
TALL, GAP, BLOCK_GAP = 2.2, 0.6, 1.6
SQUARE_GAP = 0.28
#: How strongly the marks beyond the last sure one are drawn, row by row.
FADING = (0.55, 0.3, 0.12)

Edge = Literal["exact", "over", "under"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its box, and how strongly it is drawn, from 0 to 1; a hollow one is an outline."""

    box: Box
    strength: float = 1.0
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a chart at a baseline, beginning at x or, with `end`, ending there."""

    text: str
    x: float
    y: float
    end: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks and labels; `unit` is what one mark stands for, 0 where marks do not count."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...] = ()
    unit: int = 0


def field(value: int, box: Box, edge: Edge = "exact") -> Chart:
    """Return a field of counted marks, as large as the box allows, from its upper left corner.

    `over` ("more than") adds fading marks behind the last one, `under` ("nearly") lets the last ones fade, so that
    neither ends in a number that nobody counted.
    """
    unit = 1 if value <= MOST_MARKS else 10 ** math.ceil(math.log10(value / MOST_MARKS))
    count = max(1, round(value / unit))
    cell = _Cells.upright if count <= UPRIGHTS else _Cells.square if count <= SINGLE else _Cells.block
    marks = cell(count, box)
    return Chart(tuple(_faded(marks, count, edge)), unit=unit)


def days(first: dt.date, last: dt.date, box: Box) -> Chart:
    """Return a row with an upright for each day: the first solid and tall, the last tall and hollow, for the unlit day."""
    count = (last - first).days + 1
    pitch = box.width / (count - 1 + 0.6)
    width = pitch * 0.6
    marks = []
    for index in range(count):
        at_end = index in (0, count - 1)
        height = box.height if at_end else box.height * 0.4
        x = box.x0 + index * pitch
        marks.append(Mark(Box(x, box.y1 - height, x + width, box.y1), hollow=index == count - 1))
    return Chart(tuple(marks))


def bar(part: float, box: Box) -> Chart:
    """Return a bar of which a part, from 0 to 1, is filled; the rest is drawn faintly."""
    cut = box.x0 + box.width * min(1.0, max(0.0, part))
    return Chart((Mark(replace_x(box, box.x0, cut)), Mark(replace_x(box, cut, box.x1), strength=FADING[-1])))


def replace_x(box: Box, x0: float, x1: float) -> Box:
    """Return a box with other sides left and right."""
    return Box(x0, box.y0, x1, box.y1)


def _faded(boxes: list[Box], count: int, edge: Edge) -> list[Mark]:
    """Give every mark its strength. `boxes` goes on behind `count` for the marks that fade."""
    sure = [Mark(box) for box in boxes[:count]]
    if edge == "exact":
        return sure
    steps = max(1, round(count * 0.012))
    if edge == "over":
        extra = boxes[count : count + steps * len(FADING)]
        return sure + [Mark(box, FADING[index // steps]) for index, box in enumerate(extra)]
    for index in range(min(count - 1, steps * len(FADING))):
        sure[count - 1 - index] = replace(sure[count - 1 - index], strength=FADING[::-1][index // steps])
    return sure


class _Cells:
    """The three ways to place marks; each returns a few boxes more than are counted, for those that fade."""

    @staticmethod
    def upright(count: int, box: Box) -> list[Box]:
        return _grid(count, box, aspect=TALL, gap=GAP)

    @staticmethod
    def square(count: int, box: Box) -> list[Box]:
        return _grid(count, box, aspect=1.0, gap=SQUARE_GAP)

    @staticmethod
    def block(count: int, box: Box) -> list[Box]:
        blocks = _grid(math.ceil(count / 100), box, aspect=1.0, gap=0.16)
        boxes = []
        for block in blocks:
            pitch = block.width / (10 - SQUARE_GAP)
            side = pitch * (1 - SQUARE_GAP)
            boxes += [
                Box(x, y, x + side, y + side)
                for y in (block.y0 + row * pitch for row in range(10))
                for x in (block.x0 + column * pitch for column in range(10))
            ]
        return boxes


def _grid(count: int, box: Box, *, aspect: float, gap: float) -> list[Box]:
    """Place cells row by row in the columns that make them largest; a last row nearly full looks like a mistake."""
    best = max(range(1, count + 1), key=lambda columns: _cell_width(columns, count, box, aspect, gap))
    near = [c for c in range(max(1, best - 3), best + 4) if _cell_width(c, count, box, aspect, gap) > 0]
    columns = max(near, key=lambda c: _cell_width(c, count, box, aspect, gap) * (1.0 if _rests_well(count, c) else 0.9))
    width = _cell_width(columns, count, box, aspect, gap)
    pitch_x, pitch_y = width * (1 + gap), width * (aspect + gap)
    boxes = []
    for index in range(count + columns):
        x, y = box.x0 + index % columns * pitch_x, box.y0 + index // columns * pitch_y
        boxes.append(Box(x, y, x + width, y + width * aspect))
    return [cell for cell in boxes if cell.y1 <= box.y1 + 0.5]


def _rests_well(count: int, columns: int) -> bool:
    rest = count % columns
    return rest == 0 or 0.25 <= rest / columns <= 0.75


def _cell_width(columns: int, count: int, box: Box, aspect: float, gap: float) -> float:
    rows = math.ceil(count / columns)
    across = box.width / (columns + (columns - 1) * gap)
    down = box.height / (rows * aspect + (rows - 1) * gap)
    return min(across, down)
