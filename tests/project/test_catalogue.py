"""Catalogues of the generator's own sentences are read as strictly as the files of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.project import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def translate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], catalogue.Words]]:
    """Write the catalogue of a language into a folder that has none but English, and return what is read of it."""
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    (tmp_path / "en.yaml").write_text("page: {dir: ltr}\n", encoding="utf-8")

    def read(language: str, text: str) -> catalogue.Words:
        (tmp_path / f"{language}.yaml").write_text(text, encoding="utf-8")
        return catalogue.sentences(language)

    catalogue.sentences.cache_clear()
    yield read
    catalogue.sentences.cache_clear()


def test_every_sentence_is_the_string_that_is_written(translate: Callable[[str, str], catalogue.Words]) -> None:
    assert translate("nb", "page: {dir: ltr, yes: no, count: 007}\n") == {
        "page": {"dir": "ltr", "yes": "no", "count": "007"}
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("page: one\npage: two\n", "duplicate-key"),
        ('page: "\u202eturned\u202c"\n', "disallowed-character"),
    ],
)
def test_a_translation_with_a_mistake_is_refused_at_its_place(
    translate: Callable[[str, str], catalogue.Words], text: str, code: str
) -> None:
    with pytest.raises(SpecError) as caught:
        translate("de", text)
    [fault] = caught.value.faults
    assert fault.code == code
    assert fault.mark
    assert fault.mark.file.endswith("de.yaml")


def test_a_language_without_a_catalogue_has_the_english_one(
    translate: Callable[[str, str], catalogue.Words],
) -> None:
    translate("de", "page: {dir: rtl}\n")
    assert catalogue.sentences("fr") == {"page": {"dir": "ltr"}}


def test_keys_that_a_translation_lacks_are_named_where_they_belong(
    translate: Callable[[str, str], catalogue.Words], tmp_path: Path
) -> None:
    english = "picture: {source: a, days_left: {one: day, other: days}}\npage: {dir: ltr, steps: {feed: [b, c]}}\n"
    (tmp_path / "en.yaml").write_text(english, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        translate("da", "picture: {days_left: {other: dage}}\npage:\n  steps: b\n")
    found = [(fault.code, fault.message, fault.mark and fault.mark.line) for fault in caught.value.faults]
    assert found == [
        ("catalogue-incomplete", "the catalogue has no 'picture.source'", 1),
        ("catalogue-incomplete", "the catalogue has no 'page.dir'", 2),
        ("catalogue-incomplete", "the catalogue has no 'page.steps.feed'", 3),
    ]
    assert all("translate it from en.yaml" in fault.remedy for fault in caught.value.faults)
