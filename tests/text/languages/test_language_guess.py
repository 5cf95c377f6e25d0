"""A text in another language than its file is recognised; good prose in its own language never is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from kit.text.languages.language_wording import UNKNOWN, guessed_other, words_in

FOLDER = Path(__file__).parent / "declaration"
SENTENCES = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(FOLDER.glob("*.txt"))}
#: How many words a sentence has of which most are recognised.
LONG = 8


def test_there_are_twenty_sentences_in_each_of_26_languages() -> None:
    assert {len(sentences) for sentences in SENTENCES.values()} == {20}
    assert len(SENTENCES) == 26


@pytest.mark.parametrize("tag", SENTENCES)
def test_no_sentence_in_its_own_language_is_reported(tag: str) -> None:
    assert [text for text in SENTENCES[tag] if guessed_other(text, tag)] == []


@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_in_the_file_of_another_language_is_hardly_ever_called_a_third_one(tag: str) -> None:
    tried = [guessed_other(text, other) for text, other in product(SENTENCES[tag], sorted(SENTENCES.keys() - {tag}))]
    assert sum(name not in {tag, None, UNKNOWN} for name in tried) / len(tried) < 0.05


@pytest.mark.parametrize(("tag", "least"), [("en", 0.95), ("de", 0.9), ("fr", 0.8), ("ar", 1), ("el", 1), ("bg", 1)])
def test_most_long_sentences_in_the_file_of_another_language_are_found(tag: str, least: float) -> None:
    long = [text for text in SENTENCES[tag] if len(words_in(text)) >= LONG]
    tried = [guessed_other(text, other) in {tag, UNKNOWN} for text, other in product(long, SENTENCES.keys() - {tag})]
    assert sum(tried) / len(tried) >= least


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Sign the petition", "de", None),
        ("Child Safety First", "bg", None),
        ("NCMEC CyberTipline", "el", None),
        ("Detection can go on in the dark", "qzz", None),
        ("Der Brief „We are in danger of losing the battle“ ist im Netz, und er ist nicht lang.", "de", None),
        ("Companies use the tools to detect images of child sexual abuse and report them.", "de-AT", "en"),
        ("Companies use the tools to detect images of child sexual abuse and report them.", "en-GB", None),
        ("Companies can remove images once found", "bg", "en"),
        ("L’enfant n’a qu’une voix.", "de", "fr"),
        ("L'enfant n'a qu'une voix.", "de", "fr"),
        ("Unternehmen nutzen Werkzeuge, die Bilder erkennen und melden, und sie werden nicht gelesen.", "sv", "de"),
    ],
)
def test_few_words_are_passed_over_and_others_named(text: str, language: str, other: str | None) -> None:
    assert guessed_other(text, language) == other


@pytest.mark.parametrize(
    ("tag", "other", "least"), [("cs", "sk", 6), ("sk", "cs", 3), ("hr", "sl", 3), ("et", "fi", 5)]
)
def test_of_close_neighbours_most_texts_of_three_sentences_are_found(tag: str, other: str, least: int) -> None:
    texts = [" ".join(SENTENCES[tag][start : start + 3]) for start in range(0, 18, 3)]
    found = [guessed_other(text, other) for text in texts]
    assert found.count(tag) >= least
    assert {*found} <= {tag, None}


def test_almost_all_long_sentences_are_found_in_the_files_of_all_other_languages() -> None:
    long = [(tag, text) for tag in SENTENCES for text in SENTENCES[tag] if len(words_in(text)) >= LONG]
    tried = [guessed_other(text, other) in {tag, UNKNOWN} for tag, text in long for other in SENTENCES if other != tag]
    assert sum(tried) / len(tried) > 0.96
