"""The language of a kit exists, and what people write for it instead is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, write_breakable

from kit.text.languages.language_names import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "de-AT",
        "pt-BR",
        "zh-Hant-TW",
        "uk",
        "no",
        "fil",
        "gsw",
        "EN",
        "sr-Latn",
        "rmy",
        "ca-valencia",
        "es-419",
        "de-CH-1996",
    ],
)
def test_a_language_that_exists_is_taken(tag: str, tmp_path: Path) -> None:
    changes = (("language: en", f"language: {tag}"), (", value: 82000000", ""))
    assert faults_of(write_breakable(tmp_path, *changes)) == ()


@pytest.mark.parametrize(
    ("written", "code", "remedy"),
    [
        ("xx", "unknown-language", "a language tag, such as en or pt-BR"),
        ("qzz", "unknown-language", "a language tag, such as en or pt-BR"),
        ("de-x1", "unknown-language", "a language tag, such as en or pt-BR"),
        ("english", "invalid-path-part", "did you mean 'en'?"),
        ("Deutsch", "invalid-path-part", "did you mean 'de'?"),
        ("Francais", "invalid-path-part", "did you mean 'fr'?"),
        ("British English", "invalid-path-part", "did you mean 'en'?"),
        ("Polsih", "invalid-path-part", "did you mean 'pl'?"),
        ("eng", "unknown-language", "did you mean 'en'?"),
        ("ger-AT", "unknown-language", "did you mean 'de-AT'?"),
        ("cz", "unknown-language", "did you mean 'cs'?"),
        ("en-UK", "unknown-language", "did you mean 'en-GB'?"),
        ("en_GB", "invalid-path-part", "did you mean 'en-GB'?"),
        ("!!", "invalid-path-part", "a language tag, such as en or pt-BR"),
    ],
)
def test_a_language_that_does_not_exist_is_refused(written: str, code: str, remedy: str, tmp_path: Path) -> None:
    [fault] = faults_of(
        write_breakable(tmp_path, ("language: en", f'language: "{written}"'), (", value: 82000000", ""))
    )
    assert (fault.code, fault.remedy) == (code, remedy)


def test_no_two_languages_have_one_name() -> None:
    names = [name.casefold() for others in LANGUAGES.values() for name in others]
    assert len(LANGUAGES) > 180
    assert sorted(names) == sorted(set(names))
    assert not {name for name in names if len(name) == 2} & LANGUAGES.keys()
