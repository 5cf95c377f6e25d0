"""Palettes: when a picture gets one, and what it may change."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from support.pictures import painted_svg, premultiplied, straight

from kit.paint.encode.clusters import halved
from kit.paint.encode.colour_counts import Colours, colours_of
from kit.paint.encode.image_bytes import Form, make_body
from kit.paint.encode.pixel_images import OPAQUE
from kit.paint.encode.png import decoded
from kit.paint.encode.reduced_palette import MEAN, Indexed, mixed, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels

SIZE = 400
#: Letters and a code over a ground that a light falls on from one corner.
TYPE, CODE, PLATE = "#f5a83c", "#0f2a2e", "#fff4dc"


def picture(*stops: str, body: str = "") -> PremultipliedPixels:
    """Return a painted ground of a gradient, with letters and a code on it."""
    gradient = "".join(f'<stop offset="{at / (len(stops) - 1)}" stop-color="{stop}"/>' for at, stop in enumerate(stops))
    letters = "".join(f'<circle cx="{40 * n + 30}" cy="60" r="{9 + n}" fill="{TYPE}"/>' for n in range(8))
    modules = "".join(
        f'<rect x="{220 + 7 * n}" y="{240 + 7 * (n * 5 % 13)}" width="7" height="7" fill="{CODE}"/>' for n in range(20)
    )
    return painted_svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">'
        f'<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="90" cy="300" r="380">{gradient}</radialGradient>'
        f'<rect width="{SIZE}" height="{SIZE}" fill="url(#g)"/>{letters}'
        f'<rect x="200" y="220" width="180" height="150" fill="{PLATE}"/>{modules}{body}</svg>'
    )


def rgb(pixels: PremultipliedPixels) -> NDArray[np.int16]:
    return np.asarray(straight(pixels).convert("RGB"), np.int16)


def colour_of(text: str) -> list[int]:
    return list(bytes.fromhex(text[1:]))


def opened(pixels: PremultipliedPixels) -> Image.Image:
    image = Image.open(BytesIO(make_body(pixels, Form("png")).data))
    image.load()
    return image


LIT = picture("#8a5a2a", "#1b4044", "#0f2a2e")
#: So many colours that gradients must become coarser.
STOPS = ("#ffd080", "#1b4044", "#0f2a2e")
BAND = (
    '<linearGradient id="h"><stop stop-color="#fff4de"/><stop offset="1" stop-color="#0f2a2e"/></linearGradient>'
    '<rect y="90" width="400" height="90" fill="url(#h)"/>'
)
TIGHT = picture(*STOPS, body=BAND)
#: A light that falls across another.
CROSSED = picture(
    *STOPS,
    body='<linearGradient id="k" x2="0" y2="1"><stop stop-color="#f5a83c" stop-opacity="0.4"/>'
    '<stop offset="1" stop-color="#f5a83c" stop-opacity="0"/></linearGradient>'
    '<rect y="180" width="200" height="220" fill="url(#k)"/>',
)
#: Two lights across a whole picture: its colours lie in two dimensions.
LIGHTS = painted_svg(
    '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500">'
    '<linearGradient id="a"><stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#1b4044"/></linearGradient>'
    '<linearGradient id="b" x2="0" y2="1"><stop stop-color="#f5a83c" stop-opacity="0.5"/>'
    '<stop offset="1" stop-color="#f5a83c" stop-opacity="0"/></linearGradient>'
    '<rect width="500" height="500" fill="url(#a)"/><rect width="500" height="500" fill="url(#b)"/></svg>'
)
#: More gradients, in other directions, than 256 colours can hold.
RICH = picture(
    "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff",
    body='<linearGradient id="h"><stop stop-color="#f0f"/><stop offset="1" stop-color="#fff"/></linearGradient>'
    '<linearGradient id="v" x2="0" y2="1"><stop stop-opacity="0.6"/><stop offset="1" stop-opacity="0"/>'
    "</linearGradient>"
    '<rect y="90" width="400" height="90" fill="url(#h)"/><rect y="60" width="400" height="340" fill="url(#v)"/>',
)  # fmt: skip


def test_a_lit_ground_with_letters_and_a_code_gets_a_palette() -> None:
    assert opened(LIT).mode == "P"
    assert len(np.unique(rgb(LIT).reshape(-1, 3), axis=0)) > 256


def test_a_picture_of_more_colours_than_look_right_is_written_as_painted() -> None:
    assert opened(RICH).mode == "RGB"
    assert (rgb(decoded(RICH)) == rgb(RICH)).all()


def test_a_picture_in_full_colour_is_written_as_painted_without_a_palette() -> None:
    body = make_body(LIT, Form("png", full_colour=True))
    image = Image.open(BytesIO(body.data))
    assert (image.mode, image.tobytes()) == ("RGB", straight(LIT).convert("RGB").tobytes())
    assert body.pixels_sha256 == sha256(image.convert("RGBA").tobytes()).hexdigest()


def test_a_picture_of_few_colours_is_written_as_painted_with_a_palette() -> None:
    few = premultiplied(Image.linear_gradient("L"))
    image = opened(few)
    assert (image.mode, image.convert("RGB").tobytes()) == ("P", straight(few).convert("RGB").tobytes())


def test_what_shows_through_has_no_palette() -> None:
    clear = Image.linear_gradient("L").convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").rotate(90))
    assert opened(premultiplied(clear)).mode == "RGBA"


def test_a_file_with_a_palette_decodes_to_the_pixels_that_are_judged() -> None:
    image = opened(LIT)
    assert image.convert("RGB").tobytes() == straight(decoded(LIT)).convert("RGB").tobytes()
    digest = sha256(image.convert("RGBA").tobytes()).hexdigest()
    assert make_body(LIT, Form("png")).pixels_sha256 == digest


@pytest.mark.parametrize("colour", [TYPE, CODE, PLATE])
def test_letters_and_codes_keep_their_colours(colour: str) -> None:
    flat = (rgb(LIT) == [int(colour[at : at + 2], 16) for at in (1, 3, 5)]).all(axis=2)
    assert flat.sum() > 100
    assert (rgb(decoded(LIT))[flat] == rgb(LIT)[flat]).all()


def test_a_fill_is_kept_where_a_gradient_of_the_same_colour_alone_would_not_be() -> None:
    before, after = rgb(TIGHT), rgb(decoded(TIGHT))
    changed = before[(before != after).any(axis=2) & (np.abs(before - after).max(axis=2) == 1)]
    colours, counts = np.unique(changed, axis=0, return_counts=True)
    fill = tuple(int(value) for value in colours[np.argmax(counts)])
    square = '<rect x="8" y="380" width="12" height="12" fill="#{:02x}{:02x}{:02x}"/>'.format(*fill)
    kept = rgb(decoded(picture(*STOPS, body=BAND + square)))[380:392, 8:20]
    assert (kept == fill).all()


@pytest.mark.parametrize("pixels", [LIT, TIGHT])
def test_gradients_change_by_three_levels_at_most_and_edges_by_what_is_not_seen(pixels: PremultipliedPixels) -> None:
    error = np.abs(rgb(decoded(pixels)) - rgb(pixels))
    ground = error[200:390, :190]
    assert ground.max() <= 3
    assert (ground.max(axis=2) > 2).mean() < 0.01
    assert error[95:175, :].max() <= 3
    assert error.max() <= 32
    assert error.mean() <= MEAN


def squares(pixels: PremultipliedPixels) -> NDArray[np.float64]:
    """Return the mean colour of each square of two by two pixels where there is nothing but gradient."""
    return rgb(pixels)[200:390, :190].reshape(95, 2, 95, 2, 3).mean(axis=(1, 3))


def lightness_off(pixels: PremultipliedPixels) -> NDArray[np.float64]:
    return (squares(decoded(pixels)) - squares(pixels)) @ [0.25, 0.63, 0.12]


def test_areas_of_a_gradient_keep_their_colour() -> None:
    """Squares of two by two pixels are within two levels, and mostly within one of lightness."""
    off = squares(decoded(TIGHT)) - squares(TIGHT)
    assert 0 < np.abs(off).max() < 2
    assert np.abs(off).mean() < 0.25
    assert np.percentile(np.abs(lightness_off(TIGHT)), 99) < 1


def test_where_lights_cross_no_step_is_seen() -> None:
    """Of colours in two dimensions an entry serves many; alone it would make steps of more than two levels."""
    assert opened(CROSSED).mode == "P"
    off = lightness_off(CROSSED)
    assert np.percentile(np.abs(off), 99) < 1.05
    for axis in (0, 1):
        assert np.percentile(np.abs(np.diff(off, axis=axis)), 99.9) < 1.85


def test_lights_that_cross_everywhere_are_written_as_painted() -> None:
    """Entries so far apart would be seen as grain."""
    assert opened(LIGHTS).mode == "RGB"


def test_a_mix_has_the_mean_of_the_colour_that_no_entry_has() -> None:
    """Entries four levels apart; the colour between them takes both, half of its pixels each, in a pattern across."""
    entries = np.array([[20, 20, 20], [24, 24, 24], [90, 0, 0]])
    colours = np.array([[20, 20, 20], [22, 22, 22], [24, 24, 24], [23, 23, 23]], np.int16)
    mixes = mixed(colours, np.array([0, 0, 1, 1]), entries, np.array([True, True, True, False]))
    assert mixes.tolist() == [[0] * 4, [0, 0, 1, 1], [1] * 4, [1] * 4]
    found = Colours(*(np.zeros(4, np.uint32),) * 4, runs=np.array([1, 0]), lengths=np.array([6, 3]))
    assert spread(found, mixes, (3, 3)).tolist() == [[0, 1, 0], [1, 0, 1], [0, 0, 0]]


@pytest.mark.parametrize("shape", [(3, 3), (2, 5), (1, 1)])
def test_each_pixel_is_coloured_by_its_entry(shape: tuple[int, int]) -> None:
    entries = np.arange(shape[0] * shape[1], dtype=np.uint8)
    palette = np.array([99, *(at << 20 for at in range(7, 16))], np.uint32)
    pixels = Indexed(palette, entries[::-1].reshape(shape))
    assert (pixels.coloured(palette) == palette[pixels.pixels]).all()


def test_the_cluster_that_costs_most_is_cut_first_across_its_longest_side() -> None:
    colours = np.array([(9, 0, 0), (1, 8, 4), (9, 4, 0), (1, 0, 4)], np.int16)
    cluster, weight, reach = np.array([1, 0, 1, 0]), np.array([1, 1, 1, 1]), np.full(4, 9)
    assert halved(colours, cluster, weight, reach, 2)[1].tolist() == [[1, 4, 4], [9, 2, 0]]
    cut, middles = halved(colours, cluster, weight, reach, 3)
    assert (cut.tolist(), middles.tolist()) == ([2, 1, 2, 0], [[1, 0, 4], [1, 8, 4], [9, 2, 0]])
    nearer = np.array([9, 2, 9, 9])
    assert halved(colours, cluster, weight, nearer, 2)[1].tolist() == [[1, 6, 4], [9, 2, 0]], "2 levels from one"


def test_clusters_whose_colours_are_near_enough_are_not_cut() -> None:
    """Of a thousand pixels, forty are off by half a level on average in each channel: 0.02 of all."""
    colours = np.array([[9, 9, 9], [50, 50, 50], [51, 51, 51]], np.int16)
    cluster, reach = np.array([0, 1, 1]), np.full(3, 24)
    assert len(halved(colours, cluster, np.array([960, 20, 20]), reach, 99)[1]) == 2
    assert len(halved(colours, cluster, np.array([900, 50, 50]), reach, 99)[1]) == 3


def flat_art(body: str = "", *, plain: bool) -> PremultipliedPixels:
    """Return letters of two colours on an even ground, and what stands over them."""
    letters = "".join(
        f'<circle cx="{n % 20 * 20 + 10}.{n}" cy="{n // 20 * 20 + 10}.{7 * n % 100}" r="{6 + n % 4}" fill="{fill}"/>'
        for n, fill in enumerate((TYPE, PLATE) * 100)
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">'
    painted = painted_svg(f'{svg}<rect width="400" height="400" fill="{CODE}"/>{letters}{body}</svg>')
    return replace(painted, plain=plain)


@pytest.mark.parametrize("plain", [False, True])
def test_flat_art_gets_few_entries_and_edges_that_are_hardly_off(*, plain: bool) -> None:
    """More entries would make a larger file and not be seen."""
    pixels = flat_art(plain=plain)
    image, painted = opened(pixels), rgb(pixels)
    off = np.abs(np.asarray(image.convert("RGB"), np.int16) - painted)
    is_fill = np.any([(painted == colour_of(fill)).all(axis=2) for fill in (TYPE, PLATE, CODE)], axis=0)
    assert len(np.unique(painted.reshape(-1, 3), axis=0)) > 256
    assert np.max(np.asarray(image)) < 100
    assert (off[is_fill].max(), off.max() <= 32, off.mean() <= 0.1) == (0, True, True)


def test_letters_on_a_plain_ground_get_sixteen_entries_and_half_a_byte_a_pixel() -> None:
    letters = "".join(
        f'<circle cx="{40 * n % 400}.{3 * n}" cy="{40 * (n // 10) + 9}.{7 * n}" r="{9 + n % 5}" fill="{fill}"/>'
        for n, fill in enumerate((TYPE, PLATE) * 15)
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">'
    pixels = painted_svg(f'{svg}<rect width="400" height="400" fill="{CODE}"/>{letters}</svg>')
    painted, data = rgb(pixels), make_body(pixels, Form("png")).data
    off = np.abs(np.asarray(opened(pixels).convert("RGB"), np.int16) - painted)
    assert pixels.plain
    assert len(np.unique(painted.reshape(-1, 3), axis=0)) > 256
    assert data[24] == 4, "bits a pixel"
    assert (off.max() <= 32, off.mean() <= 0.1) == (True, True)


def test_a_fill_of_a_plain_picture_stays_however_few_pixels_it_has() -> None:
    """Dots like edges have no even ground, but a plain picture has no other colours than fills and edges."""
    dots = "".join(f'<rect x="{20 * n}" y="200" width="1" height="1" fill="#826930"/>' for n in range(20))
    of = [np.asarray(opened(flat_art(dots, plain=plain)).convert("RGB")) for plain in (True, False)]
    exact = [int((each[200, ::20] == colour_of("#826930")).all(axis=1).sum()) for each in of]
    assert exact == [20, 0]


def test_the_end_of_a_row_is_no_neighbour_of_the_next() -> None:
    """Else each row of a gradient across would begin and end with an edge, where colours may be far off."""
    ramp = np.repeat(np.arange(255, dtype=np.uint32), 2)[None].repeat(9, axis=0) * np.uint32(0x010101)
    found = colours_of(ramp | OPAQUE)
    assert found
    assert (found.count == 18).all()
    assert (found.even == found.count).all()
