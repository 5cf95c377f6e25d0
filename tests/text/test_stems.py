"""Stems and phrases that are found in texts: where words begin, inside them, and over several words."""

from __future__ import annotations

import unicodedata

import pytest

from kit.text.stems import find_each, find_stems, folded, says, widened, without_addresses


@pytest.mark.parametrize(
    ("stem", "text", "words"),
    [
        ("lawful", "Keep it LAWFUL.", ["LAWFUL"]),
        ("lawful", "It is lawfully unlawful", ["lawfully"]),
        ("~lawful", "It is lawfully unlawful", ["lawfully", "unlawful"]),
        ("~ lawful", "unlawful", ["unlawful"]),
        ("~porno", "Gegen Kinderpornografie!", ["Kinderpornografie"]),
        ("porno", "Gegen Kinderpornografie, Pornos", ["Pornos"]),
        ("porno", "Gegen Kinder-Pornografie", ["Pornografie"]),
        ("porn", "telefoane pornite", ["pornite"]),
        ("~porno", "Kinder\u00adpor\u00adno\u00adgrafie", ["Kinder\u00adpor\u00adno\u00adgrafie"]),
        ("por\u00adno", "Porno", ["Porno"]),
        ("send them", "Send\nthem this. Send themes.", ["Send\nthem", "Send themes"]),
        ("send them", "resend them; send, then them", []),
        ("~send them", "resend them", ["resend them"]),
        ("abuse", "l'abuse d\u2019abuser", ["abuse", "abuser"]),
        ("istismar", "ISTISMAR, İSTİSMAR, ıstismar", ["ISTISMAR", "İSTİSMAR", "ıstismar"]),
        ("İSTİSMAR", "istismar", ["istismar"]),
        ("strasse", "Straße", ["Straße"]),
        ("λόγος", "ΛΌΓΟΣ", ["ΛΌΓΟΣ"]),
        ("é", unicodedata.normalize("NFD", "été"), ["été"]),
        ("शोषण", "बाल शोषण", ["शोषण"]),
        ("षण", "शोषण", []),
        ("~虐待", "児童虐待を止める", ["児童虐待を止める"]),
        ("porn", "", []),
        ("porn", "…", []),
    ],
)
def test_a_stem_finds_whole_words_where_they_begin_or_inside_them(stem: str, text: str, words: list[str]) -> None:
    assert [found.words for found in find_stems(text, (stem,))] == words


def test_of_stems_that_find_the_same_words_the_longest_is_named() -> None:
    found = find_stems("child abuse and unlawful abuses", ("~lawful", "child abuse", "lawful", "abuse"))
    assert [(one.stem, one.words) for one in found] == [
        ("child abuse", "child abuse"), ("abuse", "abuse"), ("~lawful", "unlawful"), ("abuse", "abuses"),
    ]  # fmt: skip
    assert [*find_each("Abuse, abuse, abuses", ("abuse",))] == [" abuse ", " abuses "]


def test_words_are_counted_with_what_hyphens_and_apostrophes_join() -> None:
    text = "A child\u2019s child-protection law \u2013 abuse"
    found = find_stems(text, ("child", "abuse", "protect"))
    assert [(one.words, one.first, one.last) for one in found] == [
        ("child", 1, 1), ("child", 2, 2), ("protection", 2, 2), ("abuse", 4, 4),
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("abuse. That may", "abuse that", True),
        ("abuses that", "abuse that", False),
        ("the abuse that", "abuse THAT", True),
        ("anything", "\u2014", False),
        ("", "\u2014", False),
    ],
)
def test_a_phrase_is_whole_words(text: str, phrase: str, said: bool) -> None:  # noqa: FBT001  (what is expected)
    assert says(text, phrase) is said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sign: change.org/find-abuse now", "Sign: now"),
        ("https://www.a.org/legal legal", "legal"),
        ("See change.org. Legal", "See . Legal"),
        ("to a.b@legal.org", "to"),
        ("abuse.That and/or 3.5 million", "abuse.That and/or 3.5 million"),
    ],
)
def test_addresses_are_no_words(text: str, left: str) -> None:
    found = without_addresses(text)
    assert (" ".join(found.split()), len(found)) == (left, len(text))


def test_a_stretch_is_widened_to_whole_words() -> None:
    text = "goes unseen. Now"
    start, end = widened(text, text.index("seen"), text.index("."))
    assert text[start:end] == "unseen"
    assert widened(text, 4, 5) == (4, 5)


def test_a_folded_text_has_no_case_and_no_punctuation() -> None:
    assert folded("Abuse \u2013 ONLINE!") == " abuse online "
    assert folded("\u2026") == folded("") == " "
