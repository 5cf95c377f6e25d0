"""Fill a slot with a chart that is drawn from the value of a figure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit import chart
from kit.compose.words import WordBox, outline_lines, setting_of
from kit.errors import DrawingError, Fault
from kit.geometry import Box
from kit.model.artwork import PlacedChart, PlacedWords
from kit.model.layout import Element
from kit.text import prepare

if TYPE_CHECKING:
    from kit.model.artwork import Placed
    from kit.model.layout import Slot
    from kit.model.picture import ChartContent
    from kit.text import FontBook

#: The height that labels take, in sizes: from the marks to their baseline, and below it.
LABEL_ABOVE, LABEL_BELOW = 1.15, 0.3


def place_chart(content: ChartContent, box: WordBox, book: FontBook) -> tuple[Element, tuple[Placed, ...]]:
    """Return the marks and labels of a chart, and what was placed.

    A slot without a text gets no labels. Raises DrawingError when labels leave no room for marks.
    """
    slot = box.slot
    size = max(box.floor, slot.style.size) if slot.style else 0.0
    area = slot.box
    marks_in = Box(area.x0, area.y0, area.x1, area.y1 - (LABEL_ABOVE + LABEL_BELOW) * size)
    if marks_in.height <= 0:
        remedy = f"draw its box higher than {(LABEL_ABOVE + LABEL_BELOW) * size:.0f} px, or take its text out"
        raise DrawingError(
            Fault("'slot-chart' has no room for marks above its labels", slot.mark, remedy, code="chart-too-low")
        )
    drawn = chart.draw(content.data, marks_in)
    element = Element("g", {}, tuple(_marks(drawn, _paint(content, slot))))
    covered = Box.union(mark.box for mark in drawn.marks) or marks_in
    placed = PlacedChart(slot, covered)
    if not size:
        return element, (placed,)
    words, written = _labels(content, box, size, (book, covered))
    return Element("g", {}, (element, words)), (placed, written)


def _paint(content: ChartContent, slot: Slot) -> str:
    """Return what marks are painted in: the colour that the layout names, else what the box is filled with.

    Raises DrawingError when there is neither.
    """
    if content.colour or slot.paint[:1] in {"@", "#"}:
        return content.colour or slot.paint
    remedy = "fill its box with a colour of the palette, or name a role in layout.yaml: chart: {colour: …}"
    raise DrawingError(Fault("'slot-chart' has no colour", slot.mark, remedy, code="chart-without-colour"))


def _marks(drawn: chart.Chart, paint: str) -> list[Element]:
    """Return one path for the marks of each strength, and one for the hollow ones."""
    paths = []
    order = sorted(drawn.marks, key=lambda mark: (mark.hollow, mark.strength))
    for (hollow, strength), marks in groupby(order, key=lambda mark: (mark.hollow, mark.strength)):
        boxes = [mark.box for mark in marks]
        line = min(max(2.0, boxes[0].width * 0.12), boxes[0].width / 2)
        d = "".join(_rectangle(box.grown(-line / 2) if hollow else box) for box in boxes)
        look = {"fill": "none", "stroke": paint, "stroke-width": f"{line:.2f}"} if hollow else {"fill": paint}
        faint = {"fill-opacity": f"{strength:g}"} if strength < 1 else {}
        paths.append(Element("path", {**look, **faint, "d": d}))
    return paths


def _rectangle(box: Box) -> str:
    """Return the path data of a box."""
    return f"M{box.x0:.2f} {box.y0:.2f}h{box.width:.2f}v{box.height:.2f}h{-box.width:.2f}z"


def _labels(
    content: ChartContent, box: WordBox, size: float, given: tuple[FontBook, Box]
) -> tuple[Element, PlacedWords]:
    """Return the labels under the marks: the first at the left edge, a second at the right."""
    (book, covered), labels = given, content.labels
    area, setting = box.slot.box, setting_of(box, book)
    paragraphs = [prepare(label, (), setting) for label in labels]
    widths = [paragraph.width(0, len(paragraph.text)) * size for paragraph in paragraphs]
    baseline = min(covered.y1 + LABEL_ABOVE * size, area.y1 - LABEL_BELOW * size)
    starts = [area.x0, area.x1 - widths[-1]]
    lines = [
        (start, baseline, paragraph.runs(0, len(paragraph.text)))
        for start, paragraph in zip(starts, paragraphs, strict=False)
    ]
    element, letters = outline_lines(lines, size, box)
    over = sum(widths) + size * (len(labels) - 1) - area.width
    placed = PlacedWords(
        box.slot,
        " ".join(labels),
        labels,
        size,
        box.floor,
        ink=Box.union(letters),
        mark=content.mark,
        overflow=max(0, round(over / size * 2)),
        missing="".join(sorted({character for paragraph in paragraphs for character in paragraph.missing})),
        letters=letters,
    )
    return element, placed
