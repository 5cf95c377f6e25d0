"""Characters that words may not hold, blank text, and the direction that the first strong letter gives."""

from __future__ import annotations

import re

import pytest
import regex
from conftest import TESTS

from kit.text.characters import (
    MAX_MARKS,
    MAX_NESTED,
    capitalised,
    disallowed_characters,
    is_blank,
    isolate,
    right_to_left,
    script_of_language,
)


@pytest.mark.parametrize(
    ("character", "message"),
    [
        ("\t", "there is a tab in the words"),
        ("\x00", "there is the control character U+0000 in the words"),
        ("\x7f", "there is the control character U+007F in the words"),
        ("\x85", "there is the control character U+0085 in the words"),
        ("\ud83d", "U+D83D is half a character"),
        ("\u2028", "U+2028 (line separator) breaks the line invisibly"),
        ("\u202e", "U+202E (right-to-left override) reverses letters"),
        ("\u202c", "U+202C (pop directional formatting) closes nothing"),
        ("\u2067", "U+2067 (right-to-left isolate) is not closed in its line"),
        ("\ufdd0", "U+FDD0 is never a character"),
        ("\U0001fffe", "U+1FFFE is never a character"),
        ("\ufffd", "U+FFFD (replacement character) marks a character that was lost"),
        ("\ufeff", "U+FEFF (zero width no-break space) marks a character that was lost"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a) is invisible"),
        ("\u2062", "U+2062 (invisible times) is invisible"),
    ],
)
def test_a_character_that_steers_or_hides_is_disallowed_where_it_is(character: str, message: str) -> None:
    [found] = disallowed_characters(f"é {character}z")
    assert (found.offset, found.message) == (2, message)
    assert found.remedy


def test_a_disallowed_character_is_named_once_and_others_too() -> None:
    assert [found.offset for found in disallowed_characters("q\u202ew\u202er\u2062t")] == [1, 5]


def test_both_halves_of_a_character_are_one_fault() -> None:
    assert [found.offset for found in disallowed_characters("a\ud83d\ude00 \ude00")] == [1, 4]


def test_what_is_found_is_in_the_order_of_the_text() -> None:
    assert [found.offset for found in disallowed_characters("\u2067a\u202d\u2062b" + "\u0301" * 40)] == [0, 2, 3, 5]


@pytest.mark.parametrize(
    "words",
    [
        "Kinder\u00adschutz", "می\u200cخواهم", "👨\u200d👩\u200d👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☂\ufe0f", "שלום \u2067abc\u2069!",
        "\u202babc\u202c", "\u2068\u202aabc\u202c\u2069", "\u200fabc\u200e", "ក\u200b្ម", "a\u2060b", "á̂̃̄",
        "a\nb", "é" * 100,
    ],
)  # fmt: skip
def test_characters_that_scripts_need_are_allowed(words: str) -> None:
    assert disallowed_characters(words) == []


@pytest.mark.parametrize("words", ["\u2067\u202babc\u2069\u202c", "\u2067abc\n\n  def\u2069", "\u2069\u2068"])
def test_direction_marks_are_closed_in_order_and_in_their_line(words: str) -> None:
    assert disallowed_characters(words)


def test_direction_marks_are_nested_to_a_limit() -> None:
    def nested(depth: int) -> str:
        return "\u2067" * depth + "x" + "\u2069" * depth

    assert disallowed_characters(nested(MAX_NESTED)) == []
    [found] = disallowed_characters(nested(MAX_NESTED + 1))
    assert (found.offset, found.message) == (MAX_NESTED, "direction marks are nested deeper than 30")


def test_a_direction_mark_that_is_not_closed_names_the_one_that_closes_it() -> None:
    assert [found.remedy for found in disallowed_characters("\u2067a \u202ab")] == [
        "write U+2069 where it ends, or remove it",
        "write U+202C where it ends, or remove it",
    ]


