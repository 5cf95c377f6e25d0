"""Photos cover their boxes around their focus, logos stand in them whole, both in the colours of their files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.faults import refused
from support.photos import BAND, LOGO, PHOTO, SVG_LOGO, composed, gradient, painted, pixel, saved, write_pictured

from kit.base.errors import ImageError
from kit.base.geometry import Box
from kit.drawing.images.preparing import embedded, prepare
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.asset import Pixels

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
BARE = (BAND, "")
LOGO_RED, LOGO_BLACK = (228, 0, 43), (16, 16, 16)


def corners(pixels: Pixels, margin: int = 2) -> list[tuple[int, ...]]:
    """Return the colours near the four corners of a picture, row by row."""
    right, bottom = pixels.width - 1 - margin, pixels.height - 1 - margin
    return [pixel(pixels, x, y) for y in (margin, bottom) for x in (margin, right)]


def test_a_photo_covers_its_box_and_every_pixel_of_it_is_one_of_the_picture(tmp_path: Path) -> None:
    artwork = composed(write_pictured(tmp_path, BARE, photo=saved(gradient(1500, 1200, noise=20), "PNG")))
    pixels = painted(artwork)
    (part,) = artwork.parts
    assert part.size == (pixels.width, pixels.height)
    assert tuple(part.area) == (150, 0, 1350, 1200)
    wanted = Image.open(io.BytesIO(prepare(part))).convert("RGBA")
    bare = paint(embedded(artwork.ground, artwork.parts))
    assert bare.rgba[: 4 * pixels.width * 600] == wanted.tobytes()[: 4 * pixels.width * 600]


@pytest.mark.parametrize(
    ("focus", "seen"),
    [
        ("", [RED, GREEN, BLUE, WHITE]),
        (", focus: 0% 0%", [RED, RED, BLUE, BLUE]),
        (", focus: 100% 50%", [GREEN, GREEN, WHITE, WHITE]),
        (", focus: 75.5% 10%", [GREEN, GREEN, WHITE, WHITE]),
    ],
)
def test_a_photo_is_cut_around_its_focus(focus: str, seen: list[tuple[int, ...]], tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, BARE, (LOGO, ""), ("images/bus.png,", f"images/bus.png{focus},"))
    assert corners(painted(composed(spec))) == seen


def test_a_focus_stays_in_view_on_every_placement(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("[x/square]", "all"), ("on: [feed]", "on: [feed, story, link, header]"))
    for index in range(12):
        for placed in composed(spec, index).images:
            if placed.slot.name == "photo" and placed.part:
                assert Box(0, 0, 2400, 1200).contains(placed.part.area)
                assert placed.part.area.size.aspect == pytest.approx(placed.box.size.aspect)
                assert abs(placed.part.area.center.x - 1200) < 1
                assert abs(placed.part.area.center.y - 600) < 1


def test_a_photo_that_is_contained_is_whole_and_stands_where_it_is_aligned(tmp_path: Path) -> None:
    for align, top in (("", 0.25), (", align: left top", 0.0), (", align: right bottom", 0.5)):
        spec = write_pictured(tmp_path, BARE, (LOGO, ""), ("required: yes", f"required: yes, fill: contain{align}"))
        artwork = composed(spec)
        (placed,) = artwork.images
        size = artwork.picture.placement.size[0]
        assert tuple(placed.box) == (0, round(top * size), size, round(top * size) + size / 2)
        assert pixel(painted(artwork), size - 2, placed.box.y0 + 2) == GREEN
        spec.unlink()


def test_what_is_drawn_behind_the_slot_lies_over_the_photo(tmp_path: Path) -> None:
    assert pixel(painted(composed(write_pictured(tmp_path))), 2, 2) == LOGO_BLACK


def test_a_shape_before_the_slot_lies_under_the_photo(tmp_path: Path) -> None:
    assert pixel(painted(composed(write_pictured(tmp_path, (f"{PHOTO}\n{BAND}", BAND + PHOTO)))), 2, 2) == RED


def test_round_corners_of_the_box_are_those_of_the_photo(tmp_path: Path) -> None:
    round_box = '<rect width="1000" height="1000" rx="500"/>'
    ground = '<rect width="1000" height="1000" data-pin="stretch stretch" fill="#fefefe"/>'
    spec = write_pictured(
        tmp_path, BARE, (PHOTO, ground + PHOTO.replace('<rect width="1000" height="1000"/>', round_box))
    )
    pixels = painted(composed(spec))
    assert corners(pixels) == [(254, 254, 254)] * 4
    assert pixel(pixels, pixels.width / 2 - 4, 4) == RED


def logo_box(pixels: Pixels, colour: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return the left, upper, right and lower edge of what has a colour in the lower right quarter of a picture."""
    half_width, half_height = pixels.width // 2, pixels.height // 2
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
    quarter = image.crop((half_width, half_height, pixels.width, pixels.height))
    mask = Image.new("1", quarter.size)
    mask.putdata([value == colour for value in quarter.get_flattened_data()])
    box = mask.getbbox()
    assert box
    return (box[0] + half_width, box[1] + half_height, box[2] + half_width, box[3] + half_height)


