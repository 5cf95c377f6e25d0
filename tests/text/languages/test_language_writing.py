"""The table of each language says only what a table can say, and what it says counts in that language."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.base.document import read_yaml
from kit.base.errors import SpecError
from kit.project.catalogue import has_sentences
from kit.text import languages
from kit.text.characters import disallowed_characters
from kit.text.languages import language_writing
from kit.text.languages.language_names import LANGUAGES
from kit.text.languages.language_writing import Writing, any_of, writing_of, writing_with_english

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(languages.__file__).parent / "writing"
TABLES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
KEYS = [key.name for key in fields(Writing)]
#: Languages with a table and without a code of two letters.
LONGER = {"ast"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder that is read instead of the tables of the generator."""
    monkeypatch.setattr(language_writing, "_FOLDER", tmp_path)
    writing_of.cache_clear()
    yield tmp_path
    writing_of.cache_clear()


@pytest.mark.parametrize("tag", TABLES)
def test_a_table_is_of_a_language_and_has_some_of_the_keys_in_their_order(tag: str) -> None:
    written = read_yaml(FOLDER / f"{tag}.yaml", disallowed_characters).value
    assert tag in LANGUAGES or tag in LONGER
    assert [*written] == [key for key in KEYS if key in written]
    assert writing_of(tag) != Writing()


def test_english_explains_every_key() -> None:
    lines = (FOLDER / "en.yaml").read_text("utf-8").splitlines()
    explained = [line.partition(":")[0] for before, line in pairwise(lines) if before[:2] == "# " and line[:1] != "#"]
    assert [key for key in explained if key] == KEYS


@pytest.mark.parametrize("tag", TABLES)
def test_a_word_is_listed_once_and_in_lower_case_unless_it_begins_with_a_capital(tag: str) -> None:
    listed = {key: words for key in KEYS if isinstance(words := getattr(writing_of(tag), key), tuple)}
    assert listed
    for key, words in listed.items():
        assert len(set(words)) == len(words), key
        odd = [word for word in words if word != word.strip() or not is_plain(word)]
        assert odd == [], key


def is_plain(word: str) -> bool:
    """Return whether only the first letter of a word may be a capital; in abbreviations, others may be as well."""
    return word[1:] in (word[1:].lower(), "R") or word.isupper() or " " in word


def test_a_tag_with_a_region_has_the_table_of_its_language() -> None:
    assert writing_of("de-AT") == writing_of("DE") == writing_of("de")
    assert writing_of("de").capital_nouns
    assert writing_of("qzz") == Writing()


@pytest.mark.parametrize("tag", ["x" * 5000, "../sentences/de", "de/../de", "..", "", "de\0", "-", "de-" + "a" * 5000])
def test_a_tag_that_is_no_language_names_no_file(tag: str) -> None:
    assert writing_of(tag) in (Writing(), writing_of("de"))
    assert (writing_of(tag) == writing_of("de")) == tag.startswith("de-")
    assert has_sentences(tag) == tag.startswith("de-")


def test_words_of_english_follow_those_of_a_language() -> None:
    french = writing_with_english("fr")
    assert french.ordinal_endings == ("er", *writing_of("en").ordinal_endings)
    assert french.capital_nouns is False
    assert french.scan == writing_of("en").scan, "listed in both, and once here"
    assert writing_with_english("qzz").picture_of == writing_of("en").picture_of
    assert writing_with_english("de").capital_nouns


def test_values_are_read_as_what_their_key_takes(folder: Path) -> None:
    table = "function_words: [no, yes]\ncapital_nouns: yes\nordinal_dot: no\nmagnitudes: {mil: 3}\n"
    (folder / "qzz.yaml").write_text(table, encoding="utf-8")
    read = Writing(("no", "yes"), capital_nouns=True, ordinal_dot=False, magnitudes={"mil": 3})
    assert writing_of("qzz") == read


def test_a_key_that_no_table_has_is_refused_at_its_place(folder: Path) -> None:
    (folder / "qzz.yaml").write_text("scan: [skan]\nfunktion_words: [a]\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        writing_of("qzz")
    [fault] = caught.value.faults
    assert fault.mark
    assert (fault.code, fault.mark.line, fault.remedy) == ("unknown-language-key", 2, "did you mean 'function_words'?")


@pytest.mark.parametrize(
    ("words", "pattern"),
    [(("a", "abc", "b.c", "ab"), r"abc|b\.c|ab|a"), (("d\u2019",), "d['\u2019]"), ((), "(?!)")],
)
def test_the_pattern_of_words_finds_the_longest_and_either_apostrophe(words: tuple[str, ...], pattern: str) -> None:
    assert any_of(words) == pattern
