"""Charts of plain marks: a number as a field, a bar or a ring filled for a part, bars side by side, and a row of days.

A field has uprights, squares, or blocks of squares, as large as the box allows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kit.base.geometry import Box
from kit.model.chart.chart_data import (
    FADING,
    Arc,
    Chart,
    ChartMark,
    ComparisonChart,
    DateChart,
    Edge,
    NumberChart,
    PartChart,
)

#: The most marks that are uprights, and the most squares that are single; more are in blocks of a hundred.
UPRIGHTS, SINGLE = 200, 2_000
#: Above this count, each mark is worth a power of ten.
MOST_MARKS = 12_000
#: The height of an upright, and the gaps around it, in its widths.
TALL, GAP = 2.2, 0.6
#: Between squares, and between blocks, in their widths; between the squares of a block, in pitches.
SQUARE_GAP, BLOCK_GAP, INNER_GAP = 0.28, 0.16, 0.17
#: How full a last row may be without looking like a mistake, and the part of its size that a mark keeps for that.
LAST_ROW, WORTH = (0.25, 0.75), 0.9
#: The part of the count that fades at an uncertain edge.
FADING_PART = 0.036


@dataclass(frozen=True, slots=True)
class FieldOfMarks(NumberChart):
    """A number as a field of counted marks."""

    name = "field"
    noun = "field of marks"

    def draw(self, box: Box) -> Chart:
        """Return one mark or more, as large as the box allows, from its upper left corner.

        `over` ("more than") adds fading marks after the last one, `under` ("nearly") makes the last ones fade, so that
        neither ends in a number that nobody counted.
        """
        strengths = _strengths(round(self.value / _unit(self.value)), self.bound)
        shape, _ = self.scale(self.value)
        if shape == "block":
            places = _blocks(len(strengths), box)
        else:
            places = _grid(len(strengths), box, *((TALL, GAP) if shape == "mark" else (1.0, SQUARE_GAP)))
        return Chart(tuple(map(ChartMark, places, strengths)))

    @staticmethod
    def scale(value: int) -> tuple[str, int]:
        """Return what people see in a field of a value (mark, square or block) and how many one of them counts."""
        unit = _unit(value)
        count = round(value / unit)
        shape = "mark" if count <= UPRIGHTS else "square" if count <= SINGLE else "block"
        return shape, 100 * unit if shape == "block" else unit


def _unit(value: int) -> int:
    """Return how many each mark of a field counts: 1, or a power of ten if there would be too many marks."""
    return 1 if value <= MOST_MARKS else 10 ** math.ceil(math.log10(value / MOST_MARKS))


def _strengths(count: int, edge: Edge) -> list[float]:
    """Return how strongly each mark is drawn; with `over` there are more marks than the count."""
    if edge == "exact":
        return [1.0] * count
    faint = max(len(FADING) if edge == "over" else 1, int(count * FADING_PART))
    sure = count if edge == "over" else count - faint
    return [1.0] * sure + [FADING[index * len(FADING) // faint] for index in range(faint)]


def _blocks(count: int, box: Box) -> list[Box]:
    """Place squares in blocks of ten by ten, block by block."""
    boxes: list[Box] = []
    for block in _grid(math.ceil(count / 100), box, 1.0, BLOCK_GAP):
        pitch = block.width / (10 - INNER_GAP)
        side = pitch * (1 - INNER_GAP)
        places = [(block.x0 + n % 10 * pitch, block.y0 + n // 10 * pitch) for n in range(min(100, count - len(boxes)))]
        boxes += [Box(x, y, x + side, y + side) for x, y in places]
    return boxes


def _grid(count: int, box: Box, aspect: float, gap: float) -> list[Box]:
    """Place cells row by row in the columns that make them largest, avoiding a last row that looks like a mistake.

    `aspect` is the height of a cell over its width, `gap` that between cells, in widths.
    """

    def width_in(columns: int) -> float:
        """Return the width of a cell in a number of columns."""
        rows = math.ceil(count / columns)
        across = box.width / (columns + (columns - 1) * gap)
        return min(across, box.height / (rows * aspect + (rows - 1) * gap))

    columns = max(range(1, count + 1), key=lambda c: width_in(c) * (1.0 if _rests_well(count, c) else WORTH))
    width = width_in(columns)
    pitch_x, pitch_y = width * (1 + gap), width * (aspect + gap)
    places = [(box.x0 + n % columns * pitch_x, box.y0 + n // columns * pitch_y) for n in range(count)]
    return [Box(x, y, x + width, y + width * aspect) for x, y in places]


def _rests_well(count: int, columns: int) -> bool:
    rest = count % columns / columns
    return rest == 0 or LAST_ROW[0] <= rest <= LAST_ROW[1]


@dataclass(frozen=True, slots=True)
class PartOfBar(PartChart):
    """A number as the part of a bar that is filled."""

    name = "bar"
    options = ("rest",)

    def draw(self, box: Box) -> Chart:
        """Return a bar with the part filled; the rest is drawn faintly."""
        cut = box.x0 + box.width * min(1.0, max(0.0, self.part))
        rest = ChartMark(Box(cut, box.y0, box.x1, box.y1), strength=FADING[-1], rest=True)
        return Chart((ChartMark(Box(box.x0, box.y0, cut, box.y1)), rest))


#: The diameter of a ring's hole, as a part of the ring's.
HOLE = 0.62


@dataclass(frozen=True, slots=True)
class ShareOfRing(PartChart):
    """A number as the part of a ring that is filled."""

    name = "ring"
    options = ("rest",)
    labels = "middle"

    def draw(self, box: Box) -> Chart:
        """Return the largest ring in the middle of the box with the part filled; the rest is faint."""
        centre, radius = box.center, min(box.size) / 2
        cut = min(1.0, max(0.0, self.part))
        disc = Box(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)
        arcs = (Arc(disc, HOLE, 0.0, cut), Arc(disc, HOLE, cut, 1.0, strength=FADING[-1], rest=True))
        return Chart(arcs=tuple(arc for arc in arcs if arc.end > arc.start))


#: The gap between two bars, in their widths.
BAR_GAP = 0.3


@dataclass(frozen=True, slots=True)
class SideBySide(ComparisonChart):
    """Numbers as bars side by side."""

    name = "bars"
    labels = "marks"

    def draw(self, box: Box) -> Chart:
        """Return a bar for each number: all begin at zero, and the largest is as high as the box."""
        count = len(self.values)
        width, unit = box.width / (count + (count - 1) * BAR_GAP), box.height / max(self.values)
        lefts = [box.x0 + index * width * (1 + BAR_GAP) for index in range(count)]
        places = zip(lefts, self.values, strict=True)
        return Chart(tuple(ChartMark(Box(x, box.y1 - value * unit, x + width, box.y1)) for x, value in places))


#: The height of a day between the first and the last, in heights of those two.
LOW_DAY = 0.45
#: The most that the first and the last day may be high, in widths: taller rows would look like bars.
TALLEST_DAY = 4.3


@dataclass(frozen=True, slots=True)
class RowOfDays(DateChart):
    """Two dates as a row with a mark for each day from the first to the last."""

    name = "days"

    def draw(self, box: Box) -> Chart:
        """Return an upright for each day, the first and last tall; the last is hollow, for the unlit day."""
        count = (self.last - self.first).days + 1
        width = min(box.width / count * 0.6, box.height * LOW_DAY / 1.6)
        tall = min(box.height, width * TALLEST_DAY)
        pitch = (box.width - width) / max(1, count - 1)
        marks = []
        for index in range(count):
            height = tall if index in (0, count - 1) else tall * LOW_DAY
            x = box.x0 + index * pitch
            marks.append(ChartMark(Box(x, box.y1 - height, x + width, box.y1), hollow=index == count - 1))
        return Chart(tuple(marks))
