"""Set the labels of a chart under its marks: one at the left edge, one at each edge, or one under each bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.chart import bars
from kit.compose.outlines import outline_lines
from kit.compose.words import WordBox, setting_of
from kit.geometry import Box, Size
from kit.model.artwork import PlacedWords
from kit.model.picture import ShareOfRing, SideBySide
from kit.text import fit_words, prepare
from kit.text.fit import Fitted, TextFrame

if TYPE_CHECKING:
    from kit.model.layout import Element
    from kit.model.picture import ChartContent
    from kit.text import FontBook, Line

#: The height that labels take, in sizes: from the marks to their first baseline, and below the last.
LABEL_ABOVE, LABEL_BELOW = 1.15, 0.3
#: The part of its box that the labels of bars may take.
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
    """Return the labels of a chart in lines: each on one, those of bars on as many as the width of a bar asks for."""
    size = max(box.floor, box.slot.style.size if box.slot.style else 0.0)
    setting, step = setting_of(box, book), box.drawn.line_height * size
    width = height = _ENDLESS
    if isinstance(content.data, SideBySide):
        width, height = bars(content.data.values, box.slot.box).marks[0].box.width, MOST_OF_BOX * box.slot.box.height
    frame = TextFrame(Size(width, height), size, size, box.drawn.line_height, LABEL_ABOVE, LABEL_BELOW)
    fitted = tuple(fit_words(prepare(label, (), setting), frame) for label in content.labels)
    most = max(len(label.lines) for label in fitted)
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
        tuple(text.replace("\u00a0", " ") for label in labels.fitted for text in label.texts),
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
    """Return where each label begins: under its bar, in the middle under a ring, else at the edges."""
    if isinstance(content.data, SideBySide):
        return [mark.box.x0 for mark in bars(content.data.values, area).marks]
    widths = _widths(labels)
    if isinstance(content.data, ShareOfRing):
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
    if isinstance(content.data, SideBySide):
        return sum(label.overflow for label in labels.fitted)
    over = sum(_widths(labels)) + labels.size * (len(labels.fitted) - 1) - area.width
    return max(0, round(over / labels.size * 2))
