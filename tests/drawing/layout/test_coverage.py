"""Edges that a drawing leaves bare: found as the pixels have them, and only where the drawing covers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.drawings import SQUARE, TALL, WIDE, picture_of, scene_of

from kit.base.geometry import Box, Point, Size
from kit.base.path_steps import rectangles
from kit.drawing.layout.coverage import Cover, Ground, bare_bands, ground_of, is_covered
from kit.model.layout import Element

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing, Scene

    Draw = Callable[..., Drawing]

WALL = '<rect id="wall" width="1000" height="1000" fill="#0f2a2e"/>'

HALVES = (
    '<rect width="500" height="1000" fill="#0f2a2e" data-pin="left stretch"/>'
    '<rect x="500" width="500" height="1000" fill="#0f2a2e" data-pin="right stretch"/>'
)


def bands(scene: Scene, canvas: Size) -> dict[str, float]:
    """Return the px that are bare at each side of an artboard."""
    drawn = ground_of(scene.drawing.root, scene.drawing.size, scene.drawing.slots, drawn=True)
    return {band.side: band.px for band in bare_bands(drawn, ground_of(scene.root, canvas, scene.slots, drawn=False))}


def painted_bands(scene: Scene, canvas: Size) -> dict[str, float]:
    """Return the px that are transparent at each side of the picture."""
    painted = picture_of(scene, canvas).getchannel("A").point(lambda alpha: 255 if alpha == 255 else 0).getbbox()
    assert painted
    left, top, right, bottom = painted
    found = {"left": left, "right": canvas.width - right, "top": top, "bottom": canvas.height - bottom}
    return {side: px for side, px in found.items() if px}


@pytest.mark.parametrize("canvas", [SQUARE, WIDE, TALL])
@pytest.mark.parametrize(
    "body",
    [
        WALL,
        WALL.replace("<rect", '<rect data-pin="stretch"'),
        WALL.replace("<rect", '<rect data-pin="left top"'),
        WALL.replace("<rect", '<rect data-pin="stretch top"'),
        WALL.replace("<rect", '<rect data-pin="right stretch"'),
        f'<g transform="translate(-500 -500) scale(2)">{WALL}</g>',
        '<path id="wall" d="M0 0H1000V1000H0Z" fill="#0f2a2e"/>',
        '<path id="wall" d="M0 0C300 0 700 0 1000 0V1000H0Z" fill="#0f2a2e"/>',
        f'<g data-pin="stretch">{WALL}</g><rect width="50" height="50" fill="#123456"/>',
    ],
)
def test_the_bands_are_those_of_the_pixels(draw: Draw, body: str, canvas: Size) -> None:
    scene = scene_of(draw(body), canvas)
    found = bands(scene, canvas)
    assert found.keys() == painted_bands(scene, canvas).keys()
    assert found == pytest.approx(painted_bands(scene, canvas), abs=1)


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<rect width="1000" height="1000" fill="none" stroke="#0f2a2e"/>',
        '<rect width="1000" height="1000" fill="#0f2a2e" fill-opacity=".5"/>',
        f'<g opacity="0.5">{WALL}</g>',
        '<circle cx="500" cy="500" r="300" fill="#0f2a2e"/>',
        '<rect x="40" y="40" width="920" height="920" fill="#0f2a2e"/>',
        f'<g visibility="hidden">{WALL}</g>',
        f"<defs>{WALL.replace('wall', 'other')}</defs>",
    ],
)
def test_what_the_drawing_itself_leaves_bare_is_meant(draw: Draw, body: str) -> None:
    assert bands(scene_of(draw(body), WIDE), WIDE) == {}


def test_a_gap_between_two_halves_is_seen_where_it_is_widest(draw: Draw) -> None:
    assert bands(scene_of(draw(HALVES), SQUARE), SQUARE) == {}
    assert bands(scene_of(draw(HALVES), TALL), TALL) == {}
    assert bands(scene_of(draw(HALVES), WIDE), WIDE).keys() == {"top", "bottom"}


def test_a_gap_between_shapes_that_part_is_told_from_a_band_at_an_edge(draw: Draw) -> None:
    parted = (
        '<rect width="1000" height="500" fill="#0f2a2e" data-pin="stretch top"/>'
        '<rect y="500" width="1000" height="500" fill="#0f2a2e" data-pin="stretch bottom"/>'
    )
    for body, canvas, gaps in ((parted, TALL, {True}), (WALL, TALL, {False})):
        scene = scene_of(draw(body), canvas)
        drawn = ground_of(scene.drawing.root, scene.drawing.size, scene.drawing.slots, drawn=True)
        found = bare_bands(drawn, ground_of(scene.root, canvas, scene.slots, drawn=False))
        assert {band.is_gap for band in found} == gaps


def test_the_element_that_covers_the_edge_of_the_drawing_is_named(draw: Draw) -> None:
    scene = scene_of(draw(WALL + '<rect id="lamp" x="400" width="300" height="300" fill="#0f2a2e"/>'), WIDE)
    drawn = ground_of(scene.drawing.root, scene.drawing.size, scene.drawing.slots, drawn=True)
    found = list(bare_bands(drawn, ground_of(scene.root, WIDE, scene.slots, drawn=False)))
    assert [(band.element.name, band.element.line) for band in found] == [("wall", 1)] * 2


@pytest.mark.parametrize(
    ("corners", "covers"),
    [
        (((0, 0), (100, 0), (100, 100), (0, 100)), True),
        (((-5, 120), (-5, -5), (130, -5), (130, 120)), True),
        (((0, 0), (100, 100), (100, 0), (0, 100)), False),
        (((0, 0), (100, 0), (100, 99), (0, 99)), False),
        (((-50, 50), (50, -50), (150, 50), (50, 150)), False),
        (((0, 0), (100, 0), (100, 100), (0, 100), (0, 100)), False),
    ],
    ids=["exact", "beyond", "crossed", "too-low", "turned", "five-corners"],
)
def test_an_upright_rectangle_covers_a_canvas_at_once(
    corners: tuple[tuple[float, float], ...], *, covers: bool
) -> None:
    points = tuple(Point(*corner) for corner in corners)
    cover = Cover(points, Box.around(points), Element("path"))
    assert is_covered(Ground((cover,), Size(100, 100))) is covers


def test_an_outline_that_is_no_text_is_part_of_a_ground_as_far_as_its_points_reach() -> None:
    whole = Element("path", {"fill": "#0f2a2e"}, steps=rectangles([(0, 0, 40, 100), (40, 0, 100, 100)]))
    found = ground_of(Element("g", {}, (whole,)), Size(100, 100), {}, drawn=False)
    assert [cover.box for cover in found.covers] == [Box(0, 0, 100, 100)]
