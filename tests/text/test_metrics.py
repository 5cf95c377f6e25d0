"""What the end of a line costs: nothing at the end of the text, less behind a sentence, more behind a short word."""

from __future__ import annotations

import pytest
from support.typesetting import prepared, setting

from kit.text import Line
from kit.text.lines import LineMetrics, ParagraphMetrics, extra_lines_cost, mean_cost


@pytest.mark.parametrize(
    ("words", "cost"),
    [
        ("Stay home", 0.0),
        ("Stay home.", -1.0),
        ("Stay home,", -1.0),
        ("Stay home.”", -1.0),
        ("Stay at", 2.0),
        ("Stay and", 2.0),
        ("The", 2.0),
        ("Stay bat", 0.0),
    ],
)
def test_a_line_is_best_ended_by_a_clause_and_worst_by_a_function_word(words: str, cost: float) -> None:
    assert ParagraphMetrics(prepared(f"{words} with us"))[0, len(words) + 1].end_cost == cost


@pytest.mark.parametrize(
    ("words", "language", "cost"),
    [
        ("Stay in", "en-GB", 2.0),
        ("Wir sind in", "de", 2.0),
        ("Das Haus, für", "de-AT", 2.0),
        ("Das Haus, by", "de", 0.0),
        ("We zijn in", "nl", 2.0),
        ("We zijn by", "nl", 0.0),
        ("Ils sont sous", "fr", 2.0),
        ("Ils sont für", "fr", 0.0),
        ("Είμαστε για", "el", 2.0),
        ("نحن على", "ar", 2.0),
        ("Bu bir ve", "tr", 0.0),
        ("Ποιος ακούει;", "el", -1.0),
        ("من يسمع؟", "ar", -1.0),
        ("نسمع،", "ar", -1.0),
        ("نسمع،", "tr", 0.0),
        ("Wir sind da.", "de", -1.0),
        ("Sie sagt: „Bleib.“", "de", -1.0),
        ("Hun siger: »Bliv.«", "da", -1.0),
    ],
)
def test_only_the_function_words_and_marks_of_its_own_language_weigh_on_a_line(
    words: str, language: str, cost: float
) -> None:
    paragraph = prepared(f"{words} with us", setting(language=language))
    assert ParagraphMetrics(paragraph)[0, len(words) + 1].end_cost == cost


def test_a_line_that_ends_inside_an_emphasised_phrase_costs_more() -> None:
    metrics = ParagraphMetrics(prepared("now stay home today", emphasised="stay home"))
    assert [metrics[0, end].end_cost for end in (4, 9, 14, 19)] == [0.0, 5.0, 0.0, 0.0]


def test_only_a_last_line_of_one_word_can_be_a_widow() -> None:
    metrics = ParagraphMetrics(prepared("Stay home now"))
    assert [metrics[line].single_last_word for line in ((0, 5), (5, 13), (10, 13), (0, 13))] == [
        False, False, True, False,
    ]  # fmt: skip
    assert not ParagraphMetrics(prepared("Home"))[0, 4].single_last_word


def test_a_widow_costs_more_than_any_raggedness() -> None:
    assert LineMetrics(3.9, 0.0, single_last_word=True, ends_sentence=False).cost(10) == pytest.approx(6.1**2 + 400)
    assert LineMetrics(4.1, 0.0, single_last_word=True, ends_sentence=False).cost(10) == pytest.approx(5.9**2)
    assert LineMetrics(3.9, -1.0, single_last_word=False, ends_sentence=False).cost(10) == pytest.approx(6.1**2 - 1)


def test_lines_are_rated_against_the_widest_of_them() -> None:
    paragraph = prepared("Stay home today")
    lines = (Line(0, 5), Line(5, 15))
    first, second = (paragraph.width(line.start, line.end) for line in lines)
    assert mean_cost(ParagraphMetrics(paragraph), lines) == pytest.approx((second - first) ** 2 / 2)


def test_lines_cost_more_than_fewer_unless_sentences_end_with_them() -> None:
    metrics = ParagraphMetrics(prepared("Stay home. We all do!"))
    one, home_ends, within = (Line(0, 21),), (Line(0, 11), Line(11, 21)), (Line(0, 5), Line(5, 21))
    assert extra_lines_cost(metrics, home_ends, one) == extra_lines_cost(metrics, one, within) == 0
    assert extra_lines_cost(metrics, within, one) == extra_lines_cost(metrics, within, home_ends) > 0


def test_empty_text_has_one_break() -> None:
    assert ParagraphMetrics(prepared("")).breaks == ((0, True),)
