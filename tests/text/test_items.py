"""Items of a paragraph: by direction, script, coverage and emphasis."""

from __future__ import annotations

from itertools import groupby

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from support.typesetting import SANS, SERIF, fonts_of, items_of

from kit.text import Style, itemise, shape_items
from kit.text.characters import isolate


def test_arabic_and_hebrew_are_sought_in_the_fallback_fonts() -> None:
    text = "Sign مرحبا שלום"
    items = items_of(text, fonts_of(SERIF))
    words = {text[item.start : item.end].strip(): (item.font.family, item.script) for item in items}
    assert words == {
        "Sign": ("source-serif", "Latn"),
        "مرحبا": ("noto-arabic", "Arab"),
        "שלום": ("noto-hebrew", "Hebr"),
    }


def test_mixed_words_take_their_levels_from_the_direction_of_the_paragraph() -> None:
    text = "مرحبا 82 change.org"
    for right_to_left, levels in ((False, [1, 2, 0, 0]), (True, [1, 2, 1, 2])):
        items = items_of(text, fonts_of(SANS), right_to_left=right_to_left)
        parts = [text[item.start : item.end] for item in items]
        assert parts == ["مرحبا ", "82", " ", "change.org"]
        assert [item.level for item in items] == levels


def test_digits_in_arabic_run_left_to_right() -> None:
    for digits in ("2020", "٢٠٢٠"):
        text = f"عام {digits}"
        items = items_of(text, fonts_of(SANS), right_to_left=True)
        runs = shape_items(text, items, language="ar", features={}, tracking=0.0)
        assert [text[item.start : item.end] for item in items if item.level == 2] == [digits]
        assert [glyph.cluster for glyph in runs[-1].glyphs] == [4, 5, 6, 7]


def test_a_character_newer_than_the_tables_of_python_has_a_level() -> None:
    """U+2EE5E is assigned to nothing, as a new emoji is to an older Python."""
    items = items_of("مرحبا \U0002ee5e", fonts_of(SANS), right_to_left=True)
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


def in_order(text: str, *, right_to_left: bool) -> str:
    """Return the characters of a text from left to right, in the order of their levels (rule L2)."""
    items = items_of(text, fonts_of(SANS), right_to_left=right_to_left)
    levels = [item.level for item in items for _ in range(item.start, item.end)]
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        for _, group in groupby(list(enumerate(order)), key=lambda place: levels[place[1]] >= level):
            places = list(group)
            if levels[places[0][1]] >= level:
                start, stop = places[0][0], places[-1][0] + 1
                order[start:stop] = reversed(order[start:stop])
    return "".join(text[index] for index in order)


def bare(text: str) -> str:
    """Return a text without direction marks, brackets all alike, since other implementations mirror them."""
    return text.translate({**dict.fromkeys(range(0x2066, 0x206A)), ord(")"): "("})


@given(text=st.text(alphabet="abאב12 .,(+-%\u2066\u2067\u2068\u2069", max_size=24), base=st.booleans())
@settings(max_examples=300, deadline=None)
def test_text_is_ordered_as_another_implementation_orders_it(*, text: str, base: bool) -> None:
    """Without blanks at its ends, which are cut from lines."""
    text = text.strip(" \u2066\u2067\u2068\u2069")
    assert bare(in_order(text, right_to_left=base)) == bare(get_display(text, base_dir="R" if base else "L"))


def test_what_is_isolated_is_not_reordered() -> None:
    value = "12 - 30 abc!"
    assert value in in_order(f"שלום {isolate(value, 'שלום')}", right_to_left=True)
    assert value not in in_order(f"שלום {value}", right_to_left=True)


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
