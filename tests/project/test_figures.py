"""Figures are written once and referred to: with their qualifier, a capital where they open a sentence, isolated."""

from __future__ import annotations

import pytest

from kit.errors import Mark
from kit.model.campaign import Statistic
from kit.project.figures import figure_faults, figures_in, write_figures
from kit.text.characters import disallowed_characters


def statistic(text: str = "82 million reports", qualifier: str = "more than") -> Statistic:
    return Statistic(id="reports", text=text, counts="", source="letter", as_of="2020", qualifier=qualifier)


REPORTS = {"reports": statistic()}


def mark_at(index: int) -> Mark:
    return Mark("kit.yaml", 1, index + 1)


def faults_in(text: str) -> list[tuple[str, int]]:
    """Return the code of each fault of a text, with its column."""
    found = figure_faults(text, REPORTS, {"reports", "broken"}, mark_at)
    return [(fault.code, fault.mark.column) for fault in found if fault.mark]


def test_a_figure_is_its_qualifier_and_its_text() -> None:
    assert write_figures("So far {reports}.", REPORTS) == "So far more than 82 million reports."


@pytest.mark.parametrize("before", ["", "**", "It goes on. ", "Why? ", "It goes on.\n\n", "It goes on! **", "In all\n"])
def test_a_figure_that_opens_a_sentence_has_a_capital(before: str) -> None:
    assert write_figures(f"{before}{{reports}}", REPORTS) == f"{before}More than 82 million reports"


@pytest.mark.parametrize("before", ["For ", "Abuse, ", "So far: ", "in the U.S.,  "])
def test_a_figure_inside_a_sentence_has_none(before: str) -> None:
    assert write_figures(f"{before}{{reports}}", REPORTS) == f"{before}more than 82 million reports"


def test_a_figure_that_is_not_known_is_left_as_it_is_written() -> None:
    assert write_figures("So far {repots}.", REPORTS) == "So far {repots}."


def test_the_parts_of_a_figure_may_be_apart() -> None:
    text = "They are {reports.qualifier} the {reports.text}."
    assert write_figures(text, REPORTS) == "They are more than the 82 million reports."
    assert faults_in(text) == []


def test_a_text_without_its_qualifier_is_refused_while_there_is_one() -> None:
    assert faults_in("So far {reports.text}.") == [("figure-without-qualifier", 8)]
    plain = {"reports": statistic(qualifier="")}
    assert list(figure_faults("So far {reports.text}.", plain, {"reports"}, mark_at)) == []


def test_each_fault_is_at_its_own_brace() -> None:
    assert faults_in("{report} and {reports.words} and }") == [
        ("unknown-statistic", 1),
        ("unknown-statistic-part", 14),
        ("unpaired-brace", 34),
    ]


def test_a_figure_whose_entry_is_broken_is_known() -> None:
    assert faults_in("So far {broken} and {broken.text}.") == []


def test_figures_are_named_in_order() -> None:
    assert figures_in("{us-four} and {reports.text}") == ["us-four", "reports"]


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
    figures = {"n": statistic("12 (a)"), "h": statistic("שלום", "")}
    assert write_figures(text, figures) == expected
    assert not disallowed_characters(write_figures(text, figures))
