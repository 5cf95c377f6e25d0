"""Fill a slot with a chart that is drawn from the value of a figure."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING

from kit import chart
from kit.compose.chart_labels import place_labels, set_labels
from kit.compose.chart_picture import picture_of
from kit.errors import DrawingError, Fault
from kit.geometry import Box, Matrix, Point
from kit.model.artwork import PlacedChart
from kit.model.layout import Element
from kit.model.picture import BlindOfDays
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from kit.compose.words import WordBox
    from kit.model.artwork import Placed
    from kit.model.picture import ChartContent
    from kit.model.slot import Slot
    from kit.text import FontBook


def place_chart(content: ChartContent, box: WordBox, book: FontBook) -> tuple[Element, tuple[Placed, ...]]:
    """Return the marks and labels of a chart, and what was placed.

    A slot without a text gets no labels. Raises DrawingError when labels leave no room for marks.
    """
    slot, area = box.slot, box.slot.box
    if isinstance(content.data, BlindOfDays):
        return _placed_picture(content, slot)
    labels = set_labels(content, box, book) if slot.style else None
    height = labels.height if labels else 0.0
    marks_in = Box(area.x0, area.y0, area.x1, area.y1 - height)
    if marks_in.height <= 0:
        remedy = f"draw its box higher than {height:.0f} px, or take its text out"
        raise DrawingError(
            Fault("'slot-chart' has no room for marks above its labels", slot.mark, remedy, code="chart-too-low")
        )
    drawn = chart.draw(content.data, marks_in)
    element = Element("g", {}, tuple(_marks(drawn, _paint(content, slot), content.rest)))
    placed = PlacedChart(slot, drawn.covered or marks_in, drawn.hole)
    if slot.mirrored:
        element, placed = _mirrored(element, placed)
    if not labels:
        return element, (placed,)
    words, written = place_labels(labels, content, box, placed.box)
    return Element("g", {}, (element, words)), (placed, written)


def _mirrored(marks: Element, placed: PlacedChart) -> tuple[Element, PlacedChart]:
    """Return the marks of a chart, and it as it was placed, as they are in a mirror in its slot."""
    across = placed.slot.box.x0 + placed.slot.box.x1
    element = marks.with_({"transform": write_transform(Matrix(-1, 0, 0, 1, across, 0))})
    hole = placed.hole.mirrored(across) if placed.hole else None
    left, right = placed.foot or (None, None)
    foot = (Point(across - right.x, right.y), Point(across - left.x, left.y)) if left and right else None
    return element, replace(placed, box=placed.box.mirrored(across), hole=hole, foot=foot)


def _placed_picture(content: ChartContent, slot: Slot) -> tuple[Element, tuple[Placed, ...]]:
    """Return a chart that is a picture of something, without labels, and it as it was placed."""
    drawn = chart.draw(content.data, slot.box)
    element = picture_of(drawn, content, _paint(content, slot))
    placed = PlacedChart(slot, drawn.covered or slot.box, foot=drawn.foot)
    if slot.mirrored:
        element, placed = _mirrored(element, placed)
    return element, (replace(placed, picture=element),)


def _paint(content: ChartContent, slot: Slot) -> str:
    """Return what marks are painted in: the colour that the layout names, else what the box is filled with.

    Raises DrawingError when there is neither.
    """
    if content.colour or slot.paint[:1] in {"@", "#"}:
        return content.colour or slot.paint
    remedy = "fill its box with a colour of the palette, or name a role in layout.yaml: chart: {colour: …}"
    raise DrawingError(Fault("'slot-chart' has no colour", slot.mark, remedy, code="chart-without-colour"))


def _marks(drawn: chart.Chart, paint: str, rest: str | None) -> list[Element]:
    """Return one path for the marks of each strength, one for the hollow ones, and one for each arc.

    What a part lacks of its whole is painted in `rest` or, without it, as faintly as its strength says.
    """
    paths = []
    order = sorted(drawn.marks, key=lambda mark: (mark.hollow, mark.strength, mark.rest))
    for (hollow, strength, lacking), marks in groupby(order, key=lambda mark: (mark.hollow, mark.strength, mark.rest)):
        boxes = [mark.box for mark in marks]
        line = min(max(2.0, boxes[0].width * 0.12), boxes[0].width / 2)
        d = "".join(_rectangle(box.grown(-line / 2) if hollow else box) for box in boxes)
        outline = {"fill": "none", "stroke": paint, "stroke-width": f"{line:.2f}"}
        look = outline if hollow else _fill(paint, strength, rest if lacking else None)
        paths.append(Element("path", {**look, "d": d}))
    looks = [(_fill(paint, arc.strength, rest if arc.rest else None), arc_path(arc)) for arc in drawn.arcs]
    return [*paths, *(Element("path", {**look, "d": d}) for look, d in looks)]


def _fill(paint: str, strength: float, other: str | None) -> dict[str, str]:
    """Return how a mark is filled: in another colour, if there is one, else as strongly as it is drawn."""
    if other:
        return {"fill": other}
    return {"fill": paint, "fill-opacity": f"{strength:g}"} if strength < 1 else {"fill": paint}


def _rectangle(box: Box) -> str:
    """Return the path data of a box."""
    return f"M{box.x0:.2f} {box.y0:.2f}h{box.width:.2f}v{box.height:.2f}h{-box.width:.2f}z"


def arc_path(arc: chart.Arc) -> str:
    """Return the path data of a part of a ring: out along its outer edge and back along its inner one.

    Edges go in arcs of half a turn at most, as an arc of SVG ends elsewhere than it begins.
    """
    centre, outer = arc.box.center, arc.box.width / 2
    inner = outer * arc.hole
    pieces = ceil((arc.end - arc.start) * 2 - 1e-9)
    turns = [arc.start + (arc.end - arc.start) * index / pieces for index in range(pieces + 1)]

    def at(turn: float, radius: float) -> str:
        """Return a point of the ring by its turn, from the top and clockwise, and its radius."""
        angle = 2 * pi * turn
        return f"{centre.x + radius * sin(angle):.2f} {centre.y - radius * cos(angle):.2f}"

    out = "".join(f"A{outer:.2f} {outer:.2f} 0 0 1 {at(turn, outer)}" for turn in turns[1:])
    back = "".join(f"A{inner:.2f} {inner:.2f} 0 0 0 {at(turn, inner)}" for turn in turns[-2::-1])
    return f"M{at(arc.start, outer)}{out}L{at(arc.end, inner)}{back}z"
