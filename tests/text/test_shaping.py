"""Glyphs as HarfBuzz shapes them: kerning, ligatures, figures, languages, joining letters."""

from __future__ import annotations

import unicodedata

import pytest
from support.typesetting import SANS, SERIF, fonts_of, glyph_ids, items_of, shaped, width_of

from kit.text import shape_items


def test_kerning_draws_capitals_together() -> None:
    fonts = fonts_of(SANS)
    kerned = width_of(shaped("AVATo.", fonts, kern=True))
    assert kerned < 0.96 * width_of(shaped("AVATo.", fonts, kern=False))
    assert kerned == width_of(shaped("AVATo.", fonts))


def test_ligatures_join_letters_unless_they_are_off() -> None:
    fonts = fonts_of(SERIF)
    assert len(glyph_ids(shaped("find", fonts))) == 3
    assert len(glyph_ids(shaped("find", fonts, liga=False))) == 4


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_tabular_figures_share_one_width_and_proportional_ones_do_not(family: str) -> None:
    fonts = fonts_of(family)
    tabular, proportional = (
        {round(glyph.advance, 4) for glyph in runs[0].glyphs}
        for runs in (shaped("0123456789", fonts, tnum=True), shaped("0123456789", fonts, pnum=True))
    )
    assert len(tabular) == 1
    assert len(proportional) > 5


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_a_letter_and_its_combining_accent_equal_the_accented_letter(family: str) -> None:
    fonts = fonts_of(family)
    assert unicodedata.normalize("NFD", "é") == "e\u0301"
    assert glyph_ids(shaped("e\u0301", fonts)) == glyph_ids(shaped("é", fonts))


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_bulgarian_has_its_own_letter_forms(family: str) -> None:
    fonts = fonts_of(family)
    for letter in "вгджиклптцшщ":
        assert glyph_ids(shaped(letter, fonts, "bg")) != glyph_ids(shaped(letter, fonts, "en")), letter
    assert glyph_ids(shaped("а", fonts, "bg")) == glyph_ids(shaped("а", fonts, "en"))


def test_a_run_from_right_to_left_holds_its_glyphs_from_left_to_right() -> None:
    [run] = shaped("שלום", fonts_of(SANS))
    assert [glyph.cluster for glyph in run.glyphs] == [3, 2, 1, 0]


def test_arabic_letters_join() -> None:
    fonts = fonts_of(SANS)
    joined, apart = glyph_ids(shaped("ببب", fonts)), glyph_ids(shaped("ب", fonts))
    assert len(set(joined) - set(apart)) == 3


def test_tracking_never_parts_letters_that_join() -> None:
    fonts = fonts_of(SANS)
    for text, growth in (("مرحبا", 0.0), ("Sign", 0.4)):
        items = items_of(text, fonts)
        tight, loose = (
            shape_items(text, items, language="ar", features={}, tracking=tracking) for tracking in (0.0, 0.1)
        )
        assert width_of(loose) - width_of(tight) == pytest.approx(growth)


@pytest.mark.parametrize("text", ["مَرحبا", "אָב", "x\u0301y"])
def test_marks_stay_with_their_base(text: str) -> None:
    [run] = shaped(text, fonts_of(SERIF))
    mark = next(index for index, character in enumerate(text) if unicodedata.combining(character))
    assert 0 not in [glyph.gid for glyph in run.glyphs]
    assert {glyph.cluster for glyph in run.glyphs} == set(range(len(text))) - {mark}


@pytest.mark.parametrize("character", ["😀", "漢", "ก"])
def test_a_character_that_no_font_has_becomes_glyph_0(character: str) -> None:
    assert 0 in glyph_ids(shaped(character, fonts_of(SERIF)))


@pytest.mark.parametrize("text", ["82\u00a0million", "12\u202f%", "co\u2011op", "Kinder\u00adschutz", "a\u200bb"])
def test_spaces_and_hyphens_that_harfbuzz_replaces_are_no_missing_glyphs(text: str) -> None:
    runs = shaped(text, fonts_of(SANS))
    assert 0 not in glyph_ids(runs)
    assert len(runs) == 1


def test_a_mark_is_moved_up_over_a_tall_letter_and_down_under_a_deep_one() -> None:
    """Offsets point down, as the y axis of a picture does."""
    above = shaped("l\u0308", fonts_of(SERIF))[0].glyphs[-1]
    below = shaped("رِ", fonts_of(SERIF))[0].glyphs[0]
    assert above.dy < 0 < below.dy
