"""Which drawing is chosen: the one of the canvas's shape, or of the safe area's where that is quite another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.geometry import Box, Size
from kit.drawing.layout.place import choose_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]


def drawing(draw: Draw, size: tuple[int, int], live: tuple[int, int]) -> Drawing:
    """Return a drawing of a canvas and a live box, each width and height in px."""
    box = f'<rect id="live" width="{live[0]}" height="{live[1]}"/>'
    return draw(box, f'viewBox="0 0 {size[0]} {size[1]}"')


def whole(width: float, height: float) -> tuple[Size, Box]:
    """Return a canvas that is safe as a whole."""
    return Size(width, height), Box(0, 0, width, height)


def test_a_square_picture_is_made_of_the_square_drawing_whatever_its_live_box(draw: Draw) -> None:
    square, wide = drawing(draw, (1000, 1000), (900, 300)), drawing(draw, (1900, 1000), (1000, 1000))
    assert choose_drawing([wide, square], *whole(1080, 1080)) is square


@pytest.mark.parametrize(("width", "height", "chosen"), [(190, 100, 0), (210, 100, 1), (100, 300, 0), (300, 100, 1)])
def test_the_canvas_nearest_in_aspect_is_chosen_by_ratio(draw: Draw, width: int, height: int, chosen: int) -> None:
    square, wide = drawing(draw, (1000, 1000), (1000, 1000)), drawing(draw, (4000, 1000), (4000, 1000))
    assert choose_drawing([square, wide], *whole(width, height)) is (square, wide)[chosen]
    assert choose_drawing([wide, square], *whole(width, height)) is (square, wide)[chosen]


def test_of_drawings_of_one_shape_the_live_box_decides(draw: Draw) -> None:
    central, whole_width = drawing(draw, (1200, 630), (600, 600)), drawing(draw, (1200, 632), (1140, 600))
    canvas = Size(1200, 630)
    assert choose_drawing([central, whole_width], canvas, Box(36, 0, 1164, 630)) is whole_width
    assert choose_drawing([whole_width, central], canvas, Box(250, 0, 950, 630)) is central


def test_a_safe_area_of_quite_another_shape_decides(draw: Draw) -> None:
    """As on a banner of 2560 x 1440 of which phones leave 1546 x 423."""
    wide, strip = drawing(draw, (1600, 900), (1500, 800)), drawing(draw, (3000, 1000), (2900, 800))
    canvas = Size(2560, 1440)
    assert choose_drawing([wide, strip], canvas, Box(507, 508, 2053, 931)) is strip
    assert choose_drawing([wide, strip], canvas, Box(200, 200, 2360, 1240)) is wide
