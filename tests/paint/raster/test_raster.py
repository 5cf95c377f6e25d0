"""Pixels as they are painted."""

from __future__ import annotations

import pickle
import subprocess
import sys
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from support.pictures import tree_of

from kit.paint.raster.painter import engines, paint

if TYPE_CHECKING:
    from kit.model.asset import Pixels
    from kit.model.tree import Tree

#: Letters for pixels, as RGBA with straight alpha.
LETTERS = {
    (0, 0, 0, 0): ".",
    (255, 0, 0, 255): "R",
    (0, 255, 0, 255): "G",
    (0, 0, 255, 255): "B",
    (255, 255, 255, 255): "W",
    (255, 0, 0, 128): "r",
}


def svg(body: str, width: float, height: int) -> Tree:
    return tree_of(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{body}</svg>')


def rows(pixels: Pixels) -> str:
    """Write pixels as lines of letters; an unknown colour is a question mark."""
    values = [tuple(pixels.rgba[at : at + 4]) for at in range(0, len(pixels.rgba), 4)]
    letters = "".join(LETTERS.get((r, g, b, a), "?") for r, g, b, a in values)
    return " ".join(letters[at : at + pixels.width] for at in range(0, len(letters), pixels.width))


def test_nothing_is_transparent() -> None:
    assert rows(paint(svg("", 3, 2))) == "... ..."


def test_rectangles_cover_exactly_their_pixels() -> None:
    body = '<rect width="4" height="3" fill="#f00"/><rect x="1" y="1" width="2" height="1" fill="#0000ff"/>'
    assert rows(paint(svg(body, 4, 3))) == "RRRR RBBR RRRR"


def test_paths_cover_exactly_their_pixels() -> None:
    body = '<path fill="#0f0" d="M1 0h2v1h-2zM0 1h1v2h-1z"/>'
    assert rows(paint(svg(body, 4, 3))) == ".GG. G... G..."


def test_later_elements_cover_earlier_ones() -> None:
    body = '<rect width="2" height="1" fill="#f00"/><rect x="1" width="2" height="1" fill="#fff"/>'
    assert rows(paint(svg(body, 3, 1))) == "RWW"


def test_groups_move_and_scale_what_they_hold() -> None:
    body = '<g transform="translate(1 1)"><g transform="scale(2)"><path d="M0 0h1v1h-1z" fill="#00f"/></g></g>'
    assert rows(paint(svg(body, 4, 4))) == ".... .BB. .BB. ...."


def test_clip_paths_cut() -> None:
    clip = '<clipPath id="c"><rect x="1" width="2" height="2"/></clipPath>'
    body = f'{clip}<rect clip-path="url(#c)" width="4" height="2" fill="#0f0"/>'
    assert rows(paint(svg(body, 4, 2))) == ".GG. .GG."


def test_alpha_is_straight() -> None:
    """Red at half opacity keeps all its red; premultiplied it would be 128."""
    assert rows(paint(svg('<rect width="2" height="1" fill="#f00" fill-opacity="0.5"/>', 2, 1))) == "rr"


def test_a_linear_gradient_runs_from_stop_to_stop() -> None:
    stops = '<stop stop-color="#000"/><stop offset="1" stop-color="#fff"/>'
    gradient = f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="256">{stops}</linearGradient>'
    pixels = paint(svg(f'{gradient}<rect width="256" height="1" fill="url(#g)"/>', 256, 1))
    reds = list(pixels.rgba[::4])
    assert reds == sorted(reds)
    assert all(abs(red - x) <= 1 for x, red in enumerate(reds))


def embedded(*colours: str, kind: str = "PNG") -> str:
    """Return a picture of one row of pixels as the address of an `<image>`."""
    file, image = BytesIO(), Image.new("RGB", (len(colours), 1))
    for x, colour in enumerate(colours):
        image.paste(colour, (x, 0, x + 1, 1))
    image.save(file, kind, lossless=True)
    return f"data:image/{kind.lower()};base64,{b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_enlarged_picture_does_not_fade_at_its_edges(kind: str) -> None:
    href = embedded("red", kind=kind)
    body = f'<image href="{href}" x="1" y="1" width="3" height="2" preserveAspectRatio="none"/>'
    assert rows(paint(svg(body, 5, 4))) == "..... .RRR. .RRR. ....."


def test_an_enlarged_picture_has_square_pixels_where_it_is_drawn_so() -> None:
    href = embedded("red", "blue", "white")
    body = f'<image href="{href}" width="9" height="1" image-rendering="pixelated" preserveAspectRatio="none"/>'
    assert rows(paint(svg(body, 9, 1))) == "RRRBBBWWW"
    assert rows(paint(svg(body.replace("pixelated", "auto"), 9, 1))) != "RRRBBBWWW"


def test_an_enlarged_picture_keeps_to_its_box() -> None:
    """By its proportions it is 4 px wide: in the middle of a box that is wider, cut by one that is narrower."""
    href = embedded("red", "red")
    wide, cut = ('<image href="{}" width="{}" height="2" preserveAspectRatio="{}"/>' for _ in range(2))
    assert rows(paint(svg(wide.format(href, 6, "xMidYMid"), 6, 2))) == ".RRRR. .RRRR."
    assert rows(paint(svg(cut.format(href, 3, "xMidYMid slice"), 4, 2))) == "RRR. RRR."


def test_a_see_through_picture_is_as_light_at_its_edges() -> None:
    body = f'<image href="{embedded("red")}" width="3" height="2" opacity=".5" preserveAspectRatio="none"/>'
    assert rows(paint(svg(body, 3, 2))) == "rrr rrr"


def test_all_corners_of_a_round_rectangle_are_alike() -> None:
    pixels = paint(svg('<rect width="90" height="70" rx="30" ry="20" fill="#f00"/>', 90, 70))
    image = Image.frombytes("RGBA", (90, 70), pixels.rgba)
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert max(ImageChops.difference(image, image.transpose(turn)).tobytes()) < 9


def test_a_gradient_in_shares_of_a_curve_begins_at_the_curve() -> None:
    """The points that bend it lie 25 px above it."""
    stops = '<stop offset=".5" stop-color="#f00"/><stop offset=".5" stop-color="#00f"/>'
    curve = '<path d="M0 100C0 -33.333 9 -33.333 9 100Z" fill="url(#g)"/>'
    pixels = paint(svg(f'<linearGradient id="g" x2="0" y2="1">{stops}</linearGradient>{curve}', 9, 100))
    assert "".join(rows(pixels).split()[row][4] for row in (2, 48, 51, 98)) == "RRBB"


@pytest.mark.parametrize("size", [(1, 1), (1080, 1350), (1128, 191), (37, 3)])
def test_the_size_is_exactly_the_one_that_is_named(size: tuple[int, int]) -> None:
    pixels = paint(svg("", *size))
    assert (pixels.width, pixels.height, len(pixels.rgba)) == (*size, size[0] * size[1] * 4)


@pytest.mark.parametrize("width", [0, 79.5, 32768])
def test_a_picture_of_a_size_that_has_no_pixels_or_too_many_is_refused(width: float) -> None:
    with pytest.raises(ValueError, match=f"a size of {width} x 9 px"):
        paint(svg("", width, 9))


def test_two_processes_paint_the_same_pixels() -> None:
    body = '<g opacity=".7"><path d="M3 5C40 90 70 -30 97 60L50 99z" fill="#f5a83c" stroke="#0f2a2e"/></g>'
    tree = svg(body, 100, 100)
    command = (
        "import sys, pickle; from kit.paint.raster.painter import paint; "
        "print(paint(pickle.load(sys.stdin.buffer)).digest)"
    )
    run = subprocess.run([sys.executable, "-c", command], input=pickle.dumps(tree), capture_output=True, check=True)
    assert run.stdout.decode().strip() == paint(tree).digest


def test_the_engines_that_decide_pixels_are_named_with_their_versions() -> None:
    assert set(engines()) == {"cairosvg", "cairo", "painter"}
    assert all(version[0].isdigit() for version in engines().values())
