"""Families by every name that editors write, and faces by weight and optical size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageFont
from support.faults import refused
from support.typesetting import BOOK, FONTS, SANS, SERIF, shaped, width_of

from kit.base.errors import FontError, Mark
from kit.model.campaign import Face, Family
from kit.text import FontBook, FontRequest
from kit.text.font import Font

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.geometry import Box

FACE = Face(file="noto-sans-arabic/NotoSansArabic_400Regular.ttf", weight=400)


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
def test_a_family_is_found_by_every_name_that_editors_write(name: str, file: str, weight: int) -> None:
    key = BOOK.fonts(FontRequest(name))[0].key
    assert key.startswith(file)
    assert key.endswith(f"wght={weight}")
    assert BOOK.knows(name)


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
def test_the_optical_size_in_a_name_wins_over_that_of_the_words(name: str, size: str) -> None:
    assert f"opsz={size}," in BOOK.fonts(FontRequest(name, optical_size=24))[0].key


def test_a_family_of_one_optical_size_has_none_in_its_names() -> None:
    assert not BOOK.knows("Source Sans 3 Display")
    assert not BOOK.knows("Display Bold")


def test_the_weight_in_a_name_wins_over_the_weight_beside_it() -> None:
    assert BOOK.fonts(FontRequest("SourceSans3-Semibold", 400))[0].key.endswith("wght=600")


def test_static_files_are_chosen_by_the_nearest_weight() -> None:
    files = [BOOK.fonts(FontRequest("Noto Sans Arabic", weight))[0].key for weight in (300, 560, 750, 1000)]
    assert [file.partition("_")[2] for file in files] == [
        "400Regular.ttf:",
        "600SemiBold.ttf:",
        "700Bold.ttf:",
        "900Black.ttf:",
    ]


def test_an_unknown_family_is_refused_at_its_place_with_the_nearest_name() -> None:
    with refused(FontError, "unknown-family") as faults:
        BOOK.fonts(FontRequest("Sorce Sans 3"), Mark("square.svg", 12))
    assert faults[0].mark == Mark("square.svg", 12)
    assert "'Source Sans 3'" in faults[0].remedy
    assert not BOOK.knows("Sorce Sans 3")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"not a font", "not-a-font"), (None, "file-unreadable")],
)
def test_a_broken_or_missing_file_is_refused_by_its_path_in_the_project(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    if content:
        (tmp_path / "other.ttf").write_bytes(content)
    family = Family(id="other", names=("Other",), faces=(Face(file="other/other.ttf", weight=400),))
    book = FontBook({"other": family}, lambda _: tmp_path / "other.ttf")
    with refused(FontError, code) as faults:
        book.fonts(FontRequest("Other"))
    assert faults[0].mark == Mark("fonts/other/other.ttf", 1)


@pytest.mark.parametrize("weight", [200, 400, 700, 900])
@pytest.mark.parametrize("name", [SANS, "Source Serif 4"])
def test_advances_at_a_weight_are_those_that_freetype_gives(name: str, weight: int) -> None:
    font = BOOK.fonts(FontRequest(name, weight, optical_size=60))[0]
    file = FONTS / ("source-sans-3" if name == SANS else "source-serif-4") / font.key.partition(":")[0]
    other = ImageFont.truetype(file, 1000, layout_engine=ImageFont.Layout.BASIC)
    other.set_variation_by_axes([weight] if name == SANS else [weight, 60])
    letters = "Hamburgefonts 0123456789."
    advances = [[glyph.advance * 1000 for glyph in shaped(letter, (font,))[0].glyphs] for letter in letters]
    assert advances == [pytest.approx([other.getlength(letter)], abs=1.0) for letter in letters]


def test_words_are_wider_at_700_than_at_400() -> None:
    regular, bold = (width_of(shaped("Handgloves", BOOK.fonts(FontRequest(SANS, weight)))) for weight in (400, 700))
    assert bold == pytest.approx(1.05 * regular, rel=0.02)


def test_words_are_wider_at_the_optical_size_for_small_print() -> None:
    small, large = (
        width_of(shaped("Handgloves", BOOK.fonts(FontRequest(SERIF, optical_size=size)))) for size in (8.0, 60.0)
    )
    assert small == pytest.approx(1.26 * large, rel=0.02)


def test_sizes_and_weights_outside_a_file_are_held_to_its_range() -> None:
    assert BOOK.fonts(FontRequest(SERIF, 950, optical_size=200))[0].key.endswith("opsz=60,wght=900")
    assert BOOK.fonts(FontRequest(SERIF, 100, optical_size=4))[0].key.endswith("opsz=8,wght=200")


def test_a_font_file_that_has_changed_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "own.ttf"
    families = {"own": Family(id="own", names=("Own",), faces=(Face(file="own.ttf", weight=400),))}
    sans, serif = (
        FONTS / "source-sans-3/SourceSans3VF-Upright.ttf",
        FONTS / "source-serif-4/SourceSerif4Variable-Roman.ttf",
    )

    def ink() -> Box | None:
        font = FontBook(families, lambda _: path).fonts(FontRequest("Own"))[0]
        return font.ink(font.hb.get_nominal_glyph(ord("w")) or 0)

    inks = []
    for file in (sans, serif, sans):
        path.write_bytes(file.read_bytes())
        inks.append(ink())
    assert inks[0] == inks[2] != inks[1]


# Families of scripts -----------------------------------------------------------------------------------------------


def families_in(family: str, script: str) -> list[str]:
    return [font.family for font in BOOK.fonts(FontRequest(family, script=script))]


@pytest.mark.parametrize(
    ("script", "first"), [("Arab", "noto-arabic"), ("Hebr", "noto-hebrew"), ("Cyrl", "source-serif")]
)
def test_the_family_of_a_script_comes_before_the_one_that_is_drawn(script: str, first: str) -> None:
    found = families_in(SERIF, script)
    assert found[0] == first
    assert set(found) == set(families_in(SERIF, ""))


def test_a_family_that_is_drawn_for_a_script_stays_first_in_it() -> None:
    families = {id_: Family(id=id_, names=(id_,), faces=(FACE,), scripts=("Arab",)) for id_ in ("one", "other")}
    plain = Family(id="plain", names=("plain",), faces=(FACE,))
    book = FontBook({**families, "plain": plain}, lambda file: FONTS / file)
    assert [font.family for font in book.fonts(FontRequest("one", script="Arab"))] == ["one"]
    assert [font.family for font in book.fonts(FontRequest("plain", script="Arab"))] == ["other", "one", "plain"]


@pytest.mark.parametrize("family", [SERIF, SANS, "Caveat"])
@pytest.mark.parametrize("script", ["Arab", "Hebr", "Latn"])
def test_small_letters_of_all_faces_are_as_high_as_those_of_the_one_that_is_drawn(family: str, script: str) -> None:
    drawn = BOOK.fonts(FontRequest(family, 600))[0]
    fonts = BOOK.fonts(FontRequest(family, 600, script=script))
    assert fonts
    for font in fonts:
        ink = font.ink(font.hb.get_nominal_glyph(ord("x")))
        assert ink
        assert -ink.y0 == pytest.approx(drawn.x_height, abs=0.001)
        assert font.x_height == pytest.approx(drawn.x_height)


def test_a_face_without_latin_letters_is_matched_by_the_height_that_its_file_says(tmp_path: Path) -> None:
    path = tmp_path / "hebrew.ttf"
    font = TTFont(FONTS / "noto-sans-hebrew/NotoSansHebrew_400Regular.ttf")
    own = font["OS/2"].sxHeight / font["head"].unitsPerEm
    subsetter = Subsetter()
    subsetter.populate(unicodes=range(0x5D0, 0x5EB))
    subsetter.subset(font)
    font.save(path)
    assert Font(path, {}, "own", path.name).x_height == pytest.approx(own)
    assert Font(path, {}, "own", path.name, x_height=2 * own).ascent == pytest.approx(
        2 * Font(path, {}, "own", "").ascent
    )


def test_what_words_may_be_set_in_are_the_families_of_scripts_too() -> None:
    families, files = BOOK.sources("Caveat")
    assert {"caveat", "noto-arabic", "noto-hebrew"} <= {family.id for family in families}
    assert any(path.name.startswith("NotoSansHebrew") for path in files)
