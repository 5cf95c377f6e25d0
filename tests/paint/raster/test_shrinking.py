"""Pictures at smaller sizes: their colours, that nothing is skipped, and what another resampler makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from support.pictures import premultiplied

from kit.paint.encode.pixel_images import image_of, words_of
from kit.paint.raster.painter import shrunk


@pytest.mark.parametrize("size", [(1080, 1350), (1279, 640), (1281, 641), (3000, 3), (640, 640)])
def test_one_colour_stays_as_it_is_up_to_the_edges(size: tuple[int, int]) -> None:
    small = shrunk(premultiplied(Image.new("RGB", size, "#f5a83c")), (640, max(1, size[1] * 640 // size[0])))
    assert set(np.unique(words_of(small))) == {0xFFF5A83C}


@pytest.mark.parametrize("width", [1000, 1080, 1279, 1300, 1920])
def test_every_column_of_a_picture_counts_nearly_alike(width: int) -> None:
    picture = Image.new("L", (width, 8), 0)
    for x in range(0, width, 24):
        picture.paste(255, (x, 0, x + 1, 8))
    small = np.asarray(image_of(shrunk(premultiplied(picture.convert("RGB")), (640, 8)), opaque=True), float)[4, :, 0]
    for x in range(24, width - 24, 24):  # beyond its edges a picture goes on
        middle = round(x * 640 / width)
        share = small[max(0, middle - 2) : middle + 3].sum() / 255 * width / 640
        assert 0.7 < share < 1.3, x


def test_letters_are_as_another_resampler_makes_them() -> None:
    picture = Image.new("RGB", (1080, 1080), "#fff4de")
    draw = ImageDraw.Draw(picture)
    for row in range(20):
        draw.text((40, 20 + 50 * row), "Keep them lawful. " * 3, fill="#0f2a2e", font_size=20 + row)
    ours = np.asarray(image_of(shrunk(premultiplied(picture), (640, 640)), opaque=True), int)
    theirs = np.asarray(picture.resize((640, 640), Image.Resampling.HAMMING), int)
    assert np.abs(ours - theirs).mean() < 2
    assert np.abs(ours.mean() - theirs.mean()) < 0.5


def test_what_shows_through_stays_premultiplied() -> None:
    picture = Image.new("RGBA", (1280, 64), (255, 0, 0, 128))
    small = shrunk(premultiplied(picture), (640, 32))
    assert {int(word) for word in np.unique(words_of(small))} == {0x80800000}
