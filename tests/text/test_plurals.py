"""Plural classes: which form of some words a language has for a number."""

from __future__ import annotations

import pytest

from kit.text.numerals import plural_class, plural_classes, possible_classes, write_number


@pytest.mark.parametrize(
    ("language", "classes"),
    [
        ("en", ("one", "other")),
        ("de", ("one", "other")),
        ("pl", ("one", "few", "many")),
        ("cs", ("one", "few", "other")),
        ("fr", ("one", "other")),
        ("ar", ("zero", "one", "two", "few", "many", "other")),
        ("ja", ("other",)),
    ],
)
def test_a_language_needs_the_classes_of_whole_numbers(language: str, classes: tuple[str, ...]) -> None:
    assert plural_classes(language) == classes


def test_forms_for_fractions_and_for_millions_may_be_written() -> None:
    assert possible_classes("pl") == ("one", "few", "many", "other")
    assert possible_classes("fr") == ("one", "many", "other")


def test_a_number_has_the_class_that_its_language_gives_it() -> None:
    assert [plural_class(number, "pl") for number in (1, 2, 5, 21, 22)] == ["one", "few", "many", "many", "few"]
    assert [plural_class(number, "en") for number in (0, 1, 2)] == ["other", "one", "other"]


def test_a_number_is_written_in_the_digits_and_groups_of_its_language() -> None:
    assert (write_number(14, "en"), write_number(1400, "de"), write_number(14, "fa")) == ("14", "1.400", "۱۴")
