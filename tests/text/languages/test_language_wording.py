"""The words that translations are held to: qualifiers and stems of 26 languages, each listed once for what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.base.document import read_yaml
from kit.text import languages
from kit.text.characters import disallowed_characters
from kit.text.languages.language_wording import Choice, Wording, folded_words, wording_of
from kit.text.stems import find_stems, is_without_letters

FOLDER = Path(languages.__file__).parent / "wording"
TABLES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
OF_THE_UNION = ("bg", "hr", "cs", "da", "nl", "en", "et", "fi", "fr", "de", "el", "hu", "ga", "it", "lv", "lt", "mt",
                "pl", "pt", "ro", "sk", "sl", "es", "sv")  # fmt: skip
#: What no qualifier may say at once.
OPPOSITES = ({"over", "at_least"}, {"under", "nearly", "at_most"})


def test_the_languages_of_the_union_arabic_and_hebrew_have_a_table() -> None:
    assert sorted([*OF_THE_UNION, "ar", "he"]) == TABLES


@pytest.mark.parametrize("tag", TABLES)
def test_every_table_has_the_keys_of_english_and_words_for_each(tag: str) -> None:
    written, english = (read_yaml(FOLDER / f"{name}.yaml", disallowed_characters).value for name in (tag, "en"))
    assert [*written] == [*english]
    for key in ("qualifiers", "ruled_out"):
        assert [*written[key]] == [*english[key]]
        assert all(written[key].values())
    assert len({*written["common"]}) == len(written["common"])
    assert written["letters"] == written["letters"].casefold()
    assert not any(map(str.isascii, written["letters"]))


@pytest.mark.parametrize("tag", TABLES)
def test_no_qualifier_says_more_and_less_at_once(tag: str) -> None:
    wording = wording_of(tag)
    more, less = ({folded_words(one.text) for one in wording.choices(meanings)} for meanings in OPPOSITES)
    assert more & less == set()
    for listed in wording.qualifiers.values():
        assert len({folded_words(one.text) for one in listed}) == len(listed)


@pytest.mark.parametrize("tag", TABLES)
def test_stems_are_as_a_voice_takes_them(tag: str) -> None:
    ruled_out = wording_of(tag).ruled_out
    assert ruled_out
    for stems in ruled_out.values():
        assert len(set(stems)) == len(stems)
        assert [stem for stem in stems if is_without_letters(stem) or re.search(r"\*|.~|^\s|\s$", stem)] == []


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("bg", "упорно"), ("cs", "odpornost"), ("de", "Ansporn"), ("de", "ausspornen"), ("es", "por no"),
        ("hr", "uporno"), ("hr", "otpornost"), ("it", "mostrare"), ("it", "sollecitare"), ("lt", "aukštas"),
        ("nl", "aansporing"), ("pl", "oporność"), ("ro", "porniți"), ("ro", "licitație"), ("sk", "odporúčať"),
        ("sk", "odpornosť"), ("sl", "odpornost"), ("sv", "ansporra"), ("el", "θυμάται"), ("cs", "obětavý"),
        ("ar", "تضحية"), ("ar", "مشروع"), ("de", "kollegial"),
        ("de", "bestiegen"), ("sv", "offert"), ("fr", "collégial"), ("pt", "demonstrar"),
    ],
)  # fmt: skip
def test_stems_find_no_innocent_word_that_contains_them(tag: str, word: str) -> None:
    stems = tuple(stem for listed in wording_of(tag).ruled_out.values() for stem in listed)
    assert [found.stem for found in find_stems(f"a {word} b", stems)] == []


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("bg", "детска порнография"), ("hr", "dječja pornografija"), ("cs", "dětská pornografie"),
        ("da", "børnepornografi"), ("nl", "kinderpornografie"), ("en", "child pornography"),
        ("et", "lastepornograafia"), ("fi", "lapsipornografia"), ("fr", "pédopornographie"),
        ("de", "Kinderpornografie"), ("el", "παιδική πορνογραφία"), ("hu", "gyermekpornográfia"),
        ("ga", "pornagrafaíocht leanaí"), ("it", "pedopornografia"), ("lv", "bērnu pornogrāfija"),
        ("lt", "vaikų pornografija"), ("mt", "pornografija tat-tfal"), ("pl", "pornografia dziecięca"),
        ("pt", "pornografia infantil"), ("ro", "pornografie infantilă"), ("sk", "detská pornografia"),
        ("sl", "otroška pornografija"), ("es", "pornografía infantil"), ("sv", "barnpornografi"),
        ("ar", "المواد الإباحية"), ("he", "פורנוגרפיית ילדים"),
    ],
)  # fmt: skip
def test_the_term_of_old_laws_is_found_in_every_language(tag: str, words: str) -> None:
    assert find_stems(words, wording_of(tag).ruled_out["pornography"])


def test_a_qualifier_is_read_with_its_note() -> None:
    assert wording_of("de-AT").qualifiers["over"] == (Choice("mehr als"), Choice("über", "accusative"))
    assert wording_of("de").meanings_of("Über") == {"over"}
    assert wording_of("bg").meanings_of("до") == {"until", "at_most"}
    assert wording_of("fr").meanings_of("jusqu'à") == {"until", "at_most"}, "with either apostrophe"
    assert wording_of("de").meanings_of("ein Rekord von") == frozenset()


def test_the_longest_qualifier_before_words_counts() -> None:
    assert wording_of("de").meanings_before("nicht weniger als 83 Kinder") == {"at_least"}
    assert wording_of("de").meanings_before("weniger als 83 Kinder") == {"under"}
    assert wording_of("de").meanings_before("Mehr\u00a0als 83 Kinder") == {"over"}
    assert wording_of("de").meanings_before("überall 83 Kinder") == frozenset()


def test_one_word_before_a_number_may_be_a_preposition() -> None:
    english = wording_of("en")
    assert english.meanings_at_end("for over") == {"over"}
    assert english.meanings_at_end("for over", prepositions=False) == frozenset()
    assert english.meanings_at_end("For more than", prepositions=False) == {"over"}
    assert english.meanings_at_end("for nearly", prepositions=False) == {"nearly"}
    assert english.meanings_at_end("no more than", prepositions=False) == {"at_most"}


@pytest.mark.parametrize("tag", ["qzz", "../sentences/de", "tr"])
def test_a_language_without_a_table_lists_nothing(tag: str) -> None:
    assert wording_of(tag) == Wording()
    assert wording_of(tag).meanings_of("mehr als") == frozenset()
