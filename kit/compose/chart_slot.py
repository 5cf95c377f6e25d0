"""Fill a slot with a chart that is drawn from the value of a figure, with its labels, in the colours of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil, cos, pi, sin

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Box, Matrix, Point, Size
from kit.compose.leading import line_height_of
from kit.compose.word_outlines import WordBox, outline_lines
from kit.compose.words import setting_of
from kit.drawing.svg.source.values import write_transform
from kit.model.artwork import Placed, PlacedChart, PlacedWords
from kit.model.chart.chart_data import Arc, Chart
from kit.model.layout import Element
from kit.model.picture import ChartContent
from kit.model.slot import Slot
from kit.text import FontBook, Line, fit_words, shape_paragraph
from kit.text.fit import Fitted, TextFrame


def place_chart(content: ChartContent, box: WordBox, book: FontBook) -> tuple[Element, tuple[Placed, ...]]:
    """Return the marks and labels of a chart, and what was placed.

    A slot without a text gets no labels. Raises DrawingError when labels leave no room for marks.
    """
    slot, area = box.slot, box.slot.box
    if content.data.is_picture:
        return _placed_picture(content, slot)
    labels = set_labels(content, box, book) if slot.style else None
    height = labels.height if labels else 0.0
    marks_in = Box(area.x0, area.y0, area.x1, area.y1 - height)
    if marks_in.height <= 0:
        remedy = f"draw its box higher than {height:.0f} px, or take its text out"
        raise DrawingError(
            Fault("'slot-chart' has no room for marks above its labels", slot.mark, remedy, code="chart-too-low")
        )
    drawn = content.data.draw(marks_in)
    paint = _paint(content, slot)
    shapes = picture_of(drawn, content, paint).children
    element = Element("g", {}, (*_marks(drawn, paint, content.rest), *shapes))
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
    element = marks.with_attributes({"transform": write_transform(Matrix(-1, 0, 0, 1, across, 0))})
    hole = placed.hole.mirrored(across) if placed.hole else None
    left, right = placed.foot or (None, None)
    foot = (Point(across - right.x, right.y), Point(across - left.x, left.y)) if left and right else None
    return element, replace(placed, box=placed.box.mirrored(across), hole=hole, foot=foot)


def _placed_picture(content: ChartContent, slot: Slot) -> tuple[Element, tuple[Placed, ...]]:
    """Return a chart that is a picture of something, without labels, and it as it was placed."""
    drawn = content.data.draw(slot.box)
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


def _marks(drawn: Chart, paint: str, rest: str | None) -> list[Element]:
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


def arc_path(arc: Arc) -> str:
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


#: The height that labels take, in sizes: from the marks to their first baseline, and below the last.
LABEL_ABOVE, LABEL_BELOW = 1.15, 0.3
#: The part of its box that the labels of single marks may take.
MOST_OF_BOX = 0.5
#: The px of a line that is never broken.
_ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a chart in lines, at a size in px, and the height that they take with what is around them."""

    fitted: tuple[Fitted, ...]
    size: float
    step: float
    height: float


def set_labels(content: ChartContent, box: WordBox, book: FontBook) -> Labels:
    """Return the labels of a chart in lines: each on one, those of single marks on as many as these are wide."""
    size = max(box.floor, box.slot.style.size if box.slot.style else 0.0)
    setting = setting_of(box, book)
    leading = line_height_of(" ".join(content.labels), box.slot, setting.plain)
    width = height = _ENDLESS
    if content.data.labels == "marks":
        width, height = content.data.draw(box.slot.box).marks[0].box.width, MOST_OF_BOX * box.slot.box.height
    frame = TextFrame(Size(width, height), size, size, leading, LABEL_ABOVE, LABEL_BELOW)
    fitted = tuple(fit_words(shape_paragraph(label, (), setting), frame) for label in content.labels)
    most = max(len(label.lines) for label in fitted)
    step = leading * size
    return Labels(fitted, size, step, (LABEL_ABOVE + LABEL_BELOW) * size + (most - 1) * step)


