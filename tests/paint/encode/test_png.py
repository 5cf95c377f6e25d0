"""PNG files as they are written: chunks, rows, and the compressor with its fallback."""

from __future__ import annotations

import zlib
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.pictures import premultiplied

from kit.paint.encode import png
from kit.paint.encode.image_bytes import Form, make_body
from kit.paint.encode.png import quick_png

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = Form("png")


def picture(mode: str, size: tuple[int, int] = (37, 11)) -> Image.Image:
    """Return a picture of many colours, and in "RGBA" of many transparencies that multiply exactly."""
    image = Image.new("RGB", size)
    image.putdata([(x * 6 % 256, y * 20 % 256, x * y % 256) for y in range(size[1]) for x in range(size[0])])
    if mode == "RGBA":
        image.putalpha(Image.new("L", size, 255))
        image.paste((0, 0, 0, 0), (0, 0, size[0] // 2, size[1]))
    return image


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the data of each chunk, whose sum must be right."""
    at = 8
    while at < len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        assert int.from_bytes(data[end : end + 4], "big") == zlib.crc32(data[at + 4 : end])
        yield data[at + 4 : at + 8], data[at + 8 : end]
        at = end + 4


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_pixel_is_read_back_by_another_program(mode: str) -> None:
    image = picture(mode)
    with Image.open(BytesIO(make_body(premultiplied(image), PNG).data)) as read:
        assert (read.mode, read.size) == (mode, image.size)
        assert read.tobytes() == image.tobytes()


@pytest.mark.parametrize(("colours", "depth"), [(2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)])
@pytest.mark.parametrize("size", [(37, 11), (40, 10)])
def test_a_pixel_has_as_many_bits_as_the_palette_needs(colours: int, depth: int, size: tuple[int, int]) -> None:
    image = Image.new("RGB", size)
    image.putdata([(number % colours, 0, 255 - number % colours) for number in range(size[0] * size[1])])
    data = make_body(premultiplied(image), PNG).data
    head = dict(chunks(data))[b"IHDR"]
    assert (head[8], head[9]) == (depth, 3)
    with Image.open(BytesIO(data)) as read:
        assert read.convert("RGB").tobytes() == image.tobytes()


def test_a_file_has_these_chunks_and_no_other() -> None:
    names = [name for name, _ in chunks(make_body(premultiplied(picture("RGB")), PNG).described(b"<x/>").data)]
    assert names == [b"IHDR", b"sRGB", b"iTXt", b"IDAT", b"IEND"]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_no_row_is_filtered(mode: str) -> None:
    found = dict(chunks(make_body(premultiplied(picture(mode)), PNG).data))
    rows = zlib.decompress(found[b"IDAT"])
    assert set(rows[:: 37 * len(mode) + 1]) == {0}
    assert len(rows) == 11 * (37 * len(mode) + 1)


def test_a_file_is_smaller_than_by_zlib() -> None:
    data = dict(chunks(make_body(premultiplied(picture("RGB", (300, 200))), PNG).data))[b"IDAT"]
    assert len(data) < len(zlib.compress(zlib.decompress(data), png.SMALL))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_file_that_is_made_quickly_has_every_pixel_too(mode: str) -> None:
    image = picture(mode)
    with Image.open(BytesIO(quick_png(premultiplied(image)))) as read:
        assert (read.mode, read.size) == (mode, image.size)
        assert read.tobytes() == image.tobytes()


def test_the_sum_is_that_of_the_decoded_pixels_whatever_was_summed_before() -> None:
    palettes = [[(0, 0, 0), (20, 60, 60), (255, 170, 0)], [(0, 0, 0), (20, 60, 61), (255, 170, 0)]]
    changes = (None, 299, None, 0, 140, 141, 299, 127, 128, None)
    sums = []
    for colours, changed in ((palette, change) for change in changes for palette in palettes):
        image = Image.new("RGB", (40, 300))
        image.putdata([colours[number % 3] for number in range(40 * 300)])
        if changed is not None:
            image.putpixel((7, changed), colours[(changed * 40 + 8) % 3])
        body = make_body(premultiplied(image), PNG)
        with Image.open(BytesIO(body.data)) as read:
            assert body.pixels_sha256 == sha256(read.convert("RGBA").tobytes()).hexdigest()
        sums.append(body.pixels_sha256)
    assert len(set(sums)) == len(palettes) * len(set(changes))
