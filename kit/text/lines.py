"""Divide a paragraph into lines: the fewest, the breaks that read best, or, in a word wider than a line, at clusters.

Widths are in em, so that one paragraph serves every size.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from kit.text.breaks import cluster_ends
from kit.text.metrics import Line, ParagraphMetrics, extra_lines_cost, mean_cost

if TYPE_CHECKING:
    from kit.text.paragraph import Paragraph


def break_lines(metrics: ParagraphMetrics, width: float, most: int) -> tuple[Line, ...]:
    """Return the lines that read best, in the fewest lines or, where `most` allows it, one more; `width` in em.

    A word wider than a line is divided at grapheme clusters.
    """
    fewest = fill_lines(metrics, width)
    if fewest is None:
        return force_lines(metrics, width)
    if len(fewest) == 1:  # costs nothing but for being a line, and two cost more even where the first ends a sentence
        return fewest
    found = _cheapest(metrics, width, range(len(fewest), min(len(fewest) + 1, max(most, len(fewest))) + 1))
    return min(
        found, key=lambda lines: mean_cost(metrics, lines) + extra_lines_cost(metrics, lines, fewest), default=fewest
    )


def fill_lines(metrics: ParagraphMetrics, width: float) -> tuple[Line, ...] | None:
    """Return the fewest lines, each filled before the next begins; None when a word is wider than a line."""
    lines: list[Line] = []
    start = last = 0
    for offset, mandatory in metrics.breaks:
        if last > start and metrics[start, offset].width > width:
            lines.append(Line(start, last))
            start = last
        if metrics[start, offset].width > width:
            return None
        last = offset
        if mandatory:
            lines.append(Line(start, offset))
            start = offset
    return tuple(line for line in lines if line.end > line.start)


def force_lines(metrics: ParagraphMetrics, width: float) -> tuple[Line, ...]:
    """Return filled lines; a word wider than a line begins one and is divided between grapheme clusters."""
    lines: list[Line] = []
    start = last = 0
    for offset, mandatory in metrics.breaks:
        if last > start and metrics[start, offset].width > width:
            lines.append(Line(start, last))
            start = last
        while (cut := fitting_end(metrics.paragraph, start, offset, width)) < offset:
            lines.append(Line(start, cut))
            start = cut
        last = offset
        if mandatory:
            lines.append(Line(start, offset))
            start = offset
    return tuple(lines)


def fitting_end(paragraph: Paragraph, start: int, end: int, width: float) -> int:
    """Return the offset, at most `end`, up to which whole grapheme clusters fit a width in em; at least one does."""
    if paragraph.width(start, end) <= width:
        return end
    clusters = cluster_ends(paragraph.text, paragraph.setting.language)
    first, last = bisect_right(clusters, start), bisect_right(clusters, end)
    return clusters[max(first, bisect_right(clusters, width, first, last, key=partial(paragraph.width, start)) - 1)]


def _cheapest(metrics: ParagraphMetrics, width: float, counts: range) -> list[tuple[Line, ...]]:
    """Return the cheapest lines for each count of them that is possible, by dynamic programming over the breaks.

    `best[i][n]` is the least cost of n lines that end at break i, and the break at which the last of them begins.
    """
    offsets = (0, *(offset for offset, _ in metrics.breaks))
    mandatory = (True, *(mandatory for _, mandatory in metrics.breaks))
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for index in range(1, len(offsets)):
        options: dict[int, tuple[float, int]] = {}
        for before in range(index - 1, -1, -1):
            line_metrics = metrics[offsets[before], offsets[index]]
            if line_metrics.width > width:
                break
            cost = line_metrics.cost(width)
            for count, (so_far, _) in best[before].items():
                if count < counts[-1] and (count + 1 not in options or so_far + cost < options[count + 1][0]):
                    options[count + 1] = (so_far + cost, before)
            if mandatory[before]:
                break
        best.append(options)
    return [_trace(best, offsets, count) for count in counts if count in best[-1]]


def _trace(best: list[dict[int, tuple[float, int]]], offsets: tuple[int, ...], count: int) -> tuple[Line, ...]:
    """Return the `count` lines that lead to the last break at the least cost."""
    lines: list[Line] = []
    index = len(offsets) - 1
    for used in range(count, 0, -1):
        before = best[index][used][1]
        lines.append(Line(offsets[before], offsets[index]))
        index = before
    return tuple(reversed(lines))
