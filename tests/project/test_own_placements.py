"""A campaign may bring placements of its own: sizes in px and sheets of paper, under names that fit paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import LAYOUT, write_own_palette
from support.faults import located

from kit.compose import Composer
from kit.model.placement import Crop, Sheet, TextLimit
from kit.project import load_project
from kit.project.own_placement_rules import MOST_PIXELS, WrittenSize, read_length, read_size
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.placement import Placement

PLATFORMS, FEED = "platforms: [x/square]", "on: [feed]"
LEAF = "colour: leaf}\n"


def written(folder: Path, placements: str, *changes: tuple[str, str, str]) -> Path:
    """Write the campaign with some placements of its own, each a line, and other changes; return its `kit.yaml`."""
    section = "".join(f"  {line}\n" for line in placements.splitlines())
    return write_own_palette(folder / "own", ("kit.yaml", "messages:", f"placements:\n{section}messages:"), *changes)


def placement(folder: Path, entry: str, id_: str = "board/window") -> Placement:
    """Return the placement that an entry of `kit.yaml` becomes."""
    return load_project(written(folder, f"{id_}: {entry}")).placements[id_]


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("1200 x 1500", WrittenSize(1200, 1500, "px")),
        ("1200x1500 px", WrittenSize(1200, 1500, "px")),
        ("1200 × 1500", WrittenSize(1200, 1500, "px")),
        ("50 x 70 cm", WrittenSize(500, 700, "mm")),
        ("50cm x 700 mm", WrittenSize(500, 700, "mm")),
        ("10.5 X 14.8 cm", WrittenSize(105, 148, "mm")),
        ("a3", WrittenSize(297, 420, "mm")),
        ("A6 landscape", WrittenSize(148, 105, "mm")),
        *(
            (words, None)
            for words in ("", "1200", "1200 x", "x 5", "50 cm x 70 px", "10.5 x 20", "-5 x 5", "A9", "A4 x")
        ),
        ("1200 x 1500 x 3", None),
        ("1234567 x 5", None),
    ],
)
def test_a_size_is_in_px_or_on_paper(words: str, size: WrittenSize | None) -> None:
    assert read_size(words) == size


@pytest.mark.parametrize(
    ("words", "length"), [("3 mm", 3), ("0.5cm", 5), ("3", 3), ("three", None), ("3 px", None), ("-3 mm", None)]
)
def test_a_length_is_in_mm_or_cm(words: str, length: float | None) -> None:
    assert read_length(words) == length


@pytest.mark.parametrize("entry", ["1200 x 1500", "{size: 1200 x 1500}", "{size: [1200, 1500]}"])
def test_a_size_alone_is_a_feed_picture_without_limits(entry: str, tmp_path: Path) -> None:
    found = placement(tmp_path, entry)
    assert (found.size, found.role, found.formats, found.qr) == ((1200, 1500), "feed", ("png", "jpeg"), "yes")
    assert (found.caption, found.alt_text, found.hashtags, found.max_bytes, found.sheet) == (None,) * 5
    assert found.own


def test_what_an_entry_says_is_taken(tmp_path: Path) -> None:
    entry = """{size: 900 x 300, role: header, formats: [webp], max_bytes: 5000, safe: 30, qr: yes, shown_width: 900,
      caption: {max: 40, unit: graphemes}, alt_text: {max: 90}, hashtags: 2, shape: ring,
      keep_out: [{box: [0, 0, 90, 90], why: the avatar}],
      crops: [{name: a phone, box: [9, 0, 891, 300]}]}""".replace("\n", " ")
    found = placement(tmp_path, entry)
    assert (found.role, found.formats, found.max_bytes, found.qr) == ("header", ("webp",), 5000, "yes")
    assert tuple(found.safe_box) == (30, 30, 870, 270)
    assert (found.shown_width, found.hashtags, found.shape) == (900, 2, "ring")
    assert (found.caption, found.alt_text) == (TextLimit(max=40, unit="graphemes"), TextLimit(max=90))
    assert found.keep_out[0].box == (0, 0, 90, 90)
    assert found.crops == (Crop(name="a phone", box=(9, 0, 891, 300)),)


@pytest.mark.parametrize(
    ("entry", "code", "screen"),
    [
        ("900 x 900", "yes", "phone"),
        ("{size: 900 x 1600, role: story}", "yes", "phone"),
        ("1600 x 900", "prefer", "desktop"),
        ("{size: 1600 x 900, screen: phone, qr: yes}", "yes", "phone"),
        ("{size: 900 x 300, role: header}", "no", "phone"),
        ("{size: 900 x 900, role: frame}", "no", "phone"),
        ("{size: 900 x 300, role: email}", "prefer", "desktop"),
        ("{size: 1600 x 900, role: background}", "prefer", "desktop"),
        ("A5", "prefer", "paper"),
        ("{size: A5, qr: no}", "no", "paper"),
    ],
)
def test_where_people_meet_a_picture_and_what_it_is_for_say_whether_it_holds_a_code(
    entry: str, code: str, screen: str, tmp_path: Path
) -> None:
    found = placement(tmp_path, entry)
    assert (found.qr, found.screen) == (code, screen)


def test_a_size_on_a_shipped_platform_takes_a_code_as_the_shipped_size_of_its_shape(tmp_path: Path) -> None:
    wide, square = placement(tmp_path / "a", "1500 x 900", "x/wide"), placement(tmp_path / "b", "900 x 900", "x/promo")
    assert (wide.qr, wide.screen, square.qr, square.screen) == ("prefer", "desktop", "yes", "phone")


def test_a_size_takes_nothing_from_a_shipped_one_of_another_role(tmp_path: Path) -> None:
    found = placement(tmp_path, "1200 x 630", "facebook/photo")
    link = load_project(tmp_path / "own/kit.yaml").placements["facebook/feed_link"]
    assert (link.size, link.role, link.qr) == ((1200, 630), "link", "no")
    assert (found.role, found.qr) == ("feed", "yes")


def test_a_size_on_a_shipped_platform_keeps_to_the_limits_of_that_platform(tmp_path: Path) -> None:
    found, shipped = placement(tmp_path, "900 x 900", "x/promo"), placement(tmp_path / "b", "A5", "x/b")
    like = load_project(tmp_path / "own/kit.yaml").placements["x/in_stream"]
    assert (found.caption, found.alt_text, found.max_bytes) == (like.caption, like.alt_text, like.max_bytes)
    assert found.caption
    assert shipped.caption is None


@pytest.mark.parametrize(
    ("entry", "sheet", "size"),
    [
        ("A6", Sheet(trim=(105, 148), bleed=3, safe=5), (1311, 1819)),
        ("{size: A6, bleed: 0 mm}", Sheet(trim=(105, 148), bleed=0, safe=5), (1240, 1748)),
        ("{size: 50 x 70 cm, bleed: 5, safe: 1 cm}", Sheet(trim=(500, 700), bleed=5, safe=10), (2586, 3600)),
        ("{size: 200 x 50 cm}", Sheet(trim=(2000, 500), bleed=3, safe=5), (3600, 908)),
    ],
)
def test_a_sheet_has_its_paper_and_a_picture_to_look_at(
    entry: str, sheet: Sheet, size: tuple[int, int], tmp_path: Path
) -> None:
    found = placement(tmp_path, entry)
    assert (found.role, found.formats, found.sheet, found.size) == ("print", ("png",), sheet, size)
    scale = size[0] / (sheet.trim[0] + 2 * sheet.bleed)
    assert found.safe_box.x0 == pytest.approx((sheet.bleed + sheet.safe) * scale, abs=1)
    assert found.floor == pytest.approx(7 / 72 * 25.4 * scale)


#: An entry, and the code and the place of what is wrong with it.
MISTAKES = {
    "board/window: 1200 by 1500": ("not-a-size", "board/window: 1200"),
    "board/window: {size: 1200}": ("not-a-size", "1200}"),
    "board/window: {size: 0 x 900}": ("size-out-of-range", "0 x"),
    "board/window: {size: 16001 x 900}": ("size-out-of-range", "16001"),
    "board/window: {size: 9000 x 9000}": ("size-too-large-for-memory", "9000 x"),
    "board/window: {size: 6 x 8 m}": ("not-a-size", "6 x"),
    "board/window: {size: 500 x 70 cm}": ("size-out-of-range", "500 x"),
    "board/window: {role: feed}": ("missing-key", "board/window"),
    "board/window: [1200, 1500]": ("wrong-type", "[1200"),
    "board/window:": ("empty-value", "board/window"),
    "x/square: 800 x 800": ("placement-shipped", "x/square"),
    "board: 800 x 800": ("invalid-placement-name", "board"),
    "Board/a: 800 x 800": ("invalid-placement-name", "Board"),
    "board/shop-window: 800 x 800": ("invalid-placement-name", "board/shop-"),
    "board/a/b: 800 x 800": ("invalid-placement-name", "board/a/b"),
    "../up: 800 x 800": ("invalid-placement-name", ".."),
    f"board/{'a' * 21}: 800 x 800": ("invalid-placement-name", "board/aaa"),
    "con/a: 800 x 800": ("reserved-platform-name", "con/a"),
    "a/b: {size: 800 x 800, bleed: 3 mm}": ("key-of-another-size", "bleed"),
    "a/b: {size: A4, caption: {max: 9}}": ("key-of-another-size", "caption"),
    "a/b: {size: A4, bleed: three}": ("not-a-length", "three"),
    "a/b: {size: A4, bleed: 20 cm}": ("bleed-too-wide", "20 cm"),
    "a/b: {size: A6, safe: 6 cm}": ("safe-area-empty", "6 cm"),
    "a/b: {size: 500 x 500, safe: 250}": ("safe-area-empty", "250"),
    "a/b: {size: 500 x 500, safe: {top: 0, right: -9, bottom: 0, left: 0}}": ("safe-area-empty", "{top"),
    "a/b: {size: 500 x 500, role: print}": ("print-without-paper", "print}"),
    "a/b: {size: A4, role: header}": ("unknown-choice", "header"),
    "a/b: {size: 500 x 500, formats: [gif]}": ("unknown-choice", "gif"),
    "a/b: {size: 500 x 500, formats: []}": ("placement-without-format", "[]"),
    "a/b: {size: 500 x 500, max_bytes: 0}": ("number-too-low", "0}"),
    "a/b: {size: 500 x 500, shown_width: 0}": ("number-too-low", "0}"),
    "a/b: {size: 500 x 500, caption: {max: 0}}": ("text-limit-too-low", "0}"),
    "a/b: {size: 500 x 500, caption: {mx: 9}}": ("unknown-key", "mx"),
    "a/b: {size: 500 x 500, max_byte: 9}": ("unknown-key", "max_byte"),
    "a/b: {size: 500 x 500, keep_out: [{box: [0, 0, 501, 9], why: x}]}": ("box-outside-picture", "[0, 0"),
    "a/b: {size: 500 x 500, crops: [{box: [0, 0, 501, 9], name: x}]}": ("box-outside-picture", "[0, 0"),
    "a/b: {size: 500 x 500, keep_out: [{box: [9, 0, 9, 9], why: x}]}": ("box-outside-picture", "[9, 0"),
}


@pytest.mark.parametrize("entry", MISTAKES)
def test_a_mistake_has_its_code_at_its_place_once(entry: str, tmp_path: Path) -> None:
    code, place = MISTAKES[entry]
    [(found, snippet)] = located(written(tmp_path, entry))
    assert found == code
    assert snippet.startswith(place)


def test_the_largest_picture_is_taken(tmp_path: Path) -> None:
    width = 8000
    assert placement(tmp_path, f"{width} x {MOST_PIXELS // width}").size == (8000, 5000)


def test_a_misspelt_key_of_a_text_limit_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="did you mean 'max'") as caught:
        load_project(written(tmp_path, "a/b: {size: 500 x 500, caption: {mx: 9}}"))
    assert "short" not in str(caught.value)


def test_what_names_a_placement_with_a_fault_is_not_wrong_as_well(tmp_path: Path) -> None:
    changes = ("kit.yaml", PLATFORMS, "platforms: [board/window, hall]")
    at = ("kit.yaml", FEED, "on: [feed, header], at: [board/window, hall]")
    found = located(written(tmp_path, "board/window: {size: 5}\nhall/a: {size: 5 x 5, role: header}", changes, at))
    assert [code for code, _ in found] == ["not-a-size", "size-out-of-range"]


def test_a_message_a_platform_and_a_layout_may_name_placements_of_the_campaign(tmp_path: Path) -> None:
    spec = written(
        tmp_path,
        "board/window: 1200 x 1500\nboard/slim: 900 x 900\nhall/poster: A3",
        ("kit.yaml", PLATFORMS, "platforms: [board, hall/poster]"),
        ("kit.yaml", FEED, "on: [feed, print], at: [board/window, hall]"),
        (LAYOUT, LEAF, f"{LEAF}drawings: {{wide: [hall/poster]}}\n"),
    )
    drawn = spec.parent / "templates/svg/leaf/square.svg"
    drawn.with_stem("wide").write_bytes(drawn.read_bytes())
    project = load_project(spec)
    artboards = plan(project, "visit *")
    assert [str(artboard) for artboard in artboards] == ["visit board/window", "visit hall/poster"]
    assert [artboard.path for artboard in artboards] == [
        "en/board/visit-window-1200x1500",
        "en/hall/visit-poster-2561x3600",
    ]
    drawing_for = Composer(project).drawing_for
    assert [drawing_for(artboard).name for artboard in artboards] == ["leaf/square.svg", "leaf/wide.svg"]
