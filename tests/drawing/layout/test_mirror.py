"""A drawing in a mirror, for languages that run right to left: all but what is read or recognised as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from PIL import Image, ImageChops, ImageOps
from support.drawings import SQUARE, TALL, WIDE, shapes

from kit.base.geometry import IDENTITY, Box, Matrix, Point, Size
from kit.compose.artwork_svg import tree_of
from kit.drawing.layout.mirror import mirrored_scene
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.drawing.svg.outlines import box_of_steps, moved_steps, steps_of
from kit.drawing.svg.source.values import read_transform
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.base.geometry import Box as AnyBox
    from kit.model.layout import Drawing, Element, Scene

    Draw = Callable[..., Drawing]

#: A safe area that is not in the middle, as where the buttons of an app lie at the right.
OFF_CENTRE = (50, 10, 300, 200)
FLAG = '<polygon points="100,200 300,200 100,400" fill="#f5a83c"/>'
DEFS = """<defs>
<linearGradient id="across">
<stop offset="0" stop-color="#0f2a2e"/><stop offset="1" stop-color="#f5a83c"/></linearGradient>
<linearGradient id="far" gradientUnits="userSpaceOnUse" x1="100" y1="0" x2="700" y2="300">
<stop offset="0" stop-color="#fff4dd"/><stop offset="1" stop-color="#f5a83c"/></linearGradient>
<pattern id="hatch" patternUnits="userSpaceOnUse" width="40" height="40">
<path d="M0 0h20l-20 20z" fill="#f5a83c"/></pattern>
<clipPath id="corner"><path d="M600 600h300v300z"/></clipPath>
</defs>"""
#: One of everything that a drawing may paint, none of it alike in a mirror.
EVERYTHING = DEFS + (
    '<rect data-pin="stretch" width="1000" height="1000" fill="url(#far)"/>'
    '<rect data-pin="stretch top" x="100" y="100" width="300" height="80" rx="9" fill="url(#across)"/>'
    '<polygon data-pin="stretch bottom" points="100,700 500,720 900,760 120,780" fill="#0f2a2e" stroke="#fff4de"'
    ' stroke-width="8" stroke-dasharray="30 9"/>'
    '<g data-pin="left middle" transform="rotate(20) translate(40 10)"><path id="leaf" d="M300 300q90 -90 100 10a60 60'
    ' 0 0 1 -100 -10z" fill="#0f2a2e"/><use href="#leaf" x="150" y="60" opacity="0.5"/></g>'
    '<g data-pin="end bottom" clip-path="url(#corner)"><rect x="550" y="550" width="500" height="500" fill="#fff4dd"/>'
    '<circle cx="700" cy="820" r="90" fill="url(#hatch)"/></g>'
    '<path data-pin="start top" d="M120 220l200 30v120z" fill="url(#hatch)"/>'
)


def off_centre(canvas: Size) -> AnyBox:
    left, top, right, bottom = OFF_CENTRE
    return Box(left, top, canvas.width - right, canvas.height - bottom)


def both(drawing: Drawing, canvas: Size) -> tuple[Scene, Scene]:
    """Lay out as it is and, for the mirror of the same safe area, mirrored."""
    safe = off_centre(canvas)
    return lay_out(drawing, canvas, safe), lay_out(drawing, canvas, safe.mirrored(canvas.width), mirrored=True)


def image(scene: Scene, canvas: Size) -> Image.Image:
    root = expand_patterns(scene.root, lambda fault, _line: fault)
    pixels = paint(tree_of(root.children, canvas, PALETTE))
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def box(scene: Scene, name: str) -> AnyBox:
    """Return the box around a named element, wherever it is in the tree, on the artboard."""

    def find(element: Element, here: Matrix) -> AnyBox | None:
        own = here @ (read_transform(element.attributes.get("transform", "")) or IDENTITY)
        if element.name == name:
            return Box.union(covered(element, here))
        return next((found for child in element.children if (found := find(child, own))), None)

    found = find(scene.root, IDENTITY)
    assert found
    return found


def covered(element: Element, here: Matrix) -> list[AnyBox]:
    own = here @ (read_transform(element.attributes.get("transform", "")) or IDENTITY)
    outline = steps_of("rect" if element.tag == "image" else element.tag, element.attributes)
    around = box_of_steps(moved_steps(outline, own))
    return [*([around] if around else []), *(one for child in element.children for one in covered(child, own))]


def turn(scene: Scene, name: str) -> float:
    """Return whether a named element is seen as drawn, 1, or in a mirror, -1."""

    def find(element: Element, here: Matrix) -> Matrix | None:
        own = here @ (read_transform(element.attributes.get("transform", "")) or IDENTITY)
        if element.name == name:
            return own
        return next((found for child in element.children if (found := find(child, own))), None)

    matrix = find(scene.root, IDENTITY)
    assert matrix
    return 1 if matrix.a * matrix.d - matrix.b * matrix.c > 0 else -1


@pytest.mark.parametrize("canvas", [SQUARE, WIDE, TALL])
def test_a_mirrored_drawing_is_painted_as_the_mirror_image(draw: Draw, canvas: Size) -> None:
    plain, mirrored = both(draw(EVERYTHING), canvas)
    difference = ImageChops.difference(ImageOps.mirror(image(plain, canvas)), image(mirrored, canvas)).convert("L")
    counts = difference.histogram()
    assert sum(counts[24:]) < 0.002 * canvas.width * canvas.height, "more than the edges differ"
    assert ImageChops.difference(image(plain, canvas), image(mirrored, canvas)).getbbox()


def test_what_keeps_to_one_side_of_the_safe_area_keeps_to_the_other(draw: Draw) -> None:
    one = FLAG.replace("<polygon", '<polygon id="one" data-pin="left top"')
    plain, mirrored = both(draw(one), WIDE)
    assert box(mirrored, "one") == pytest.approx(box(plain, "one").mirrored(WIDE.width))
    assert turn(mirrored, "one") == -1


def test_start_and_end_are_the_left_and_the_right_of_a_drawing(draw: Draw) -> None:
    for name, side in (("start", "left"), ("end", "right")):
        written, meant = (
            draw(FLAG.replace("<polygon", f'<polygon id="one" data-pin="{pin} top"')) for pin in (name, side)
        )
        for one, other in zip(both(written, WIDE), both(meant, WIDE), strict=True):
            assert box(one, "one") == box(other, "one")


SLOT = (
    '<g id="slot-headline" data-pin="stretch top"><rect x="100" y="100" width="500" height="80"/>'
    '<text fill="#fff4dc" font-family="Source Sans 3" font-size="40" x="100" y="140">Words</text></g>'
)


def test_the_box_of_a_slot_is_mirrored_and_what_fills_it_is_not(draw: Draw) -> None:
    plain, mirrored = both(draw(SLOT), WIDE)
    assert mirrored.slots["headline"].box == pytest.approx(plain.slots["headline"].box.mirrored(WIDE.width))
    assert (plain.slots["headline"].mirrored, mirrored.slots["headline"].mirrored) == (False, True)
    [element] = [element for element in shapes(mirrored.root) if element.tag == "slot"]
    assert "transform" not in element.attributes


def test_words_that_are_turned_are_turned_the_other_way_in_a_mirror(draw: Draw) -> None:
    plain, mirrored = both(draw(f'<g transform="rotate(-4)">{SLOT.replace("stretch", "left")}</g>'), WIDE)
    assert plain.slots["headline"].turn == pytest.approx(-4)
    assert mirrored.slots["headline"].turn == pytest.approx(4)


KEPT = FLAG.replace("<polygon", '<polygon data-name="one no-mirror"')
MOVED = f'<g transform="translate(60 10) scale(1.5 0.5)">{FLAG}</g>'
CLIP = '<defs><clipPath id="corner"><rect width="800" height="800"/></clipPath></defs>'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
KEEPING = {
    "attribute": FLAG.replace("<polygon", '<polygon id="one" data-no-mirror=""'),
    "name": KEPT,
    "group": f'<g transform="rotate(15)" data-pin="left top"><g data-name="one no-mirror">{FLAG}{FLAG}</g></g>',
    "below": f'<g clip-path="url(#corner)" data-name="one no-mirror" transform="rotate(15)">{MOVED}</g>{CLIP}',
    "above": f'<g clip-path="url(#corner)" transform="rotate(15)">{MOVED.replace(FLAG, KEPT)}</g>{CLIP}',
    "clipped": f'<g clip-path="url(#corner)">{KEPT}</g>{CLIP}',
    "image": f'<image id="one" x="100" y="200" width="200" height="100" href="data:image/png;base64,{PNG}"/>',
}


@pytest.mark.parametrize("flag", KEEPING.values(), ids=KEEPING)
def test_what_carries_no_mirror_and_an_image_keep_their_form_where_the_mirror_has_them(draw: Draw, flag: str) -> None:
    plain, mirrored = both(draw(flag), WIDE)
    assert turn(mirrored, "one") == 1
    assert box(mirrored, "one") == pytest.approx(box(plain, "one").mirrored(WIDE.width), abs=0.01)


def test_a_slot_in_what_keeps_its_form_keeps_its_place_in_it_and_its_alignment(draw: Draw) -> None:
    card = '<rect id="one" width="700" height="300" fill="#0f2a2e"/>'
    group = f'<g data-name="phone no-mirror" data-pin="left top">{card}{SLOT}</g>'
    plain, mirrored = both(draw(group), WIDE)
    across = box(mirrored, "one").x0 - box(plain, "one").x0
    assert mirrored.slots["headline"].box == pytest.approx(plain.slots["headline"].box.moved(across, 0))
    assert not mirrored.slots["headline"].mirrored
    alone = SLOT.replace('id="slot-headline"', 'id="slot-headline" data-no-mirror="yes"')
    plain, mirrored = both(draw(alone), WIDE)
    assert mirrored.slots["headline"].box == pytest.approx(plain.slots["headline"].box.mirrored(WIDE.width))
    assert not mirrored.slots["headline"].mirrored


@pytest.mark.parametrize(
    "around",
    ["{slot}{use}", '<g data-name="card no-mirror">{slot}</g>{use}', '<g data-name="card no-mirror">{slot}{use}</g>'],
)
def test_a_clone_of_a_slot_is_where_the_mirror_has_it(draw: Draw, around: str) -> None:
    use = '<use href="#slot-headline" transform="translate(40 300)" data-pin="left top"/>'
    drawing = draw(around.format(slot=SLOT.replace("stretch", "left"), use=use))
    plain, mirrored = both(drawing, WIDE)
    shown = []
    for scene in (plain, mirrored):
        [clone] = [one for one in shapes(scene.root) if one.clone]
        matrix = read_transform(clone.attributes["transform"])
        assert matrix
        shown.append(Box.around(matrix.apply(Point(*corner)) for corner in scene.slots["headline"].box.corners))
    if "{slot}{use}</g>" in around:
        across = mirrored.slots["headline"].box.x0 - plain.slots["headline"].box.x0
        assert shown[1] == pytest.approx(shown[0].moved(across, 0), abs=0.01)
    else:
        assert shown[1] == pytest.approx(shown[0].mirrored(WIDE.width), abs=0.01)


def test_the_mirror_of_a_mirror_is_the_drawing(draw: Draw) -> None:
    plain, mirrored = both(draw(EVERYTHING + SLOT), WIDE)
    again = mirrored_scene(mirrored)
    assert again.slots["headline"].box == pytest.approx(plain.slots["headline"].box)
    difference = ImageChops.difference(image(plain, WIDE), image(again, WIDE)).convert("L")
    assert sum(difference.histogram()[8:]) == 0
