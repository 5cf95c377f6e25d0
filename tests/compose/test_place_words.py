"""Fit policies: words drawn at a size in a slot are kept, shrunk or enlarged, and their ink stays in its box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from support.typesetting import BOOK, SENTENCES

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.compose.content.pseudo_copy import filling
from kit.compose.word_outlines import WordBox
from kit.compose.words import letters_left, place_words
from kit.model.layout import Align, SlotRule
from kit.model.picture import Words
from kit.model.slot import Slot, TextStyle

if TYPE_CHECKING:
    from kit.model.artwork import PlacedWords

MARK = Mark("kit.yaml", 1)


def placed(
    words: str, fit: Literal["keep", "shrink", "fill"], box: tuple[int, int], size: float, align: Align = "left top"
) -> PlacedWords:
    """Place words drawn at a size in a box; the floor is 20 px."""
    style = TextStyle("Source Sans 3", 600, italic=False, size=size, fill="@text")
    slot = Slot("headline", Box(100, 50, 100 + box[0], 50 + box[1]), Mark("square.svg", 7), style)
    word_box = WordBox(slot, SlotRule(fit=fit, align=align), style, "en", 20.0)
    return place_words(Words(words, MARK), word_box, BOOK)[1]


def test_keep_draws_words_at_their_size_or_reports_an_overflow() -> None:
    small, large = (placed("Sign the petition", "keep", (300, 60), size) for size in (30, 60))
    assert (small.size, small.overflow, small.floor) == (30, 0, 30)
    assert (large.size, large.overflow > 0) == (60, True)


def test_shrink_never_enlarges_and_stops_at_the_floor() -> None:
    assert placed("Sign", "shrink", (900, 900), 40).size == 40
    shrunk = placed("Sign the petition", "shrink", (260, 60), 80)
    assert 20 < shrunk.size < 80
    assert shrunk.overflow == 0
    overfull = placed("Sign the petition before the vote of the Parliament", "shrink", (120, 60), 80)
    assert overfull.size == 20
    assert overfull.overflow > 0


def test_fill_enlarges_until_the_box_is_full() -> None:
    filled = placed("8,2", "fill", (600, 300), 40)
    assert filled.size > 300
    assert filled.ink is not None
    box = filled.slot.box
    assert box.contains(filled.ink, 0.5)
    assert max(filled.ink.width / box.width, filled.ink.height / box.height) > 0.95


def test_figures_share_one_baseline_with_and_without_a_comma() -> None:
    figures = [placed(text, "fill", (600, 300), 40, "left bottom") for text in ("11", "1,1", "1,111")]
    feet = [min(letter.y1 for letter in figure.letters) for figure in figures]
    assert feet == pytest.approx([feet[0]] * 3, abs=0.5)


def test_the_ink_of_fitted_words_stays_in_the_slot() -> None:
    for words in SENTENCES:
        for fit in ("shrink", "fill"):
            result = placed(words, fit, (520, 400), 60)
            assert result.ink is not None
            assert result.overflow or result.slot.box.grown(0.06 * result.size).contains(result.ink), words


@pytest.mark.parametrize("fit", ["keep", "shrink"])
def test_ink_that_leaves_its_box_at_the_floor_is_an_overflow_even_if_the_letters_fit(
    fit: Literal["keep", "shrink"],
) -> None:
    """The hook of an italic f reaches far to the right of where the next letter would be."""
    style = TextStyle("Source Serif 4", 600, italic=True, size=40, fill="@text")
    for width, is_inside in ((20, False), (26, True)):
        slot = Slot("headline", Box(100, 50, 100 + width, 150), Mark("square.svg", 7), style)
        result = place_words(Words("f", MARK), WordBox(slot, SlotRule(fit=fit), style, "en", 40.0), BOOK)[1]
        assert (result.size, result.overflow == 0) == (40, is_inside)


def test_words_that_stretch_with_their_slot_may_grow() -> None:
    style = TextStyle("Source Sans 3", 600, italic=False, size=40, fill="@text")
    slot = Slot("headline", Box(0, 0, 900, 900), Mark("square.svg", 7), style, growth=1.5)
    box = WordBox(slot, SlotRule(), style, "en", 20.0)
    assert place_words(Words("Sign", MARK), box, BOOK)[1].size == 60


def test_words_run_as_their_language_does_whatever_letter_they_begin_with() -> None:
    """The full stop is the narrowest ink: at the right of English words, at the left of Hebrew ones."""
    style = TextStyle("Source Sans 3", 600, italic=False, size=40, fill="@text")
    slot = Slot("headline", Box(100, 50, 900, 150), Mark("square.svg", 7), style)
    for language, words, place in (("en", "CyberTipline.", -1), ("he", "CyberTipline.", 0), ("he", "1 / 5.", 0)):
        letters = place_words(Words(words, MARK), WordBox(slot, SlotRule(), style, language, 20.0), BOOK)[1].letters
        assert min(letters, key=lambda letter: letter.height) == sorted(letters)[place], (language, words)


# Edges by ink -------------------------------------------------------------------------------------------------------


def edges(words: str, rule: SlotRule, size: float) -> list[tuple[float, float]]:
    """Return how far from the left and the right edge of its box the ink of each line begins and ends, in px."""
    style = TextStyle("Source Serif 4", 600, italic=False, size=size, fill="@text")
    slot = Slot("headline", Box(100, 50, 1000, 950), Mark("square.svg", 7), style)
    result = place_words(Words(words, MARK), WordBox(slot, rule, style, "en", 20.0), BOOK)[1]
    found, start = [], 0
    for line in result.lines:
        letters = result.letters[start : start + len("".join(line.split()))]
        start += len(letters)
        found.append((letters[0].x0 - 100, 1000 - letters[-1].x1))
    return found


LETTERS = "H of\njust\nAVE V\nOn fo"


@pytest.mark.parametrize("size", [30, 50, 140])
def test_optical_edges_are_those_of_ink_at_every_size(size: float) -> None:
    left = edges(LETTERS, SlotRule(optical=True), size)
    right = edges(LETTERS, SlotRule(optical=True, align="right top"), size)
    assert [line[0] for line in left] == pytest.approx([0] * 4, abs=0.01)
    assert [line[1] for line in right] == pytest.approx([0] * 4, abs=0.01)


def test_small_words_and_right_edges_are_by_origin_where_nothing_else_is_asked() -> None:
    assert max(abs(line[0]) for line in edges(LETTERS, SlotRule(), 50)) > 1
    assert max(abs(line[1]) for line in edges(LETTERS, SlotRule(align="right top"), 140)) > 3


def test_the_letter_behind_a_hanging_mark_aligns_by_ink_with_the_lines_below() -> None:
    style = TextStyle("Source Serif 4", 600, italic=False, size=140, fill="@text")
    slot = Slot("headline", Box(100, 50, 1000, 950), Mark("square.svg", 7), style)
    box = WordBox(slot, SlotRule(optical=True), style, "en", 20.0)
    letters = place_words(Words("“Here\nOn.”", MARK), box, BOOK)[1].letters
    assert letters[0].x0 == pytest.approx(100, abs=0.01)
    assert letters[1].x0 == pytest.approx(letters[5].x0, abs=0.01)


@pytest.mark.parametrize("text", ["Sign", "Sign the petition before the vote", "Not yet"])
def test_so_many_more_letters_fit_and_not_one_more(text: str) -> None:
    style = TextStyle("Source Sans 3", 600, italic=False, size=60, fill="@text")
    slot = Slot("headline", Box(0, 0, 300, 100), Mark("square.svg", 7), style)
    box = WordBox(slot, SlotRule(), style, "en", 20.0)
    left = letters_left(Words(text, MARK), box, BOOK)
    assert 0 < left < 200
    assert place_words(Words(text + filling(left), MARK), box, BOOK)[1].overflow == 0
    assert place_words(Words(text + filling(left + 1), MARK), box, BOOK)[1].overflow > 0


def test_no_letters_are_left_where_there_are_too_many() -> None:
    style = TextStyle("Source Sans 3", 600, italic=False, size=60, fill="@text")
    slot = Slot("headline", Box(0, 0, 100, 30), Mark("square.svg", 7), style)
    assert letters_left(Words("Sign it now", MARK), WordBox(slot, SlotRule(), style, "en", 20.0), BOOK) == 0
