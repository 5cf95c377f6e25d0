"""Painted pixels as Pillow images, with as few copies as possible, and thumbnails for a page."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kit.base.memory_caches import while_alive
from kit.model.asset import EncodedFile, Pixels, PremultipliedPixels

Words = NDArray[np.uint32]


#: The alpha of an opaque pixel.
OPAQUE = np.uint32(0xFF000000)


def words_of(pixels: PremultipliedPixels) -> Words:
    """Return each pixel as one number, 0xAARRGGBB: an array of (height, width) that shares their memory."""
    return np.frombuffer(pixels.bgra, "<u4").reshape(pixels.height, pixels.width)


@while_alive
def is_opaque(pixels: PremultipliedPixels) -> bool:
    """Return whether a picture is opaque."""
    return int(np.min(words_of(pixels))) >= int(OPAQUE)


def image_of(pixels: PremultipliedPixels, *, opaque: bool) -> Image.Image:
    """Return an image without an alpha channel, or with straight alpha."""
    mode, raw = ("RGB", "BGRX") if opaque else ("RGBA", "BGRa")
    return Image.frombuffer(mode, (pixels.width, pixels.height), pixels.bgra, "raw", raw, 0, 1)


#: px, half of most pictures; of 100; and the encoder's effort, 0 to 6: 2 takes half the time of 4 for a twentieth more
#: bytes.
WIDEST, QUALITY, EFFORT = 540, 60, 2


def thumbnail_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the width and height, in px, of the thumbnail of a picture: its own if it is not wider than one."""
    width, height = size
    small = min(WIDEST, width)
    return small, max(1, round(height * small / width))


#: The sides of the squares, in px of a thumbnail, whose mean colours are compared; how much these may differ, in levels
#: of 255. Compression changes them by 21 at most in a kit of 700 pictures; those of other pictures differ by over 200.
_SQUARE, _MOST_LEVELS = 8, 64


def is_thumbnail_of(small: Pixels, pixels: Pixels) -> bool:
    """Return whether a decoded thumbnail shows a picture, apart from what its compression changes."""
    if (small.width, small.height) != thumbnail_size((pixels.width, pixels.height)):
        return False
    size = (max(1, small.width // _SQUARE), max(1, small.height // _SQUARE))
    one, other = (_mean_colours(image, size) for image in (small, pixels))
    return int(np.abs(one - other).max()) <= _MOST_LEVELS


def _mean_colours(pixels: Pixels, size: tuple[int, int]) -> NDArray[np.int16]:
    """Return the premultiplied mean colours of the squares of a picture, as many as a size has."""
    image = Image.frombuffer("RGBA", (pixels.width, pixels.height), pixels.rgba, "raw", "RGBA", 0, 1)
    return np.asarray(image.convert("RGBa").resize(size, Image.Resampling.BOX), dtype=np.int16)


def make_thumbnail(pixels: PremultipliedPixels) -> EncodedFile:
    """Return a WebP thumbnail of a picture, without texts inside: the page has them.

    It has no colour profile, which means sRGB on the web.
    """
    file = BytesIO()
    image_of(pixels, opaque=is_opaque(pixels)).save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return EncodedFile("image/webp", file.getvalue(), None)
