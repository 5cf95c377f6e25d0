"""Texts that are compared word by word."""

from __future__ import annotations

import time

import pytest

from kit.tools.comparison.causes import MOST_WORDS, changed_words, word_runs


def test_what_both_texts_have_stands_once_and_what_came_follows_what_went() -> None:
    runs = [tuple(run) for run in word_runs("Please sign it.", "Please share it today.")]
    assert runs == [
        ("same", "Please "), ("old", "sign"), ("new", "share"), ("same", " it"), ("new", " today"), ("same", "."),
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [("", "a b"), ("a b", ""), ("a  b\nc", "a b\n\nc"), ("كلمة أخرى", "كلمة")])
def test_either_text_can_be_read_from_the_runs(old: str, new: str) -> None:
    runs = word_runs(old, new)
    assert "".join(run.text for run in runs if run.kind != "new").split() == old.split()
    assert "".join(run.text for run in runs if run.kind != "old") == new


def test_very_long_texts_are_shown_whole_in_no_time() -> None:
    old, new = "a b " * MOST_WORDS, "b a " * MOST_WORDS
    began = time.process_time()
    assert [run.kind for run in word_runs(old, new)] == ["old", "new"]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("over 82 million reports", "over 83 million reports", ("82", "83")),
        ("one", "one two", ("", "two")),
        ("a b c d", "a x c y", ("b c d", "x c y")),
        ("same", "same", ("", "")),
        ("very very much", "very much", ("very", "")),
        ("much", "much much", ("", "much")),
    ],
)
def test_what_changed_is_named_without_what_stands_around_it(old: str, new: str, changed: tuple[str, str]) -> None:
    assert changed_words(old, new) == changed
