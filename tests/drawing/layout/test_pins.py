"""What pins make of a drawing on artboards of other proportions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE, TESTS
from support.drawings import QR, SQUARE, TALL, WIDE, picture_of, pixel, placed, scene_of, shapes
from support.faults import refused

from kit.base.errors import DrawingError, Mark
from kit.base.geometry import Box, Size
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.drawing_reader import read_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from kit.model.layout import Drawing, Element

    Draw = Callable[..., Drawing]

LARGE = Size(2000, 2000)
ONE = QR.replace("<rect", '<rect data-name="one"')
#: Where 200 to 300 of a drawing of 1000 goes on an artboard of 2000, for words, marks and codes, by pin.
MOVED = {
    "left": (200, 300), "center": (700, 800), "right": (1200, 1300),
    "top": (200, 300), "middle": (700, 800), "bottom": (1200, 1300),
}  # fmt: skip


@pytest.mark.parametrize(("safe", "stretch"), [((0, 0, 80, 40), 2), ((0, 0, 40, 80), 2), ((0, 0, 70, 70), 1)])
def test_the_stretch_of_a_scene_is_a_factor_of_aspects(
    draw: Draw, safe: tuple[float, float, float, float], stretch: float
) -> None:
    assert lay_out(draw(""), SQUARE, Box(*safe)).stretch == pytest.approx(stretch)


@pytest.mark.parametrize(
    ("across", "down"), list(product(("left", "center", "right", "stretch"), ("top", "middle", "bottom", "stretch")))
)
def test_a_shape_goes_where_its_pin_says_on_either_axis(draw: Draw, across: str, down: str) -> None:
    drawing = draw(f'<g data-name="mark pin-{across}-{down}">{ONE}</g>')
    x0, x1 = MOVED.get(across, (200, 1300))
    assert placed(scene_of(drawing, WIDE), "one") == pytest.approx((x0, 200, x1, 300))
    y0, y1 = MOVED.get(down, (200, 1300))
    assert placed(scene_of(drawing, TALL), "one") == pytest.approx((200, y0, 300, y1))


def test_what_has_no_pin_is_center_middle(draw: Draw) -> None:
    drawing = draw(QR.replace("<rect", "<rect id='one'") + f'<g><g id="slot-qr">{QR}</g></g>')
    assert placed(scene_of(drawing, WIDE), "one") == pytest.approx((700, 200, 800, 300))
    assert scene_of(drawing, TALL).slots["qr"].box == pytest.approx((200, 700, 300, 800))


def test_the_outermost_pin_governs_all_that_is_in_it(draw: Draw) -> None:
    one = ONE.replace("<rect", '<rect data-pin="stretch"')
    drawing = draw(
        f'<g data-pin="right bottom"><g data-pin="left top">{one}</g><g id="slot-qr" data-pin="left top">{QR}</g></g>'
    )
    scene = scene_of(drawing, WIDE)
    assert placed(scene, "one") == pytest.approx((1200, 200, 1300, 300))
    assert scene.slots["qr"].box == pytest.approx((1200, 200, 1300, 300))


def test_a_group_without_a_pin_is_transparent_and_its_transform_counts(draw: Draw) -> None:
    drawing = draw(
        '<g transform="translate(100 100)"><g transform="scale(2)"><rect id="one" data-pin="left top" x="50" y="50"'
        ' width="50" height="50" fill="#0f2a2e"/><rect id="other" data-pin="stretch top" x="50" y="50" width="50"'
        ' height="50" fill="#0f2a2e"/></g></g>'
    )
    scene = scene_of(drawing, WIDE)
    assert placed(scene, "one") == pytest.approx((200, 200, 300, 300))
    assert placed(scene, "other") == pytest.approx((200, 200, 1300, 300))


def test_a_slot_stretches_to_the_live_box_and_a_shape_to_the_artboard(draw: Draw) -> None:
    body = f'<g id="slot-qr" data-pin="stretch top">{QR}</g><rect id="one" data-pin="stretch top" {QR[6:]}'
    scene = lay_out(draw(body), WIDE, Box(300, 100, 1800, 900))
    assert scene.slots["qr"].box == pytest.approx((400, 200, 1200, 300))
    assert placed(scene, "one") == pytest.approx((200, 200, 1300, 300))


def test_a_shape_is_pinned_to_the_artboard_only_along_the_axis_that_stretches(draw: Draw) -> None:
    scene = lay_out(draw(f'<rect id="one" data-pin="stretch bottom" {QR[6:]}'), WIDE, Box(300, 0, 1900, 800))
    assert placed(scene, "one") == pytest.approx((200, 100, 1300, 200))


def test_a_wall_covers_every_artboard(draw: Draw) -> None:
    drawing = draw('<rect id="wall" data-pin="stretch" width="1000" height="1000" fill="#0f2a2e"/>')
    for canvas in (SQUARE, WIDE, TALL, Size(777, 1403)):
        scene = lay_out(drawing, canvas, Box(50, 10, canvas.width - 90, canvas.height - 200))
        assert placed(scene, "wall") == pytest.approx((0, 0, *canvas))


def test_each_corner_goes_with_the_side_whose_half_it_is_in(draw: Draw) -> None:
    points = "200,200 300,200 250,300"
    drawing = draw(f'<polygon id="one" data-pin="stretch top" points="{points}" fill="#0f2a2e"/>')
    shape = next(element for element in shapes(scene_of(drawing, WIDE).root) if element.name == "one")
    assert shape.attributes["points"] == "200.000,200.000 1300.000,200.000 750.000,300.000"


def test_the_middle_of_an_element_is_found_whatever_its_transform_rounds_to(draw: Draw) -> None:
    """In floats, 0.7 * 355 lies below the middle of 0.7 * 100 and 0.7 * 610."""
    points = '<polygon id="one" transform="scale(0.7)" points="100,100 610,100 355,200" fill="#0f2a2e"/>'
    scene = scene_of(draw(f'<g data-pin="stretch top">{points}</g>'), WIDE)
    shape = next(element for element in shapes(scene.root) if element.name == "one")
    assert shape.attributes["points"] == "70.000,70.000 1427.000,70.000 748.500,140.000"


@pytest.mark.parametrize(
    ("d", "tag"),
    [("M200 200H300V300H200Z", "polygon"), ("M200 200H300V300", "polyline"), ("m200 200h100v100h-100v-100", "polygon")],
)
def test_a_straight_path_stretches_and_stays_open_or_closed(draw: Draw, d: str, tag: str) -> None:
    drawing = draw(f'<path id="one" data-pin="stretch top" d="{d}" fill="none" stroke="#0f2a2e"/>')
    scene = scene_of(drawing, WIDE)
    assert placed(scene, "one") == pytest.approx((200, 200, 1300, 300))
    assert next(element for element in shapes(scene.root) if element.name == "one").tag == tag


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<path id="one" data-pin="stretch" d="M0 0C1 1 2 2 3 3Z" fill="#0f2a2e"/>', "nothing-to-stretch"),
        ('<circle data-pin="stretch top" r="9" fill="#0f2a2e"/>', "nothing-to-stretch"),
        (f'<g data-pin="stretch">{QR}\n<circle id="sun" r="9" fill="#0f2a2e"/></g>', "not-stretchable"),
        (f'<g data-pin="stretch">{QR}<path d="M0 0H9M9 9V1" fill="none"/></g>', "not-stretchable"),
        (f'<g data-pin="stretch" clip-path="url(#c)">{QR}</g>', "not-stretchable"),
        (f'<rect data-pin="stretch" clip-path="url(#c)" {QR[6:]}', "not-stretchable"),
        (f'<rect data-pin="stretch" rx="9" transform="rotate(9)" {QR[6:]}', "not-stretchable"),
        (f'<rect data-pin="stretch" ry="9" transform="rotate(9)" {QR[6:]}', "not-stretchable"),
        ('<g data-pin="stretch"/>', "nothing-to-stretch"),
        ('<symbol data-pin="stretch"><circle r="9" fill="none"/></symbol>', "nothing-to-stretch"),
    ],
)
def test_what_is_not_straight_sided_is_refused_to_stretch(draw: Draw, body: str, code: str) -> None:
    with refused(DrawingError, code) as faults:
        scene_of(draw("\n" + body), WIDE)
    assert faults[0].mark == Mark("plain/square.svg", 2 + body.count("sun"))


@pytest.mark.parametrize("shape", ['<circle id="sun" r="9" fill="none"/>', '<path id="sun" d="M0 0H9M9 9V1"/>'])
def test_what_can_not_stretch_is_called_by_its_name(draw: Draw, shape: str) -> None:
    with refused(DrawingError, "not-stretchable") as faults:
        scene_of(draw(f'<g data-pin="stretch">{QR}{shape}</g>'), WIDE)
    assert "'sun'" in faults[0].message


def test_a_turned_rectangle_stretches_as_a_polygon(draw: Draw) -> None:
    drawing = draw(
        '<rect id="one" data-pin="stretch" x="-50" y="-50" width="100" height="100"'
        ' transform="translate(500 500) rotate(45)" fill="#0f2a2e"/>'
    )
    box = placed(scene_of(drawing, WIDE), "one")
    assert box == pytest.approx((429.289, 429.289, 1570.711, 570.711), abs=0.01)


def test_a_clipped_group_that_holds_a_slot_is_refused(draw: Draw) -> None:
    with refused(DrawingError, "clipped-slot"):
        scene_of(draw(f'<g clip-path="url(#c)"><g id="slot-qr">{QR}</g></g>'), WIDE)


def test_a_clipped_group_is_moved_as_one_piece(draw: Draw) -> None:
    drawing = draw(
        '<clipPath id="c"><rect width="100" height="1000"/></clipPath><g data-pin="right top" clip-path="url(#c)">'
        '<rect width="900" height="1000" fill="#0f2a2e"/></g>'
    )
    image = picture_of(scene_of(drawing, Size(400, 200)), Size(400, 200))
    assert [pixel(image, x, 100)[3] for x in (195, 205, 215, 225)] == [0, 255, 255, 0]


def test_a_clone_goes_where_it_was_drawn(draw: Draw) -> None:
    drawing = draw(
        '<rect id="one" data-pin="left top" x="200" y="200" width="100" height="100" fill="#0f2a2e"/>'
        '<use xlink:href="#one" x="200" data-pin="right top"/>'
    )
    image = picture_of(scene_of(drawing, Size(400, 200)), Size(400, 200))
    assert [pixel(image, x, 50)[3] for x in (35, 50, 65, 275, 290, 305)] == [0, 255, 0, 0, 255, 0]


def test_a_symbol_is_moved_with_its_use(draw: Draw) -> None:
    drawing = draw(
        '<symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0f2a2e"/></symbol>'
        '<use xlink:href="#s" x="200" y="200" width="100" height="100" data-pin="left top"/>'
    )
    image = picture_of(scene_of(drawing, Size(400, 200)), Size(400, 200))
    assert [pixel(image, x, 50)[3] for x in (35, 50, 65)] == [0, 255, 0]


def test_shapes_follow_the_origin_of_the_view_box(draw: Draw) -> None:
    drawing = draw(
        '<rect id="live" x="-400" y="-400" width="800" height="800"/>'
        '<rect id="one" data-pin="left top" x="-300" y="-300" width="100" height="100" fill="#0f2a2e"/>'
        '<g><rect id="other" data-pin="stretch" x="-500" y="-500" width="1000" height="1000" fill="#0f2a2e"/></g>',
        'viewBox="-500 -500 1000 1000"',
    )
    scene = scene_of(drawing, WIDE)
    assert placed(scene, "one") == pytest.approx((200, 200, 300, 300))
    assert placed(scene, "other") == pytest.approx((0, 0, 2000, 1000))


SLOTS = (
    '<g id="slot-qr" data-pin="right top"><rect x="100" y="100" width="400" height="100"/></g>'
    '<g id="slot-chart" data-pin="left top"><rect x="{}" y="100" width="400" height="100"/></g>'
)


def test_slots_that_overlap_only_after_pinning_are_reported(draw: Draw) -> None:
    canvas, safe = Size(1300, 1000), Box(100, 100, 1200, 900)
    apart = lay_out(draw(SLOTS.format(500)), canvas, safe)
    assert apart.slots["qr"].box == pytest.approx((400, 100, 800, 200))
    assert apart.collisions == (("qr", "chart"),)
    assert lay_out(draw(SLOTS.format(500)), SQUARE, Box(100, 100, 900, 900)).collisions == ()


def test_slots_that_were_drawn_one_over_the_other_do_not_collide(draw: Draw) -> None:
    drawing = draw(SLOTS.format(490))
    assert lay_out(drawing, Size(1300, 1000), Box(100, 100, 1200, 900)).collisions == ()


@pytest.mark.parametrize(
    ("drawn", "right", "collide"), [(500, 900.8, False), (500, 901.2, True), (499.2, 1200, True), (498.8, 1200, False)]
)
def test_slots_overlap_by_more_than_the_edge_of_a_pixel(
    draw: Draw, drawn: float, right: float, *, collide: bool
) -> None:
    """One slot ends at 500 where the other starts at `drawn`; a safe area up to `right` moves it by `right` - 900."""
    scene = lay_out(draw(SLOTS.format(drawn)), Size(1300, 1000), Box(100, 100, right, 900))
    assert bool(scene.collisions) == collide


@pytest.mark.parametrize("safe", [(0, 0, 1, 1), (300, 0, 420, 90), (0, 0, 2000, 40), (5, 5, 45, 2000)])
def test_a_stretched_slot_never_gets_less_than_its_scaled_size(
    draw: Draw, safe: tuple[float, float, float, float]
) -> None:
    scene = lay_out(draw(f'<g id="slot-qr" data-pin="stretch">{QR}</g>'), LARGE, Box(*safe))
    assert min(scene.slots["qr"].box.size) >= 100 * scene.scale - 1e-6


WORDS = '<text fill="#fff4dc" font-family="Source Sans 3" font-size="40">Keep</text>'


@pytest.mark.parametrize(("canvas", "growth"), [(SQUARE, 1), (LARGE, 1), (WIDE, 11**0.5), (TALL, 1)])
def test_the_largest_size_grows_with_the_root_of_the_box(draw: Draw, canvas: Size, growth: float) -> None:
    slot = scene_of(draw(f'<g id="slot-headline" data-pin="stretch top">{QR}{WORDS}</g>'), canvas).slots["headline"]
    assert slot.growth == pytest.approx(growth)
    assert slot.style is not None
    assert slot.style.size == (80 if canvas is LARGE else 40)


@pytest.mark.parametrize("editor", ["figma", "illustrator"])
def test_the_exports_of_three_editors_are_painted_alike(
    editor: str, compare: Callable[[str, Image.Image, Image.Image, int], None]
) -> None:
    pictures = []
    for name in ("inkscape", editor):
        drawing = read_drawing(TESTS / "drawing" / "svg" / "exports" / f"{name}.svg", PALETTE)
        scene = lay_out(drawing, drawing.size, drawing.live)
        root = scene.root.with_attributes(
            {}, tuple(without_slots(child) for child in scene.root.children if child.tag != "slot")
        )
        pictures.append(picture_of(replace(scene, root=root), drawing.size))
    assert pixel(pictures[0], 5, 5) == (15, 42, 46, 255)
    assert pixel(pictures[0], 540, 1070) != pixel(pictures[0], 540, 730)
    compare(f"export-{editor}", pictures[0], pictures[1], 1)


def without_slots(element: Element) -> Element:
    return element.with_attributes(
        element.attributes, tuple(without_slots(e) for e in element.children if e.tag != "slot")
    )
