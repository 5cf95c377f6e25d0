"""Beams: from where they are drawn to the outermost points of what hugs the words."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.followers import ONE_LINE, boxes, compose, drawing, shapes
from support.pictures import image_of

from kit.base.errors import DrawingError
from kit.base.geometry import Point
from kit.compose.follower_shapes import outline_points
from kit.drawing.svg.outlines import corners
from kit.drawing.svg.source.values import transform_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork

POOL = '<ellipse id="hug-headline" cx="280" cy="250" rx="220" ry="100" fill="#f5a83c"/>'
#: From a lens between (700, 800) and (760, 770) to the pool.
BEAM = '<polygon id="beam-headline" data-pin="right bottom" points="700,800 760,770 480,200 100,330" fill="#fffbe8"/>'


def beam_of(artwork: Artwork) -> list[Point]:
    """Return the corners of the beam, in px of the artboard."""
    (beam,) = shapes(artwork, "beam-headline")
    return [transform_of(beam).apply(point) for point in corners(beam.tag, beam.attributes) or ()]


def side_of(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a line, in px, negative on one side of it."""
    across = (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
    return across / math.dist(start, end)


@pytest.mark.parametrize("words", ["Hand in", "It", "Unquestionably so"])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
@pytest.mark.parametrize("way", [1, -1])
def test_a_beam_touches_the_pool_on_both_sides(tmp_path: Path, words: str, turn: int, way: int) -> None:
    points = ["700,800", "760,770", "480,200", "100,330"][::way]
    beam = BEAM.replace("700,800 760,770 480,200 100,330", " ".join(points[turn:] + points[:turn]))
    artwork = compose(tmp_path, drawing(beam, POOL), words)
    pool, (one, two, end_two, end_one) = outline_points(shapes(artwork, "hug-headline")), beam_of(artwork)
    assert {one, two} == {Point(700, 800), Point(760, 770)}
    for source, end, other in ((one, end_one, two), (two, end_two, one)):
        inner = side_of(other, source, end)
        assert all(side_of(point, source, end) * inner > -1 for point in pool)
        assert end in [pytest.approx(point, abs=0.01) for point in pool]
    assert boxes(artwork, "hug-headline")[0].width == pytest.approx(artwork.words["headline"].ink.width + 90, abs=40)  # type: ignore[union-attr]


def test_its_source_goes_with_its_pin_and_its_ends_with_the_words(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(BEAM, POOL), place="wide")
    one, two, _, end = beam_of(artwork)
    assert [*one, *two] == pytest.approx([1700, 800, 1760, 770])
    assert end.x < 600


def test_it_does_not_cross_itself_when_the_pool_is_narrower_than_the_lens(tmp_path: Path) -> None:
    wide = BEAM.replace("700,800 760,770", "200,800 800,760")
    points = beam_of(compose(tmp_path, drawing(wide, POOL), "I"))
    sides, thirds = pairwise([*points, points[0]]), [*points[2:], *points[:2]]
    turns = [side_of(third, *side) for side, third in zip(sides, thirds, strict=True)]
    assert min(turns) * max(turns) > 0


def test_its_gradient_begins_at_the_source_and_ends_at_the_words(tmp_path: Path) -> None:
    gradient = (
        '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="730" y1="785" x2="290" y2="265">'
        '<stop offset="0" stop-color="#fffbe8"/><stop offset="1" stop-color="#f5a83c"/></linearGradient>'
    )
    artwork = compose(tmp_path, drawing(gradient, BEAM.replace("#fffbe8", "url(#g)"), POOL), place="wide")
    one, two, end_two, end_one = beam_of(artwork)
    image = image_of(artwork.svg)
    lens, far = (Point((a.x + b.x) / 2, (a.y + b.y) / 2) for a, b in ((one, two), (end_two, end_one)))
    at = [Point(lens.x + part * (far.x - lens.x), lens.y + part * (far.y - lens.y)) for part in (0.03, 0.8)]
    near, reached = (image.getpixel((int(point.x), int(point.y))) for point in at)
    assert near == pytest.approx((0xFF, 0xFB, 0xE8), abs=12)
    assert reached == pytest.approx((0xF7, 0xB8, 0x5F), abs=16)


@pytest.mark.parametrize("points", ["700,800 700,800 480,200 100,330", "700,800 760,770 9,9 9,9", "5,5 5,5 5,5 5,5"])
def test_a_beam_from_a_point_or_to_one_or_without_extent_reaches_the_pool_too(tmp_path: Path, points: str) -> None:
    gradient = (
        '<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="9"><stop offset="0" stop-color="#f5a83c"/>'
        '<stop offset="1" stop-color="#fffbe8"/></linearGradient>'
    )
    beam = BEAM.replace("700,800 760,770 480,200 100,330", points).replace("#fffbe8", "url(#g)")
    artwork = compose(tmp_path, drawing(gradient, beam, POOL))
    pool = outline_points(shapes(artwork, "hug-headline"))
    touching = {point for point in beam_of(artwork) if any(math.dist(point, other) < 0.01 for other in pool)}
    assert len(touching) == 2
    flat = beam.replace("<polygon", '<polygon transform="scale(0)"')
    assert not shapes(compose(tmp_path, drawing(gradient, flat, POOL)), "beam-headline")


def test_without_the_words_or_what_hugs_them_there_is_no_beam(tmp_path: Path) -> None:
    strong = ONE_LINE.replace("in<", '<tspan font-weight="750">in</tspan><')
    emphasised = POOL.replace('"hug-headline"', '"hug-headline emphasis"')
    assert shapes(compose(tmp_path, drawing(BEAM, emphasised, sample=strong), "Hand **in**"), "beam-headline")
    assert not shapes(compose(tmp_path, drawing(BEAM, emphasised, sample=strong), "Hand in"), "beam-headline")
    to_support = [part.replace("headline", "support") for part in (BEAM, POOL)]
    assert not shapes(compose(tmp_path, drawing(*to_support)), "beam-support")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (BEAM, "beam-without-hug"),
        (POOL + BEAM.replace("100,330", ""), "beam-not-four-cornered"),
        (POOL + '<circle id="beam-headline" r="9" fill="#f5a83c"/>', "beam-not-four-cornered"),
        (POOL + BEAM.replace("beam-headline", "beam-headlin"), "follows-no-slot"),
        (POOL + BEAM.replace("beam-headline", "beam-headline lines"), "unknown-option"),
    ],
)
def test_a_beam_that_can_not_be_aimed_is_refused(tmp_path: Path, body: str, code: str) -> None:
    with refused(DrawingError, code):
        compose(tmp_path, drawing(body))
