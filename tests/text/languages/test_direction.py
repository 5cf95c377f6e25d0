"""What languages call themselves, and that they run right to left by their script, else by that of their own name."""

from __future__ import annotations

import pytest

from kit.text.languages.language_names import LANGUAGES, is_right_to_left, own_name


def test_languages_that_run_right_to_left_are_those_of_arabic_hebrew_and_thaana() -> None:
    found = {code for code in LANGUAGES if is_right_to_left(code)}
    assert found == {"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


@pytest.mark.parametrize("tag", ["ar-EG", "HE", "az-Arab", "uz-Arab-AF", "ku-Arab", "ckb", "ff-Adlm", "syr"])
def test_a_language_runs_right_to_left_in_any_region_and_by_its_script(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", ["en", "pt-BR", "sr-Latn", "az", "ku", "ug-Cyrl", "ar-Latn", "ks-Deva-IN", "xx", "cnr"])
def test_others_run_left_to_right(tag: str) -> None:
    assert not is_right_to_left(tag)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("av", "Avaric"),
        ("de-AT", "Deutsch (de-AT)"),
        ("xx", "xx"),
    ],
)
def test_a_language_is_called_what_it_calls_itself_or_else_by_its_english_name(tag: str, name: str) -> None:
    assert own_name(tag) == name
