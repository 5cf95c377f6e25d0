"""Measures of a paragraph: widths as they are drawn, emphasis by cluster, missing characters, visual order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.typesetting import SENTENCES, fonts_of, prepared, setting, shaped_width

from kit.text import Line, shape_paragraph


@pytest.mark.parametrize("tracking", [0.0, -0.02, 0.1])
def test_a_stretch_is_as_wide_as_it_is_drawn(tracking: float) -> None:
    assert SENTENCES
    for text in SENTENCES:
        paragraph = prepared(text, setting(serif=True, tracking=tracking))
        whole = Line(0, len(paragraph.text))
        overhang = paragraph.overhangs[-1]
        assert paragraph.width(0, whole.end) == pytest.approx(shaped_width(paragraph, whole) + overhang)


def test_space_at_the_end_of_a_line_has_no_width() -> None:
    paragraph = prepared("Sign now")
    assert paragraph.width(0, 5) == paragraph.width(0, 4)
    assert paragraph.width(4, 5) == 0.0


def test_the_ink_that_reaches_beyond_the_last_letter_counts() -> None:
    """The 'f' of an italic leans out of its advance."""
    paragraph = prepared("of", setting(serif=True))
    advances = paragraph.edges[2]
    assert paragraph.overhangs[1] > 0
    assert paragraph.width(0, 2) == advances + paragraph.overhangs[1]
    assert paragraph.overhangs[0] == 0.0


def test_ink_that_reaches_beyond_the_left_edge_counts_right_to_left() -> None:
    """The tail of a final 'ra' goes under the letter behind it."""
    paragraph = prepared("ر", setting("ar"))
    [glyph] = paragraph.runs(0, 1)[0].glyphs
    ink = paragraph.items[0].font.ink(glyph.gid)
    assert ink is not None
    assert paragraph.overhangs == (-ink.x0,)
    assert ink.x0 < 0


def test_tracking_is_no_part_of_an_overhang() -> None:
    plain, tracked = (prepared("of", setting(serif=True, tracking=tracking)) for tracking in (0.0, 0.1))
    assert tracked.overhangs == pytest.approx(plain.overhangs)


def test_a_ligature_is_shared_equally_among_its_characters() -> None:
    """Source Serif has one glyph for 'fi'."""
    paragraph = prepared("find", setting(serif=True))
    widths = [paragraph.edges[end] - paragraph.edges[end - 1] for end in (1, 2)]
    assert len(paragraph.runs(0, 4)[0].glyphs) == 3
    assert widths[0] == pytest.approx(widths[1])
    assert sum(widths) == pytest.approx(paragraph.runs(0, 4)[0].glyphs[0].advance)


def test_emphasis_is_of_characters_in_the_prepared_text() -> None:
    paragraph = prepared("More than 82 million, 7 December", emphasised="82")
    assert paragraph.text == "More than 82\u00a0million, 7\u00a0December"
    assert [paragraph.emphasised(index) for index in (9, 10, 11, 12)] == [False, True, True, False]


def test_emphasised_text_is_set_in_the_fonts_for_it() -> None:
    paragraph = prepared("Keep it on.", emphasised="it")
    assert [(item.start, item.end, item.font) for item in paragraph.items] == [
        (0, 5, fonts_of()[0]),
        (5, 7, fonts_of(weight=750)[0]),
        (7, 11, fonts_of()[0]),
    ]


@pytest.mark.parametrize("span", [(0, 1), (0, 2)])
def test_a_grapheme_cluster_is_emphasised_as_its_first_character(span: tuple[int, int]) -> None:
    paragraph = shape_paragraph("q\u0301u", [span], setting())
    assert [paragraph.emphasised(index) for index in range(3)] == [True, True, False]
    assert not any(shape_paragraph("q\u0301u", [(1, 2)], setting()).emphasised(index) for index in range(3))


def test_characters_that_no_font_has_are_named_once() -> None:
    assert prepared("😀 字 😀\nSign").missing == "字😀"


def test_spaces_and_variation_selectors_that_no_font_has_are_not_missing() -> None:
    assert prepared("a\u2004b\ufe0e\U000e0100").missing == ""


@pytest.mark.parametrize("character", ["\u180e", "\u17b4", "\U000e0067", "\u3164"])
def test_an_invisible_character_is_missing_even_where_harfbuzz_drops_it_silently(character: str) -> None:
    assert prepared(f"a{character}b").missing == character


def test_a_line_end_is_shaped_as_a_space() -> None:
    paragraph = prepared("Sign\u2028now")
    assert paragraph.missing == ""
    assert paragraph.width(0, 5) == paragraph.width(0, 4)


def test_a_line_without_words_has_no_runs() -> None:
    paragraph = prepared("Sign.\n\nShare.")
    assert [len(paragraph.runs(*stretch)) for stretch in ((0, 6), (6, 7), (7, 13))] == [1, 0, 1]


def test_runs_of_mixed_text_are_in_visual_order() -> None:
    """Right to left, the Arabic word is the last from the left, and the figure reads as it is written."""
    paragraph = prepared("مرحبا 82 change.org", setting("ar"))
    clusters = [glyph.cluster for run in paragraph.runs(0, len(paragraph.text)) for glyph in run.glyphs]
    assert list(dict.fromkeys(clusters)) == [*range(9, 19), 8, 6, 7, 5, 4, 3, 2, 1, 0]


def test_words_that_are_prepared_again_in_the_same_setting_are_not_shaped_again() -> None:
    words, spans = "Sign the petition now", [(5, 8)]
    paragraph = shape_paragraph(words, spans, setting())
    assert shape_paragraph(words, spans, setting()) is paragraph
    assert shape_paragraph(words, [(5, 9)], setting()) is not paragraph
    assert shape_paragraph(words, spans, setting("de")) is not paragraph
    assert shape_paragraph(words, spans, setting(tracking=0.1)) is not paragraph


def test_the_runs_of_the_whole_text_are_those_it_was_measured_by() -> None:
    assert SENTENCES
    for text in SENTENCES:
        paragraph = shape_paragraph(text, [(0, 3)], setting(serif=True))
        shaped_again = replace(paragraph, shaped=())
        assert paragraph.runs(0, len(text)) == shaped_again.runs(0, len(text)), text


def test_a_character_that_the_first_font_lacks_is_set_in_the_next_and_the_rest_is_not() -> None:
    fonts = [item.font.family for item in shape_paragraph("Kids مرحبا now", [], setting()).items]
    assert (fonts[0], fonts[-1]) == ("source-sans", "source-sans")
    assert len(set(fonts)) == 2
