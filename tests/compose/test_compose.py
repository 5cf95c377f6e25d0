"""Pictures as they are composed, compared with goldens, and what they may hold."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from PIL import Image
from support.campaigns import SPEC, golden_folder, make_project
from support.faults import refused
from support.picture_checks import (
    assert_codes_of_whole_pixels,
    assert_figures_are_not_divided,
    assert_ink_in_its_slot,
    assert_large_words_start_at_the_edge,
    assert_no_code_where_none_is_taken,
    assert_nothing_under_the_floor,
    assert_shapes_and_plain_attributes_only,
    assert_sizes_of_their_placements,
)

from kit.base.errors import DrawingError, Mark
from kit.compose import Composer
from kit.compose.content.picture_slots import slot_contents
from kit.compose.prune import prune, slots_in
from kit.judge.scanned_codes import read_codes
from kit.model.layout import Element
from kit.model.picture import Words
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.project import Project

GOLDEN = TESTS / "golden"


@cache
def project() -> Project:
    return load_project(golden_folder() / "kit.yaml")


@cache
def pictures() -> tuple[Artwork, ...]:
    """Compose every picture of the golden project, once."""
    composer = Composer(project())
    return tuple(composer.compose(artboard) for artboard in plan(project()))


def golden(name: str) -> Artwork:
    """Return a picture of the golden project by message and placement."""
    return next(artwork for artwork in pictures() if str(artwork.picture) == name)


def image_of(artwork: Artwork) -> Image.Image:
    pixels = paint(artwork.tree)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


# Goldens -----------------------------------------------------------------------------------------------------------

#: One picture for each layout and shape of the golden project, and one in the other theme.
PICTURES = (
    "tools x/square",
    "tools instagram/story",
    "tools x/in_stream",
    "tools x/header",
    "reports x/square",
    "tools-by-day x/square",
)
PAINTED = ("tools x/square", "reports x/square")


def test_the_goldens_show_every_layout_and_shape() -> None:
    folder = golden_folder() / "templates" / "svg"
    shown = {golden(name).scene.drawing.path for name in PICTURES}
    assert shown == {path.resolve() for path in folder.glob("*/*.svg")}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_composed_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / "expected" / f"{re.sub(r'[ /]', '-', name)}.svg"
    text = golden(name).svg.replace("><", ">\n<") + "\n"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} is written anew; look at it and run the tests again")
    assert path.read_text(encoding="utf-8") == text, f"{name} has changed; --update-golden writes {path.name} anew"


@pytest.mark.parametrize("name", PAINTED)
def test_a_picture_is_painted_as_it_was(
    name: str, request: pytest.FixtureRequest, compare: Callable[[str, Image.Image, Image.Image, int], None]
) -> None:
    path = GOLDEN / "expected" / f"{re.sub(r'[ /]', '-', name)}.png"
    image = image_of(golden(name))
    assert image.getcolors(16) is None, "nothing is painted but a ground"
    if request.config.getoption("--update-golden"):
        image.save(path, optimize=True)
        pytest.fail(f"{path.name} is written anew; look at it and run the tests again")
    with Image.open(path) as expected:
        compare(path.stem, expected, image, 8)


def test_a_difference_of_pictures_is_shown_beside_both(
    compare: Callable[[str, Image.Image, Image.Image, int], None],
) -> None:
    one, other = Image.new("RGB", (4, 2), "#102030"), Image.new("RGB", (4, 2), "#102030")
    compare("same", one, other, 0)
    other.putpixel((1, 1), (16, 48, 48))
    path = TESTS / "diffs" / "a-test-of-the-comparison.png"
    with pytest.raises(pytest.fail.Exception, match="differs by up to 16 levels"):
        compare(path.stem, one, other, 15)
    with Image.open(path) as sheet:
        assert sheet.size == (12, 2)
        assert [sheet.getpixel((x, 1)) for x in (1, 5, 9)] == [(16, 32, 48), (0, 255, 0), (16, 48, 48)]
    path.unlink()
    compare("near enough", one, other, 16)


# What a resolved picture is made of --------------------------------------------------------------------------------


def test_a_picture_holds_shapes_and_plain_attributes_only() -> None:
    assert_shapes_and_plain_attributes_only(pictures())


def test_a_picture_in_another_theme_keeps_no_colour_of_the_palette_it_was_drawn_in() -> None:
    themes = project().campaign.themes
    night = {*project().layouts["notice"].palette.values(), *themes["night"].values()}
    day = themes["day"]
    svg = golden("tools-by-day x/square").svg
    colours = set(re.findall(r"#[0-9a-f]{3,8}\b", svg))
    assert colours == {day[role] for role in ("wall", "floor", "spread", "text", "emphasis")}
    assert not colours & night - {day["plate"]}
    assert re.findall(r'stop-color="([^"]*)"', svg) == [day["spread"], day["floor"]] * (svg.count("<stop ") // 2)


def test_the_size_of_a_picture_is_that_of_its_placement() -> None:
    assert_sizes_of_their_placements(pictures())


def test_the_same_artboard_is_composed_to_the_same_bytes() -> None:
    again = [Composer(project()).compose(artboard).digest for artboard in plan(project())]
    assert again
    assert again == [artwork.digest for artwork in pictures()]


def test_words_that_were_resolved_before_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build resolves the words of a picture to look for it among those that it made before."""
    artboard, before = plan(project())[0], pictures()[0]
    monkeypatch.setattr("kit.compose.composer.resolve", None)
    assert Composer(project()).compose(artboard, before.picture).digest == before.digest


