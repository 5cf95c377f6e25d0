"""Figures are written once and referred to: with their qualifier, a capital where they open a sentence, isolated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, write_breakable

from kit.base.errors import Mark
from kit.model.statistic import Statistic
from kit.project import load_project
from kit.project.figures.figures_in_copy import figure_faults, figures_in, write_figures
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from pathlib import Path


def statistic(text: str = "82 million reports", qualifier: str = "more than") -> Statistic:
    return Statistic(id="reports", text=text, counts="", source="letter", as_of="2020", qualifier=qualifier)


REPORTS = {"reports": statistic()}


def mark_at(index: int) -> Mark:
    return Mark("kit.yaml", 1, index + 1)


def faults_in(text: str) -> list[tuple[str, int]]:
    """Return the code of each fault of a text, with its column."""
    found = figure_faults(text, REPORTS, {"reports", "broken"}, mark_at, language="en")
    return [(fault.code, fault.mark.column) for fault in found if fault.mark]


def test_a_figure_is_its_qualifier_and_its_text() -> None:
    assert write_figures("So far {reports}.", REPORTS, "en") == "So far more than 82 million reports."


@pytest.mark.parametrize("before", ["", "**", "It goes on. ", "Why? ", "It goes on.\n\n", "It goes on! **", "In all\n"])
def test_a_figure_that_opens_a_sentence_has_a_capital(before: str) -> None:
    assert write_figures(f"{before}{{reports}}", REPORTS, "en") == f"{before}More than 82 million reports"


@pytest.mark.parametrize("before", ["For ", "Abuse, ", "So far: ", "in the U.S.,  "])
def test_a_figure_inside_a_sentence_has_none(before: str) -> None:
    assert write_figures(f"{before}{{reports}}", REPORTS, "en") == f"{before}more than 82 million reports"


def test_a_figure_that_is_not_known_is_left_as_it_is_written() -> None:
    assert write_figures("So far {repots}.", REPORTS, "en") == "So far {repots}."


def test_the_parts_of_a_figure_may_be_apart() -> None:
    text = "They are {reports.qualifier} the {reports.text}."
    assert write_figures(text, REPORTS, "en") == "They are more than the 82 million reports."
    assert faults_in(text) == []


def test_a_text_without_its_qualifier_is_refused_while_there_is_one() -> None:
    assert faults_in("So far {reports.text}.") == [("figure-without-qualifier", 8)]
    plain = {"reports": statistic(qualifier="")}
    assert list(figure_faults("So far {reports.text}.", plain, {"reports"}, mark_at, language="en")) == []


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
    ("language", "text", "expected"),
    [
        ("he", "שלום {n} עולם", "שלום \u2068more than 12 (a)\u2069 עולם"),
        ("he", "שלום {n.text}", "שלום \u206812 (a)\u2069"),
        ("en", "Hello {n} there", "Hello more than 12 (a) there"),
        ("en", "Hello {h} there", "Hello \u2068שלום\u2069 there"),
        ("he", "שלום {h}", "שלום שלום"),
        ("he", "NCMEC: {h}", "NCMEC: שלום"),
        ("he", "{h}", "שלום"),
        ("he", "שלום {year}", "שלום 2025"),
    ],
)
def test_a_figure_that_runs_against_the_language_is_isolated(language: str, text: str, expected: str) -> None:
    """What has no letter runs either way: invisible characters would get into captions for nothing."""
    figures = {"n": statistic("12 (a)"), "h": statistic("שלום", ""), "year": statistic("2025", "")}
    assert write_figures(text, figures, language) == expected
    assert not disallowed_characters(write_figures(text, figures, language))


# Forms -------------------------------------------------------------------------------------------------------------

HUNGARIAN = Statistic(
    id="law", text="december 21.", counts="", source="letter", as_of="2020", qualifier="", number_span=(9, 12)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{reports}: {reports|number}", "More than 82 million reports: 82"),
        ("{reports}: {reports|unit}", "More than 82 million reports: million reports"),
        ("{reports}: {reports|text}", "More than 82 million reports: 82 million reports"),
        ("So, {reports|qualifier} so", "So, more than so"),
        ("{reports|over 82 million}", "Over 82 million"),
        ("Now {reports|well over 82,000,000 reports}", "Now well over 82,000,000 reports"),
    ],
)
def test_a_figure_is_written_in_a_form_or_in_other_words(text: str, expected: str) -> None:
    assert write_figures(text, REPORTS, "en") == expected
    assert faults_in(text) == []
    assert set(figures_in(text)) == {"reports"}


@pytest.mark.parametrize("form", ["|text", "|number", ".number", "|82 million", "|82,000,000 of them"])
def test_a_number_without_its_qualifier_is_refused_in_every_form(form: str) -> None:
    assert faults_in(f"So far {{reports{form}}}.") == [("figure-without-qualifier", 8)]
    assert faults_in(f"So far {{reports{form}}}, {{reports|qualifier}} that.") == []


@pytest.mark.parametrize(("form", "remedy"), [("nubmer", "did you mean 'number'?"), ("bare", "known here: counts,")])
def test_an_unknown_form_is_refused_with_what_is_known(form: str, remedy: str) -> None:
    (fault,) = figure_faults(f"{{reports|{form}}}", REPORTS, {"reports"}, mark_at, language="en")
    assert fault.code == "unknown-statistic-part"
    assert fault.remedy.startswith(remedy)


@pytest.mark.parametrize("words", ["over 8.2 million", "about 82", "most of them", "over 82 thousand reports"])
def test_other_words_that_say_another_number_are_refused(words: str) -> None:
    assert faults_in(f"Now {{reports|{words}}}") == [("other-words-differ", 5)]


def test_other_words_for_a_figure_without_a_number_are_as_they_are() -> None:
    reach = {"reports": statistic("hundreds of thousands", "")}
    assert not list(figure_faults("{reports|so very many}", reach, {"reports"}, mark_at, language="en"))


def test_a_unit_that_a_figure_does_not_have_is_refused() -> None:
    plain = {"reports": statistic("two decades")}
    faults = figure_faults("Over {reports|unit}", plain, {"reports"}, mark_at, language="en")
    assert [fault.code for fault in faults] == ["figure-without-unit"]


# What is marked in a figure ----------------------------------------------------------------------------------------


def test_what_is_marked_is_the_number_and_the_rest_the_unit_wherever_it_stands() -> None:
    assert (HUNGARIAN.number, HUNGARIAN.unit, HUNGARIAN.unit_first) == ("21.", "december", True)
    assert write_figures("Nap: {law|number}, hó: {law|unit}", {"law": HUNGARIAN}, "hu") == "Nap: 21., hó: december"


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("**82** million reports", "82", "million reports"),
        ("**82 million** reports", "82 million", "reports"),
        ("**two** decades", "two", "decades"),
        ("december **21.**", "21.", "december"),
        ("**2025**", "2025", ""),
        ("82 million reports", "82", "million reports"),
        ("two decades", "two decades", ""),
    ],
)
def test_marks_are_read_from_the_text_and_are_no_part_of_it(text: str, number: str, unit: str, tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("text: 82 million", f'text: "{text}"'), (", value: 82000000", ""))
    figure = load_project(path).campaign.statistics["reports"]
    assert figure.text == text.replace("**", "")
    assert (figure.number, figure.unit) == (number, unit)


@pytest.mark.parametrize("text", ["**82 million", "**82** **million**", "**** million", "about **82** million"])
def test_marks_that_divide_nothing_are_refused_at_the_text(text: str, tmp_path: Path) -> None:
    (fault,) = faults_of(write_breakable(tmp_path, ("text: 82 million", f'text: "{text}"')))
    assert fault.code == "figure-mark-misplaced"
    assert "**82** million reports" in fault.remedy
    assert fault.mark is not None
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith(f'"{text}"')


@pytest.mark.parametrize("text", ["2020. gada **21.** decembris", "2020 m. gruodžio **21** d.", "am **21**. Dezember"])
def test_the_number_of_a_day_may_be_marked_inside_the_text(text: str, tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("text: 82 million", f'text: "{text}"'), ("value: 82000000", "value: 2020-12-21"))
    figure = load_project(path).campaign.statistics["reports"]
    assert figure.text == text.replace("**", "")
    assert figure.number.strip(".") == "21"
    assert figure.number_inside


@pytest.mark.parametrize("text", ["2020. **gada** 21. decembris", "no **2020.** gada 21. decembra"])
def test_nothing_else_of_a_day_may_be_marked_inside_the_text(text: str, tmp_path: Path) -> None:
    changed = ("text: 82 million", f'text: "{text}"'), ("value: 82000000", "value: 2020-12-21")
    (fault,) = faults_of(write_breakable(tmp_path, *changed))
    assert fault.code == "figure-mark-misplaced"


def test_the_value_of_a_figure_is_held_to_its_text_without_marks(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("text: 82 million", 'text: "**82** million"'), ("82000000", "8200000"))
    assert [fault.code for fault in faults_of(path)] == ["value-differs-from-text"]


def test_number_span_is_no_key_of_a_figure(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("counts: of it", "counts: of it, number_span: [0, 2]"))
    assert [fault.code for fault in faults_of(path)] == ["unknown-key"]
