"""Make of a photo or a logo what is painted: cut, scaled down, upright, in sRGB, and nothing but pixels.

A JPEG is scaled to a half, a quarter or an eighth while it is read, so that the largest takes little memory.
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import PIL
from PIL import Image, features

from kit.errors import Fault, ImageError
from kit.geometry import Box, Size
from kit.images.colours import profile_of, to_srgb
from kit.images.raster_file import damage_named, open_raster, orientation_of

if TYPE_CHECKING:
    from PIL import ImageCms

    from kit.model.image import FoundImage, ImagePart

#: How an image is turned upright, by its orientation (CIPA DC-008, Exif 2.32, 4.6.4 A).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: A size that has every JPEG read at an eighth of its own.
_SMALLEST = Size(1, 1)
#: Divides 16 bits a channel into the 8 that are kept.
_TO_8_BITS = 1 / 257


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the pixels of photos and logos."""
    codecs = {name: features.version(name) or "none" for name in ("jpg", "webp", "zlib", "littlecms2")}
    return {"pillow": PIL.__version__, **codecs}


@lru_cache(maxsize=64)
def require_whole(image: FoundImage, name: str) -> None:
    """Raise ImageError, by its name, for an image whose pixels can't be read to the last; of others this is known."""
    _decoded(_data_of(image, name), image, _SMALLEST, name)


def prepare(part: ImagePart) -> bytes:
    """Return a part of an image as PNG. Raises ImageError when it can't be read, or is not what was found."""
    image, area = part.image, part.area
    scale = max(part.size[0] / area.width, part.size[1] / area.height)
    least = Size(image.size.width * scale, image.size.height * scale)
    decoded, profile = _decoded(_data_of(image, image.path.name), image, least, image.path.name)
    across, down = decoded.width / image.size.width, decoded.height / image.size.height
    read = Box(area.x0 * across, area.y0 * down, area.x1 * across, area.y1 * down)
    scaled = decoded.resize(part.size, Image.Resampling.LANCZOS, box=_inside(read, decoded), reducing_gap=3.0)
    return _png(to_srgb(scaled, profile))


def _data_of(image: FoundImage, name: str) -> bytes:
    """Return the bytes of an image file, which are those that were found."""
    try:
        data = image.path.read_bytes()
    except OSError as error:
        raise ImageError(_changed(name)) from error
    if sha256(data).hexdigest() != image.sha256:
        raise ImageError(_changed(name))
    return data


def _changed(name: str) -> Fault:
    return Fault(f"'{name}' was changed meanwhile", None, "start again", code="image-changed")


def _decoded(
    data: bytes, image: FoundImage, least: Size, name: str
) -> tuple[Image.Image, ImageCms.ImageCmsProfile | None]:
    """Return the pixels of an image, upright, not much larger than the least that is needed, and its profile."""
    with damage_named(name), open_raster(data, image.form) as opened:
        turn, profile = _TURNS.get(orientation_of(opened)), profile_of(opened)
        wide, high = opened.size
        sideways = (wide, high) != (image.size.width, image.size.height)
        across, down = reversed(least) if sideways else least
        opened.draft(None, (math.ceil(across), math.ceil(down)))
        opened.load()
        pixels = _plain(opened)
    return pixels if turn is None else pixels.transpose(turn), profile


def _plain(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits a channel, no indexed colours, and an alpha channel if anything is transparent."""
    if image.mode[:1] == "I":
        image = image.convert("I").point(lambda level: level * _TO_8_BITS).convert("L")
    if image.has_transparency_data:
        return image.convert("LA" if image.mode[:1] in {"L", "1"} else "RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("L" if image.mode == "1" else "RGB")


def _inside(box: Box, image: Image.Image) -> Box:
    """Return a box that does not pass the edges of an image, which rounding may make it do."""
    return Box(max(box.x0, 0.0), max(box.y0, 0.0), min(box.x1, image.width), min(box.y1, image.height))


def _png(image: Image.Image) -> bytes:
    """Return a PNG of pixels alone; it is read again at once, so that speed counts more than size."""
    image.info = {}
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
