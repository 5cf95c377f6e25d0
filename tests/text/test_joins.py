"""Emphasised words beside others: their size, the gap between them, and a word of which a part is emphasised."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.typesetting import SENTENCES, fonts_of, frame, prepared, setting, shaped_width, texts_of

from kit.text import Line, fit_words
from kit.text.fit import steps
from kit.text.paragraph import Setting, shape_paragraph

PLAIN = setting()
#: Emphasis that differs by its colour alone, and by all that it may differ by.
COLOURED = replace(PLAIN, emphasised=PLAIN.plain)
LARGER = replace(PLAIN, emphasis_size=1.5, gap=0.25)


def width(text: str, how: Setting, emphasised: str = "") -> float:
    paragraph = prepared(text, how, emphasised=emphasised)
    return paragraph.width(0, len(paragraph.text))


@pytest.mark.parametrize("text", ["WAVE", "AVATAR", "To wait", "unseen", "“Yes.”"])
def test_emphasis_by_colour_alone_moves_no_letter(text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            split = shape_paragraph(text, [(start, end)], COLOURED)
            assert split.width(0, len(text)) == pytest.approx(width(text, PLAIN), abs=1e-6), (start, end)


def test_letters_are_kerned_across_the_border_of_two_weights() -> None:
    apart = sum(width(letter, PLAIN, emphasised) for letter, emphasised in (("V", "V"), ("A", "")))
    assert width("VA", PLAIN, "V") < apart - 0.02


def test_a_ligature_is_not_made_of_letters_that_differ() -> None:
    glyphs = [len(run.glyphs) for run in prepared("office", emphasised="of").runs(0, 6)]
    assert glyphs[0] == 2
    assert sum(glyphs) in {5, 6}


def test_a_word_of_which_a_part_is_emphasised_has_no_line_break_in_it() -> None:
    text = "far more goes unseen than anybody knows"
    assert prepared(text, emphasised="seen").breaks == prepared(text).breaks
    narrow = frame(500, 4000)
    lines = fit_words(prepared(text, LARGER, emphasised="seen"), narrow).texts
    assert any("unseen" in line for line in lines)


def test_a_gap_is_on_both_sides_of_emphasised_words_but_at_no_end_of_a_line() -> None:
    how, without = LARGER, replace(LARGER, gap=0.0)
    both = width("one two six", how, "two") - width("one two six", without, "two")
    assert both == pytest.approx(2 * 0.25)
    for emphasised in ("one", "six"):
        assert width("one six", how, emphasised) - width("one six", without, emphasised) == pytest.approx(0.25)
    paragraph = prepared("one six", how, emphasised="one")
    assert paragraph.width(0, 4) == pytest.approx(prepared("one six", without, emphasised="one").width(0, 4))
    assert [run.before for run in paragraph.runs(0, 4)] == [0.0]


def test_larger_words_are_wider_and_higher_by_their_factor() -> None:
    alone = replace(LARGER, plain=PLAIN.emphasised)
    assert width("seen", alone, "seen") == pytest.approx(1.5 * width("seen", alone))
    paragraph = prepared("one\nseen", LARGER, emphasised="seen")
    assert [paragraph.scale(*line) for line in ((0, 4), (4, 8))] == [1.0, 1.5]


def test_lines_keep_their_distance_from_one_that_is_higher() -> None:
    assert steps((1.0, 1.0, 1.0)) == (0.0, 1.0, 2.0)
    assert steps((1.0, 2.0, 1.0)) == (0.0, 0.25 + 0.75 * 2, 0.25 + 0.75 * 2 + 0.25 * 2 + 0.75)


@pytest.mark.parametrize("language", ["he", "ar"])
def test_in_a_right_to_left_line_the_gap_is_before_the_word_at_the_right(language: str) -> None:
    text = {"he": "אחת שתיים", "ar": "واحد اثنان"}[language]
    how = replace(setting(language), gap=0.25)
    runs = prepared(text, how, emphasised=text.split()[1]).runs(0, len(text))
    assert (runs[0].emphasis, runs[0].before) == (True, 0.0)
    assert sum(run.before for run in runs) == 0.25


@pytest.mark.parametrize("emphasis_size", [0.6, 1.0, 1.7])
def test_words_that_fit_are_as_wide_and_high_as_they_are_measured(emphasis_size: float) -> None:
    how = replace(setting(serif=True), emphasis_size=emphasis_size, gap=0.1, emphasised=fonts_of("Source Serif 4", 750))
    space = frame(700, 400)
    words = [(text, max(text.split(), key=len)) for text in SENTENCES]
    every = [(text, fit_words(prepared(text, how, emphasised=word), space)) for text, word in words]
    fitting = [(text, fitted) for text, fitted in every if not fitted.overflow]
    assert fitting
    for text, fitted in fitting:
        assert space.height(fitted.scales) * fitted.size <= 400.02
        for line in fitted.lines:
            assert shaped_width(fitted.paragraph, line) * fitted.size <= 700.5, text


def test_an_emphasised_word_is_part_of_the_lines_as_any_other() -> None:
    fitted = fit_words(prepared("Keep the tools on.", LARGER, emphasised="tools"), frame(4000, 400))
    assert texts_of(fitted.paragraph, fitted.lines) == ["Keep the tools on."]
    assert fitted.lines == (Line(0, 18),)
