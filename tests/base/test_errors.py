"""Faults as people read them: the place, the line with a caret under its column, and the closest known word."""

from __future__ import annotations

import time

import pytest

from kit.base.errors import Fault, KitError, Mark, closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "known", "remedy"),
    [
        ("hedline", ["headline", "support"], "did you mean 'headline'?"),
        ("SOURCE SERIF", ["Source Serif 4", "Source Sans 3"], "did you mean 'Source Serif 4'?"),
        ("zebra", ["b", "a", "b"], "known here: a, b"),
        ("zebra", [], ""),
    ],
)
def test_the_closest_word_is_suggested_else_all_are_listed(word: str, known: list[str], remedy: str) -> None:
    assert did_you_mean(word, known) == remedy


def test_nothing_is_close_to_nothing() -> None:
    assert closest("", ["headline"]) is None


@pytest.mark.parametrize("known", [["Night", "night"], ["night", "Night"]])
def test_of_two_words_that_differ_by_case_the_same_is_suggested_in_any_order(known: list[str]) -> None:
    assert closest("nigth", known) == "Night"


def test_the_caret_is_under_the_column_in_a_line_without_its_indentation() -> None:
    fault = Fault("wrong", Mark("kit.yaml", 3, 9, "    abcdefgh  "), "mend it", code="some-kind")
    assert str(fault) == "kit.yaml:3:9: wrong\n    abcdefgh\n        ^\n  mend it"


def test_a_fault_without_a_line_to_show_is_its_place_and_message() -> None:
    assert str(Fault("wrong", Mark("kit.yaml", 1, 1, "   "), code="some-kind")) == "kit.yaml:1:1: wrong"
    assert str(Fault("wrong", code="some-kind")) == "wrong"


@pytest.mark.parametrize("column", [1, 60, 150, 299, 301, 900])
def test_a_long_line_is_shown_around_the_column(column: int) -> None:
    text = "".join(chr(ord("a") + index % 26) for index in range(300))
    _, line, caret = str(Fault("wrong", Mark("kit.yaml", 1, column, text), code="some-kind")).splitlines()
    assert len(line) <= 106
    assert line.startswith("    …") == (column > 51)
    assert line.endswith("…") == (column < 250)
    shown = line.ljust(len(caret))[caret.index("^")]
    assert shown == (text[column - 1] if column <= 300 else " ")


def test_thousands_of_faults_in_one_long_line_take_no_longer_than_in_short_ones() -> None:
    """A drawing that was made small is a single line, and each of its colours may lack a role."""
    began = time.process_time()
    line = "\t<svg>" + '<rect fill="#fff4dd"/>' * 20_000
    shown = {str(Fault(f"wrong {number}", Mark("a.svg", 1, 2, line), code="some-kind")) for number in range(1000)}
    assert len(shown) == 1000
    assert all('\n    <svg><rect fill="#fff4dd"/>' in text and text.endswith("\n    ^") for text in shown)
    assert time.process_time() - began < 5


def test_a_line_of_the_most_characters_is_shown_whole() -> None:
    _, line, _ = str(Fault("wrong", Mark("kit.yaml", 1, 1, "a" * 100), code="some-kind")).splitlines()
    assert line == "    " + "a" * 100


@pytest.mark.parametrize(("before", "cells"), [("児童", 4), ("ＡＢ", 4), ("e\u0301", 1), ("ab", 2)])
def test_wide_letters_and_marks_above_letters_do_not_move_the_caret(before: str, cells: int) -> None:
    mark = Mark("kit.yaml", 1, len(before) + 1, f"{before}x")
    _, _, caret = str(Fault("wrong", mark, code="some-kind")).splitlines()
    assert caret == "    " + " " * cells + "^"


def test_control_characters_of_a_line_are_shown_as_blanks() -> None:
    _, line, _ = str(Fault("wrong", Mark("kit.yaml", 1, 1, "a\x1b[31mb"), code="some-kind")).splitlines()
    assert line == "    a [31mb"


def test_an_error_reads_as_all_its_faults_with_blank_lines_between() -> None:
    error = KitError(Fault("one", code="some-kind"), Fault("other", None, "mend it", code="some-kind"))
    assert str(error) == "one\n\nother\n  mend it"


def test_the_name_of_a_file_steers_no_terminal_and_begins_no_line() -> None:
    name = "a\x1b]0;title\x07\n::warning::\x9b31m\u2028b.svg"
    shown = str(Fault(f"'{name}' is empty", Mark(name, 1), f"delete {name}", code="empty"))
    assert [c for c in shown if not c.isprintable() and c != "\n"] == []
    assert len(shown.splitlines()) == 2
    assert shown.count(r"a\x1b]0;title\x07\n::warning::\x9b31m\u2028b.svg") == 3
