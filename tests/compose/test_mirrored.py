"""Pictures of mirrored drawings: words, codes and photos are as they are read, charts run from right to left."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageOps
from support.campaigns import COMPARED_PLACES, golden_folder
from support.followers import FOLLOWING
from support.photos import PHOTO, write_pictured
from support.typesetting import BOOK

from kit.base.errors import Mark
from kit.base.geometry import IDENTITY, Box, Matrix, Size
from kit.compose import Composer
from kit.compose.artwork_svg import tree_of
from kit.compose.chart_slot import place_chart
from kit.compose.composer import compose, drawn_slots
from kit.compose.content import resolve
from kit.compose.word_outlines import WordBox
from kit.drawing.svg.outlines import box_of_steps, moved_steps, steps_of
from kit.drawing.svg.source.values import transform_of
from kit.judge.scanned_codes import read_codes
from kit.model.artwork import PlacedChart, PlacedWords
from kit.model.chart.plain_charts import PartOfBar, RowOfDays, ShareOfRing, SideBySide
from kit.model.layout import Element, SlotRule
from kit.model.picture import ChartContent
from kit.model.slot import Slot, TextStyle
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.artwork import Artboard, Artwork
    from kit.model.chart.chart_data import ChartData
    from kit.model.tree import Tree

MARK = Mark("kit.yaml", 1)


def both(name: str, *messages: str, platforms: str = COMPARED_PLACES) -> tuple[Artwork, Artwork]:
    """Compose a picture of a campaign of the tests as it is, and as if its language ran right to left."""
    composer, artboard = found(name, *messages, platforms=platforms)
    drawing = composer.drawing_for(artboard)
    layout = composer.project.layouts[artboard.layout]
    picture = resolve(artboard, composer.project, drawn_slots(drawing, ()))
    plain, mirrored = (compose(replace(picture, mirrored=way), drawing, layout, composer.book) for way in (False, True))
    return plain, mirrored


@cache
def found(name: str, *messages: str, platforms: str) -> tuple[Composer, Artboard]:
    project = load_project(golden_folder(*messages, platforms=platforms) / "kit.yaml")
    return Composer(project), next(artboard for artboard in plan(project) if str(artboard) == name)


def image(tree: Tree) -> Image.Image:
    pixels = paint(tree)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def test_words_are_read_as_ever_and_stand_at_the_other_side() -> None:
    plain, mirrored = both("tools x/square")
    width = plain.picture.placement.canvas.width
    assert plain.words
    for name, words in plain.words.items():
        other = mirrored.words[name]
        assert other.lines == words.lines
        assert other.size == pytest.approx(words.size)
        assert words.ink
        assert other.ink
        assert other.ink == pytest.approx(words.ink.mirrored(width), abs=other.size / 4), name
        assert other.letters[0].x0 < other.letters[1].x0


def test_a_code_is_no_mirror_image_and_can_be_read() -> None:
    plain, mirrored = both("tools x/square")
    assert plain.code
    assert mirrored.code
    assert read_codes(image(mirrored.tree)) == [plain.code.address]
    assert mirrored.code.box.x1 < plain.picture.placement.canvas.width / 2 < plain.code.box.x0


@pytest.mark.ci
def test_a_photo_of_a_mirrored_drawing_is_shown_as_it_is(tmp_path: Path) -> None:
    left = PHOTO.replace("stretch stretch", "left top").replace('width="1000"', 'width="400"')
    project = load_project(write_pictured(tmp_path, (PHOTO, left)))
    composer = Composer(project)
    artboard = next(artboard for artboard in plan(project) if str(artboard) == "bus x/square")
    drawing, layout = composer.drawing_for(artboard), project.layouts[artboard.layout]
    picture = resolve(artboard, project, drawn_slots(drawing, ()))
    shown = [compose(replace(picture, mirrored=way), drawing, layout, composer.book).images[0] for way in (False, True)]
    assert shown[0].element.attributes.get("href") == shown[1].element.attributes.get("href")
    assert shown[1].box == pytest.approx(shown[0].box.mirrored(picture.placement.canvas.width))


def chart_of(
    data: ChartData, labels: tuple[str, ...], *, mirrored: bool
) -> tuple[Element, PlacedChart, list[PlacedWords]]:
    """Draw a chart in a slot of 500 x 300 px in the middle of a picture of 600 x 400 px."""
    style = TextStyle("Source Sans 3", 600, italic=False, size=30, fill="#000000") if labels else None
    slot = Slot("chart", Box(50, 50, 550, 350), Mark("square.svg", 1), style, mirrored=mirrored)
    drawn = style or TextStyle("", 400, italic=False, size=0, fill="none")
    content = ChartContent(data, labels, "A chart.", "#204060", MARK)
    element, placed = place_chart(content, WordBox(slot, SlotRule(), drawn, "he", 20.0), BOOK)
    [chart] = [item for item in placed if isinstance(item, PlacedChart)]
    return element, chart, [item for item in placed if isinstance(item, PlacedWords)]


CHARTS: dict[str, ChartData] = {
    "days": RowOfDays(dt.date(2020, 12, 7), dt.date(2020, 12, 21)),
    "bar": PartOfBar(0.3),
    "ring": ShareOfRing(0.3),
    "bars": SideBySide((3, 7, 9)),
}


@pytest.mark.parametrize("data", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_drawn_from_right_to_left(data: ChartData) -> None:
    canvas = Size(600, 400)
    pictures, boxes = [], []
    for mirrored in (False, True):
        element, chart, _ = chart_of(data, (), mirrored=mirrored)
        pictures.append(image(tree_of((element,), canvas, {})))
        boxes.append(chart.box)
    difference = ImageChops.difference(ImageOps.mirror(pictures[0]), pictures[1]).convert("L")
    assert sum(difference.histogram()[40:]) < 50, "more than edges differ"
    assert boxes[1] == pytest.approx(boxes[0].mirrored(600))


@pytest.mark.parametrize(
    ("data", "labels"),
    [
        ("days", ("7 December", "21 December")),
        ("bars", ("2018", "2019 and more of it", "2020")),
        ("ring", ("3 of 10",)),
    ],
)
def test_labels_of_a_mirrored_chart_are_read_as_ever_where_the_mirror_has_them(
    data: str, labels: tuple[str, ...]
) -> None:
    (_, _, [plain]), (_, _, [mirrored]) = (chart_of(CHARTS[data], labels, mirrored=way) for way in (False, True))
    assert mirrored.lines == plain.lines
    start = 0
    for line in plain.lines:
        end = start + len("".join(line.split()))
        one, other = (Box.union(words.letters[start:end]) for words in (plain, mirrored))
        assert one
        assert other
        assert other == pytest.approx(one.mirrored(600), abs=3)
        assert mirrored.letters[start].x0 == other.x0
        start = end


@pytest.mark.parametrize("name", ["bars bench/sheet", "torch bench/sheet"])
def test_what_follows_words_follows_them_in_a_mirrored_drawing(name: str) -> None:
    plain, mirrored = both(name, *FOLLOWING, platforms="bench")
    for artwork in (plain, mirrored):
        ink = [box for words in artwork.words.values() for row in words.rows for box in (row.ink, *row.emphasised)]
        shapes = [box for box in shapes_of(artwork.root) if any(box.contains(one, 2) for one in ink)]
        assert shapes, "no shape is around words"
        assert all(box.width < 560 for box in shapes)


def test_words_that_are_turned_are_turned_the_other_way_in_a_mirrored_drawing() -> None:
    plain, mirrored = both("strips bench/sheet", *FOLLOWING, platforms="bench")
    for name, words in plain.words.items():
        other = mirrored.words[name]
        assert other.slot.turn == -words.slot.turn != 0
        assert words.ink
        assert other.ink == pytest.approx(words.ink.mirrored(600), abs=3), name
    ink = mirrored.words["headline"].ink
    strips = Box.union(box for box in shapes_of(mirrored.root) if ink and box.overlaps(ink))
    assert strips
    assert ink
    assert strips.contains(ink)
    assert strips.width < ink.width + 60


def shapes_of(element: Element, here: Matrix = IDENTITY) -> Iterator[Box]:
    """Yield the boxes of rectangles and ellipses of a tree that are neither the ground nor anything else wide."""
    own = here @ transform_of(element)
    if element.tag in {"rect", "ellipse"}:
        found = box_of_steps(moved_steps(steps_of(element.tag, element.attributes), own))
        if found and found.width < 590:
            yield found
    for child in element.children:
        yield from shapes_of(child, own)
