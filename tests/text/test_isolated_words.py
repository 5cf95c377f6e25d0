"""What is ordered by itself in a text, and what is not: addresses, numbers, names, and the signs of the sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.bidi_levels import visual_order
from kit.text.isolated_words import isolates_in, levels_in

#: What may be beside a number that is dialled.
BESIDE = st.lists(
    st.sampled_from([*'()“”«»",.!?،؟:—־', "שלום", "مرحبا", "NCMEC", "example.org", "#Safe", "@ncmec", "10–12", "82%"]),
    max_size=4,
)
DIALLED = [
    "+972-50-1234567",
    "116 111",
    "+49 30 123456",
    "1-800-843-5678",
    "0800 123 45 67",
    "0800–123 456",
    "(02) 123-4567",
    "*2255",
]


def isolated(text: str, language: str = "he") -> list[str]:
    """Return the outermost stretches of a text that are ordered by themselves, in order."""
    found = isolates_in(text, language)
    outer = [one for one in found if not any(one != other and _inside(one, other) for other in found)]
    return [text[start:end] for start, end, _ in sorted(outer)]


def _inside(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def seen(text: str, language: str = "he") -> str:
    """Return the characters of a text from left to right."""
    return "".join(text[index] for index in visual_order(levels_in(text, language)))


@pytest.mark.parametrize("text", ["CyberTipline", "CyberTipline קיבל", "12", "1 / 5", "?", "שלום", "NCMEC, 2020"])
def test_the_language_gives_the_direction_and_not_the_first_letter(text: str) -> None:
    """The sign at the end of a sentence is at its end."""
    assert seen(f"{text}!")[0] == "!"
    assert seen(f"{text}!", "ar-XB")[0] == "!"
    assert seen(f"{text}!", "de")[-1] == "!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("פנו ל-help@example.org.", ["help@example.org"]),
        ("(example.org/a?b=1), וגם", ["example.org/a?b=1"]),
        ("http://example.org/a/.", ["http://example.org/a/"]),
        ("ב-example.org.", ["example.org"]),
        ("ב־example.org, מ־@a", ["example.org", "@a"]),
        ("#ChildSafety, @a.b!", ["#ChildSafety", "@a.b"]),
        ("+49 (0)30 123-45", ["+49 (0)30 123-45"]),
        ("1-800-843-5678 או *2255", ["1-800-843-5678", "*2255"]),
        ("116 111 / 116 000", ["116 111", "116 000"]),
        ("ל-116 111", ["116 111"]),
        ("12 000 ילדים", ["12 000"]),
        ("7.12.2020, 2020-12-07", ["7.12.2020", "2020-12-07"]),
        ("10-12", ["10-12"]),
        ("10–12 או 5 – 7", ["10–12", "5 – 7"]),
        ("−5 או +5%", ["−5", "+5%"]),
        ("ב-21 וב-82%", ["82%"]),
        ("בשנת 2020 116 ילדים", []),
        ("בשנת 2020 82 000 ילדים", ["82 000"]),
        ("0800–123 456", ["0800–123 456"]),
        ("0–18 או 5 000–10 000", ["0–18", "5 000–10 000"]),
        ("12 000% או −21.7%", ["12 000%", "−21.7%"]),
        ("1 / 5 או 1 2", []),
        ("ילדים (עד 12)", []),
    ],
)
def test_addresses_and_numbers_are_ordered_by_themselves(text: str, expected: list[str]) -> None:
    assert isolated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NCMEC (CyberTipline) של", ["NCMEC (CyberTipline)"]),
        ("NCMEC (המרכז)", ["NCMEC"]),
        ("NCMEC, Europol וגם Meta.", ["NCMEC", "Europol", "Meta"]),
        ("NCMEC 82 מיליון", ["NCMEC"]),
        ("NCMEC 82% מהם", ["NCMEC", "82%"]),
        ("של CyberTipline 2020.", ["CyberTipline 2020"]),
        ("של CyberTipline 2020 Reports", ["CyberTipline 2020 Reports"]),
        ("Smith & Sons, בית", ["Smith & Sons"]),
        ("ה-European Parliament הוא", ["European Parliament"]),
        ("Europol 116 111 של", ["Europol", "116 111"]),
        ("תקנה (EU) 2021/1232", ["(EU) 2021/1232"]),
        ("COM(2022) 209 של", ["COM(2022) 209"]),
        ("Directive 2011/93/EU של", ["Directive 2011/93/EU"]),
        ("COVID-19, 5Rights ו-O’Neill", ["COVID-19", "5Rights", "O’Neill"]),
        ("אמרה: “Look, now!”, אז", ["Look, now!"]),
        ("(Look, now!) אז", ["Look, now!"]),
        ("We look. We find", ["We look. We find"]),
        ("Ευρώπη ו-Європа", ["Ευρώπη", "Європа"]),
        ("“Ages 10–12 now” של", ["Ages 10–12 now"]),
    ],
)
def test_names_are_ordered_by_themselves_with_their_brackets(text: str, expected: list[str]) -> None:
    assert isolated(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("he", "10–12", "12–10"),
        ("ar", "10–12", "12–10"),
        ("he", "−5–10%", "10%–−5"),
        ("ar", "−82%", "−82%"),
        ("ar", "٨٢٪", "٪٨٢"),
        ("ar", "-٥", "٥-"),
        ("ar", "٥٠–٦٠٪", "٪٦٠–٥٠"),
        ("ar", "١١٦ ١١١", "١١٦ ١١١"),
        ("ar", "٠٥٠-١٢٣٤", "٠٥٠-١٢٣٤"),
        ("he", "116–111", "116–111"),
        ("he", "0–18", "18–0"),
        ("he", "5 000–10 000", "10 000–5 000"),
        ("he", "50-60%", "60%-50"),
        ("ar", "٢١٫٧٪", "٪٢١٫٧"),
        ("ar", "0800–123456", "0800–123456"),
        ("ar", "عام 2019–2021", "2021–2019 ماع"),
        ("yi", "−5", "5−"),
    ],
)
def test_ranges_signs_and_percent_run_as_the_table_of_the_language_says(
    language: str, text: str, expected: str
) -> None:
    """A dash in what does not rise is that of a number which is dialled; Yiddish has no table."""
    assert seen(text, language) == expected


def test_text_from_left_to_right_is_ordered_by_unicode_alone_if_it_has_no_letters_from_the_right() -> None:
    assert isolates_in("NCMEC (CyberTipline), 116 111, example.org", "en") == []
    assert isolated("Ask #הגנה_1 now", "en") == ["#הגנה_1"]
    assert seen("Ask #הגנה_1 now", "en") == "Ask 1_הנגה# now"
    assert seen("ער״ן 116 111, NCMEC (CyberTipline)", "en") == "ן״רע 116 111, NCMEC (CyberTipline)"


def test_a_line_without_letters_from_the_right_is_one_name() -> None:
    assert isolated("NCMEC, Europol.\nשל Meta, NCMEC") == ["NCMEC, Europol", "Meta", "NCMEC"]


@given(before=BESIDE, number=st.sampled_from(DIALLED), after=BESIDE, language=st.sampled_from(["he", "ar", "fa", "en"]))
def test_a_number_that_is_dialled_is_never_turned_round(
    before: list[str], number: str, after: list[str], language: str
) -> None:
    assert number in seen(f"{' '.join(before)} {number} {' '.join(after)}", language)


@given(text=st.lists(BESIDE.map(" ".join) | st.sampled_from(["\n", "\u2068", "\u2069", "2011/93/EU"])).map("".join))
def test_isolates_are_inside_each_other_or_apart_and_in_one_line(text: str) -> None:
    found = isolates_in(text, "ar")
    assert not [one for one in found if "\n" in text[one.start : one.end] or one.start >= one.end]
    for one in found:
        for other in found:
            assert _inside(one, other) or _inside(other, one) or one[1] <= other[0] or other[1] <= one[0]


@pytest.mark.parametrize("part", ["1-", "1 ", "a ", "(a ", "“a ", "a(1)", "#א", "+1-2", "א1 "])
def test_the_levels_of_a_text_of_any_length_are_found_in_little_time(part: str) -> None:
    began = time.process_time()
    assert levels_in(part * 3000 + "א", "he")
    assert time.process_time() - began < 3
