"""Contact sheets whatever the fonts of a project are: labels are set in what has their characters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from support.campaigns import SPEC, make_project
from support.forked_calls import forked

import kit
from kit.publish.gallery.contact_sheet import GAP, THUMB, LabelFonts

FONTS = Path(__file__).parents[3] / "fonts"
SANS = FONTS / "source-sans-3" / "SourceSans3VF-Upright.ttf"
SERIF = FONTS / "source-serif-4" / "SourceSerif4Variable-Roman.ttf"
HEBREW = FONTS / "noto-sans-hebrew" / "NotoSansHebrew_400Regular.ttf"
BUILT_IN = "Aileron"


def family_of(labels: LabelFonts, label: str) -> tuple[str, str]:
    font, words = labels.choose(label)
    return str(font.getname()[0]), words  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("files", "label", "family", "words"),
    [
        ([SANS, HEBREW], "petition-2", "SourceSans3VF", "petition-2"),
        ([SANS, HEBREW], "שלום", "Noto Sans Hebrew", "שלום"),
        ([HEBREW], "petition x/square 1080x1080", "", "petition x/square 1080x1080"),
        ([FONTS / "missing.ttf", FONTS / "README.md"], "petition", BUILT_IN, "petition"),
        ([], "größe", BUILT_IN, r"gr\xf6\xdfe"),
        ([SANS], "\u5b50\u4f9b", "SourceSans3VF", r"\u5b50\u4f9b"),
    ],
)
def test_a_label_is_set_in_a_font_that_has_its_characters(
    files: list[Path], label: str, family: str, words: str
) -> None:
    chosen, shown = family_of(LabelFonts(files), label)
    assert chosen.startswith(family)
    assert shown == words


@pytest.mark.parametrize(("file", "axes"), [(SANS, [500]), (SERIF, [500, 20])])
def test_a_variable_font_is_set_at_the_weight_of_labels_and_no_other_axis_is_moved(
    file: Path, axes: list[float]
) -> None:
    expected = ImageFont.truetype(str(file), 17)
    default = expected.getlength("petition")
    expected.set_variation_by_axes(axes)
    font, _ = LabelFonts([file]).choose("petition")
    assert font.getlength("petition") == expected.getlength("petition") != default


def test_a_project_without_the_shipped_family_gets_its_sheets_with_labels(tmp_path: Path) -> None:
    one = re.sub(r"platforms: .*", "platforms: [telegram/square]", SPEC)
    project = kit.load(make_project(tmp_path / "project", one) / "kit.yaml")
    result = forked(kit.build, project, tmp_path / "dist", jobs=1)
    missing = {"own": replace(project.campaign.families["source-serif"], id="own")}
    poor = replace(project, campaign=replace(project.campaign, families=missing), font_folders=(tmp_path / "none",))
    for which in (project, poor):
        for sheet in kit.contact_sheets(which, result, tmp_path / "sheets"):
            with Image.open(sheet) as image:
                below = image.convert("L").crop((GAP, GAP + THUMB, GAP + THUMB, image.height))
            assert below.getextrema()[1] == 255, "white words stand under the picture"
