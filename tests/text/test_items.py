"""Items of a paragraph: by direction, script, coverage and emphasis."""

from __future__ import annotations

import pytest
from support.typesetting import SANS, SERIF, fonts_of, items_of

from kit.text import Style, itemise, shape_items


def test_arabic_and_hebrew_are_sought_in_the_fallback_fonts() -> None:
    text = "Sign مرحبا שלום"
    items = items_of(text, fonts_of(SERIF))
    words = {text[item.start : item.end].strip(): (item.font.family, item.script) for item in items}
    assert words == {
        "Sign": ("source-serif", "Latn"),
        "مرحبا": ("noto-arabic", "Arab"),
        "שלום": ("noto-hebrew", "Hebr"),
    }


def test_a_word_is_in_one_font_if_any_has_all_of_its_letters() -> None:
    """Noto Sans Arabic has no letters of Esperanto: this one would be set in two faces."""
    text = "البرلمان NCMEC \u0108efministro"
    items = items_of(text, fonts_of("Noto Sans Arabic"), "ar")
    assert [(text[item.start : item.end], item.font.family) for item in items] == [
        ("البرلمان ", "noto-arabic"),
        ("NCMEC ", "noto-arabic"),
        ("\u0108efministro", "source-sans"),
    ]


def test_mixed_words_take_their_levels_from_the_direction_of_the_paragraph() -> None:
    text = "مرحبا 82 change.org"
    for language, levels in (("en", [1, 2, 0, 2]), ("ar", [1, 2, 1, 2])):
        items = items_of(text, fonts_of(SANS), language)
        parts = [text[item.start : item.end] for item in items]
        assert parts == ["مرحبا ", "82", " ", "change.org"]
        assert [item.level for item in items] == levels


def test_digits_in_arabic_run_left_to_right() -> None:
    for digits in ("2020", "٢٠٢٠"):
        text = f"عام {digits}"
        items = items_of(text, fonts_of(SANS), "ar")
        runs = shape_items(text, items, language="ar", features={}, tracking=0.0)
        assert [text[item.start : item.end] for item in items if item.level == 2] == [digits]
        assert [glyph.cluster for glyph in runs[-1].glyphs] == [4, 5, 6, 7]


def test_a_character_newer_than_the_tables_of_python_has_a_level() -> None:
    """U+2EE5E is assigned to nothing, as a new emoji is to an older Python."""
    items = items_of("مرحبا \U0002ee5e", fonts_of(SANS), "ar")
    assert [item.level for item in items] == [1, 2]


def test_a_change_of_emphasis_divides_items() -> None:
    fonts = fonts_of(SANS)
    styles = [Style(fonts)] * 5 + [Style(fonts_of(SANS, 700), emphasis=True)] * 5
    assert [(item.start, item.end, item.emphasis) for item in itemise("Sign today", styles)] == [
        (0, 5, False),
        (5, 10, True),
    ]


def test_items_cover_a_paragraph_without_gap_or_overlap() -> None:
    text = "Über 82 million – שלום, مرحبا! 😀 Глас 字 e\u0301"
    items = items_of(text, fonts_of(SERIF))
    assert [item.start for item in items] == [0, *(item.end for item in items[:-1])]
    assert items[-1].end == len(text)


@pytest.mark.parametrize("word", ["می\u200cخواهم", "אב\ufe0fג", "אב\u034fג"])
def test_a_joiner_or_selector_that_no_font_has_stays_with_its_word(word: str) -> None:
    assert len(items_of(word, fonts_of(SANS))) == 1


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("(a", ["Latn", "Latn"]),
        ("1.", ["Latn", "Latn"]),
        ("א1", ["Hebr", "Hebr"]),
        ("2 ж", ["Cyrl", "Cyrl", "Cyrl"]),
        ("a\u0378", ["Latn", "Latn"]),
    ],
)
def test_a_shared_character_has_the_script_of_its_neighbour(text: str, scripts: list[str]) -> None:
    items = items_of(text, fonts_of(SANS))
    assert [item.script for item in items for _ in range(item.start, item.end)] == scripts


def test_a_space_takes_the_font_of_the_word_before_it() -> None:
    items = items_of("שלום abc", fonts_of(SANS))
    assert [item.font.family for item in items if item.start <= 4 < item.end] == ["noto-hebrew"]
