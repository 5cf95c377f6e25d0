"""Painted pixels as images of Pillow, without more copies than there must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels

    Words = NDArray[np.uint32]

#: The alpha of a pixel through which nothing shows.
OPAQUE = np.uint32(0xFF000000)


def words_of(pixels: PremultipliedPixels) -> Words:
    """Return each pixel as one number, 0xAARRGGBB: an array of (height, width) that shares their memory."""
    rows = np.frombuffer(pixels.bgra, "<u4").reshape(pixels.height, pixels.stride // 4)
    return rows[:, : pixels.width]


def is_opaque(pixels: PremultipliedPixels) -> bool:
    """Tell whether nothing shows through a picture."""
    return int(np.min(words_of(pixels))) >= int(OPAQUE)


def image_of(pixels: PremultipliedPixels, *, opaque: bool) -> Image.Image:
    """Return an image without an alpha channel, or with straight alpha."""
    mode, raw = ("RGB", "BGRX") if opaque else ("RGBA", "BGRa")
    return Image.frombuffer(mode, (pixels.width, pixels.height), pixels.bgra, "raw", raw, pixels.stride, 1)
