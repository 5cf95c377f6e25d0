"""A figure that runs against the words around it is isolated, so that neither is reordered."""

from __future__ import annotations

import pytest

from kit.model.campaign import Statistic
from kit.project.figures import write_figures
from kit.text.characters import disallowed_characters


def statistic(id_: str, text: str, qualifier: str) -> Statistic:
    return Statistic(id=id_, text=text, counts="", source="s", as_of="2020", qualifier=qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום {n} עולם", "שלום \u2068more than 12 (a)\u2069 עולם"),
        ("שלום {n.text}", "שלום \u206812 (a)\u2069"),
        ("Hello {n} there", "Hello more than 12 (a) there"),
        ("Hello {h} there", "Hello \u2068שלום\u2069 there"),
        ("שלום {h}", "שלום שלום"),
    ],
)
def test_a_figure_that_runs_against_the_words_is_isolated(text: str, expected: str) -> None:
    figures = {
        "n": statistic("n", "12 (a)", "more than"),
        "h": statistic("h", "שלום", ""),
    }
    assert write_figures(text, figures) == expected
    assert not disallowed_characters(write_figures(text, figures))
