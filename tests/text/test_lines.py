"""Lines: filled, forced, and those that read best, compared with every other way to break a paragraph."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from support.typesetting import SENTENCES, prepared, setting, texts_of

from kit.text import Line
from kit.text.breaks import cluster_ends
from kit.text.lines import WIDOW, ParagraphMetrics, break_lines, fill_lines, fitting_end, force_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text import Paragraph


def lines_of(text: str, width: float, most: int = 9, *, emphasised: str = "") -> list[str]:
    paragraph = prepared(text, emphasised=emphasised)
    return texts_of(paragraph, break_lines(ParagraphMetrics(paragraph), width, most))


def every_break(paragraph: Paragraph, width: float, count: int) -> Iterator[tuple[Line, ...]]:
    """Yield all ways to make `count` lines, none wider than `width` in em."""
    ends = [end for end, _ in paragraph.breaks]
    for chosen in combinations(ends[:-1], count - 1):
        stops = (0, *chosen, ends[-1])
        if all(paragraph.width(start, end) <= width for start, end in pairwise(stops)):
            yield tuple(Line(start, end) for start, end in pairwise(stops))


def ends_with_a_widow(paragraph: Paragraph, lines: tuple[Line, ...], width: float) -> bool:
    last = lines[-1]
    words = paragraph.text[last.start : last.end].strip()
    return len(lines) > 1 and " " not in words and paragraph.width(last.start, last.end) < WIDOW * width


def test_lines_are_filled_before_the_next_begins() -> None:
    paragraph = prepared("Sign the letter and pass it on")
    lines = fill_lines(ParagraphMetrics(paragraph), 7) or ()
    assert texts_of(paragraph, lines) == ["Sign the letter", "and pass it on"]
    for line, following in pairwise(lines):
        end = next(end for end, _ in paragraph.breaks if end > following.start)
        assert paragraph.width(line.start, line.end) <= 7 < paragraph.width(line.start, end)


def test_a_line_as_wide_as_its_words_holds_them() -> None:
    paragraph = prepared("Sign the letter")
    exact = paragraph.width(0, 15)
    assert len(fill_lines(ParagraphMetrics(paragraph), exact) or ()) == 1
    assert len(fill_lines(ParagraphMetrics(paragraph), exact - 0.001) or ()) == 2


def test_lines_end_where_the_text_says() -> None:
    assert lines_of("Sign.\nShare it with a friend.", 30, most=1) == ["Sign.", "Share it with a friend."]
    assert lines_of("Sign.\n\nShare.", 30) == ["Sign.", "", "Share."]


def test_no_lines_hold_a_word_that_is_too_wide() -> None:
    assert fill_lines(ParagraphMetrics(prepared("a Straßenbahnhaltestelle")), 5) is None


def test_lines_are_balanced() -> None:
    paragraph = prepared("Every street deserves trees and benches from here to the old harbour wall")
    for width in (12, 15, 18, 20, 24):
        lines = break_lines(ParagraphMetrics(paragraph), width, 9)
        widest = max(paragraph.width(line.start, line.end) for line in lines)
        others = every_break(paragraph, width, len(lines))
        narrowest = min(max(paragraph.width(line.start, line.end) for line in other) for other in others)
        assert widest < 1.25 * narrowest


def test_one_line_more_is_taken_only_where_it_is_allowed() -> None:
    text = "Laws in Europe and beyond must last"
    assert len(lines_of(text, 5.5, most=9)) == 4
    assert len(lines_of(text, 5.5, most=1)) == len(fill_lines(ParagraphMetrics(prepared(text)), 5.5) or ())


def test_a_line_more_is_not_taken_for_more_even_ones_but_where_a_sentence_ends_with_it() -> None:
    text = "were rescued in the United States after three years of abuse"
    assert lines_of(text, 15, most=3) == ["were rescued in the United", "States after three years of abuse"]
    ends = ["Privacy and", "protection.", "Every child", "needs both."]
    assert lines_of("Privacy and protection. Every child needs both.", 7, most=4) == ends


def test_a_short_word_does_not_end_a_line_where_the_next_can_take_it() -> None:
    """A word as wide that is no conjunction may end one."""
    assert lines_of("Laws in Europe and beyond must last", 5.5) == ["Laws", "in Europe", "and beyond", "must last"]
    assert lines_of("Laws in Europe ant beyond must last", 5.5) == ["Laws in", "Europe ant", "beyond", "must last"]


def test_a_line_ends_with_a_sentence_where_it_can() -> None:
    """A mark as wide that ends no sentence lets the lines be more even."""
    ends = ["Everyone has", "a right to both.", "So has every child."]
    assert lines_of("Everyone has a right to both. So has every child.", 9) == ends
    runs_on = ["Everyone has", "a right to both· So", "has every child."]
    assert lines_of("Everyone has a right to both· So has every child.", 9) == runs_on


def test_an_emphasised_phrase_stays_on_one_line_that_can_hold_it() -> None:
    """Emphasised in the same weight, so that only the breaks differ."""
    text, regular = "Tools that find abuse must stay lawful", setting()
    same = regular.__class__(regular.plain, regular.plain)
    plain, marked = (
        texts_of(paragraph, break_lines(ParagraphMetrics(paragraph), 8, 9))
        for paragraph in (prepared(text, same), prepared(text, same, emphasised="find abuse"))
    )
    assert plain == ["Tools that find", "abuse must", "stay lawful"]
    assert marked == ["Tools that", "find abuse must", "stay lawful"]


@pytest.mark.parametrize("serif", [False, True])
def test_no_last_line_is_a_widow_where_another_break_avoids_it(serif: bool) -> None:  # noqa: FBT001
    unavoidable = 0
    for text in SENTENCES:
        paragraph = prepared(text, setting(serif=serif))
        if len(paragraph.breaks) > 18:
            continue
        metrics = ParagraphMetrics(paragraph)
        for width in (4.5, 5.5, 6.3, 7.1, 8.2, 9.4, 10.7, 12.9, 16.0, 20.5):
            lines = break_lines(metrics, width, 12)
            if fill_lines(metrics, width) is None or not ends_with_a_widow(paragraph, lines, width):
                continue
            unavoidable += 1
            others = every_break(paragraph, width, len(lines))
            better = next((other for other in others if not ends_with_a_widow(paragraph, other, width)), None)
            assert better is None, f"{text!r} at {width} em"
    assert unavoidable > 3


def test_a_word_wider_than_a_line_begins_one_and_is_divided() -> None:
    assert lines_of("Der Kinderschutzbundesverband hilft", 8) == ["Der", "Kinderschutzbund", "esverband hilft"]


def test_forced_lines_are_the_filled_ones_where_every_word_fits() -> None:
    every = [ParagraphMetrics(prepared(text)) for text in SENTENCES]
    filled = [fill_lines(metrics, 14) for metrics in every]
    assert max(len(lines or ()) for lines in filled) > 1
    assert [force_lines(metrics, 14) for metrics in every] == filled


@pytest.mark.parametrize("cluster", ["🇪🇺", "👨\u200d👩\u200d👧", "👍🏽", "e\u0323\u0301", "ก็"])
def test_a_word_is_never_divided_within_a_flag_a_joined_emoji_or_an_accented_letter(cluster: str) -> None:
    text = prepared(cluster * 9).text
    assert len(cluster_ends(text, "en")) == 9
    for width in (0.1, 0.9, 1.5, 2.2):
        lines = lines_of(cluster * 9, width)
        assert "".join(lines) == text
        assert len(lines) > 1
        assert all(len(line) % (len(text) // 9) == 0 for line in lines)


def test_as_many_clusters_as_fit_go_on_a_line_and_at_least_one() -> None:
    paragraph = prepared("Straßenbahn")
    assert fitting_end(paragraph, 0, 11, 100) == 11
    assert fitting_end(paragraph, 0, 11, 0.01) == 1
    assert fitting_end(paragraph, 4, 11, 0.01) == 5
    assert fitting_end(paragraph, 0, 11, paragraph.width(0, 7)) == 7
