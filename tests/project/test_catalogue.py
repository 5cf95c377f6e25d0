"""Catalogues of the generator's own sentences, and of a campaign's, are read as strictly as the files of a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.project import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def translate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], catalogue.Words]]:
    """Write the catalogue of a language into a folder that has none but English, and return what is read of it."""
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "_known", {})
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


# Sentences of a campaign ---------------------------------------------------------------------------------------------


def write_own(root: Path, language: str, text: str) -> Path:
    """Write sentences of a campaign into its folder."""
    folder = root / "locales" / "generator"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.yaml").write_text(text, encoding="utf-8")
    return root


def test_a_campaign_changes_some_sentences_of_a_language(tmp_path: Path) -> None:
    write_own(tmp_path, "de", 'page: {intro: "Wählen Sie ein Bild."}\n')
    found = catalogue.read_catalogue(tmp_path, "de-AT")
    assert found.is_own
    assert found.sentences["page"]["intro"] == "Wählen Sie ein Bild."
    assert found.sentences["page"]["skip"] == catalogue.sentences("de")["page"]["skip"]
    assert catalogue.sentences("de")["page"]["intro"] != "Wählen Sie ein Bild."


def test_a_campaign_brings_all_sentences_of_a_language_that_the_generator_does_not_speak(tmp_path: Path) -> None:
    english = (Path(catalogue.__file__).parents[1] / "text" / "languages" / "sentences" / "en.yaml").read_text(
        encoding="utf-8"
    )
    write_own(tmp_path, "fo", english.replace('lang: "en"', 'lang: "fo"'))
    found = catalogue.read_catalogue(tmp_path, "fo")
    assert (found.is_own, found.sentences["page"]["lang"]) == (True, "fo")


def test_steps_of_a_campaign_need_not_say_what_is_done_after_sharing(tmp_path: Path) -> None:
    write_own(tmp_path, "de", 'page: {steps: {feed: ["{save}", "Poste es."]}}\n')
    found = catalogue.read_catalogue(tmp_path, "de")
    assert found.sentences["page"]["steps"]["feed"] == ["{save}", "Poste es."]


def test_without_a_file_of_the_campaign_the_sentences_are_the_generators(tmp_path: Path) -> None:
    assert catalogue.read_catalogue(tmp_path, "de") == catalogue.Catalogue(catalogue.sentences("de"))
    write_own(tmp_path, "de", "")
    assert catalogue.read_catalogue(tmp_path, "de") == catalogue.Catalogue(catalogue.sentences("de"), is_own=True)


def test_until_all_sentences_of_a_language_are_there_they_are_in_english(tmp_path: Path) -> None:
    write_own(tmp_path, "fo", "page: {intro: Veldu mynd., skip:}\n")
    found = catalogue.read_catalogue(tmp_path, "fo")
    assert (found.is_own, found.sentences) == (False, catalogue.sentences("en"))
    assert "page.skip" in found.missing
    assert "picture.days_left" in found.missing
    assert "page.intro" not in found.missing


@pytest.mark.parametrize(
    ("language", "text", "code", "message"),
    [
        ("de", "page: {intra: a}\n", "unknown-key", "unknown key 'intra'"),
        ("de", "page: a\n", "wrong-type", "these must be sentences by key"),
        ("de", "page: {intro: [a]}\n", "wrong-type", "this must be a sentence"),
        ("de", "page: {dir: up}\n", "wrong-type", "this is the direction of the page"),
        ("de", "picture: {days_left: {one: Tag}}\n", "wrong-type", "this must be forms of a word"),
        ("de", "page: {steps: {feed: a}}\n", "wrong-type", "this must be a list of sentences"),
        ("de", 'page: {steps: {feed: ["a"]}}\n', "wrong-braces", "{save} is left out"),
        ("de", 'picture: {source: "Quelle"}\n', "wrong-braces", "{sources} is left out"),
        ("de", 'picture: {source: "{sources} {a}"}\n', "wrong-braces", "nothing is put in for {a}"),
        ("de", 'picture: {source: "{sources.a}"}\n', "wrong-braces", "its braces can't be read"),
        ("de", 'picture: {source: "{sources}}"}\n', "wrong-braces", "its braces can't be read"),
    ],
)
def test_a_mistake_in_sentences_of_a_campaign_is_refused_at_its_place(
    tmp_path: Path, language: str, text: str, code: str, message: str
) -> None:
    with pytest.raises(SpecError) as caught:
        catalogue.read_catalogue(write_own(tmp_path, language, text), language)
    [fault] = caught.value.faults
    assert (fault.code, fault.message[: len(message)]) == (code, message)
    assert fault.mark
    assert fault.mark.file == f"locales/generator/{language}.yaml"
    assert fault.remedy
