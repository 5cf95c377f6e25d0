"""Measure the lines of a paragraph: how wide they are, and what it costs to end a line where they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.text.breaks import LineBreak

if TYPE_CHECKING:
    from kit.text.paragraph import Paragraph

#: A last line is a widow when it is a single word narrower than this part of the widest line.
WIDOW = 0.4
#: Costs of a line besides its raggedness, in em²: of a widow, of an end behind an article, preposition or conjunction,
#: of an end inside an emphasised phrase; and what an end behind a sentence or clause takes off.
_WIDOW_COST, _FUNCTION_WORD_COST, _SPLIT_EMPHASIS_COST, _SENTENCE_GAIN = 400.0, 2.0, 5.0, 1.0
#: The function words of a language, by its primary subtag; in one that has none here, any word may end a line alike.
_FUNCTION_WORDS = {
    "de": {
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "am", "an", "auf",
        "aus", "bei", "beim", "für", "im", "in", "ins", "mit", "um", "vom", "von", "vor", "zu", "zum", "zur", "als",
        "dass", "oder", "und", "wie", "ist", "kein", "keine", "nicht", "wir",
    },
    "en": {
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "is", "be", "as", "it", "we", "no",
        "not", "who",
    },
}  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?:;,…]['\u2018\u2019“”«»)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a paragraph, on one line."""

    start: int
    end: int


class LineMetrics(NamedTuple):
    """Measures of a line for every size: its width in em, the cost in em² of its end, whether it is one last word."""

    width: float
    end_cost: float
    single_last_word: bool

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

    def __missing__(self, line: tuple[int, int]) -> LineMetrics:
        """Measure a line that is asked for the first time."""
        start, end = line
        words = self.paragraph.text[start:end].strip()
        last = end == len(self.paragraph.text)
        end_cost = 0.0 if last else self._end_cost(words, end)
        single = last and start > 0 and " " not in words
        self[line] = LineMetrics(self.paragraph.width(start, end), end_cost, single)
        return self[line]

    def _end_cost(self, words: str, end: int) -> float:
        """Return what it costs in em² to end a line of some words before the character at `end`."""
        if _SENTENCE_END.search(words):
            return -_SENTENCE_GAIN
        split = self.paragraph.emphasised(end - 1) and self.paragraph.emphasised(end)
        weak = _ends_in_function_word(words, self.paragraph.setting.language)
        return (_SPLIT_EMPHASIS_COST if split else 0.0) + (_FUNCTION_WORD_COST if weak else 0.0)


def _ends_in_function_word(words: str, language: str) -> bool:
    """Tell whether the last of some words is an article, preposition or conjunction of their language (BCP 47)."""
    last = words.split()[-1:]
    return bool(last) and last[0].lower() in _FUNCTION_WORDS.get(language.partition("-")[0].lower(), ())


def mean_cost(metrics: ParagraphMetrics, lines: tuple[Line, ...]) -> float:
    """Return the mean cost in em² of the lines of a paragraph, their raggedness measured against the widest of them."""
    found = [metrics[line.start, line.end] for line in lines]
    widest = max(line_metrics.width for line_metrics in found)
    return sum(line_metrics.cost(widest) for line_metrics in found) / len(found)
