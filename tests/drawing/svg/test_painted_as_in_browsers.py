"""What editors write and the painter takes otherwise is painted as a plain drawing of what browsers show."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from PIL import Image

from kit.base.geometry import Size
from kit.compose.artwork_svg import tree_of
from kit.paint.raster.painter import paint

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


def embedded(*, turned: bool) -> str:
    """Return a picture of 40 x 20 px, or one that is turned upright to 20 x 40 px."""
    data, picture = BytesIO(), Image.new("RGB", (40, 20), "#f5a83c")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(data, "JPEG", exif=exif) if turned else picture.save(data, "PNG")
    kind = "jpeg" if turned else "png"
    return f"data:image/{kind};base64,{base64.b64encode(data.getvalue()).decode()}"


WIDE, TURNED = embedded(turned=False), embedded(turned=True)
STOPS = '<stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#f5a83c"/>'
LINEAR = f'<linearGradient id="g" gradientUnits="userSpaceOnUse" {{}}>{STOPS}</linearGradient>'
RADIAL = f'<radialGradient id="g" gradientUnits="userSpaceOnUse" {{}}>{STOPS}</radialGradient>'


def pixels(drawing: Drawing) -> bytes:
    return paint(tree_of(drawing.root.children, drawing.size, PALETTE)).rgba


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
        (
            DEFS.format(circle(f'{INK} opacity=".5"')) + f'<use href="#dot" {GOLD}/>',
            HALF.format(circle(BOTH)),
        ),
        (HALF.format(circle(f'{BOTH} opacity=".5"')), HALF.format(HALF.format(circle(BOTH)))),
    ],
    ids=["attribute", "class", "inherited-paint", "clone", "clone-of-one", "stroke-of-a-clone", "in-a-group"],
)
def test_a_fill_and_its_stroke_fade_as_one(draw: Draw, written: str, plain: str) -> None:
    assert_same(draw, written, plain)


@pytest.mark.parametrize("paint", [INK, f"fill='none' {GOLD}", f'{INK} stroke="none"'])
def test_what_has_one_paint_fades_without_a_group(draw: Draw, paint: str) -> None:
    drawing = draw(circle(f'{paint} opacity=".5"'))
    assert "<g" not in tree_of(drawing.root.children, drawing.size, PALETTE).svg


def test_the_opacity_of_a_shape_that_clips_is_ignored(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="300" height="300" {}/></clipPath>'
    clipped = WALL.replace("/>", ' clip-path="url(#c)"/>')
    assert_same(draw, clip.format(f'{GOLD} opacity=".5"') + clipped, clip.format("") + clipped)


# The order of paints -------------------------------------------------------------------------------------------------

BELOW = circle(f'{GOLD} fill="none"').replace('id="dot" ', "")
APART = circle(INK)


@pytest.mark.parametrize(
    "written",
    [
        circle(f'{BOTH} paint-order="stroke"'),
        circle(f'{BOTH} style="paint-order:stroke fill markers"'),
        circle(f'{BOTH} style="paint-order:markers stroke"'),
        f'<g paint-order="stroke" {GOLD}>{circle(INK)}</g>',
        DEFS.format(circle(f'{INK} paint-order="stroke"')) + f'<use href="#dot" {GOLD}/>',
    ],
    ids=["attribute", "style", "behind-markers", "group", "stroke-of-a-clone"],
)
def test_a_stroke_may_be_painted_below_its_fill(draw: Draw, written: str) -> None:
    assert_same(draw, written, BELOW + APART)


def test_a_drawing_itself_may_set_the_order_of_paints(draw: Draw) -> None:
    read = draw(circle(BOTH), 'viewBox="0 0 1000 1000" style="paint-order:stroke"')
    assert pixels(read) == pixels(draw(BELOW + APART))


def test_a_shape_that_is_stroked_first_fades_as_one(draw: Draw) -> None:
    assert_same(draw, circle(f'{BOTH} paint-order="stroke" opacity=".5"'), HALF.format(BELOW + APART))


@pytest.mark.parametrize("order", ["normal", "fill", "fill stroke", "markers fill"])
def test_a_fill_is_below_its_stroke_else(draw: Draw, order: str) -> None:
    assert_same(draw, circle(f'{BOTH} paint-order="{order}"'), circle(BOTH))


def test_the_order_of_a_clone_of_what_has_no_outline_changes_nothing(draw: Draw) -> None:
    clone = DEFS.format(circle(INK)) + '<use href="#dot" {}/>'
    assert_same(draw, clone.format('paint-order="stroke"'), clone.format(""))


# Clip paths ----------------------------------------------------------------------------------------------------------


def test_the_clip_of_a_clone_moves_with_it(draw: Draw) -> None:
    clip = '<clipPath id="c"><circle cx="200" cy="200" r="150"/></clipPath>'
    assert_same(
        draw,
        f'{clip}<defs>{circle(INK)}</defs><use href="#dot" x="200" y="90" clip-path="url(#c)"/>',
        f'{clip}<g transform="translate(200 90)" clip-path="url(#c)">{circle(INK)}</g>',
    )


RING = "M100 100H700V700H100ZM300 300H500V500H300Z"
LEFT = '<rect x="100" y="100" width="400" height="400"/>'
#: What a clip path holds, and an outline that is filled in its place.
PLAIN_CLIPS = {
    "even-odd": (f'<path clip-rule="evenodd" d="{RING}"/>', "M100 100H700V700H100ZM300 300V500H500V300Z"),
    "nonzero": (f'<path d="{RING}"/>', "M100 100H700V700H100Z"),
    "two-shapes": (f'{LEFT}<path d="M300 300V900H900V300Z"/>', "M100 100H500V300H900V900H300V500H100Z"),
    "a-mirrored-shape": (
        f'<path d="M300 300H900V900H300Z"/>{LEFT[:-2]} transform="translate(600) scale(-1 1)"/>',
        "M100 100H500V300H900V900H300V500H100Z",
    ),
    "a-ring-and-a-shape": (
        f'<path clip-rule="evenodd" d="{RING}"/><polygon points="250,250 250,900 450,900 450,250"/>',
        "M100 100H700V700H450V900H250V700H100ZM450 300V500H500V300Z",
    ),
    "a-clone": ('<use href="#p" x="100" y="100" clip-rule="evenodd"/>', "M100 100H500V500H100Z"),
    "two-clones": (
        '<use href="#p" x="100" y="100"/><use href="#p" transform="translate(900 300) scale(-1.5 1.5)"/>',
        "M100 100H500V300H900V900H300V500H100Z",
    ),
}


@pytest.mark.parametrize(("held", "outline"), PLAIN_CLIPS.values(), ids=PLAIN_CLIPS)
def test_the_shapes_of_a_clip_path_add_up_whatever_their_rule_and_direction(
    draw: Draw, held: str, outline: str
) -> None:
    clip = f'<defs><path id="p" d="M0 0V400H400V0Z"/></defs><clipPath id="c">{held}</clipPath>'
    assert_same(draw, clip + WALL.replace("/>", ' clip-path="url(#c)"/>'), f'<path d="{outline}" {INK}/>')


def test_a_clip_path_in_shares_of_a_box_is_as_exact(draw: Draw) -> None:
    ring = '<path clip-rule="evenodd" d="M.1006 .1006H.7V.7H.1006ZM.3 .3H.5V.5H.3Z"/>'
    clip = f'<clipPath id="c" clipPathUnits="objectBoundingBox">{ring}</clipPath>'
    outline = "M100.6 100.6H700V700H100.6ZM300 300V500H500V300Z"
    assert_same(draw, clip + WALL.replace("/>", ' clip-path="url(#c)"/>'), f'<path d="{outline}" {INK}/>')


def test_a_clip_path_may_be_clipped(draw: Draw) -> None:
    clips = '<clipPath id="a"><path d="M0 0H300V900H0Z"/></clipPath><clipPath id="c" {}>' + LEFT + "</clipPath>"
    clipped = WALL.replace("/>", ' transform="translate(90)" clip-path="url(#c)"/>')
    assert_same(draw, clips.format('clip-path="url(#a)"') + clipped, f'<path d="M190 100H390V500H190Z" {INK}/>')


def test_a_clip_path_around_all_of_the_canvas_may_be_clipped(draw: Draw) -> None:
    whole = '<clipPath id="c" clip-path="url(#a)"><rect width="1000" height="1000"/></clipPath>'
    clipped = WALL.replace("/>", ' clip-path="url(#c)"/>')
    assert_same(draw, f'<clipPath id="a">{LEFT}</clipPath>{whole}{clipped}', LEFT.replace("/>", f" {INK}/>"))


def test_a_hidden_shape_clips_nothing(draw: Draw) -> None:
    clip = '<clipPath id="c"><circle cx="200" cy="200" r="150"/>{}</clipPath>'
    clipped = WALL.replace("/>", ' clip-path="url(#c)"/>')
    hidden = '<rect visibility="hidden" width="500" height="500"/>'
    assert_same(draw, clip.format(hidden) + clipped, clip.format("") + clipped)


# Sizes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (f'<ellipse cx="300" cy="300" rx="200" {INK}/>', circle(INK)),
        (f'<ellipse cx="300" cy="300" ry="200" {INK}/>', circle(INK)),
        (f'<ellipse cx="300" cy="300" rx="200" ry="auto" {INK}/>', circle(INK)),
        (
            f'<rect {BOTH} height="300" width="300" rx="auto" ry="50"/>',
            f'<rect {BOTH} height="300" width="300" rx="50"/>',
        ),
        (f'<rect {BOTH} height="300"/>{circle(INK)}', circle(INK)),
        (f'<rect {BOTH} width="300" height="auto"/>{circle(INK)}', circle(INK)),
        (f'<image href="{WIDE}" width="400"/>', f'<image href="{WIDE}" width="400" height="200"/>'),
        (f'<image href="{WIDE}" height="200"/>', f'<image href="{WIDE}" width="400" height="200"/>'),
        (f'<image href="{WIDE}"/>', f'<image href="{WIDE}" width="40" height="20"/>'),
        (f'<image href="{TURNED}" width="200"/>', f'<image href="{TURNED}" width="200" height="400"/>'),
    ],
    ids=["rx", "ry", "auto", "corners", "no-width", "auto-height", "image", "image-high", "image-bare", "turned"],
)
def test_a_size_that_is_not_written_is_that_of_browsers(draw: Draw, written: str, plain: str) -> None:
    assert_same(draw, written, plain)


@pytest.mark.parametrize("view_box", ["", 'viewBox="0 0 400 400"'])
def test_a_clone_of_a_symbol_as_large_as_the_drawing_has_its_sides(draw: Draw, view_box: str) -> None:
    symbol, clone = f'<symbol id="s" {view_box}>{circle(INK)}</symbol>', '<use href="#s" width="{0}" height="{0}"/>'
    assert_same(draw, symbol + clone.format("100%"), symbol + clone.format("1000"))


# Strokes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cap", ["round", "square"])
@pytest.mark.parametrize(
    "dashes", ['stroke-dasharray="0 200"', 'stroke-dasharray="0" style="stroke-dasharray:0,200px"']
)
def test_a_dotted_line_has_no_dot_where_it_ends_with_a_gap(draw: Draw, cap: str, dashes: str) -> None:
    line = f'<path d="M100 300H{{}}" fill="none" {GOLD} stroke-linecap="{cap}" {dashes}/>'
    assert_same(draw, line.format(700), line.format(650))
    assert_same(draw, f"<g {dashes}>{line.format(700)}</g>", line.format(650))


# Drawings in the drawing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("overflow", ['overflow="visible"', 'style="overflow:visible"', 'style="overflow:auto"'])
def test_what_may_overflow_is_not_cut(draw: Draw, overflow: str) -> None:
    nested = f'<svg x="50" y="50" width="100" height="100" {overflow}>{circle(INK)}</svg>'
    symbol = f'<symbol id="s" viewBox="0 0 100 100" {overflow}>{circle(INK)}</symbol>'
    clone = '<use href="#s" x="50" y="50" width="100" height="100"/>'
    moved = circle(f'{INK} transform="translate(50 50)"')
    assert_same(draw, nested, moved)
    assert_same(draw, symbol + clone, moved)


# Paints --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("server", ["", '<clipPath id="g"/>'])
def test_a_paint_that_is_missing_gives_way_to_its_fallback(draw: Draw, server: str) -> None:
    assert_same(draw, server + circle('fill="url(#g) #f5a83c"'), circle('fill="#f5a83c"'))
    assert_same(draw, server + circle(f'fill="url(#g) none" {GOLD}'), circle(f'fill="none" {GOLD}'))
    read = draw(server + circle('fill="url(#g) #f5a83c"')).root.children
    assert next(one for one in read if one.tag == "circle").attributes["fill"] == "@spread"


def test_a_paint_that_is_there_does_not(draw: Draw) -> None:
    assert_same(
        draw, LINEAR.format("") + circle('fill="url(#g) #f5a83c"'), LINEAR.format("") + circle('fill="url(#g)"')
    )


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (LINEAR.format('x1="10%" x2="60%"'), LINEAR.format('x1="100" x2="600"')),
        (LINEAR.format(""), LINEAR.format('x1="0" x2="1000"')),
        (RADIAL.format('r="20%"'), RADIAL.format('cx="500" cy="500" r="200"')),
        (RADIAL.format(""), RADIAL.format('cx="500" cy="500" r="500"')),
        (
            LINEAR.format('x1="10%"').replace('"g"', '"h"') + '<linearGradient id="g" href="#h" x2="60%"/>',
            LINEAR.format('x1="100" x2="600"'),
        ),
    ],
    ids=["linear", "linear-bare", "radial", "radial-bare", "inherited"],
)
def test_shares_in_a_gradient_are_those_of_the_drawing_in_a_picture_of_any_size(
    draw: Draw, written: str, plain: str
) -> None:
    half = Size(500, 800)
    of = [
        tree_of(draw(one + WALL.replace(INK, 'fill="url(#g)"')).root.children, half, PALETTE)
        for one in (written, plain)
    ]
    assert paint(of[0]).rgba == paint(of[1]).rgba


# Style sheets --------------------------------------------------------------------------------------------------------


def test_a_style_sheet_that_is_not_css_says_nothing(draw: Draw) -> None:
    sheet = '<style type="text/less">.a{fill:#f5a83c}</style>'
    assert_same(draw, sheet + circle(f'class="a" {INK}'), circle(INK))
