"""Where readers forbid a line to end, none ends: 20 strings in each of 26 languages, fitted at every width."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from support.typesetting import prepared, setting

from kit.base.geometry import Size
from kit.text.breaks import line_breaks
from kit.text.fit import TextFrame, fit_words

if TYPE_CHECKING:
    from kit.text import Paragraph


MARKED_BREAKS = Path(__file__).parents[1] / "text" / "marked-breaks"
#: Behind one of these the mark is for the sign itself; anywhere else it is for a blank.
_SIGNS = "-\u2010\u2011/\u2013\u2014'\u2019\u05be"
_MARK = "\u2040"


class Marked(NamedTuple):
    """A string in a language, with the offsets where its reader forbids a line to end and where one may."""

    language: str
    text: str
    forbidden: frozenset[int]
    allowed: frozenset[int]


@lru_cache(maxsize=8)
def read_marked(name: str) -> list[Marked]:
    """Return the strings of a reader, by the name of the file."""
    written: dict[str, list[str]] = yaml.safe_load((MARKED_BREAKS / f"{name}.yaml").read_text(encoding="utf-8"))
    return [_marked(language, text) for language, texts in written.items() for text in texts]


def _marked(language: str, written: str) -> Marked:
    """Return a string without its marks; offsets are those behind the blank or the hyphen at which a line may end."""
    text, forbidden = "", set()
    for part in re.split(f"({_MARK})", written):
        if part != _MARK:
            text += part
            continue
        if text[-1] not in _SIGNS or len(text) in forbidden:
            text += " "
        forbidden.add(len(text))
    open_ends = {match.end() for match in re.finditer(r"[ -]", text)}
    return Marked(language, text, frozenset(forbidden), frozenset(open_ends - forbidden))


READERS = ("facts", "reader")
MARKED = [marked for name in READERS for marked in read_marked(name)]
TAGS = sorted({marked.language for marked in MARKED})
#: Places that a reader leaves open and the tables close: words of one letter in languages that may end a line with
#: them, and where the two readers differ.
MOST_CLOSED = 26
SIZE = 20.0


def marked_in(tag: str) -> list[Marked]:
    """Return the strings of a language."""
    return [marked for marked in MARKED if marked.language == tag]


def paragraph_of(marked: Marked) -> Paragraph:
    return prepared(marked.text, setting(marked.language))


def ends_of(paragraph: Paragraph) -> set[int]:
    return {end for end, _ in paragraph.breaks[:-1]}


def test_every_language_has_twenty_strings_five_of_them_by_a_reader_of_his_own() -> None:
    for tag in TAGS:
        counts = [sum(marked.language == tag for marked in read_marked(name)) for name in READERS]
        assert counts == [15, 5], tag
    assert len(TAGS) == 26


@pytest.mark.parametrize("tag", TAGS)
def test_unicode_lets_a_line_end_wherever_a_reader_does(tag: str) -> None:
    """The second opinion: a place that a reader leaves open by a slip would be closed by ICU."""
    assert any(marked.allowed for marked in marked_in(tag))
    for marked in marked_in(tag):
        assert marked.allowed <= {end for end, _ in line_breaks(marked.text, "und")}, marked.text


@pytest.mark.parametrize("tag", TAGS)
def test_no_line_may_end_where_a_reader_forbids_it(tag: str) -> None:
    assert any(marked.forbidden for marked in marked_in(tag))
    for marked in marked_in(tag):
        assert [marked.text[:end] for end in ends_of(paragraph_of(marked)) & marked.forbidden] == []


def test_little_else_is_kept_together() -> None:
    closed = [
        (marked.language, marked.text[:end])
        for marked in MARKED
        for end in marked.allowed - ends_of(paragraph_of(marked))
    ]
    assert len(closed) <= MOST_CLOSED, closed


@pytest.mark.few(5)
@pytest.mark.parametrize("tag", TAGS)
def test_no_forbidden_break_at_any_width_from_the_widest_run_to_one_line(tag: str) -> None:
    """Lines change only at the widths of what may be on one, so these are all widths there are."""
    assert marked_in(tag)
    for marked in marked_in(tag):
        paragraph = paragraph_of(marked)
        widest, widths = widths_of(paragraph)
        assert widths
        for width in widths:
            fitted = fit_words(paragraph, frame(width))
            assert fitted.overflow == 0, (marked.text, width)
            ends = {line.end for line in fitted.lines[:-1]}
            assert not ends & marked.forbidden, fitted.texts
            assert ends <= ends_of(paragraph), fitted.texts
        assert fit_words(paragraph, frame(widest - 0.01)).overflow > 0, marked.text


def widths_of(paragraph: Paragraph) -> tuple[float, list[float]]:
    """Return the width in em of the widest run that no line may divide, and those from it to the whole on one line."""
    stops = [0, *(end for end, _ in paragraph.breaks)]
    widest = max(paragraph.width(start, end) for start, end in pairwise(stops))
    every = {paragraph.width(start, end) for index, start in enumerate(stops) for end in stops[index + 1 :]}
    return widest, sorted(width for width in every if width >= widest)


def frame(width: float) -> TextFrame:
    """Return a frame for text of one size, as wide as `width` in em and as high as there may be lines."""
    return TextFrame(Size(width * SIZE + 0.001, 1e4), SIZE, SIZE, 1.2, 0.7, 0.2)