def test_a_picture_is_composed_anew_in_other_colours_where_all_else_is_alike() -> None:
    """A message may have one picture in two themes."""
    composer, artboard, one = Composer(project()), plan(project())[0], pictures()[0]
    other = replace(one.picture, colours={**one.picture.colours, "wall": "#123456"})
    assert composer.compose(artboard, one.picture).svg == one.svg
    assert "#123456" in composer.compose(artboard, other).svg


# Empty slots -------------------------------------------------------------------------------------------------------


def slot(name: str) -> Element:
    return Element("slot", {}, (), name)


def group(name: str, *children: Element) -> Element:
    return Element("g", {}, children, name)


def names_in(element: Element) -> list[str]:
    return [element.name] + [name for child in element.children for name in names_in(child)]


@pytest.mark.parametrize(
    ("filled", "kept"),
    [
        ({"qr", "address"}, ["wall", "offer", "plate", "qr", "inner", "line", "address"]),
        ({"address"}, ["wall", "offer", "plate", "inner", "line", "address"]),
        ({"qr"}, ["wall", "offer", "plate", "qr"]),
        (set[str](), ["wall"]),
    ],
)
def test_an_empty_slot_goes_with_its_group_unless_another_slot_in_it_is_filled(
    filled: set[str], kept: list[str]
) -> None:
    offer = group("offer", group("plate"), slot("qr"), group("inner", group("line"), slot("address")))
    tree = Element("svg", {}, (group("wall"), offer))
    assert names_in(prune(tree, filled))[1:] == kept


def test_a_slot_outside_any_group_goes_alone() -> None:
    tree = Element("svg", {}, (group("wall"), slot("support"), slot("headline")))
    assert slots_in(prune(tree, {"headline"})) == ["headline"]
    assert names_in(prune(tree, set())) == ["", "wall"]


def test_missing_copy_and_a_missing_link_leave_nothing_behind() -> None:
    plain, full = golden("tools-by-day x/square"), golden("tools x/square")
    assert set(full.words) == {"headline", "support", "address"}
    assert set(plain.words) == {"headline"}
    assert plain.code is None
    assert full.svg.count("<rect") - plain.svg.count("<rect") == 2  # the frame of the code, and its plate


# Figures, links and codes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("reports", {"qualifier": "More than", "number": "82", "unit": "million reports"}),
        ("hotline", {"qualifier": "Over", "number": "two decades"}),
        ("us-four", {"number": "4", "unit": "children"}),
    ],
)
def test_a_figure_is_shared_by_qualifier_number_and_unit(message: str, words: dict[str, str]) -> None:
    placed = golden(f"{message} x/square").words
    assert {name: placed[name].text for name in ("qualifier", "number", "unit") if name in placed} == words
    assert placed["source"].text.startswith("Source: NCMEC, “We Are in Danger of Losing")


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ({"number"}, {"number": "More than 82 million reports"}),
        ({"number", "unit"}, {"number": "More than 82", "unit": "million reports"}),
        ({"number", "qualifier"}, {"number": "82 million reports", "qualifier": "More than"}),
    ],
)
def test_what_has_no_box_of_its_own_stands_in_the_number(slots: set[str], words: dict[str, str]) -> None:
    golden_project = project()
    artboard = next(board for board in plan(golden_project) if str(board) == "reports x/square")
    found = slot_contents(artboard, golden_project, slots)
    assert {name: content.text for name, content in found.items() if isinstance(content, Words)} == words


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    assert_figures_are_not_divided(pictures(), project())


def test_where_a_placement_takes_no_code_the_address_stands_in_words() -> None:
    assert_no_code_where_none_is_taken(pictures())
    header = golden("tools x/header")
    assert header.words["address"].text == "change.org/childsafetyfirst"


def test_a_code_is_whole_pixels_on_a_light_plate_inside_its_slot() -> None:
    assert_codes_of_whole_pixels(pictures(), project())