def place_labels(labels: Labels, content: ChartContent, box: WordBox, covered: Box) -> tuple[Element, PlacedWords]:
    """Return the outlines of labels under what the marks of a chart cover, and the labels as they were placed."""
    area, size = box.slot.box, labels.size
    below = labels.height - LABEL_ABOVE * size
    baseline = min(covered.y1 + LABEL_ABOVE * size, area.y1 - below)
    lines = [
        (_side(start, line, label, box), baseline + index * labels.step, label.paragraph.runs(line.start, line.end))
        for start, label in zip(_starts(labels, content, area), labels.fitted, strict=True)
        for index, line in enumerate(label.lines)
    ]
    element, letters = outline_lines(lines, size, box)
    placed = PlacedWords(
        box.slot,
        " ".join(" ".join(label.split()) for label in content.labels),
        tuple(" ".join(text.split()) for label in labels.fitted for text in label.texts),
        size,
        box.floor,
        ink=Box.union(letters),
        mark=content.mark,
        overflow=_overflow(labels, content, area),
        missing="".join(sorted({character for label in labels.fitted for character in label.paragraph.missing})),
        letters=letters,
    )
    return element, placed


def _widths(labels: Labels) -> list[float]:
    """Return how wide each label is on one line, in px."""
    return [label.paragraph.width(0, len(label.paragraph.text)) * labels.size for label in labels.fitted]


def _starts(labels: Labels, content: ChartContent, area: Box) -> list[float]:
    """Return where each label begins: under its mark, in the middle, or at the edges."""
    if content.data.labels == "marks":
        return [mark.box.x0 for mark in content.data.draw(area).marks]
    widths = _widths(labels)
    if content.data.labels == "middle":
        return [max(area.x0, area.center.x - widths[0] / 2)]
    return [area.x0, area.x1 - widths[-1]][: len(widths)]


def _side(start: float, line: Line, label: Fitted, box: WordBox) -> float:
    """Return where a line of a label begins: at its start or, where the chart is mirrored, so that it ends there."""
    if not box.slot.mirrored:
        return start
    area, width = box.slot.box, label.paragraph.width(line.start, line.end) * label.size
    return area.x0 + area.x1 - start - width


def _overflow(labels: Labels, content: ChartContent, area: Box) -> int:
    """Return about how many characters labels are too long."""
    if content.data.labels == "marks":
        return sum(label.overflow for label in labels.fitted)
    over = sum(_widths(labels)) + labels.size * (len(labels.fitted) - 1) - area.width
    return max(0, round(over / labels.size * 2))


#: What is laid over the colour of the chart where the layout names no role for an ink, and how strongly.
_OVER = {
    "shade": ("#000000", 1.0),
    "edge": ("#ffffff", 0.35),
    "dark": ("#000000", 0.6),
    "light": ("#ffffff", 0.85),
    "cord": ("#000000", 0.45),
}


def picture_of(drawn: Chart, content: ChartContent, paint: str) -> Element:
    """Return the shapes of a chart; `paint` is the colour of the chart, and without a colour the rest is left out."""
    inks = {**content.inks, "colour": paint, **({"rest": content.rest} if content.rest else {})}
    paths: list[Element] = []
    for (ink, strength), alike in groupby(drawn.shapes, key=lambda shape: (shape.ink, shape.strength)):
        d = "".join(_polygon(shape.points) for shape in alike)
        paths += (Element("path", {**look, "d": d}) for look in _looks(ink, strength, inks))
    return Element("g", {}, tuple(paths))


def _looks(ink: str, strength: float, inks: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield how shapes of an ink are filled, one over the other: in its colour, else in the chart's and in a shade."""
    if ink in inks:
        yield _picture_fill(inks[ink], strength)
    elif ink in _OVER:
        if ink == "dark":
            yield _picture_fill(inks["colour"], strength)
        colour, part = _OVER[ink]
        yield _picture_fill(colour, strength * part)


def _picture_fill(colour: str, strength: float) -> dict[str, str]:
    """Return the attributes of a fill."""
    return {"fill": colour, "fill-opacity": f"{strength:.3g}"} if strength < 1 else {"fill": colour}


def _polygon(points: Sequence[Point]) -> str:
    """Return the path data of a polygon."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "z"
