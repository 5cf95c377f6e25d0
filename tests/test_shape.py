"""Fonts, runs and glyphs."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import ImageFont

from kit.errors import FontError, Mark
from kit.geometry import Box, Point
from kit.model.campaign import Face, Family
from kit.project import load_project
from kit.text import FontBook, FontRequest, Style, itemise, shape_items

if TYPE_CHECKING:
    from kit.model.project import Project
    from kit.text import Font, Item, Run

ROOT = Path(__file__).parent.parent
SANS, SERIF = "Source Sans 3", "Source Serif 4"


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(ROOT / "kit.yaml")


@pytest.fixture(scope="module")
def book(project: Project) -> FontBook:
    return FontBook(project.campaign.families, project.font)


def items_of(text: str, fonts: tuple[Font, ...], *, right_to_left: bool = False) -> tuple[Item, ...]:
    return itemise(text, [Style(fonts)] * len(text), right_to_left=right_to_left)


def shaped(text: str, fonts: tuple[Font, ...], language: str = "en", **features: bool) -> tuple[Run, ...]:
    return shape_items(text, items_of(text, fonts), language=language, features=features, tracking=0.0)


def width(runs: tuple[Run, ...]) -> float:
    return sum(run.width for run in runs)


def gids(runs: tuple[Run, ...]) -> list[int]:
    return [glyph.gid for run in runs for glyph in run.glyphs]


# Names and files


@pytest.mark.parametrize(
    ("name", "file", "weight"),
    [
        ("Source Sans 3", "SourceSans3VF-Upright.ttf", 400),
        ("'Source Sans 3'", "SourceSans3VF-Upright.ttf", 400),
        ("SourceSans3VF", "SourceSans3VF-Upright.ttf", 400),
        ("SourceSans3-Semibold", "SourceSans3VF-Upright.ttf", 600),
        ("Source Sans 3 Semibold", "SourceSans3VF-Upright.ttf", 600),
        ("Source Sans 3 Semi-Bold", "SourceSans3VF-Upright.ttf", 600),
        ("SourceSans3VF-ExtraLight", "SourceSans3VF-Upright.ttf", 200),
        ("SourceSans3-It", "SourceSans3VF-Italic.ttf", 400),
        ("SourceSans3VF-MediumItalic", "SourceSans3VF-Italic.ttf", 500),
        ("Source Serif 4 Variable", "SourceSerif4Variable-Roman.ttf", 400),
        ("SourceSerif4Variable-Roman", "SourceSerif4Variable-Roman.ttf", 400),
        ("SourceSerif4Variable-Italic", "SourceSerif4Variable-Italic.ttf", 400),
        ("SourceSerif4-BoldIt", "SourceSerif4Variable-Italic.ttf", 700),
        ("SourceSerif4Roman-Black", "SourceSerif4Variable-Roman.ttf", 900),
        ("Source Serif 4 Display Semibold", "SourceSerif4Variable-Roman.ttf", 600),
        ("SourceSerif4Display-Bold", "SourceSerif4Variable-Roman.ttf", 700),
        ("SourceSerif4Subhead-BlackIt", "SourceSerif4Variable-Italic.ttf", 900),
        ("SourceSerif4Variable-CaptionRegular", "SourceSerif4Variable-Roman.ttf", 400),
    ],
)
def test_a_family_is_found_by_every_name_that_editors_write(book: FontBook, name: str, file: str, weight: int) -> None:
    key = book.fonts(FontRequest(name))[0].key
    assert key.startswith(file)
    assert key.endswith(f"wght={weight}")
    assert book.knows(name)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Source Serif 4 Caption", "8"),
        ("SourceSerif4SmText-Bold", "16"),
        ("Source Serif 4 Text", "20"),
        ("'Source Serif 4 Subhead'", "32"),
        ("Source Serif 4 Display", "60"),
        ("SourceSerif4Variable-DisplayBold", "60"),
        ("Source Serif 4", "24"),
    ],
)
def test_the_optical_size_in_a_name_wins_over_that_of_the_words(book: FontBook, name: str, size: str) -> None:
    assert f"opsz={size}," in book.fonts(FontRequest(name, optical_size=24))[0].key


def test_a_family_of_one_optical_size_has_none_in_its_names(book: FontBook) -> None:
    assert not book.knows("Source Sans 3 Display")
    assert not book.knows("Display Bold")


def test_the_weight_in_a_name_wins_over_the_weight_beside_it(book: FontBook) -> None:
    assert book.fonts(FontRequest("SourceSans3-Semibold", 400))[0].key.endswith("wght=600")


def test_static_files_are_chosen_by_the_nearest_weight(book: FontBook) -> None:
    files = [book.fonts(FontRequest("Noto Sans Arabic", weight))[0].key for weight in (300, 560, 750, 1000)]
    assert [file.partition("_")[2] for file in files] == [
        "400Regular.ttf:",
        "600SemiBold.ttf:",
        "700Bold.ttf:",
        "900Black.ttf:",
    ]


def test_an_unknown_family_is_refused_at_its_place_with_the_nearest_name(book: FontBook) -> None:
    with pytest.raises(FontError) as caught:
        book.fonts(FontRequest("Sorce Sans 3"), Mark("square.svg", 12))
    fault = caught.value.faults[0]
    assert (fault.message, fault.mark) == ("unknown family 'Sorce Sans 3'", Mark("square.svg", 12))
    assert fault.remedy == "did you mean 'Source Sans 3'?"
    assert not book.knows("Sorce Sans 3")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"not a font", "other.ttf is not a font that can be read"), (None, "can't read the font other.ttf")],
)
def test_a_broken_or_missing_file_is_refused_by_its_path_in_the_project(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content:
        (tmp_path / "other.ttf").write_bytes(content)
    family = Family(id="other", names=("Other",), faces=(Face(file="other/other.ttf", weight=400),))
    book = FontBook({"other": family}, lambda _: tmp_path / "other.ttf")
    with pytest.raises(FontError) as caught:
        book.fonts(FontRequest("Other"))
    fault = caught.value.faults[0]
    assert (fault.message, fault.mark) == (message, Mark("fonts/other/other.ttf", 1))


# Weight and optical size


@pytest.mark.parametrize("weight", [200, 400, 700, 900])
@pytest.mark.parametrize("name", [SANS, "Source Serif 4"])
def test_advances_at_a_weight_are_those_that_freetype_gives(book: FontBook, name: str, weight: int) -> None:
    font = book.fonts(FontRequest(name, weight, optical_size=60))[0]
    file = ROOT / "fonts" / ("source-sans-3" if name == SANS else "source-serif-4") / font.key.partition(":")[0]
    other = ImageFont.truetype(file, 1000, layout_engine=ImageFont.Layout.BASIC)
    other.set_variation_by_axes([weight] if name == SANS else [weight, 60])
    for letter in "Hamburgefonts 0123456789.":
        [glyph] = shaped(letter, (font,))[0].glyphs
        assert glyph.advance * 1000 == pytest.approx(other.getlength(letter), abs=1.0), letter


def test_words_are_wider_at_700_than_at_400(book: FontBook) -> None:
    regular, bold = (width(shaped("Handgloves", book.fonts(FontRequest(SANS, weight)))) for weight in (400, 700))
    assert bold == pytest.approx(1.05 * regular, rel=0.02)


def test_words_are_wider_at_the_optical_size_for_small_print(book: FontBook) -> None:
    small, large = (
        width(shaped("Handgloves", book.fonts(FontRequest(SERIF, optical_size=size)))) for size in (8.0, 60.0)
    )
    assert small == pytest.approx(1.26 * large, rel=0.02)


def test_sizes_and_weights_outside_a_file_are_held_to_its_range(book: FontBook) -> None:
    assert book.fonts(FontRequest(SERIF, 950, optical_size=200))[0].key.endswith("opsz=60,wght=900")
    assert book.fonts(FontRequest(SERIF, 100, optical_size=4))[0].key.endswith("opsz=8,wght=200")


# Measured on the drawn letters, in em.
@pytest.mark.parametrize(
    ("letter", "weight", "bearing"),
    [
        ("8", 700, 0.037),
        ("1", 700, 0.075),
        ("2", 700, 0.045),
        ("7", 700, 0.045),
        ("m", 600, 0.026),
        ("K", 600, 0.034),
        ("T", 600, 0.024),
        ("S", 600, 0.039),
    ],
)
def test_ink_begins_at_the_side_bearing(book: FontBook, letter: str, weight: int, bearing: float) -> None:
    run = shaped(letter, book.fonts(FontRequest(SERIF, weight)))[0]
    ink = run.font.ink(run.glyphs[0].gid)
    assert ink is not None
    assert ink.x0 == pytest.approx(bearing, abs=0.0011)


# Features, normal form, language


def test_kerning_draws_capitals_together(book: FontBook) -> None:
    fonts = book.fonts(FontRequest(SANS))
    kerned = width(shaped("AVATo.", fonts, kern=True))
    assert kerned < 0.96 * width(shaped("AVATo.", fonts, kern=False))
    assert kerned == width(shaped("AVATo.", fonts))


def test_ligatures_join_letters_unless_they_are_off(book: FontBook) -> None:
    fonts = book.fonts(FontRequest(SERIF))
    assert len(gids(shaped("find", fonts))) == 3
    assert len(gids(shaped("find", fonts, liga=False))) == 4


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_tabular_figures_share_one_width_and_proportional_ones_do_not(book: FontBook, family: str) -> None:
    fonts = book.fonts(FontRequest(family))
    tabular, proportional = (
        {round(glyph.advance, 4) for glyph in runs[0].glyphs}
        for runs in (shaped("0123456789", fonts, tnum=True), shaped("0123456789", fonts, pnum=True))
    )
    assert len(tabular) == 1
    assert len(proportional) > 5


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_a_letter_and_its_combining_accent_equal_the_accented_letter(book: FontBook, family: str) -> None:
    fonts = book.fonts(FontRequest(family))
    assert unicodedata.normalize("NFD", "é") == "e\u0301"
    assert gids(shaped("e\u0301", fonts)) == gids(shaped("é", fonts))


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_bulgarian_has_its_own_letter_forms(book: FontBook, family: str) -> None:
    fonts = book.fonts(FontRequest(family))
    for letter in "вгджиклптцшщ":
        assert gids(shaped(letter, fonts, "bg")) != gids(shaped(letter, fonts, "en")), letter
    assert gids(shaped("а", fonts, "bg")) == gids(shaped("а", fonts, "en"))


# Items: direction, script, coverage


def test_arabic_and_hebrew_are_sought_in_the_fallback_fonts(book: FontBook) -> None:
    text = "Sign مرحبا שלום"
    items = items_of(text, book.fonts(FontRequest(SERIF)))
    words = {text[item.start : item.end].strip(): (item.font.family, item.script) for item in items}
    assert words == {
        "Sign": ("source-serif", "Latn"),
        "مرحبا": ("noto-arabic", "Arab"),
        "שלום": ("noto-hebrew", "Hebr"),
    }


def test_mixed_words_take_their_levels_from_the_direction_of_the_paragraph(book: FontBook) -> None:
    text = "مرحبا 82 change.org"
    for right_to_left, levels in ((False, [1, 2, 0, 0]), (True, [1, 2, 1, 2])):
        items = items_of(text, book.fonts(FontRequest(SANS)), right_to_left=right_to_left)
        parts = [text[item.start : item.end] for item in items]
        assert parts == ["مرحبا ", "82", " ", "change.org"]
        assert [item.level for item in items] == levels


def test_digits_in_arabic_run_left_to_right(book: FontBook) -> None:
    for digits in ("2020", "٢٠٢٠"):
        text = f"عام {digits}"
        items = items_of(text, book.fonts(FontRequest(SANS)), right_to_left=True)
        runs = shape_items(text, items, language="ar", features={}, tracking=0.0)
        assert [text[item.start : item.end] for item in items if item.level == 2] == [digits]
        assert [glyph.cluster for glyph in runs[-1].glyphs] == [4, 5, 6, 7]


def test_a_character_newer_than_pythons_tables_takes_no_paragraph_down(book: FontBook) -> None:
    """U+2EE5E is assigned to nothing, as a new emoji is to an older Python."""
    items = items_of("مرحبا \U0002ee5e", book.fonts(FontRequest(SANS)), right_to_left=True)
    assert [item.level for item in items] == [1, 2]


def test_a_run_from_right_to_left_holds_its_glyphs_from_left_to_right(book: FontBook) -> None:
    [run] = shaped("שלום", book.fonts(FontRequest(SANS)))
    assert [glyph.cluster for glyph in run.glyphs] == [3, 2, 1, 0]


def test_arabic_letters_join(book: FontBook) -> None:
    fonts = book.fonts(FontRequest(SANS))
    joined, apart = gids(shaped("ببب", fonts)), gids(shaped("ب", fonts))
    assert len(set(joined) - set(apart)) == 3


def test_tracking_never_parts_letters_that_join(book: FontBook) -> None:
    fonts = book.fonts(FontRequest(SANS))
    for text, growth in (("مرحبا", 0.0), ("Sign", 0.4)):
        items = items_of(text, fonts)
        tight, loose = (
            shape_items(text, items, language="ar", features={}, tracking=tracking) for tracking in (0.0, 0.1)
        )
        assert width(loose) - width(tight) == pytest.approx(growth)


@pytest.mark.parametrize("text", ["مَرحبا", "אָב", "x\u0301y"])
def test_marks_stay_with_their_base(book: FontBook, text: str) -> None:
    [run] = shaped(text, book.fonts(FontRequest(SERIF)))
    mark = next(index for index, character in enumerate(text) if unicodedata.combining(character))
    assert 0 not in [glyph.gid for glyph in run.glyphs]
    assert {glyph.cluster for glyph in run.glyphs} == set(range(len(text))) - {mark}


def test_a_change_of_emphasis_divides_items(book: FontBook) -> None:
    fonts = book.fonts(FontRequest(SANS))
    styles = [Style(fonts)] * 5 + [Style(book.fonts(FontRequest(SANS, 700)), emphasis=True)] * 5
    assert [(item.start, item.end, item.emphasis) for item in itemise("Sign today", styles)] == [
        (0, 5, False),
        (5, 10, True),
    ]


def test_items_cover_a_paragraph_without_gap_or_overlap(book: FontBook) -> None:
    text = "Über 82 million – שלום, مرحبا! 😀 Глас 字 e\u0301"
    items = items_of(text, book.fonts(FontRequest(SERIF)))
    assert [item.start for item in items] == [0, *(item.end for item in items[:-1])]
    assert items[-1].end == len(text)


@pytest.mark.parametrize("character", ["😀", "漢", "ก"])
def test_a_character_that_no_font_has_becomes_glyph_0(book: FontBook, character: str) -> None:
    assert 0 in gids(shaped(character, book.fonts(FontRequest(SERIF))))


@pytest.mark.parametrize("text", ["82\u00a0million", "12\u202f%", "co\u2011op", "Kinder\u00adschutz", "a\u200bb"])
def test_spaces_and_hyphens_that_harfbuzz_replaces_are_no_missing_glyphs(book: FontBook, text: str) -> None:
    runs = shaped(text, book.fonts(FontRequest(SANS)))
    assert 0 not in gids(runs)
    assert len(runs) == 1


# Outlines


@pytest.mark.parametrize("family", [SANS, SERIF, "Noto Sans Arabic", "Noto Sans Hebrew"])
def test_outlines_are_closed_and_lie_within_the_ink(book: FontBook, family: str) -> None:
    font = book.fonts(FontRequest(family, 700))[0]
    drawn = 0
    for character in "Ag8&Ößшмقيםש":
        gid, ink = font.hb.get_nominal_glyph(ord(character)), None
        ink = font.ink(gid) if gid else None
        if ink is None:
            continue
        drawn += 1
        commands = [command for command, _ in font.outline(gid)]
        starts = [index for index, command in enumerate(commands) if command == "M"]
        assert starts[0] == 0
        assert [commands[index - 1] for index in [*starts[1:], len(commands)]] == ["Z"] * len(starts), character
        ends = [Point(values[-2] / font.upem, -values[-1] / font.upem) for _, values in font.outline(gid) if values]
        assert ink.contains(Box.around(ends), 1.5 / font.upem), character
    assert drawn >= 2


def test_a_space_has_no_ink(book: FontBook) -> None:
    font = book.fonts(FontRequest(SANS))[0]
    gid = font.hb.get_nominal_glyph(ord(" "))
    assert (font.ink(gid), font.outline(gid)) == (None, ())


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_letters_reach_as_far_as_they_are_drawn(book: FontBook, family: str) -> None:
    font = book.fonts(FontRequest(family))[0]
    for letter, reach in (("l", font.ascent), ("H", font.cap_height)):
        ink = font.ink(font.hb.get_nominal_glyph(ord(letter)))
        assert ink is not None
        assert reach == -ink.y0
    descender = font.ink(font.hb.get_nominal_glyph(ord("p")))
    assert descender is not None
    assert font.descent == descender.y1
    assert font.ascent > font.cap_height > 0.6


def test_a_font_without_latin_capitals_still_has_a_height(book: FontBook, project: Project) -> None:
    arabic = book.fonts(FontRequest("Noto Sans Arabic"))[0]
    assert project.font("noto-sans-arabic/NotoSansArabic_400Regular.ttf").is_file()
    assert arabic.ascent > 0.4
    assert arabic.descent > 0.1
