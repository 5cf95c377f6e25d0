"""Thumbnails: their size, what they show, and that they are small and the same each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from support.pictures import premultiplied

from kit.paint.encode.pixel_images import make_thumbnail, thumbnail_size
from kit.paint.raster.painter import shrunk

if TYPE_CHECKING:
    from kit.model.asset import EncodedFile


def thumbnail(picture: Image.Image) -> EncodedFile:
    """Return the thumbnail of a picture."""
    return make_thumbnail(shrunk(premultiplied(picture), thumbnail_size(picture.size)))


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1080, 1080), (540, 540)),
        ((1080, 1920), (540, 960)),
        ((1500, 500), (540, 180)),
        ((540, 90), (540, 90)),
        ((200, 200), (200, 200)),
        ((4000, 2), (540, 1)),
    ],
)
def test_a_thumbnail_is_at_most_540_px_wide_and_of_the_shape_of_its_picture(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    assert thumbnail_size(size) == small
    with Image.open(BytesIO(thumbnail(Image.new("RGB", size, "#f5a83c")).data)) as image:
        assert (image.format, image.size) == ("WEBP", small)


def test_a_thumbnail_shows_the_picture_and_is_the_same_each_time() -> None:
    picture = Image.radial_gradient("L").convert("RGB").resize((1080, 1080))
    file = thumbnail(picture)
    with Image.open(BytesIO(file.data)) as image:
        difference = ImageChops.difference(image.convert("RGB"), picture.resize((540, 540)))
    assert max(difference.tobytes()) < 24
    assert len(file.data) < 20_000
    assert thumbnail(picture) == file


def test_what_shows_through_in_a_picture_does_so_in_its_thumbnail() -> None:
    picture = Image.new("RGBA", (1000, 1000), (255, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 500, 1000))
    with Image.open(BytesIO(thumbnail(picture).data)) as image:
        alpha = image.getchannel("A")
    assert [alpha.getpixel((x, 270)) for x in (100, 440)] == [0, 255]
