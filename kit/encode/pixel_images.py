"""Painted pixels as Pillow images, with as few copies as possible, and thumbnails for a page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from kit.model.asset import EncodedFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels

    Words = NDArray[np.uint32]


#: The alpha of an opaque pixel.
OPAQUE = np.uint32(0xFF000000)


def words_of(pixels: PremultipliedPixels) -> Words:
    """Return each pixel as one number, 0xAARRGGBB: an array of (height, width) that shares their memory."""
    rows = np.frombuffer(pixels.bgra, "<u4").reshape(pixels.height, pixels.stride // 4)
    return rows[:, : pixels.width]


def is_opaque(pixels: PremultipliedPixels) -> bool:
    """Return whether a picture is opaque."""
    return int(np.min(words_of(pixels))) >= int(OPAQUE)


def image_of(pixels: PremultipliedPixels, *, opaque: bool) -> Image.Image:
    """Return an image without an alpha channel, or with straight alpha."""
    mode, raw = ("RGB", "BGRX") if opaque else ("RGBA", "BGRa")
    return Image.frombuffer(mode, (pixels.width, pixels.height), pixels.bgra, "raw", raw, pixels.stride, 1)


#: px; of 100; and the encoder's effort, 0 to 6: 2 takes half the time of 4 for a twentieth more bytes.
WIDEST, QUALITY, EFFORT = 640, 65, 2


def thumbnail_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the width and height, in px, of the thumbnail of a picture: its own if it is not wider than one."""
    width, height = size
    small = min(WIDEST, width)
    return small, max(1, round(height * small / width))


def make_thumbnail(pixels: PremultipliedPixels) -> EncodedFile:
    """Return a WebP thumbnail of a picture, without texts inside: the page has them.

    It has no colour profile, which means sRGB on the web.
    """
    file = BytesIO()
    image_of(pixels, opaque=is_opaque(pixels)).save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return EncodedFile("image/webp", file.getvalue(), None)
