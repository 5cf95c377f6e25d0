"""Where the sample words of a slot have their ink in the drawing, as the fonts of the kit set them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit.compose.rows import set_lines
from kit.geometry import Box
from kit.model.artwork import LineInk
from kit.text import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.compose.rows import PlacedRuns
    from kit.model.slot import SampleWords
    from kit.text import Paragraph
    from kit.text.paragraph import Setting

#: How many sizes the baselines of stretches on one line may be apart.
_ONE_LINE = 0.1
#: How far words begin before the point that they are anchored at, as a part of their width.
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def sample_rows(sample: Iterable[SampleWords], setting: Setting, size: float) -> tuple[LineInk, ...]:
    """Return the lines of the sample words of a slot that have ink, from the top, in px of the drawing.

    `setting` and `size` are how they are drawn.
    """
    rows: list[LineInk] = []
    for words in sorted(sample, key=lambda words: words.baseline):
        paragraph = prepare(words.text, words.spans, setting)
        rows += set_lines([_placed(words, paragraph, size)], size)
    near = _ONE_LINE * size
    return tuple(_joined(line) for _, line in groupby(rows, key=lambda row: round(row.baseline / near)))


def _placed(words: SampleWords, paragraph: Paragraph, size: float) -> PlacedRuns:
    """Return the runs of a stretch of sample words, and where they stand."""
    runs = paragraph.runs(0, len(paragraph.text))
    width = (sum(run.width for run in runs) - paragraph.setting.tracking) * size
    return words.x - _BEFORE[words.anchor] * width, words.baseline, runs


def _joined(rows: Iterable[LineInk]) -> LineInk:
    """Return the stretches of one line as that line."""
    first, *others = rows
    ink = Box.union([first.ink, *(row.ink for row in others)]) or first.ink
    return LineInk(first.baseline, ink, tuple(box for row in (first, *others) for box in row.emphasised))
