"""How words from right to left are ordered in markup, in the page's data, and in documents of plain text."""

from __future__ import annotations

import re

import pytest

from kit.publish.gallery.text_order import as_line, direction_of, in_plain_text, marked_up, places_by_text
from kit.text.bidi_levels import levels_of, visual_order
from kit.text.isolated_words import levels_in

CITED = "المصدر: NCMEC، «We Are in Danger»، 2020"
#: What has no width of its own.
_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")


def seen(text: str, levels: tuple[int, ...]) -> str:
    """Return a line as it stands from left to right, without marks."""
    return _MARKS.sub("", "".join(text[index] for index in visual_order(levels)))


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("اقرأوا #ChildSafetyFirst", 'اقرأوا <bdi dir="auto">#ChildSafetyFirst</bdi>'),
        (CITED, 'المصدر: <bdi dir="ltr">NCMEC</bdi>، «<bdi dir="ltr">We Are in Danger</bdi>»، 2020'),
        ("من 5–7%", 'من <bdi dir="rtl"><bdi dir="ltr">5</bdi>–<bdi dir="ltr">7%</bdi></bdi>'),
        ("كلمة & <b>", 'كلمة &amp; &lt;<bdi dir="ltr">b</bdi>&gt;'),
        ("كلمة", "كلمة"),
    ],
)
def test_what_is_ordered_by_itself_is_an_element(text: str, markup: str) -> None:
    assert marked_up(text, "ar") == markup


def test_words_of_other_languages_are_as_they_are() -> None:
    assert marked_up("Lies #Kinder & „NCMEC“", "de") == "Lies #Kinder &amp; „NCMEC“"
    assert places_by_text([("Lies #Kinder", "de")]) == {}
    assert (direction_of("de"), direction_of("ar"), direction_of("he-IL")) == ("ltr", "rtl", "rtl")


def test_places_are_counted_as_scripts_count() -> None:
    places = places_by_text([("😀 من 5–7% NCMEC", "ar"), ("كلمة", "ar")])
    assert places == {
        "😀 من 5–7% NCMEC": [(6, 10, "rtl"), (6, 7, "ltr"), (8, 10, "ltr"), (11, 16, "ltr")],
    }


@pytest.mark.parametrize(
    "text",
    [
        "1. افتحوا index.html بنقرة مزدوجة.",
        "Child Safety First: صور للنشر، ومع كل منها نصّها.",
        "على الهاتف، اذهبوا إلى https://kit.example/.",
        "الرخصة: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).",
        CITED,
    ],
)
@pytest.mark.parametrize("base", [0, 1])
def test_a_line_of_a_document_reads_alike_whatever_its_editor_takes_it_for(text: str, base: int) -> None:
    expected = seen(text, levels_in(text, "ar"))
    line = as_line(text, "ar")
    assert seen(line, levels_of(line, base)) == expected
    assert _MARKS.sub("", line) == text
    cell = f"| {in_plain_text(text, 'ar')} | 2020 |"
    assert seen(cell, levels_of(cell, 0)) == f"| {expected} | 2020 |"


def test_an_address_has_no_mark_beside_it_where_nothing_is_turned_round() -> None:
    line = as_line("افتحوا index.html الآن.", "ar")
    assert [ascii(mark) for mark in _MARKS.findall(line)] == [r"'\u200f'", r"'\u2067'", r"'\u2069'"]
    for text, language in (("CC BY 4.0", "ar"), ("Lies SOURCES.md.", "de"), ("2020", "he"), ("ישראל", "de")):
        assert as_line(text, language) == in_plain_text(text, language) == text


@pytest.mark.parametrize("base", [0, 1])
def test_a_pasted_address_is_in_order_whatever_the_direction_of_the_post_is(base: int) -> None:
    """docs/translating.md says what people see of plain captions."""
    address, hashtag = "https://www.change.org/childsafetyfirst", "#ChildSafetyFirst"
    assert seen(address, levels_of(address, base)) == address
    assert seen(hashtag, levels_of(hashtag, base)) == (hashtag, "ChildSafetyFirst#")[base]
    title = "We Are in Danger"
    assert title in seen(CITED, levels_of(CITED, base))
