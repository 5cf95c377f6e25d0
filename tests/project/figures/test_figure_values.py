"""The value of a figure is the number or the day that its text writes; what can't be told surely is let pass."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, write_breakable

from kit.model.statistic import Statistic
from kit.project.figures.figure_values import value_fault

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

DAY = dt.date(2020, 12, 21)


def fault(text: str, value: object, language: str = "en", **changes: object) -> Fault | None:
    figure = Statistic(id="it", text=text, counts="", source="", as_of="2020", value=value, **changes)  # type: ignore[arg-type]
    return value_fault(figure, language)


@pytest.mark.parametrize(
    ("language", "text", "value", "meant"),
    [
        ("en", "82 million reports", 8_200_000, "82000000"),
        ("en", "82 million reports", 82, "82000000"),
        ("en", "82 million reports in 2020", 8_200_000, "82000000"),
        ("en", "1.9 million", 19_000_000, "1900000"),
        ("en", "82m reports", 820_000_000, "82000000"),
        ("en", "4 children", 5, "4"),
        ("en", "1,234", 1_243, "1234"),
        ("en", "100 countries", 10, "100"),
        ("en", "100 countries", 1_000, "100"),
        ("en", "0 reports", 1, "0"),
        ("en", "2025", 2_024, "2025"),
        ("en", "19.4%", 194, "19"),
        ("en", "eleven boys", 12, "11"),
        ("en", "two hundred thousand", 20_000, "200000"),
        ("de", "82 Millionen Meldungen", 82, "82000000"),
        ("de", "82 Mio. Meldungen", 8_200_000, "82000000"),
        ("de", "elf Jungen", 10, "11"),
        ("fr", "82 millions de signalements", 8_200_000, "82000000"),
        ("es", "82 mil millones de euros", 82_000_000, "82000000000"),
        ("pl", "1\u00a0900 razy", 19_000, "1900"),
        ("ro", "82 de milioane", 8_200_000, "82000000"),
        ("ar", "١٢٬٠٠٠", 1_200, "12000"),
    ],
)
def test_a_value_that_is_surely_not_the_number_of_its_text_is_refused(
    language: str, text: str, value: int, meant: str
) -> None:
    found = fault(text, value, language)
    assert found is not None
    assert found.code == "value-differs-from-text"
    assert found.remedy == f"did you mean {meant}?"


@pytest.mark.parametrize(
    "text", ["9" * 5_000, "82" + " million" * 5_000, "1," * 5_000 + "1", "9" * 400 + "%", "٣" * 40]
)
def test_a_number_of_any_length_is_read_or_let_pass(text: str) -> None:
    found = fault(text, 5)
    assert found is None or len(found.remedy) < 6_000


@pytest.mark.parametrize("bound", ["exact", "over", "under"])
@pytest.mark.parametrize(
    ("text", "value"), [("82 million", 8_200_000), ("4 children", 5), ("12,000 times", 1_200), ("100 reports", 10)]
)
def test_a_bound_never_hides_a_digit_too_few_or_too_many(bound: str, text: str, value: int) -> None:
    assert fault(text, value, bound=bound, qualifier="about")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "82 million reports", 82_000_000),
        ("en", "82 million", 82_300_000),
        ("en", "82M reports", 82_000_000),
        ("en", "5 m", 5),
        ("en", "5 m", 5_000_000),
        ("en", "1.2bn", 1_200_000_000),
        ("en", "$3.5 billion", 3_500_000_000),
        ("en", "4 children", 4),
        ("en", "1 in 5", 1),
        ("en", "1 in 5", 20),
        ("en", "7 of 10", 70),
        ("en", "3 to 5 million", 4_000_000),
        ("en", "one in five", 20),
        ("en", "19.4%", 19),
        ("en", "19.4%", 20),
        ("en", "-5%", -5),
        ("en", "1,234", 1_234),
        ("en", "1.234", 1_234),
        ("en", "over 100 countries", 100),
        ("en", "1,900 times", 1_940),
        ("en", "two decades", 20),
        ("en", "two decades", 2),
        ("en", "2 decades", 20),
        ("en", "12 dozen", 144),
        ("en", "hundreds of thousands", 300_000),
        ("en", "so many", 5),
        ("en", "COVID-19 cases", 500),
        ("en", "24/7", 24),
        ("en", "2025", 2_025),
        ("de", "1.234 Meldungen", 1_234),
        ("de", "82 Millionen", 82_000_000),
        ("et", "82 miljoni", 82_000_000),
        ("fi", "82 miljoonaa", 82_000_000),
        ("pl", "ponad 82 milionów zgłoszeń", 82_000_000),
        ("mt", "82 miljun", 82_000_000),
        ("ro", "82 de milioane", 82_000_000),
        ("ro", "20 de decenii", 200),
        ("fr", "3 siècles", 300),
        ("de", "3 Jahrzehnte", 30),
        ("pt-BR", "82 million", 82_000_000),
        ("gsw", "82 million", 82_000_000),
    ],
)
def test_a_value_that_may_be_what_its_text_writes_is_let_pass(language: str, text: str, value: int) -> None:
    assert fault(text, value, language) is None


def test_a_percentage_is_the_share_of_the_whole() -> None:
    assert fault("19.4%", 194, of=1_000) is None
    assert fault("90%", 96, of=100, qualifier="over") is None
    assert fault("19.4%", 294, of=1_000)


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", "20 December", "20"),
        ("en", "December 20", "20"),
        ("en", "20th of December", "20"),
        ("en", "21 November", "November"),
        ("en", "21 December 2019", "2019"),
        ("en", "20.12.2020", "20.12.2020"),
        ("de", "20. Dezember", "20"),
        ("es", "20 de diciembre", "20"),
        ("hu", "2020. december 20.", "20"),
        ("pl", "20 grudnia", "20"),
        ("mt", "20 ta’ Diċembru", "20"),
    ],
)
def test_a_value_that_is_surely_another_day_than_its_text_is_refused(language: str, text: str, other: str) -> None:
    found = fault(text, DAY, language)
    assert found is not None
    assert found.code == "value-of-another-day"
    assert f"'{other}'" in found.remedy


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "21 December"),
        ("en", "21st of December 2020"),
        ("en", "Dec. 21, 2020"),
        ("en", "December 2020"),
        ("en", "2020"),
        ("en", "21.12.2020"),
        ("en", "12/21/20"),
        ("en", "20–22 December"),
        ("en", "mid-December, in 3 weeks"),
        ("en", "the day it may end"),
        ("en", "24 hours left"),
        ("de", "am 21. Dezember"),
        ("fr", "le 21 décembre"),
        ("hu", "2020. december 21."),
        ("he", "21 בדצמבר"),
        ("lt", "gruodžio 21 d."),
    ],
)
def test_a_day_that_may_be_what_its_text_writes_is_let_pass(language: str, text: str) -> None:
    assert fault(text, DAY, language) is None


@pytest.mark.parametrize("language", ["", "no language", "e", "1234567890"])
def test_a_language_that_is_none_stops_no_other_judgement(language: str) -> None:
    """That it is none is reported at its own place; where even ICU takes no such name, English counts."""
    number = fault("82 million reports", 8_200_000, language)
    assert number is not None
    assert number.code == "value-differs-from-text"
    assert fault("21 December", DAY, language) is None


def test_the_fault_of_a_value_is_at_the_value_and_stops_the_build(tmp_path: Path) -> None:
    (found,) = faults_of(write_breakable(tmp_path, ("value: 82000000", "value: 8200000")))
    assert found.message == "'value' is 8200000, but 'text' says '82 million'"
    assert found.mark is not None
    assert found.mark.snippet[found.mark.column - 1 :] == "8200000}"
