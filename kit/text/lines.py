"""Divide a paragraph into lines: the fewest, the breaks that read best, or, where a word is too wide, inside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from kit.text.breaks import cluster_offsets

if TYPE_CHECKING:
    from kit.text.paragraph import Paragraph

#: A last line is widow when it is a single word narrower than this part of the widest line.
WIDOW = 0.4
#: What breaks cost, in em² of raggedness: after a sentence they are welcome; not after a short word, nor in an
#: emphasised phrase.
_WIDOW_COST, _WEAK_COST, _TORN_COST, _SENTENCE_GAIN = 400.0, 2.0, 5.0, 1.0
#: What a further line costs where it lets the others break better.
EXTRA_LINE = 0.6
_WEAK_END = re.compile(r"(?:^|\s)(?:a|an|the|of|to|in|on|at|by|for|and|or|is|be|as|it|we|no|not|who)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;,…]['\u2019”»)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a paragraph, on one line."""

    start: int
    end: int


class LineMetrics(NamedTuple):
    """What a line has in every box: its width in em, what its end costs, whether it is a last word by itself."""

    width: float
    fault: float
    last_word: bool

    def cost(self, width: float) -> float:
        """Return what the line costs in a width: its raggedness in em², and its faults."""
        widow = self.last_word and self.width < WIDOW * width
        return (width - self.width) ** 2 + self.fault + (_WIDOW_COST if widow else 0.0)


class ParagraphMetrics(dict[tuple[int, int], LineMetrics]):
    """The metrics of the lines of a paragraph by (start, end), found once and shared by every size that is tried."""

    def __init__(self, paragraph: Paragraph) -> None:
        """Take a paragraph; `stops` are the places where its lines may end."""
        super().__init__()
        self.paragraph = paragraph
        self.stops = paragraph.breaks or ((len(paragraph.text), True),)

    def __missing__(self, line: tuple[int, int]) -> LineMetrics:
        """Find the metrics of a line that is asked for the first time."""
        start, end = line
        words = self.paragraph.text[start:end].strip()
        last = end == len(self.paragraph.text)
        fault = 0.0 if last else self._fault(words, end)
        single = last and start > 0 and " " not in words
        self[line] = LineMetrics(self.paragraph.width(start, end), fault, single)
        return self[line]

    def _fault(self, words: str, end: int) -> float:
        if _SENTENCE_END.search(words):
            return -_SENTENCE_GAIN
        torn = self.paragraph.emphasised(end - 1) and self.paragraph.emphasised(end)
        return (_TORN_COST if torn else 0.0) + (_WEAK_COST if _WEAK_END.search(words) else 0.0)


def break_lines(metrics: ParagraphMetrics, width: float, most: int) -> tuple[Line, ...]:
    """Return the breaks that read best, in the fewest lines or one more; `width` in em.

    Where a word is wider than a line, it is broken at grapheme clusters.
    """
    fewest = fill_lines(metrics, width)
    if fewest is None:
        return force_lines(metrics, width)
    found = _cheapest(metrics, width, range(len(fewest), min(len(fewest) + 1, max(most, len(fewest))) + 1))
    return min(found, key=lambda lines: rate_lines(metrics, lines) + EXTRA_LINE * len(lines), default=fewest)


def rate_lines(metrics: ParagraphMetrics, lines: tuple[Line, ...]) -> float:
    """Return what a block of lines costs for each line: its raggedness against its own widest line, and its faults."""
    found = [metrics[line.start, line.end] for line in lines]
    widest = max(line_metrics.width for line_metrics in found)
    return sum(line_metrics.cost(widest) for line_metrics in found) / len(found)


def fill_lines(metrics: ParagraphMetrics, width: float) -> tuple[Line, ...] | None:
    """Return the fewest lines, each filled as far as it goes; None when a word is wider than a line."""
    lines: list[Line] = []
    start = last = 0
    for stop, must in metrics.stops:
        if last > start and metrics[start, stop].width > width:
            lines.append(Line(start, last))
            start = last
        if metrics[start, stop].width > width:
            return None
        last = stop
        if must:
            lines.append(Line(start, stop))
            start = stop
    return tuple(line for line in lines if line.end > line.start)


def force_lines(metrics: ParagraphMetrics, width: float) -> tuple[Line, ...]:
    """Return filled lines; a word wider than a line begins one and is broken where no grapheme cluster is parted."""
    lines: list[Line] = []
    start = last = 0
    for stop, must in metrics.stops:
        if last > start and metrics[start, stop].width > width:
            lines.append(Line(start, last))
            start = last
        while (cut := word_cut(metrics.paragraph, start, stop, width)) < stop:
            lines.append(Line(start, cut))
            start = cut
        last = stop
        if must:
            lines.append(Line(start, stop))
            start = stop
    return tuple(lines)


def word_cut(paragraph: Paragraph, start: int, stop: int, width: float) -> int:
    """Return how far a stretch of text goes on one line, in whole grapheme clusters, at least one."""
    if paragraph.width(start, stop) <= width:
        return stop
    cuts = _clusters(paragraph.text, paragraph.setting.language)
    first, last = bisect_right(cuts, start), bisect_right(cuts, stop)
    return cuts[max(first, bisect_right(cuts, width, first, last, key=partial(paragraph.width, start)) - 1)]


@lru_cache(maxsize=64)
def _clusters(text: str, language: str) -> tuple[int, ...]:
    """Return the offsets between the grapheme clusters of a text, found once for all its lines."""
    return tuple(cluster_offsets(text, language))


def _cheapest(metrics: ParagraphMetrics, width: float, counts: range) -> list[tuple[Line, ...]]:
    """Return the cheapest breaks for each count of lines that can be made, by dynamic programming over the stops.

    `best[i][n]` is the least cost of n lines that end at stop i, and the stop at which the last of them begins.
    """
    stops = (0, *(stop for stop, _ in metrics.stops))
    forced = (True, *(must for _, must in metrics.stops))
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for index in range(1, len(stops)):
        options: dict[int, tuple[float, int]] = {}
        for before in range(index - 1, -1, -1):
            line_metrics = metrics[stops[before], stops[index]]
            if line_metrics.width > width:
                break
            _improve(options, best[before], line_metrics.cost(width), before)
            if forced[before]:
                break
        best.append({count: option for count, option in options.items() if count <= counts[-1]})
    return [_trace(best, stops, count) for count in counts if count in best[-1]]


def _improve(
    options: dict[int, tuple[float, int]], earlier: dict[int, tuple[float, int]], cost: float, before: int
) -> None:
    """Take a line that begins at stop `before` where it makes some count of lines cheaper."""
    for count, (so_far, _) in earlier.items():
        known = options.get(count + 1)
        if known is None or so_far + cost < known[0]:
            options[count + 1] = (so_far + cost, before)


def _trace(best: list[dict[int, tuple[float, int]]], stops: tuple[int, ...], count: int) -> tuple[Line, ...]:
    """Return the lines that lead to the end, `count` of them."""
    lines: list[Line] = []
    index = len(stops) - 1
    for used in range(count, 0, -1):
        before = best[index][used][1]
        lines.append(Line(stops[before], stops[index]))
        index = before
    return tuple(reversed(lines))
