"""Days that texts name, as their language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from kit.text.written_days import dates_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Come on 29 February.", dt.date(2024, 2, 29)),
        ("Come on 3 May 1921.", dt.date(1921, 5, 3)),
        ("Come on May 3, 1921.", dt.date(1921, 5, 3)),
        ("Come on 1921-05-03.", dt.date(1921, 5, 3)),
        ("Come on 29 February 2026.", None),
    ],
)
def test_a_date_is_of_its_own_year_and_without_one_of_the_year_of_its_kit(text: str, day: dt.date | None) -> None:
    [date] = dates_in(text, "en")
    assert date.in_year(2024) == day