PNG_LOGO = saved(Image.new("RGB", (800, 200), LOGO_RED), "PNG")


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_logo_is_neither_stretched_nor_recoloured_by_any_theme(kind: str, tmp_path: Path) -> None:
    theme = ("messages:", 'themes: {x: {night: "#ffff00", paper: "#000000"}}\nmessages:')
    spec = write_pictured(
        tmp_path, theme, ("    caption", "    theme: x\n    caption"), (".svg\nplat", f".{kind}\nplat")
    )
    (tmp_path / "images" / "logo.png").write_bytes(PNG_LOGO)
    artwork = composed(spec)
    pixels, box = painted(artwork), artwork.scene.slots["logo"].box
    assert pixel(pixels, 2, 2) == (255, 255, 0)
    left, top, right, bottom = logo_box(pixels, LOGO_RED)
    if kind == "png":
        assert abs((right - left) - box.width) <= 1
        assert abs((right - left) / (bottom - top) - 4) < 0.1
    else:
        assert abs((right - left) - (bottom - top)) <= 2
        assert pixel(pixels, box.x0 + 4, box.center.y) == LOGO_BLACK


def test_a_logo_stands_in_the_corner_that_it_is_aligned_to(tmp_path: Path) -> None:
    square = SVG_LOGO.replace('viewBox="0 0 40 20"', 'viewBox="0 0 20 20"')
    spec = write_pictured(tmp_path, ("logo: {}", "logo: {align: right bottom}"), logo=square)
    placed = composed(spec).images[1]
    assert (placed.box.x1, placed.box.y1) == (placed.slot.box.x1, placed.slot.box.y1)
    assert placed.box.width == pytest.approx(placed.slot.box.height)


def test_ids_of_a_logo_are_not_those_of_the_drawing(tmp_path: Path) -> None:
    gradient_of = '<defs><linearGradient id="a"><stop stop-color="{0}"/></linearGradient></defs>'
    logo = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        f'{gradient_of.format("#e4002b")}<rect width="40" height="20" fill="url(#a)"/></svg>'
    )
    band = gradient_of.format("#fefefe") + BAND.replace('fill="#101010"', 'fill="url(#a)"')
    artwork = composed(write_pictured(tmp_path, (BAND, band), logo=logo))
    pixels, box = painted(artwork), artwork.scene.slots["logo"].box
    assert pixel(pixels, 2, 2) == (254, 254, 254)
    assert pixel(pixels, *box.center) == LOGO_RED


def test_what_an_svg_paints_beyond_its_canvas_is_cut_off(tmp_path: Path) -> None:
    logo = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        '<rect x="-100" y="-100" width="300" height="300" fill="#e4002b"/></svg>'
    )
    artwork = composed(write_pictured(tmp_path, BARE, logo=logo))
    box = artwork.scene.slots["logo"].box
    assert pixel(painted(artwork), box.x0 - 3, box.center.y) == WHITE
    assert pixel(painted(artwork), *box.center) == LOGO_RED


def test_a_picture_is_another_one_when_the_photo_is(tmp_path: Path) -> None:
    first = composed(write_pictured(tmp_path / "a"))
    again = composed(write_pictured(tmp_path / "b"))
    other = composed(write_pictured(tmp_path / "c", photo=saved(gradient(2400, 1200), "PNG")))
    assert first.digest == again.digest != other.digest
    assert str(tmp_path) not in first.svg


def test_words_on_a_photo_have_it_as_their_ground(tmp_path: Path) -> None:
    artwork = composed(write_pictured(tmp_path, BARE))
    ground = paint(embedded(artwork.ground, artwork.parts))
    assert corners(ground) == [RED, GREEN, BLUE, WHITE]
    ink = artwork.words["headline"].ink
    assert ink
    assert pixel(ground, *ink.center) == RED


def test_a_slot_that_nothing_fills_goes_with_its_group(tmp_path: Path) -> None:
    group = f'<g><rect width="1000" height="1000" fill="#fefefe"/>{PHOTO}</g>'
    photo = '    photo: {file: images/bus.png, alt: A bus at night, credit: "Photo: A. B."}\n'
    spec = write_pictured(
        tmp_path, (photo, ""), ("{required: yes}", "{}"), (PHOTO, group), ("  logo: images/logo.svg\n", "")
    )
    artwork = composed(spec)
    assert artwork.images == ()
    assert "#fefefe" not in artwork.svg.partition("<path")[0]


def test_a_photo_that_is_cut_off_costs_its_pictures_and_is_named_with_its_line(tmp_path: Path) -> None:
    data = saved(gradient(640, 480, noise=20), "PNG")
    spec = write_pictured(tmp_path, photo=data[: len(data) // 2])
    with refused(ImageError, "image-damaged") as faults:
        composed(spec)
    assert faults[0].mark
    assert faults[0].mark.snippet.strip().startswith("photo: {file: images/bus.png")
