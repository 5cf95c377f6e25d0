"""What editors write and the painter takes otherwise is painted as a plain drawing of what browsers show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE

from kit.compose.write import write_svg
from kit.raster import paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]

INK, GOLD = 'fill="#0f2a2e"', 'stroke="#f5a83c" stroke-width="100"'
WALL = f'<rect width="1000" height="1000" {INK}/>'
BOTH, MOVED = f"{INK} {GOLD}", 'transform="translate(90)"'
DEFS, HALF = "<defs>{}</defs>", '<g opacity=".5">{}</g>'


def circle(attributes: str) -> str:
    return f'<circle id="dot" cx="300" cy="300" r="200" {attributes}/>'


def pixels(drawing: Drawing) -> bytes:
    return paint(write_svg(drawing.root.children, drawing.size, PALETTE)).rgba


def assert_same(draw: Draw, written: str, plain: str) -> None:
    """Assert that two drawings have the same pixels, which are not those of an empty one."""
    expected = pixels(draw(plain))
    assert len(set(expected[3::4])) > 1
    assert pixels(draw(written)) == expected


# Opacity -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (circle(f'{BOTH} opacity=".5"'), HALF.format(circle(BOTH))),
        ("<style>.half{opacity:50%}</style>" + circle(f'{BOTH} class="half"'), HALF.format(circle(BOTH))),
        (f"<g {BOTH}>" + circle('opacity=".5"') + "</g>", HALF.format(circle(BOTH))),
        (DEFS.format(circle(BOTH)) + '<use href="#dot" x="90" opacity=".5"/>', HALF.format(circle(f"{BOTH} {MOVED}"))),
        (DEFS.format(circle(f'{BOTH} opacity=".5"')) + '<use href="#dot"/>', HALF.format(circle(BOTH))),
        (HALF.format(circle(f'{BOTH} opacity=".5"')), HALF.format(HALF.format(circle(BOTH)))),
    ],
    ids=["attribute", "class", "inherited-paint", "clone", "clone-of-one", "in-a-group"],
)
def test_a_fill_and_its_stroke_fade_as_one(draw: Draw, written: str, plain: str) -> None:
    assert_same(draw, written, plain)


@pytest.mark.parametrize("paint", [INK, f"fill='none' {GOLD}", f'{INK} stroke="none"'])
def test_what_has_one_paint_fades_without_a_group(draw: Draw, paint: str) -> None:
    drawing = draw(circle(f'{paint} opacity=".5"'))
    assert "<g" not in write_svg(drawing.root.children, drawing.size, PALETTE)


def test_the_opacity_of_a_shape_that_clips_is_ignored(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="300" height="300" {}/></clipPath>'
    clipped = WALL.replace("/>", ' clip-path="url(#c)"/>')
    assert_same(draw, clip.format(f'{GOLD} opacity=".5"') + clipped, clip.format("") + clipped)


# Clip paths ----------------------------------------------------------------------------------------------------------


def test_the_clip_of_a_clone_moves_with_it(draw: Draw) -> None:
    clip = '<clipPath id="c"><circle cx="200" cy="200" r="150"/></clipPath>'
    assert_same(
        draw,
        f'{clip}<defs>{circle(INK)}</defs><use href="#dot" x="200" y="90" clip-path="url(#c)"/>',
        f'{clip}<g transform="translate(200 90)" clip-path="url(#c)">{circle(INK)}</g>',
    )
