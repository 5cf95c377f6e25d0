"""Divide a paragraph into lines: how wide each is, what it costs to end one there, and the breaks that read best.

Widths are in em, so that one paragraph serves every size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from kit.base.memory_caches import IdentityKey
from kit.model.artwork import LineEnd
from kit.text.breaks import LineBreak, cluster_ends, ends_clause, ends_sentence
from kit.text.languages.language_writing import writing_of
from kit.text.paragraph import Paragraph


def break_lines(metrics: ParagraphMetrics, width: float, most: int) -> tuple[Line, ...]:
    """Return the lines that read best, in the fewest lines or, if `most` allows it, one more; `width` in em.

    A word wider than a line is divided at grapheme clusters.
    """
    fewest = fill_lines(metrics, width)
    if fewest is None:
        return force_lines(metrics, width)
    if len(fewest) == 1:  # costs only as a line, and two cost more even if the first ends a sentence
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


#: A last line is a widow when it is a single word narrower than this part of the widest line: lines are broken so that
#: there is none under the first, and one under the second is a finding.
WIDOW, SEVERE_WIDOW = 0.4, 0.25
#: Costs of a line besides its raggedness, in em²: of a widow, of an end behind an article, preposition or conjunction,
#: of an end inside an emphasised phrase; and what an end behind a sentence or clause takes off.
_WIDOW_COST, _FUNCTION_WORD_COST, _SPLIT_EMPHASIS_COST, _SENTENCE_GAIN = 400.0, 2.0, 5.0, 1.0
#: The cost in em² of an end inside a word, with a hyphen: more than a ragged line, less than a smaller size.
_HYPHEN_COST = 12.0
#: The cost in em² of a line more than are needed.
_EXTRA_LINE = 3.0
#: No line costs less, in em².
LEAST_COST = -_SENTENCE_GAIN


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a paragraph, on one line."""

    start: int
    end: int


class LineMetrics(NamedTuple):
    """Measures of a line for every size: its width in em, the cost in em² of its end, and two things to know of it.

    Whether it is a single last word, and whether a sentence ends with it.
    """

    width: float
    end_cost: float
    single_last_word: bool
    ends_sentence: bool

    def cost(self, width: float) -> float:
        """Return the cost in em² of the line among lines of a width in em: raggedness, its end, and being a widow."""
        widow = self.single_last_word and self.width < WIDOW * width
        return (width - self.width) ** 2 + self.end_cost + (_WIDOW_COST if widow else 0.0)


class ParagraphMetrics(dict[tuple[int, int], LineMetrics]):
    """The metrics of the lines of a paragraph by (start, end), measured once and shared by every size that is tried."""

    def __init__(self, paragraph: Paragraph) -> None:
        """Take a paragraph; `breaks` are its line breaks, of which empty text has one."""
        super().__init__()
        self.paragraph = paragraph
        self.breaks = paragraph.breaks or (LineBreak(len(paragraph.text), mandatory=True),)
        self._end_costs: dict[tuple[str, int], float] = {}

    def __missing__(self, line: tuple[int, int]) -> LineMetrics:
        """Measure a line that is asked for the first time."""
        start, end = line
        words = self.paragraph.text[start:end].strip()
        if end == len(self.paragraph.text):
            end_cost, single = 0.0, start > 0 and " " not in words
        else:
            end_cost, single = self._end_cost("".join(words.rsplit(maxsplit=1)[-1:]), end), False
        ends = end == len(self.paragraph.text) or ends_sentence(words, self.paragraph.setting.language)
        self[line] = found = LineMetrics(self.paragraph.width(start, end), end_cost, single, ends)
        return found

    def why_ended(self, line: Line, width: float) -> LineEnd:
        """Return why a line ends where it does, among lines of a width in em."""
        if line.end == len(self.paragraph.text):
            return "end"
        index = bisect_left(self.breaks, (line.end,))
        offset, mandatory = self.breaks[index]
        if mandatory and offset == line.end:
            return "marked"
        if offset != line.end or self[line.start, self.breaks[index + 1].offset].width > width:
            return "full"
        return "clause" if self[line.start, line.end].end_cost < 0 else "even"

    def _end_cost(self, word: str, end: int) -> float:
        """Return what it costs in em² to end a line with a word before the character at `end`: asked of many lines."""
        by = word, end
        if by not in self._end_costs:
            ends = ends_clause(word, self.paragraph.setting.language)
            self._end_costs[by] = -_SENTENCE_GAIN if ends else self._cost_within(word, end)
        return self._end_costs[by]

    def _cost_within(self, word: str, end: int) -> float:
        """Return what it costs in em² to end a line with a word that ends no sentence."""
        split = self.paragraph.emphasised(end - 1) and self.paragraph.emphasised(end)
        if end in self.paragraph.hyphens:
            return _HYPHEN_COST + (_SPLIT_EMPHASIS_COST if split else 0.0)
        weak = word.lower() in writing_of(self.paragraph.setting.language).function_words
        return (_SPLIT_EMPHASIS_COST if split else 0.0) + (_FUNCTION_WORD_COST if weak else 0.0)


def metrics_of(paragraph: Paragraph) -> ParagraphMetrics:
    """Return the metrics of a paragraph; those of the last ones are kept, as one is fitted into several frames."""
    return _metrics_of(IdentityKey(paragraph))


@lru_cache(maxsize=128)
def _metrics_of(paragraph: IdentityKey[Paragraph]) -> ParagraphMetrics:
    return ParagraphMetrics(paragraph.value)


def mean_cost(metrics: ParagraphMetrics, lines: tuple[Line, ...]) -> float:
    """Return the mean cost in em² of the lines of a paragraph, their raggedness measured against the widest of them."""
    measured = [metrics[line.start, line.end] for line in lines]
    widest = max(line_metrics.width for line_metrics in measured)
    return sum(line_metrics.cost(widest) for line_metrics in measured) / len(measured)


def extra_lines_cost(metrics: ParagraphMetrics, lines: tuple[Line, ...], others: tuple[Line, ...]) -> float:
    """Return what it costs in em² that lines are more than others, not counting those with which a sentence ends."""
    more, others_open = (
        sum(not metrics[line.start, line.end].ends_sentence for line in some) for some in (lines, others)
    )
    return _EXTRA_LINE * max(0, more - others_open)
