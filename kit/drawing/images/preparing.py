"""Embed photos and logos in a picture: cropped, scaled down, upright, in sRGB, and nothing but pixels.

A JPEG is scaled to a half, a quarter or an eighth while it is read, so that the largest takes little memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

import PIL
from PIL import Image, ImageCms, features

from kit.base.errors import Fault, ImageError
from kit.base.geometry import Box, Size
from kit.base.whole_files import read_regular
from kit.drawing.images.image_file import (
    MOST_BYTES,
    SIDEWAYS,
    TURNS,
    damage_named,
    open_raster,
    orientation_of,
    png_uri,
    profile_of,
    to_srgb,
)
from kit.model.image import FoundImage, ImagePart
from kit.model.layout import Element
from kit.model.tree import Tree

#: A size for which every JPEG is read at an eighth of its own.
_SMALLEST = Size(1, 1)
#: What zlib looks for: as small as all else for photos, and in two thirds of the time (https://zlib.net/manual.html).
_RUN_LENGTHS = 3
#: Divides 16 bits a channel into the 8 that are kept.
_TO_8_BITS = 1 / 257


class _Decoded(NamedTuple):
    """The pixels of a file as stored, their orientation, and the profile of their colours."""

    pixels: Image.Image
    orientation: int
    profile: ImageCms.ImageCmsProfile | None


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
    decoded = _decoded(_data_of(image, image.path.name), image, least, image.path.name)
    lying = _lying(area, image.size, decoded.orientation)
    sideways = decoded.orientation >= SIDEWAYS
    whole = Size(*reversed(image.size)) if sideways else image.size
    size = (part.size[1], part.size[0]) if sideways else part.size
    read = _scaled_within(
        lying, decoded.pixels.width / whole.width, decoded.pixels.height / whole.height, decoded.pixels
    )
    scaled = decoded.pixels.resize(size, Image.Resampling.LANCZOS, box=read, reducing_gap=3.0)
    turn = TURNS.get(decoded.orientation)
    return _png(to_srgb(scaled if turn is None else scaled.transpose(turn), decoded.profile))


def _lying(area: Box, size: Size, orientation: int) -> Box:
    """Return the place in the file, which is rotated, of an area of the upright image of a size."""
    width, height = size
    x0, y0, x1, y1 = area
    left, top = (width - x1, width - x0), (height - y1, height - y0)
    across, down = {
        2: (left, (y0, y1)), 3: (left, top), 4: ((x0, x1), top), 5: ((y0, y1), (x0, x1)),
        6: ((y0, y1), left), 7: (top, left), 8: (top, (x0, x1)),
    }.get(orientation, ((x0, x1), (y0, y1)))  # fmt: skip
    return Box(across[0], down[0], across[1], down[1])


def _data_of(image: FoundImage, name: str) -> bytes:
    """Return the bytes of an image file, which are those that were found."""
    try:
        data = read_regular(image.path, MOST_BYTES, links=False)
    except OSError as error:
        raise ImageError(_changed(name)) from error
    if sha256(data).hexdigest() != image.sha256:
        raise ImageError(_changed(name))
    return data


def _changed(name: str) -> Fault:
    return Fault(f"'{name}' was changed meanwhile", None, "start again", code="image-changed")


def _decoded(data: bytes, image: FoundImage, least: Size, name: str) -> _Decoded:
    """Return the pixels of an image at its own size or, of a JPEG, at one not much larger than the least needed."""
    with damage_named(name), open_raster(data, image.form) as opened:
        orientation, profile = orientation_of(opened), profile_of(opened)
        across, down = reversed(least) if orientation >= SIDEWAYS else least
        opened.draft(None, (math.ceil(across), math.ceil(down)))
        opened.load()
        return _Decoded(_in_8_bits(opened), orientation, profile)


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits a channel, no indexed colours, and an alpha channel if anything is transparent."""
    if image.mode[:1] == "I":
        image = image.convert("I").point(lambda level: level * _TO_8_BITS).convert("L")
    if image.has_transparency_data:
        return image.convert("LA" if image.mode[:1] in {"L", "1"} else "RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("L" if image.mode == "1" else "RGB")


def _scaled_within(box: Box, across: float, down: float, image: Image.Image) -> Box:
    """Return a box that is scaled, and does not pass the edges of an image, which rounding may make it do."""
    x0, x1, y0, y1 = box.x0 * across, box.x1 * across, box.y0 * down, box.y1 * down
    return Box(max(x0, 0.0), max(y0, 0.0), min(x1, image.width), min(y1, image.height))


def _png(image: Image.Image) -> bytes:
    """Return a PNG of pixels alone; it is read again at once, so that speed counts more than size."""
    image.info = {}
    file = BytesIO()
    image.save(file, "PNG", compress_level=1, compress_type=_RUN_LENGTHS)
    return file.getvalue()


#: How many parts are cached: a picture is painted with and without its words, and as a page.
_KEPT = 4


def embedded(tree: Tree, parts: Iterable[ImagePart]) -> Tree:
    """Return a tree in which every reference to a part is the part itself. Raises ImageError as `prepare` does."""
    uris = {part.href: _data_uri(part) for part in parts}
    return Tree(tree.size, tuple(_embedded(child, uris) for child in tree.children)) if uris else tree


def _embedded(element: Element, uris: Mapping[str, str]) -> Element:
    """Return an element with the parts that it refers to, or something in it does."""
    uri = uris.get(element.attributes.get("href", ""))
    held = element.with_children(tuple([_embedded(child, uris) for child in element.children]))
    return held.with_attributes({**held.attributes, "href": uri}) if uri else held


def embedded_in_text(svg: str, parts: Iterable[ImagePart]) -> str:
    """Return an SVG in which every reference to a part is the part itself. Raises ImageError as `prepare` does."""
    for part in parts:
        svg = svg.replace(f'"{part.href}"', f'"{_data_uri(part)}"')
    return svg


@lru_cache(maxsize=_KEPT)
def _data_uri(part: ImagePart) -> str:
    return png_uri(prepare(part))
