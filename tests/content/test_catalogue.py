"""Catalogues of the generator's own sentences are read as strictly as the files of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.content import catalogue

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
    assert translate("nb", "page: {yes: no, count: 007}\n") == {"page": {"yes": "no", "count": "007"}}


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
