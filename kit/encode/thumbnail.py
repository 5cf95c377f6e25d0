"""Small images of pictures, to look at on a page; what is posted is never one of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.encode.pixel_images import image_of, is_opaque
from kit.model.asset import EncodedFile

if TYPE_CHECKING:
    from kit.model.asset import PremultipliedPixels

#: px; of 100; and the effort of the encoder, of 6: 2 takes half the time of 4 for a twentieth more bytes.
WIDEST, QUALITY, EFFORT = 640, 65, 2


def thumbnail_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the width and height, in px, of the thumbnail of a picture: its own where it is not wider than one."""
    width, height = size
    small = min(WIDEST, width)
    return small, max(1, round(height * small / width))


def make_thumbnail(pixels: PremultipliedPixels) -> EncodedFile:
    """Return a WebP of a picture of the size of a thumbnail, without words inside: a page says them.

    It has no colour profile, which means sRGB on the web.
    """
    file = BytesIO()
    image_of(pixels, opaque=is_opaque(pixels)).save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return EncodedFile("image/webp", file.getvalue(), None)
