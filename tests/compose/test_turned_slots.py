"""Slots that are turned a little, or by a quarter: their words, what follows these, and what is judged of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops
from support.faults import refused
from support.followers import boxes, compose, drawing, shapes
from support.pictures import image_of

from kit.base.errors import DrawingError
from kit.base.geometry import Box, Matrix, Point
from kit.judge import placed_words
from kit.judge.pixels import ratios
from kit.judge.subjects import Painted
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from kit.model.artwork import Artwork
    from kit.model.slot import Slot

#: A support of 40 px in a box of 500 x 60 px around (500, 700), drawn on a paper that is behind it.
SUPPORT = (
    '<g id="slot-support" PIN transform="TURN"><rect x="250" y="670" width="500" height="60"/>'
    '<text fill="#f5a83c" font-family="Source Sans 3" font-size="40" x="250" y="698.5">Support</text></g>'
)
TURNS = [3.0, -5.0, 0.7, 90.0, -90.0]
AMBER = (0xF5, 0xA8, 0x3C)


def support(turn: float, pin: str = "left top", about: str = "500 700") -> str:
    return SUPPORT.replace("PIN", f'data-pin="{pin}"').replace("TURN", f"rotate({turn} {about})")


def slot_of(folder: Path, svg: str, place: str) -> Slot:
    """Return the support as it is laid out."""
    return compose(folder, drawing(support=svg), support="It", place=place).words["support"].slot


def ink_in(image: Image.Image) -> Box:
    """Return the box of what is amber."""
    bands = [
        band.point(lambda level, wanted=wanted: 255 if abs(level - wanted) < 40 else 0)
        for band, wanted in zip(image.split(), AMBER, strict=True)
    ]
    found = ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox()
    assert found
    return Box(*found)


def turned(artwork: Artwork) -> Box:
    """Return what the support covers."""
    ink = artwork.words["support"].ink
    assert ink
    return ink


@pytest.mark.parametrize("turn", TURNS)
def test_words_are_turned_around_the_middle_of_their_box(tmp_path: Path, turn: float) -> None:
    upright = compose(tmp_path / "a", drawing(support=support(0)), support="Some words")
    artwork = compose(tmp_path / "b", drawing(support=support(turn)), support="Some words")
    slot = artwork.words["support"].slot
    assert slot.turn == pytest.approx(turn)
    assert slot.box == pytest.approx((250, 670, 750, 730))
    letters = upright.words["support"].letters
    around = [Matrix.turn(turn, Point(500, 700)).box_around(letter) for letter in letters]
    assert turned(artwork) == pytest.approx(Box.union(around), abs=0.5)
    assert turned(artwork).grown(2).contains(ink_in(image_of(artwork.svg)))
    assert ink_in(image_of(artwork.svg)).grown(4 + abs(turn % 90)).contains(turned(artwork))


@pytest.mark.parametrize("place", ["sheet", "wide"])
def test_a_turned_slot_goes_with_its_pin(tmp_path: Path, place: str) -> None:
    for turn in (4, 90):
        slot = (
            compose(tmp_path, drawing(support=support(turn, "right top")), support="It", place=place)
            .words["support"]
            .slot
        )
        assert slot.box.center == pytest.approx((500 + (1000 if place == "wide" else 0), 700))
        assert slot.box.size == pytest.approx((500, 60))


def test_a_slot_that_is_turned_by_a_quarter_stretches_along_the_picture(tmp_path: Path) -> None:
    slot = (
        compose(tmp_path, drawing(support=support(-90, "stretch top")), support="It", place="wide")
        .words["support"]
        .slot
    )
    assert slot.bounds.width == pytest.approx(1060)
    assert slot.box.height == pytest.approx(1060)
    level = slot_of(tmp_path, support(2, "stretch top"), "wide")
    assert level.box.width == pytest.approx(1500)


def test_what_follows_turned_words_is_turned_with_them(tmp_path: Path) -> None:
    bar = (
        '<rect id="hug-support" transform="rotate(4 500 700)" x="240" y="668" width="150" height="60" fill="#fffbe8"/>'
    )
    artwork = compose(tmp_path, drawing(bar, support=support(4)), support="Support")
    (shape,), (box,) = shapes(artwork, "hug-support"), boxes(artwork, "hug-support")
    assert shape.tag == "rect"
    assert box == pytest.approx((240, 668, 390, 728), abs=3)
    image = image_of(artwork.svg)
    for point, inside in ((Point(244, 672), True), (Point(244, 664), False), (Point(386, 672), True)):
        at = Matrix.turn(4, Point(500, 700)).apply(point)
        assert (image.getpixel((int(at.x), int(at.y))) == (0xFF, 0xFB, 0xE8)) is inside


def test_a_beam_reaches_the_turned_shape(tmp_path: Path) -> None:
    parts = (
        '<polygon id="beam-support" points="800,100 850,120 390,668 240,668" fill="#fffbe8"/>'
        '<rect id="hug-support" transform="rotate(5 500 700)" x="240" y="668" width="150" height="60" fill="#fffbe8"/>'
    )
    artwork = compose(tmp_path, drawing(*parts, support=support(5)), support="Support")
    (beam,), (box,) = boxes(artwork, "beam-support"), boxes(artwork, "hug-support")
    assert beam.y1 < Matrix.turn(5, Point(500, 700)).box_around(box).y1 + 1
    assert beam.x0 == pytest.approx(Matrix.turn(5, Point(500, 700)).box_around(box).x0, abs=6)


def test_overflow_safe_area_and_contrast_follow_the_turned_ink(tmp_path: Path) -> None:
    def codes(turn: float, about: str = "500 700", words: str = "Some words") -> list[str]:
        artwork = compose(tmp_path, drawing(support=support(turn, about=about)), support=words)
        rules = (placed_words.overflow, placed_words.safe_area, placed_words.ink)
        return [fault.code for rule in rules for fault in rule(artwork)]

    assert codes(90) == []
    assert codes(-90, about="250 700", words="Some words and more") == []
    assert codes(90, about="250 700", words="Some words and more") == ["outside-safe-area"]
    assert codes(-90, words="Some words more than the box can hold even so") == ["text-overflow"]
    artwork = compose(tmp_path, drawing(support=support(5)), support="Some words")
    found = ratios(Painted(artwork, paint(artwork.tree), paint(artwork.ground)))
    assert found["support"] > 6


@pytest.mark.parametrize("turn", ["rotate(6)", "rotate(45)", "rotate(180)", "rotate(84)", "skewX(3)"])
def test_other_turns_are_refused(tmp_path: Path, turn: str) -> None:
    with refused(DrawingError, "words-turned"):
        compose(tmp_path, drawing(support=SUPPORT.replace("PIN", "").replace("TURN", turn)), support="It")


def test_a_box_that_lies_otherwise_than_its_words_is_refused(tmp_path: Path) -> None:
    with refused(DrawingError, "words-turned"):
        compose(tmp_path, drawing(support=support(0).replace("<text", '<text transform="rotate(3)"')), support="It")
    svg = support(0).replace("<rect", '<rect transform="rotate(3)"')
    with refused(DrawingError, "slot-without-box"):
        compose(tmp_path, drawing(support=svg), support="It")
