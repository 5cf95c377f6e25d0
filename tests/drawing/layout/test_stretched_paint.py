"""What the paint of a stretched shape becomes: strokes and patterns keep their scale, gradients follow the shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.drawings import QR, picture_of, pixel, placed, scene_of, shapes
from support.faults import refused

from kit.base.errors import DrawingError
from kit.base.geometry import Size
from kit.drawing.svg.normal.pattern_fills import expand_patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]


def test_strokes_dashes_and_radii_keep_the_scale_of_the_drawing(draw: Draw) -> None:
    drawing = draw(
        '<g stroke="#0f2a2e" stroke-width="4" transform="scale(2)"><rect id="one" data-pin="stretch" x="100" y="100"'
        ' width="50" height="50" rx="5" fill="none" stroke-dasharray="3,1" stroke-dashoffset="1"/></g>'
        f'<rect id="plain" data-pin="stretch" stroke="#0f2a2e" {QR[6:]}'
    )
    scene = scene_of(drawing, Size(4000, 2000))
    one = next(element for element in shapes(scene.root) if element.name == "one").attributes
    assert placed(scene, "one") == pytest.approx((400, 400, 2600, 600))
    assert [one[key] for key in ("stroke-width", "rx", "stroke-dasharray", "stroke-dashoffset")] == [
        "16",
        "20",
        "12 4",
        "4",
    ]
    plain = next(element for element in shapes(scene.root) if element.name == "plain").attributes
    assert plain["stroke-width"] == "2"


GRADIENT = (
    '<linearGradient id="stops"><stop stop-color="#0f2a2e"/><stop offset=".5" stop-color="#0f2a2e"/>'
    '<stop offset=".5" stop-color="#f5a83c"/><stop offset="1" stop-color="#f5a83c"/></linearGradient>'
    '<linearGradient id="g" xlink:href="#stops" gradientUnits="userSpaceOnUse" {}/>'
)


@pytest.mark.parametrize(
    "body",
    [
        GRADIENT.format('x1="0" x2="1000"') + '<rect data-pin="stretch" width="1000" height="1000" fill="url(#g)"/>',
        GRADIENT.format('x1="0" x2="100" gradientTransform="scale(5)"')
        + '<g fill="url(#g)" transform="scale(2)"><rect data-pin="stretch" width="500" height="500"/></g>',
        GRADIENT.format('x1="-400" x2="600"')
        + '<g transform="translate(400)"><g data-pin="stretch"><path d="M-400 0H600V1000H-400Z" fill="url(#g)"/></g>'
        "</g>",
        GRADIENT.format('x1="0" x2="1000"').replace(' gradientUnits="userSpaceOnUse"', "").replace(
            '"stops"', '"stops" gradientUnits="userSpaceOnUse"'
        )
        + '<rect data-pin="stretch" width="1000" height="1000" fill="url(#g)"/>',
    ],
    ids=["plain", "inherited in a scaled group", "in a moved group", "units of the gradient it takes its stops from"],
)  # fmt: skip
def test_a_gradient_in_user_space_is_mapped_along(draw: Draw, body: str) -> None:
    canvas = Size(400, 200)
    image = picture_of(scene_of(draw(body), canvas), canvas)
    assert pixel(image, 190, 100) == (15, 42, 46, 255)
    assert pixel(image, 210, 100) == (245, 168, 60, 255)


def test_two_shapes_in_one_line_of_a_drawing_have_a_gradient_each(draw: Draw) -> None:
    body = GRADIENT.format('x1="0" x2="1000"') + (
        '<rect data-pin="stretch" width="1000" height="500" fill="url(#g)"/>'
        '<rect data-pin="stretch" x="200" y="500" width="400" height="500" fill="url(#g)"/>'
    )
    canvas = Size(400, 200)
    scene = scene_of(draw(body), canvas)
    ids = [e.attributes["id"] for e in shapes(scene.root) if e.tag == "linearGradient"]
    assert len(ids) == len(set(ids)) == 4
    image = picture_of(scene, canvas)
    assert pixel(image, 190, 50) == (15, 42, 46, 255)
    assert pixel(image, 210, 50) == (245, 168, 60, 255)


@pytest.mark.parametrize("above", ["", 'gradientTransform="scale(10)"'])
def test_a_stroke_is_painted_by_a_gradient_that_is_mapped_along_too(draw: Draw, above: str) -> None:
    gradient = GRADIENT.format("" if above else 'x2="1000"')
    if above:
        gradient = gradient.replace('"stops"', f'"stops" x2="100" {above}', 1)
    body = f'{gradient}<rect data-pin="stretch" width="1000" height="1000" fill="none" stroke="url(#g)" STROKE/>'
    canvas = Size(400, 200)
    image = picture_of(scene_of(draw(body.replace("STROKE", 'stroke-width="200"')), canvas), canvas)
    assert pixel(image, 190, 5) == (15, 42, 46, 255)
    assert pixel(image, 210, 5) == (245, 168, 60, 255)
    assert pixel(image, 190, 100)[3] == 0


#: A pattern of dark bars that are half as wide as their distance.
BARS = (
    '<pattern id="{0}" patternUnits="userSpaceOnUse" width="{1}" height="{1}" {3}>'
    '<rect width="{2}" height="{1}" fill="#0f2a2e"/></pattern>'
)
WHOLE = '<rect data-pin="stretch" width="{0}" height="{0}" fill="url(#p)" {1}/>'
#: However they are written, the bars are 100 px of the drawing apart, which are 20 px of an artboard of 400 x 200.
SCALED = {
    "plain": BARS.format("p", 100, 50, "") + WHOLE.format(1000, ""),
    "in a scaled group": BARS.format("p", 50, 25, "") + f'<g transform="scale(2)">{WHOLE.format(500, "")}</g>',
    "on a scaled shape": BARS.format("p", 50, 25, "") + WHOLE.format(500, 'transform="scale(2)"'),
    "on a shape made smaller": BARS.format("p", 400, 200, "") + WHOLE.format(4000, 'transform="scale(0.25)"'),
    "scaled themselves": BARS.format("p", 25, 12.5, 'patternTransform="scale(4)"') + WHOLE.format(1000, ""),
    "scaled twice": BARS.format("p", 25, 12.5, 'patternTransform="scale(2)"')
    + f'<g transform="scale(2)">{WHOLE.format(500, "")}</g>',
    "scaled by the one whose bars it takes": BARS.format("q", 25, 12.5, 'patternTransform="scale(4)"')
    + '<pattern id="p" href="#q"/>'
    + WHOLE.format(1000, ""),
}


@pytest.mark.parametrize("body", SCALED.values(), ids=SCALED)
def test_a_pattern_keeps_the_scale_of_the_drawing_on_a_stretched_shape(draw: Draw, body: str) -> None:
    canvas = Size(400, 200)
    image = picture_of(scene_of(draw(body), canvas), canvas)
    dark = [pixel(image, x, 100)[3] > 128 for x in range(5, 400, 10)]
    assert dark == [True, False] * 20


def test_the_scale_of_a_pattern_is_that_of_the_artboard_times_its_own_and_its_groups(draw: Draw) -> None:
    """A px of the pattern is 3 px by itself and 2 px by its group; a px of the drawing is 0.2 px of the artboard."""
    pattern = BARS.format("p", 10, 5, 'patternTransform="scale(3)"')
    scene = scene_of(draw(f'{pattern}<g transform="scale(2)">{WHOLE.format(500, "")}</g>'), Size(400, 200))
    written = [element.attributes for element in shapes(scene.root) if element.tag == "pattern"]
    assert [own["patternTransform"] for own in written] == ["scale(3)", "matrix(1.2 0 0 1.2 0 0)"]


@pytest.mark.parametrize(("pin", "canvas"), [("right stretch", Size(410, 200)), ("stretch bottom", Size(200, 410))])
def test_a_pattern_goes_with_the_corner_of_the_shape_it_fills(draw: Draw, pin: str, canvas: Size) -> None:
    """The shape covers 450 to 550, a light and a dark half bar; the pin moves it by 210 px, no multiple of 20 px."""
    body = BARS.format("p", 100, 50, 'patternTransform="rotate(90)"' if "bottom" in pin else "")
    place = 'x="0" y="450" width="1000" height="100"' if "bottom" in pin else 'x="450" width="100" height="1000"'
    image = picture_of(scene_of(draw(f'{body}<rect data-pin="{pin}" fill="url(#p)" {place}/>'), canvas), canvas)
    points = [(100, y) if "bottom" in pin else (y, 100) for y in (295, 305, 315, 325)]
    assert [pixel(image, *point)[3] > 128 for point in points] == [False, False, True, False]


IMAGE_FILL = (
    '<pattern id="p" width="1" height="1" patternContentUnits="objectBoundingBox">{}</pattern>'
    '<rect id="hero" data-pin="stretch" width="1000" height="1000" fill="url(#p)"/>'
)


def test_a_picture_that_fills_a_shape_is_not_distorted(draw: Draw) -> None:
    with refused(DrawingError, "not-stretchable") as faults:
        scene_of(draw('<defs><g id="i"/></defs>' + IMAGE_FILL.format('<use href="#i"/>')), Size(400, 200))
    assert faults[0].message.startswith("'hero': ")


def test_shapes_in_shares_of_a_stretched_shape_stretch_with_it(draw: Draw) -> None:
    half = '<rect width="0.5" height="1" fill="#0f2a2e"/>'
    scene = scene_of(draw(IMAGE_FILL.format(half)), Size(400, 200))
    tree = expand_patterns(scene.root, lambda fault, _line: fault)
    image = picture_of(replace(scene, root=tree), Size(400, 200))
    assert [pixel(image, x, 100)[3] > 128 for x in (2, 198, 202, 398)] == [True, True, False, False]
