"""Shapes that are filled with patterns, as Figma and Inkscape write them, look like shapes and images drawn plainly."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from PIL import Image
from support.drawings import PHOTO, plain_picture, plainly
from support.faults import refused

from kit.base.errors import DrawingError
from kit.base.geometry import Size
from kit.compose.artwork_svg import tree_of
from kit.drawing.svg.normal.pattern_fills import _fills

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing, Element

    Draw = Callable[..., Drawing]
    Compare = Callable[[str, Image.Image, Image.Image, int], None]


RECT = '<rect x="{}" y="{}" width="600" height="400"/>'
ROUND = '<rect x="150" y="170" width="600" height="400" rx="40"/>'
CIRCLE = '<circle cx="500" cy="500" r="200"/>'
#: What a tile of 20 x 10 px holds: a shape inside it, and one that reaches over its sides.
MOTIF = '<path d="M2 2h6v6h-6z" fill="#f5a83c"/><circle cx="20" cy="5" r="4" fill="#0f2a2e"/>'
WALL = '<rect x="130" y="270" width="600" height="400" fill="url(#p)"/>'
#: The stock patterns of Inkscape: one that is placed refers to the one that holds the content.
STOCK = (
    '<pattern id="stock" inkscape:stockid="Motif" patternUnits="userSpaceOnUse" width="20" height="10"'
    ' preserveAspectRatio="xMidYMid" patternTransform="scale(9)">{}</pattern>'
    '<pattern inkscape:collect="always" xlink:href="#stock" preserveAspectRatio="xMidYMid" id="p"'
    ' patternTransform="{}"/>'
)


def figma(shape: str, use: str, tile: str = 'width="1" height="1"') -> str:
    """Return a shape with an image fill, as Figma exports it."""
    return (
        f"{shape[:-2]} fill='url(#pattern0_1_2)'/><defs>"
        f'<pattern id="pattern0_1_2" patternContentUnits="objectBoundingBox" {tile}>'
        f'<use xlink:href="#image0_1_2" transform="{use}"/></pattern>'
        f'<image id="image0_1_2" width="60" height="40" preserveAspectRatio="none" xlink:href="{PHOTO}"/></defs>'
    )


def clipped(shape: str, place: str) -> str:
    """Return the photo at a place, seen within a shape."""
    image = f'<image width="60" height="40" transform="{place}" href="{PHOTO}"/>'
    return f'<clipPath id="c">{shape}</clipPath><g clip-path="url(#c)">{image}</g>'


PATH = '<path d="M100 100C100 0 700 0 700 100V500H100Z"/>'
IMAGE_FILLS = {
    "at the corner": (RECT.format(0, 0), "scale(0.0166667 0.025)", "scale(10)"),
    "elsewhere": (RECT.format(150, 170), "scale(0.0166667 0.025)", "translate(150 170) scale(10)"),
    "on round corners": (ROUND, "scale(0.0166667 0.025)", "translate(150 170) scale(10)"),
    "on a circle": (CIRCLE, "matrix(0.025 0 0 0.025 -0.25 0)", "translate(200 300) scale(10)"),
    "cropped": (RECT.format(150, 170), "matrix(0.025 0 0 0.0375 -0.2 -0.1)", "translate(30 130) scale(15)"),
    "on a curve": (PATH, "matrix(0.0166667 0 0 0.025 0 0)", "translate(100 25) scale(10 11.875)"),
}


@pytest.mark.parametrize(("shape", "use", "place"), IMAGE_FILLS.values(), ids=IMAGE_FILLS)
def test_an_image_fill_of_figma_is_the_image_within_the_shape(
    draw: Draw, compare: Compare, shape: str, use: str, place: str
) -> None:
    compare("image-fill", plain_picture(draw(clipped(shape, place))), plain_picture(draw(figma(shape, use))), 4)


def test_an_image_fill_may_be_repeated(draw: Draw, compare: Compare) -> None:
    shape = RECT.format(100, 200)
    tiled = figma(shape, "matrix(0.0083333 0 0 0.0125 0 0)", 'width="0.5" height="0.5"')
    images = "".join(
        f'<clipPath id="c{x}-{y}"><rect x="{x}" y="{y}" width="300" height="200"/></clipPath>'
        f'<g clip-path="url(#c{x}-{y})">'
        f'<image width="60" height="40" transform="translate({x} {y}) scale(5)" href="{PHOTO}"/></g>'
        for x in (100, 400)
        for y in (200, 400)
    )
    compare("tiled-fill", plain_picture(draw(images)), plain_picture(draw(tiled)), 4)


def test_the_outline_and_the_opacity_of_a_filled_shape_stay(draw: Draw, compare: Compare) -> None:
    paint = 'opacity="0.5" stroke="#0f2a2e" stroke-width="20"'
    expected = clipped(CIRCLE, "translate(200 300) scale(10)") + CIRCLE.replace("/>", ' fill="none" {}/>')
    expected = f'<g opacity="0.5">{expected.format(paint[14:])}</g>'
    filled = figma(CIRCLE.replace("/>", f" {paint}/>"), "matrix(0.025 0 0 0.025 -0.25 0)")
    compare("outlined-fill", plain_picture(draw(expected)), plain_picture(draw(filled)), 4)


#: What is seen of the motif in a tile.
INSIDE = '<path d="M2 2h6v6h-6z" fill="#f5a83c"/><path d="M20 1a4 4 0 0 0 0 8z" fill="#0f2a2e"/>'


def tiles(place: str, content: str = INSIDE) -> str:
    """Return tiles of 20 x 10 px, one by one, many more than the wall needs, within the wall."""
    copies = "".join(f'<g transform="translate({x} {y})">{content}</g>' for x in range(-200, 341, 20) for y in ROWS)
    wall = WALL.replace(' fill="url(#p)"', "")
    return f'<clipPath id="c">{wall}</clipPath><g clip-path="url(#c)"><g transform="{place}">{copies}</g></g>'


ROWS = range(-200, 341, 10)


@pytest.mark.few(3)
@pytest.mark.ci
@pytest.mark.parametrize(
    "place", ["scale(4)", "translate(7 3) scale(3.5 4.5)", "rotate(30) scale(5)", "matrix(4 1 0 5 9 9)"]
)
@pytest.mark.parametrize("stroke", ["", '<path d="M3 9h4" stroke="#0f2a2e"/>'], ids=["plain", "with a stroke"])
def test_a_stock_pattern_of_inkscape_is_its_tiles(draw: Draw, compare: Compare, place: str, stroke: str) -> None:
    pattern = STOCK.format(MOTIF + stroke, place)
    compare(
        "stock",
        plain_picture(draw(tiles(place, INSIDE + stroke))),
        plain_picture(draw(pattern + WALL)),
        40 if stroke else 16,
    )


def test_stripes_have_no_seams(draw: Draw) -> None:
    """Those of Inkscape are 1 px high and reach over both sides; turned, each seam would be a lighter pixel."""
    stripes = '<rect x="0" y="-0.5" width="2" height="2"/>'
    image = plain_picture(
        draw(STOCK.format(stripes, "rotate(30) scale(2.3)").replace("20", "2").replace("10", "1") + WALL)
    )
    assert set(image.crop((140, 280, 720, 660)).get_flattened_data()) == {(0, 0, 0, 255)}


BOXED = {
    "tiles in shares": ('width="0.1" height="0.2"', '<rect width="30" height="40" fill="#0f2a2e"/>'),
    "all in shares": (
        'width="10%" height="20%" patternContentUnits="objectBoundingBox"',
        '<rect width="0.05" height="0.1" fill="#0f2a2e"/>',
    ),
    "a view box": (
        'patternUnits="userSpaceOnUse" x="130" y="270" width="60" height="80" viewBox="0 0 6 8"',
        '<rect width="3" height="4" fill="#0f2a2e"/>',
    ),
}


@pytest.mark.parametrize(("attributes", "content"), BOXED.values(), ids=BOXED)
def test_a_pattern_may_be_measured_by_the_shape(draw: Draw, compare: Compare, attributes: str, content: str) -> None:
    plain = "".join(
        f'<rect x="{x}" y="{y}" width="30" height="40" fill="#0f2a2e"/>'
        for x in range(130, 730, 60)
        for y in range(270, 670, 80)
    )
    body = f'<pattern id="p" {attributes}>{content}</pattern>{WALL}'
    compare("boxed", plain_picture(draw(plain)), plain_picture(draw(body)), 1)


def test_what_a_pattern_holds_takes_its_paint_from_the_pattern(draw: Draw) -> None:
    content = 'width="9" height="9" fill="#f5a83c"><path d="M0 0h9v9h-9z"/></pattern>'
    pattern = f'<pattern id="p" patternUnits="userSpaceOnUse" {content}'
    around = '<g fill="#0f2a2e" stroke="#0f2a2e" stroke-width="3">{}</g>'
    image = plain_picture(draw(pattern + around.format(WALL.replace("/>", ' stroke="none"/>'))))
    assert image.getpixel((400, 400)) == (245, 168, 60, 255)


def test_a_group_may_set_the_pattern_of_what_is_in_it(draw: Draw, compare: Compare) -> None:
    pattern, wall = STOCK.format(MOTIF, "scale(4)"), WALL.replace(' fill="url(#p)"', "")
    grouped = f'<g fill="url(#p)">{wall}<path d="M0 0h9v9z" fill="#0f2a2e"/></g>'
    plain = f'{WALL}<path d="M0 0h9v9z" fill="#0f2a2e"/>'
    compare("grouped", plain_picture(draw(pattern + plain)), plain_picture(draw(pattern + grouped)), 0)


def test_a_hole_by_the_even_odd_rule_shows_no_pattern(draw: Draw, compare: Compare) -> None:
    """Affinity sets the rule on the drawing itself."""
    pattern, ring = STOCK.format(MOTIF, "scale(4)"), '<path fill="url(#p)" {} d="M100 100H800V800H100ZM300 300{}Z"/>'
    plain = plain_picture(draw(pattern + ring.format("", "V500H500V300")))
    compare("hole", plain, plain_picture(draw(pattern + ring.format('fill-rule="evenodd"', "H500V500H300"))), 0)


def test_colours_in_a_pattern_keep_their_roles(draw: Draw) -> None:
    written = tree_of(
        plainly(draw(STOCK.format(MOTIF, "scale(4)") + WALL).root).children,
        Size(9, 9),
        {"wall": "#010203", "spread": "#040506"},
    ).svg
    assert "#010203" in written
    assert "#040506" in written


REFUSED = {
    "an outline": ('<rect id="wall" width="9" height="9" fill="none" stroke="url(#p)"/>', "unpaintable-pattern"),
    "a clone": (
        '<symbol id="s"><rect width="9" height="9"/></symbol><use id="wall" href="#s" fill="url(#p)"/>',
        "unpaintable-pattern",
    ),
    "a knot": ('<path id="wall" fill-rule="evenodd" d="M0 0H9L0 9H9L0 0 9 5Z" fill="url(#p)"/>', "unpaintable-pattern"),
    "too many": ('<rect id="wall" width="1000000" height="1000000" fill="url(#p)"/>', "too-many-tiles"),
}


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_painted_exactly_is_refused_by_name(draw: Draw, body: str, code: str) -> None:
    with refused(DrawingError, code) as faults:
        draw(STOCK.format(MOTIF, "scale(4)") + "\n" + body)
    fault = faults[0]
    assert fault.mark is not None
    assert fault.message.startswith("'wall' ")
    assert fault.mark.line == 2
    assert fault.remedy


@pytest.mark.parametrize(
    "attributes",
    [
        'patternUnits="userSpaceOnUse" width="10%" height="9"',
        'patternUnits="userSpaceOnUse" width="9" height="9" viewBox="0 0 4 9"',
        'width="0.1" height="0.1" viewBox="0 0 9 9"',
    ],
)
def test_a_pattern_that_depends_on_the_page_or_is_fitted_is_refused(draw: Draw, attributes: str) -> None:
    with refused(DrawingError, "unpaintable-pattern"):
        draw(f'<pattern id="p" {attributes}><path d="M0 0h9"/></pattern>{WALL}')


@pytest.mark.parametrize("attributes", ['width="0"', 'width="9" patternTransform="scale(0)"'])
def test_a_pattern_without_extent_paints_nothing(draw: Draw, attributes: str) -> None:
    body = (
        f'<pattern id="p" patternUnits="userSpaceOnUse" height="9" {attributes}><path d="M0 0h9v9z"/></pattern>{WALL}'
    )
    assert plain_picture(draw(body)).getextrema()[:3] == ((255, 255),) * 3


def test_the_order_of_paints_is_nothing_to_a_shape_that_has_one(draw: Draw) -> None:
    """The stock patterns of Inkscape set it on nearly every shape."""
    body = '<path d="M0 0h9" {} paint-order="stroke"/><path d="M0 0h9" style="paint-order:stroke markers fill"/>'
    assert "<g" not in tree_of(draw(body.format('stroke="#0f2a2e" fill="none"')).root.children, Size(9, 9), PALETTE).svg


def paths_of(element: Element) -> list[Element]:
    own = [element] if element.tag == "path" else []
    return own + [path for child in element.children for path in paths_of(child)]


def test_tiles_are_made_once_for_all_trees_in_which_a_shape_has_one_outline(draw: Draw) -> None:
    """The budget counts them before the first picture is made; a picture moves the shape, or stretches another."""
    drawing = draw(STOCK.format(MOTIF, "scale(4)") + WALL)
    moved, stretched = (
        draw(STOCK.format(MOTIF, "scale(4)") + WALL.replace('width="600"', change))
        for change in ('width="600" transform="translate(1 2)"', 'width="601"')
    )
    first, again, other = (paths_of(plainly(one.root)) for one in (drawing, moved, stretched))
    assert len(first) == 2
    assert [one is two for one, two in zip(first, again, strict=True)] == [True, True]
    assert [one is two for one, two in zip(first, other, strict=True)] == [False, False]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#f5a83c", "#0f2a2e"),
        ('width="20"', 'width="21"'),
        ("scale(4)", "scale(5)"),
        ('y="270"', 'y="271"'),
        ('id="stock"', 'id="stock" fill-opacity="0.5"'),
    ],
    ids=["paint", "tile", "place of the tiles", "outline", "inherited paint"],
)
def test_a_change_of_what_decides_the_tiles_makes_other_tiles(draw: Draw, old: str, new: str) -> None:
    body = STOCK.format('<g><path d="M2 2h6v6h-6z" fill="#f5a83c"/><path d="M9 2h6v6h-6z"/></g>', "scale(4)") + WALL
    one, other = (
        tree_of(plainly(draw(text).root).children, Size(9, 9), PALETTE) for text in (body, body.replace(old, new))
    )
    assert one != other
    _fills.clear()
    assert tree_of(plainly(draw(body.replace(old, new)).root).children, Size(9, 9), PALETTE) == other


def test_an_image_in_a_pattern_counts_for_what_is_kept(draw: Draw) -> None:
    def kept(address: str) -> int:
        _fills.clear()
        image = f'<image width="60" height="40" href="{address}"/>'
        plainly(draw(STOCK.format(image, "scale(9)") + WALL).root)
        return _fills.bytes

    larger = BytesIO()
    Image.effect_noise((60, 40), 60).save(larger, "PNG")
    address = "data:image/png;base64," + b64encode(larger.getvalue()).decode()
    assert kept(address) - kept(PHOTO) == len(address) - len(PHOTO) != 0