def test_the_marks_on_one_letter_are_limited() -> None:
    assert disallowed_characters("e" + "\u0301" * MAX_MARKS) == []
    [found] = disallowed_characters("e" + "\u0301" * (MAX_MARKS + 1))
    assert found.message == "31 marks are on one letter"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u00a0\u3000", "\u200b", "\u2060\u00ad", "\n", "\ue000", "\u200e", "\u2800", "\u3164\ufe0f"],
)
def test_text_without_visible_characters_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}.")


def test_every_character_that_unicode_says_is_not_to_be_seen_is_blank() -> None:
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    characters = [chr(code) for code in range(0x110000) if ignorable.match(chr(code))]
    assert len(characters) > 400
    assert [hex(ord(character)) for character in characters if not is_blank(character)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", False),
        ("12 שלום", True),
        ("\u2068שלום\u2069 abc", False),
        ("\u2067a \u2068b\u2069 c\u2069 שלום", True),
        ("\u2069 \u2069שלום", True),
        ("12!", None),
        ("", None),
        ("**سلام**", True),
    ],
)
def test_the_first_strong_letter_outside_isolates_gives_the_direction(
    text: str,
    expected: bool | None,  # noqa: FBT001
) -> None:
    assert right_to_left(text) is expected


def test_words_are_isolated_only_where_they_run_against_the_text() -> None:
    assert isolate("12 abc", around=True) == "\u206812 abc\u2069"
    assert isolate("שלום", around=False) == "\u2068שלום\u2069"
    assert isolate("abc", around=False) == "abc"
    assert isolate("שלום", around=True) == "שלום"
    assert isolate("82%", around=True) == isolate("82%", around=False) == "82%"


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("en", "Latn"),
        ("ar", "Arab"),
        ("he", "Hebr"),
        ("el", "Grek"),
        ("bg", "Cyrl"),
        ("az-Arab", "Arab"),
        ("qzz", "Latn"),
    ],
)
def test_the_script_of_a_language_is_that_of_its_tag_or_of_its_own_name(tag: str, script: str) -> None:
    assert script_of_language(tag) == script


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "more than", "More than"),
        ("nl", "ijverig", "IJverig"),
        ("hr", "ijedan", "Ijedan"),
        ("el", "\u03cc\u03bb\u03b1", "\u038c\u03bb\u03b1"),
        ("ga", "hEorpa", "hEorpa"),
        ("ga", "t-am", "t-am"),
        ("ga", "n\u00edos m\u00f3", "N\u00edos m\u00f3"),
        ("tr", "iki", "\u0130ki"),
        ("hr", "\u01c6ep", "\u01c5ep"),
        ("ka", "\u10e5\u10d0\u10e0\u10d7\u10e3\u10da\u10d8", "\u10e5\u10d0\u10e0\u10d7\u10e3\u10da\u10d8"),
        ("de", "82 Millionen", "82 Millionen"),
        ("de-AT", "stra\u00dfe", "Stra\u00dfe"),
        ("", "", ""),
    ],
)
def test_the_beginning_of_a_sentence_is_a_capital_as_its_language_writes_it(
    language: str, words: str, expected: str
) -> None:
    assert capitalised(words, language) == expected


#: Where letters are changed to capitals, by file: for the beginning of a sentence, and for what no picture shows.
CAPITALS = {"text/characters.py": 2, "text/breaks.py": 1, "project/names.py": 1}


def test_no_words_of_pictures_are_set_in_capitals() -> None:
    """`str.upper` makes \u0386 of \u03ac, SS of \u00df and HEORPA of hEorpa: authors write capitals themselves."""
    found: dict[str, int] = {}
    for package in ("content", "compose", "text", "project", "chart"):
        for path in sorted((TESTS.parent / "kit" / package).rglob("*.py")):
            count = len(re.findall(r"\.(?:upper|title|capitalize|swapcase)\(\)", path.read_text("utf-8")))
            found |= {path.relative_to(TESTS.parent / "kit").as_posix(): count} if count else {}
    assert found == CAPITALS