def test_a_code_reads_as_the_link_of_its_message() -> None:
    for name in ("tools x/square", "tools instagram/story", "tools x/in_stream"):
        assert read_codes(image_of(golden(name))) == ["https://www.change.org/childsafetyfirst"]


# How words stand ---------------------------------------------------------------------------------------------------


def test_all_ink_lies_in_its_slot() -> None:
    assert_ink_in_its_slot(pictures())


def test_no_words_are_under_the_floor() -> None:
    assert_nothing_under_the_floor(pictures())


def test_the_ink_of_large_first_letters_starts_at_the_left_edge_of_the_box() -> None:
    assert_large_words_start_at_the_edge(pictures(), project())


@pytest.mark.parametrize(("slot_name", "align"), [("support", "center middle"), ("address", "right bottom")])
def test_words_stand_where_the_layout_aligns_them(slot_name: str, align: str) -> None:
    artwork = golden("tools x/square")
    words = artwork.words[slot_name]
    rule = project().layouts["notice"].slots[slot_name]
    assert rule.align == align
    assert words.ink is not None
    if align == "center middle":
        assert words.ink.center.x == pytest.approx(words.slot.box.center.x, abs=0.05 * words.size)
        assert words.ink.center.y == pytest.approx(words.slot.box.center.y, abs=0.2 * words.size)
    else:
        assert words.ink.x1 == pytest.approx(words.slot.box.x1, abs=0.1 * words.size)
        assert words.ink.y1 == pytest.approx(words.slot.box.y1, abs=0.3 * words.size)


def test_emphasised_words_have_the_colour_that_the_layout_names() -> None:
    svg, theme = golden("tools x/square").svg, project().campaign.themes["night"]
    painted = re.findall(r'<path fill="(#\w+)" d="M', svg)
    assert theme["emphasis"] in painted
    assert painted.index(theme["text"]) < painted.index(theme["emphasis"])


def test_words_that_do_not_fit_are_set_at_the_floor_and_their_surplus_told(tmp_path: Path) -> None:
    text = (golden_folder() / "kit.yaml").read_text(encoding="utf-8")
    shutil.copytree(golden_folder() / "templates", tmp_path / "templates")
    long = "Keep the tools on. " * 60
    (tmp_path / "kit.yaml").write_text(text.replace("Keep the tools **on.**", long), encoding="utf-8")
    broken = load_project(tmp_path / "kit.yaml")
    artboard = plan(broken, "tools-by-day x/square")[0]
    headline = Composer(broken).compose(artboard).words["headline"]
    assert headline.size == headline.floor == artboard.placement.floor
    assert 0 < headline.overflow < len(long)


def test_a_drawing_that_lost_a_required_slot_is_refused(tmp_path: Path) -> None:
    shutil.copytree(golden_folder(), tmp_path, dirs_exist_ok=True)
    square = tmp_path / "templates" / "svg" / "notice" / "square.svg"
    text = re.sub(r'<g id="slot-headline".*?</g>', "", square.read_text(encoding="utf-8"), flags=re.DOTALL)
    square.write_text(text, encoding="utf-8")
    broken = load_project(tmp_path / "kit.yaml")
    with refused(DrawingError, "drawing-without-slot") as faults:
        Composer(broken).compose(plan(broken, "tools x/square")[0])
    assert faults[0].mark == Mark("notice/square.svg", 1)
    assert "'slot-headline'" in faults[0].message


def test_an_opening_quotation_mark_hangs_and_the_letters_stand_on_one_edge(tmp_path: Path) -> None:
    spec = SPEC.replace("Pass it on", "“Hear her. Help her. Hold her here. Hope holds her.”")
    quoting = load_project(make_project(tmp_path / "project", spec) / "kit.yaml")
    artwork = Composer(quoting).compose(plan(quoting, "share telegram/square")[0])
    placed = artwork.words["headline"]
    assert len(placed.lines) > 2
    assert all(line[:1] in "“Hh" for line in placed.lines)
    step = placed.size * (placed.slot.style.line_height if placed.slot.style else 1.2)
    edges: dict[int, float] = {}
    for x, y in re.findall(r"[MLQC ]([\d.]+) ([\d.]+)", artwork.svg):
        line = int((float(y) - placed.slot.box.y0) // step)
        if placed.ink and placed.ink.x0 - 1 <= float(x) <= placed.ink.x1 and 0 <= line < len(placed.lines):
            edges[line] = min(float(x), edges.get(line, float(x)))
    assert edges[0] == pytest.approx(placed.slot.box.x0, abs=1)
    assert edges[1] > edges[0] + 0.2 * placed.size
    assert edges[2] == pytest.approx(edges[1], abs=1)
