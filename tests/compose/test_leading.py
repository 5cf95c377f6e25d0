"""Leading: the lines of every script stay as far apart as the drawing wants, and letters of two lines never touch."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.campaigns import golden_folder
from support.typesetting import BOOK, SERIF

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.compose import Composer
from kit.compose.chart_slot import set_labels
from kit.compose.leading import script_in
from kit.compose.word_outlines import WordBox
from kit.compose.words import height_of, place_words, setting_of
from kit.judge import ARTWORK_RULES, judge
from kit.judge.set_lines import lines_of
from kit.model.chart.plain_charts import FieldOfMarks
from kit.model.layout import LineGap, SlotRule
from kit.model.picture import ChartContent, Words
from kit.model.slot import SampleWords, Slot, TextStyle
from kit.project import load_project
from kit.project.plan import plan
from kit.text import FontRequest, shape_paragraph
from kit.text.glyph_profiles import COLUMN, profile_of

if TYPE_CHECKING:
    from kit.model.artwork import PlacedWords
    from kit.text import Font

GOLDEN = golden_folder()
MARK = Mark("kit.yaml", 1)
#: A descender right above an ascender, and the same letters out of each other's way.
TOUCHING, CLEAR = "jag\nkan\njag", "jag\nnan\njag"
ARABIC = "أبلغوا عن الإساءة\nإلى الأطفال في أوروبا"
HEBREW = "לדווח על ניצול\nשל ילדים באירופה"
FONT = BOOK.fonts(FontRequest(SERIF, 600))[0]


def box_for(line_height: float, *, sample: str = "Keep the tools on", gap: LineGap | None = None) -> WordBox:
    style = TextStyle(SERIF, 600, italic=False, size=60, fill="@text", line_height=line_height)
    drawn = (SampleWords(sample, (), 0.0, 0.0),)
    slot = Slot("headline", Box(0, 0, 900, 600), Mark("square.svg", 7), style, sample=drawn)
    return WordBox(slot, SlotRule(gap=gap), style, "en", 20.0)


def placed(words: str, box: WordBox) -> PlacedWords:
    return place_words(Words(words, MARK), box, BOOK)[1]


def step_of(words: str, box: WordBox) -> float:
    """Return the distance of the first two baselines in em."""
    found = placed(words, box)
    return (found.rows[1].baseline - found.rows[0].baseline) / found.size


@pytest.mark.parametrize("line_height", [1.0, 1.2])
@pytest.mark.parametrize(
    "words", ["Keep the tools\nswitched on", "Дръжте инструментите\nвключени", HEBREW, "Κρατήστε τα\nεργαλεία"]
)
def test_leading_of_latin_greek_cyrillic_and_hebrew_is_as_drawn(words: str, line_height: float) -> None:
    assert step_of(words, box_for(line_height)) == pytest.approx(line_height, abs=0.02)


@pytest.mark.parametrize(("line_height", "about"), [(1.0, 1.4), (1.1, 1.5), (1.2, 1.6)])
def test_arabic_lines_are_farther_apart_by_how_much_farther_its_letters_reach(line_height: float, about: float) -> None:
    own_em = BOOK.fonts(FontRequest("Noto Sans Arabic", 600))[0].x_height / FONT.x_height
    assert step_of(ARABIC, box_for(line_height)) * own_em == pytest.approx(about, abs=0.05)


def test_leading_that_was_drawn_for_arabic_stays_for_arabic() -> None:
    assert step_of(ARABIC, box_for(1.5, sample=ARABIC)) == 1.5
    assert step_of("Keep the tools\nswitched on", box_for(1.5, sample=ARABIC)) == pytest.approx(1.33, abs=0.03)


def test_arabic_needs_more_height_and_its_first_baseline_is_lower() -> None:
    box = box_for(1.1)
    one, other = (placed(words, box).rows[0].baseline for words in ("Keep the tools\nswitched on", ARABIC))
    assert other - one > 0.05 * 60
    latin, arabic = (height_of(Words(words, MARK), box, BOOK, 60) for words in ("Keep it\nswitched on", ARABIC))
    assert arabic > 1.1 * latin


def test_first_baselines_of_arabic_are_at_one_place_whether_or_not_a_letter_reaches_high() -> None:
    box = replace(box_for(1.1), language="ar")
    low, high = (placed(words, box).rows[0].baseline for words in ("مسموح", "أسماء"))
    assert low == pytest.approx(high)


def test_labels_of_charts_have_the_leading_of_their_script() -> None:
    data = FieldOfMarks(3, "over")
    box = replace(box_for(1.2), language="ar")
    latin, arabic = (
        set_labels(ChartContent(data, (words,), "A chart.", None, MARK), box, BOOK).step
        for words in ("Every mark is ten reports", "كل علامة عشرة بلاغات")
    )
    assert arabic > latin == 1.2 * 60


@pytest.mark.parametrize(
    ("texts", "script"),
    [(("NCMEC و CyberTipline",), "Latn"), (("82 مليون بلاغ", "NCMEC"), "Arab"), (("1 / 5",), "Latn")],
)
def test_the_script_of_a_text_is_that_of_most_of_its_letters(texts: tuple[str, ...], script: str) -> None:
    assert script_in(*texts) == script


def test_lines_whose_letters_would_touch_are_moved_apart() -> None:
    touching, clear = (placed(words, box_for(0.9)) for words in (TOUCHING, CLEAR))
    assert clear.step == pytest.approx(0.9 * clear.size)
    assert touching.step > 0.95 * touching.size
    assert touching.size == clear.size == 60
    assert touching.line_gap == pytest.approx(0.03, abs=0.005)


def test_a_smaller_gap_that_layout_yaml_states_is_kept() -> None:
    loose, tight = (
        placed(TOUCHING, box_for(0.9)),
        placed(TOUCHING, box_for(0.9, gap=LineGap(least=-0.1, reason="drawn so"))),
    )
    assert tight.step < loose.step
    assert (tight.least_gap, loose.least_gap) == (-0.1, 0.03)


def test_lines_stay_near_each_other_where_there_is_no_room_to_move_them_apart() -> None:
    box = box_for(0.9)
    style = replace(box.drawn, size=20)
    low = replace(box.slot, style=style, box=Box(0, 0, 900, 20 * (0.9 * 2 + FONT.ascent + FONT.descent) + 0.1))
    found = placed(TOUCHING, replace(box, slot=low, drawn=style))
    assert (found.overflow, found.step) == (0, 18.0)
    assert found.line_gap < 0.03


def test_lines_of_letters_are_told_by_the_leading_they_are_set_with() -> None:
    """Rules that read lines would put Arabic letters into wrong ones if they counted by the leading as drawn."""
    found = placed("\n".join(["أبلغوا عن الإساءة"] * 5), box_for(1.0))
    lines = lines_of(found)
    assert len(lines) == 5
    assert len({len(line.letters) for line in lines}) == 1


def test_lines_of_a_picture_that_nearly_touch_are_a_warning_and_no_error() -> None:
    project = load_project(GOLDEN / "kit.yaml")
    artwork = Composer(project).compose(plan(project, "tools x/square")[0])
    headline = replace(artwork.words["headline"], line_gap=-0.05, least_gap=0.03)
    near = replace(artwork, placed=(headline, *(one for one in artwork.placed if one.slot.name != "headline")))
    [finding] = [found for found in judge(near) if found.rule == "line-gap"]
    assert (finding.severity, finding.fault.code) == ("warning", "lines-too-close")
    assert "overlap by 0.05 em" in finding.fault.message
    assert not [*ARTWORK_RULES["line-gap"].check(artwork)]


# Faces of scripts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("ar", "21 ديسمبر (82٪): NCMEC."), ("he", "21 בדצמבר (82%): NCMEC.")])
def test_letters_digits_and_signs_of_arabic_and_hebrew_are_all_in_their_own_face(language: str, words: str) -> None:
    found = setting_of(replace(box_for(1.1), language=language), BOOK)
    runs = shape_paragraph(words, (), found).shaped
    assert {run.font.family for run in runs} == {"noto-arabic" if language == "ar" else "noto-hebrew"}
    english = shape_paragraph(words, (), setting_of(box_for(1.1), BOOK)).shaped
    assert len({run.font.family for run in english}) == 2


# Profiles of glyphs ------------------------------------------------------------------------------------------------


def glyph(letter: str, font: Font = FONT) -> int:
    return int(font.hb.get_nominal_glyph(ord(letter)))


@pytest.mark.parametrize("letter", "lpgoÅ.")
def test_a_profile_is_as_wide_and_as_high_as_the_ink_of_its_glyph(letter: str) -> None:
    ink, profile = FONT.ink(glyph(letter)), profile_of(FONT, glyph(letter))
    assert ink
    assert min(profile.tops.values()) == pytest.approx(ink.y0, abs=0.004)
    assert max(profile.bottoms.values()) == pytest.approx(ink.y1, abs=0.004)
    assert min(profile.tops) * COLUMN == pytest.approx(ink.x0, abs=COLUMN)
    assert (max(profile.tops) + 1) * COLUMN == pytest.approx(ink.x1, abs=COLUMN)


def test_a_profile_has_ink_in_each_column_and_tops_above_bottoms() -> None:
    profile = profile_of(FONT, glyph("m"))
    assert all(after == column + 1 for column, after in pairwise(sorted(profile.tops)))
    assert all(profile.tops[column] <= profile.bottoms[column] for column in profile.tops)
    assert profile_of(FONT, glyph(" ")).tops == {}


def test_the_gap_of_two_glyphs_is_that_of_their_ink_column_by_column() -> None:
    upper, lower = profile_of(FONT, glyph("p")), profile_of(FONT, glyph("l"))
    stem_above_stem = upper.gap_to(lower, 0.0, 1.0, 1.0)
    assert stem_above_stem == pytest.approx(1.0 - FONT.descent - FONT.ascent, abs=0.02)
    bowl_above_stem = upper.gap_to(lower, 0.35, 1.0, 1.0)
    assert bowl_above_stem == pytest.approx(1.0 - FONT.ascent, abs=0.05)
    assert upper.gap_to(lower, 3.0, 1.0, 1.0) == math.inf
    twice = upper.gap_to(lower, -0.1, 2.0, 2.0)
    assert twice == pytest.approx(2.0 - FONT.descent - 2 * FONT.ascent, abs=0.02)
