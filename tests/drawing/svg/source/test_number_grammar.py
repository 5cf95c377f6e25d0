"""The one grammar of numbers: what SVG and CSS call a number, and what they do not."""

from __future__ import annotations

import time

import pytest

from kit.drawing.svg.source.numbers import (
    Length,
    is_gap,
    number,
    numbers,
    read_count,
    read_length,
    split_numbers,
    within_limit,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0 0 1080 1350", [0, 0, 1080, 1350]),
        ("1,-2 , +3", [1, -2, 3]),
        ("1-2+3", [1, -2, 3]),
        (".5.25", [0.5, 0.25]),
        ("5. 6", [5, 6]),
        ("1e2 1E-2 -1.5e+1", [100, 0.01, -15]),
        ("1em 2e", [1, 2]),
        ("", []),
        ("nan inf ٣ ² e5", [5]),
    ],
)
def test_numbers_are_found_as_the_grammar_of_svg_separates_them(text: str, values: list[float]) -> None:
    assert numbers(text) == values


def test_the_first_number_counts_and_else_the_default() -> None:
    assert number("12px 3") == 12
    assert number("auto", 7) == 7
    assert number(None) == 0


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("12", Length("12", "")),
        ("-.5px", Length("-.5", "px")),
        ("1e1em", Length("1e1", "em")),
        ("050%", Length("050", "%")),
        ("5.px", Length("5.", "px")),
        ("5mm", None),
        ("5 px", None),
        (" 5", None),
        ("5PX", None),
        ("1_000", None),
        ("--5", None),
        ("1.2.3", None),
        ("٣", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_length_is_a_number_with_a_known_unit_and_nothing_else(text: str, length: Length | None) -> None:
    assert read_length(text, ("", "px", "em", "%")) == length


def test_a_length_has_its_number_as_written_and_as_a_value() -> None:
    length = read_length("050.0px")
    assert length is not None
    assert (length.digits, length.value, length.unit) == ("050.0", 50.0, "px")
    assert read_length("50%") is None


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("0042", 42), ("9999", 9999), ("0", None), ("10000", None)])
def test_a_count_is_a_whole_number_from_1_to_9999(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["-1", "+1", "1.", "²", "٣", " 1", ""])
def test_nothing_else_is_a_count(text: str) -> None:
    assert read_count(text) is None


def test_a_list_holds_numbers_and_what_may_lie_between_them() -> None:
    assert split_numbers("1,02 \n-3e0.5") == ["1", "02", "-3e0", ".5"]
    assert split_numbers(" , ") == []
    assert split_numbers("1;2") is None
    assert split_numbers("1\u00a02") is None
    assert is_gap(" ,\t\r\n\f")
    assert not is_gap("0")


def test_a_million_is_the_limit_on_either_side() -> None:
    assert within_limit("1000000 -1000000 1e-400")
    assert not within_limit("0 1000001")
    assert not within_limit("-1e999")
    assert not within_limit("0.5 12345678")
    assert not within_limit("1e7")
    assert within_limit("0.12345678 1.5.12345678 0000001 999999.9999999")


def test_a_long_run_of_digits_takes_no_longer_than_its_length() -> None:
    begun = time.process_time()
    assert read_length("1" * 200_000 + "x", ("",)) is None
    assert split_numbers("1" * 200_000 + "x") is None
    assert time.process_time() - begun < 1
