"""Images as pixels that were painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from kit.model.asset import PremultipliedPixels
from kit.raster import cairosvg_engine

if TYPE_CHECKING:
    from kit.model.asset import Pixels


def premultiplied(image: Image.Image) -> PremultipliedPixels:
    """Return the pixels of an image as the painter hands them on."""
    red, green, blue, alpha = image.convert("RGBA").convert("RGBa").split()
    data = Image.merge("RGBA", (blue, green, red, alpha)).tobytes()
    return PremultipliedPixels(*image.size, 4 * image.width, data)


def by_cairosvg(svg: str) -> PremultipliedPixels:
    """Return a picture as CairoSVG alone paints it."""
    return PremultipliedPixels(*cairosvg_engine.painted(svg))


def straight(pixels: PremultipliedPixels | Pixels) -> Image.Image:
    """Return pixels as an image with straight alpha."""
    size = (pixels.width, pixels.height)
    if isinstance(pixels, PremultipliedPixels):
        return Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", pixels.stride, 1)
    return Image.frombytes("RGBA", size, pixels.rgba)
