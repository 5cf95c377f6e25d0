"""Where two shapes meet between pixels, which are named, and how much either covers there."""

from __future__ import annotations

import math
import time

import pytest

from kit.base.geometry import Box, Point, Size
from kit.drawing.layout.coverage import Cover, Ground
from kit.drawing.layout.seams import seams_of
from kit.model.layout import Element

SIZE = Size(100, 100)


def rect(box: tuple[float, float, float, float], **attributes: str) -> Cover:
    corners = Box(*box).corners
    return Cover(corners, Box(*box), Element("rect", {"fill": "#000000", **attributes}))


def polygon(*points: tuple[float, float]) -> Cover:
    corners = tuple(Point(*point) for point in points)
    written = " ".join(f"{x},{y}" for x, y in corners)
    return Cover(corners, Box.around(corners), Element("polygon", {"points": written}))


WALL = rect((0, 0, 100, 100))


def found(*covers: Cover) -> list[tuple[int, int]]:
    """Return the places of each two shapes that meet in a list of shapes."""
    seams = seams_of(Ground(covers, SIZE))
    return [(covers.index(seam.one), covers.index(seam.other)) for seam in seams]


@pytest.mark.parametrize(
    ("upper", "lower", "parts"),
    [
        ((10, 10, 90, 40.7), (10, 40.7, 90, 80), (0.7, 0.3)),
        ((10, 10, 90, 40.7), (10, 40.9, 90, 80), (0.7, 0.1)),
        ((10, 10, 90, 40.7), (10, 40.5, 90, 80), (0.7, 0.5)),
        ((10, 10, 90, 40.0), (10, 40.0, 90, 80), (0.0, 1.0)),
        ((10, 10, 90, 40.7), (10, 41.3, 90, 80), None),
        ((10, 10, 90, 42.0), (10, 40.7, 90, 80), None),
        ((10, 10, 40, 40.7), (50, 40.7, 90, 80), None),
        ((10, 10, 40, 40.7), (38, 40.7, 90, 80), None),
        ((10, 10, 90, 40.7), (10, 40.7, 90, 43), (0.7, 0.3)),
        ((10, 10, 90, 40.7), (10, 40.7, 12, 80), None),
    ],
)
def test_shapes_one_below_the_other_meet_within_half_a_pixel(
    upper: tuple[float, ...], lower: tuple[float, ...], parts: tuple[float, float] | None
) -> None:
    covers = WALL, rect(upper), rect(lower)  # type: ignore[arg-type]
    seams = list(seams_of(Ground(covers, SIZE)))
    assert found(*covers) == ([(1, 2)] if parts else [])
    assert [seam.below for seam in seams] == [(WALL, WALL)] * bool(parts)
    assert [seam.parts for seam in seams] == ([pytest.approx(parts)] if parts else [])


def test_shapes_beside_each_other_meet_too_whichever_is_drawn_first() -> None:
    left, right = rect((10, 10, 40.25, 90)), rect((40.25, 10, 90, 90))
    assert found(WALL, left, right) == found(WALL, right, left) == [(1, 2)]
    [seam] = seams_of(Ground((WALL, right, left), SIZE))
    assert seam.parts == pytest.approx((0.75, 0.25))


def test_slanting_shapes_meet_between_pixels() -> None:
    left, right = polygon((10, 10), (50, 10), (70, 90), (10, 90)), polygon((50, 10), (90, 10), (90, 90), (70, 90))
    assert found(WALL, left, right) == [(1, 2)]
    assert found(WALL, left, polygon((50, 10), (90, 10), (90, 90), (71, 90))) == []


@pytest.mark.parametrize("box", [(5, 5, 95, 95), (5, 38, 95, 43), (5, 40.2, 95, 60)])
def test_a_shape_above_hides_where_two_meet(box: tuple[float, float, float, float]) -> None:
    pair = rect((10, 10, 90, 40.7)), rect((10, 40.7, 90, 80))
    hidden = found(WALL, *pair, rect(box))
    assert (1, 2) not in hidden
    assert (1, 2) in found(WALL, *pair, rect((5, 5, 50, 95)))


def test_a_shape_that_lies_below_both_shows_and_one_off_the_canvas_does_not_meet() -> None:
    pair = rect((10, 10, 90, 40.7)), rect((10, 40.7, 90, 80))
    [seam] = seams_of(Ground(pair, SIZE))
    assert seam.below == (None, None)
    assert found(rect((10, 110, 90, 140.7)), rect((10, 140.7, 90, 180))) == []
    assert found(WALL, rect((10, 10, 90, 40.7)), rect((10, 40.7, 90, 80), stroke="#ffffff")) == []


@pytest.mark.ci
def test_thousands_of_shapes_take_seconds() -> None:
    """In a mosaic each tile meets four, and of a pile of equal shapes only the uppermost is seen."""
    began = time.process_time()
    steps = range(0, 250, 5)
    tiles = tuple(rect((x + 0.5, y + 0.5, x + 5.5, y + 5.5)) for x in steps for y in steps)
    assert len(tuple(seams_of(Ground(tiles, Size(256, 256))))) == 2 * 50 * 49
    pile = [polygon(*((50 + 40 * math.cos(turn / 10), 50 + 40 * math.sin(turn / 10)) for turn in range(62)))] * 2000
    assert found(*pile) == []
    assert time.process_time() - began < 5
