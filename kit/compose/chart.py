"""Fill a slot with a chart that is drawn from the value of a figure, so that picture, number and words agree."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from kit import chart
from kit.compose.words import WordBox, outline_lines, setting_of
from kit.errors import DrawingError, Fault
from kit.geometry import Box
from kit.model.artwork import PlacedChart, PlacedWords
from kit.model.layout import Element, Slot
from kit.model.message_picture import pictures_of
from kit.text import prepare

if TYPE_CHECKING:
    from kit.content.slots import Content
    from kit.model.artwork import Placed
    from kit.model.campaign import Statistic
    from kit.model.project import Project
    from kit.text import FontBook

#: The room that labels take, in sizes: from the marks to their baseline, and below it.
LABEL_ABOVE, LABEL_BELOW = 1.15, 0.3


def place_chart(content: Content, box: WordBox, project: Project, book: FontBook) -> tuple[Element, tuple[Placed, ...]]:
    """Return the marks and labels of the chart of a statistic, named by `content`, and what was placed.

    A slot without a text gets no labels. Raises DrawingError when labels leave no room for marks.
    """
    slot = box.slot
    size = max(box.floor, slot.style.size) if slot.style else 0.0
    area = slot.box
    marks_in = Box(area.x0, area.y0, area.x1, area.y1 - (LABEL_ABOVE + LABEL_BELOW) * size)
    if marks_in.height <= 0:
        remedy = f"draw its box higher than {(LABEL_ABOVE + LABEL_BELOW) * size:.0f} px, or take its text out"
        raise DrawingError(Fault("'slot-chart' has no room for marks above its labels", slot.mark, remedy))
    drawn, labels, says = _draw(project.campaign.statistics[content.text], project, marks_in, box.rule.kind)
    element = Element("g", {}, tuple(_marks(drawn, slot)))
    covered = Box.union(mark.box for mark in drawn.marks) or marks_in
    placed = PlacedChart(slot, says, covered)
    if not size:
        return element, (placed,)
    words, written = _labels(labels, box, size, (content, book, covered))
    return Element("g", {}, (element, words)), (placed, written)


def _draw(statistic: Statistic, project: Project, area: Box, kind: str | None) -> tuple[chart.Chart, list[str], str]:
    """Return the chart of a figure, its labels from left to right, and what it shows in words."""
    value = statistic.value or 0
    if isinstance(value, dt.date):
        dated = {**drawn_dates(project), value: statistic.text}
        first, last = min(dated), max(dated)
        row = chart.days(first, last, area)
        if first == last:
            return row, [statistic.text], f"One day, unlit: {statistic.text}."
        labels = [dated[first], dated[last]]
        return row, labels, f"A row of {len(row.marks)} days, the last one unlit: {' to '.join(labels)}."
    if kind == "bar" and statistic.of:
        labels = [f"{value:,}", f"{statistic.of:,}"]
        return chart.bar(value / statistic.of, area), labels, f"A bar, filled for {' of '.join(labels)}."
    drawn = chart.field(value, area, statistic.bound)
    label = f"one {drawn.shape} = {drawn.per_shape:,}"
    return drawn, [label], f"The figure is drawn as a field: {label}."


def drawn_dates(project: Project) -> dict[dt.date, str]:
    """Return each date that a picture of the project draws as a row of days, and how it is written.

    Every row goes from the first to the last of them, so that the rows of a campaign tell one story; dates that are
    only written do not lengthen it.
    """
    pages = [page for message in project.campaign.messages.values() for page in pictures_of(message)]
    drawn = {page.statistic for page in pages if "chart" in project.layouts[page.layout].slots}
    figures = [figure for figure in project.campaign.statistics.values() if figure.id in drawn]
    return {figure.value: figure.text for figure in figures if isinstance(figure.value, dt.date)}


def _marks(drawn: chart.Chart, slot: Slot) -> list[Element]:
    """Return one path for the marks of each strength, and one for the hollow ones."""
    paint = slot.paint if slot.paint[:1] == "@" else "@mark"
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
    return f"M{box.x0:.2f} {box.y0:.2f}h{box.width:.2f}v{box.height:.2f}h{-box.width:.2f}z"


def _labels(
    labels: list[str], box: WordBox, size: float, given: tuple[Content, FontBook, Box]
) -> tuple[Element, PlacedWords]:
    """Return the labels under the marks: the first at the left edge, a second at the right."""
    content, book, covered = given
    area, setting = box.slot.box, setting_of(box, book)
    paragraphs = [prepare(label, setting) for label in labels]
    widths = [paragraph.width(0, len(paragraph.text)) * size for paragraph in paragraphs]
    baseline = min(covered.y1 + LABEL_ABOVE * size, area.y1 - LABEL_BELOW * size)
    starts = [area.x0, area.x1 - widths[-1]]
    lines = [
        (start, baseline, paragraph.runs(0, len(paragraph.text)))
        for start, paragraph in zip(starts, paragraphs, strict=False)
    ]
    element, letters = outline_lines(lines, size, box)
    over = sum(widths) + size * (len(labels) - 1) - area.width
    overflow = max(0, round(over / size * 2)) if over > 0 else 0
    missing = "".join(sorted({character for paragraph in paragraphs for character in paragraph.missing}))
    text = " ".join(labels)
    ink = Box.union(letters)
    placed = PlacedWords(box.slot, text, tuple(labels), size, box.floor, ink, content.mark, overflow, missing, letters)
    return element, placed
