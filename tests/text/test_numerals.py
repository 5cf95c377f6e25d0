"""Numbers in digits, and what their separators may mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kit.text.numerals import numerals_in


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("separator", [" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019", "\u066c"])
def test_blanks_and_apostrophes_group_digits_and_begin_no_fraction(separator: str, language: str) -> None:
    [found] = numerals_in(f"12{separator}000", language)
    assert found.readings == (Decimal(12_000),)


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [("12,000", "en", (12_000, 12)), ("12.000", "en", (12, 12_000)), ("12.000", "de", (12_000, 12))],
)
def test_points_and_commas_may_do_either_and_the_likeliest_is_the_first(
    text: str, language: str, readings: tuple[int, ...]
) -> None:
    [found] = numerals_in(text, language)
    assert found.readings == readings
