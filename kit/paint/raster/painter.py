"""Paint trees and resolved SVG, without text and CSS, as pixels or as a PDF page, and shrink pictures.

Shapes are painted directly with cairo, on pixels and pages alike; CairoSVG paints everything else, in its turn and on
the same surface.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from kit.base.lazy_imports import on_demand
from kit.model.asset import Pixels, PremultipliedPixels
from kit.model.tree import Tree
from kit.paint.raster import cairo
from kit.paint.raster.cairo import BILINEAR, PAD, SOURCE, lib, painting_on, surface_of
from kit.paint.raster.direct import painted_page
from kit.paint.raster.layers import ReadPicture, layers_of, read_svg, refuse_effects
from kit.paint.raster.pixel_canvas import Canvas

if TYPE_CHECKING:
    from importlib import metadata

    from kit.base.geometry import Matrix
    from kit.paint.raster import cairosvg_engine
    from kit.paint.raster.cairo import Words

    #: The tree of a picture, or SVG text.
    Picture = Tree | str
else:
    metadata, cairosvg_engine = on_demand("importlib.metadata"), on_demand("kit.paint.raster.cairosvg_engine")


#: The version of the direct painter, raised whenever its pixels change.
_PAINTER = "2"
#: The plain colours of a resolved artwork.
_FILLS = re.compile(r' (?:fill|stroke)="#([0-9a-fA-F]{6})"')
#: The most pixels along a side in cairo (CAIRO_MAX_IMAGE_SIZE).
MOST = 32767


#: The engine that paints images, and nothing else.
OF_IMAGES = "cairosvg"


@cache
def engines() -> dict[str, str]:
    """Return the names and versions of the engines that affect the pixels."""
    return {OF_IMAGES: metadata.version("cairosvg"), "cairo": cairo.version(), "painter": _PAINTER}


def paint(picture: Picture) -> Pixels:
    """Paint a picture at its size in px. Raises ValueError if it has none."""
    return straight(paint_premultiplied(picture))


def straight(pixels: PremultipliedPixels) -> Pixels:
    """Return the same pixels with straight alpha."""
    size = (pixels.width, pixels.height)
    divided = Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", pixels.stride, 1)  # divides the alpha out
    return Pixels(*size, divided.tobytes())


def paint_premultiplied(picture: Picture, width: int | None = None) -> PremultipliedPixels:
    """Paint a picture like `paint`, without the step to straight alpha, which takes longer than most backgrounds.

    With a `width` in px it is painted at that width, if its root has nothing but a size.
    """
    read = layers_of(picture, MOST) if isinstance(picture, Tree) else read_svg(picture, MOST)
    if read is None:
        return _by_cairosvg(picture.svg if isinstance(picture, Tree) else picture)
    canvas = Canvas(read.size, _shown(read.size, width))
    canvas.paint(read.items())
    return canvas.pixels(picture.fills if isinstance(picture, Tree) else _fills(picture))


def _by_cairosvg(svg: str) -> PremultipliedPixels:
    """Paint an SVG that can't be read only with CairoSVG. Raises ValueError if it has no size."""
    return PremultipliedPixels(*cairosvg_engine.painted(svg), _fills(svg))


def paint_pdf(tree: Tree, size: tuple[float, float], matrix: Matrix) -> bytes:
    """Paint a picture as a vector PDF of one page of a size in points, on which a matrix places it."""
    refuse_effects(tree)
    return painted_page(ReadPicture(tree).items(), size, matrix)


def _fills(svg: str) -> frozenset[int]:
    return frozenset(int(colour, 16) for colour in _FILLS.findall(svg))


def _shown(size: tuple[int, int], wanted: int | None) -> tuple[int, int]:
    """Return the size in px at which to paint a picture: its own, or that with a given width."""
    if wanted is None:
        return size
    width = min(max(1, wanted), MOST)
    return width, min(max(1, round(size[1] * width / size[0])), MOST)


def shrunk(pixels: PremultipliedPixels, size: tuple[int, int]) -> PremultipliedPixels:
    """Return a picture at a smaller size in px, or unchanged if that is its own.

    Each pixel is the mean of two neighbours across and down, which is even if a picture is halved; a picture less than
    twice as large is first enlarged to that.
    """
    words = words_of(pixels)
    while words.shape[1] >= 2 * size[0]:
        words = _scaled(words, ((words.shape[1] + 1) // 2, (words.shape[0] + 1) // 2))
    if words.shape != size[::-1]:
        words = _scaled(_scaled(words, (2 * size[0], 2 * size[1])), size)
    return PremultipliedPixels(*size, 4 * size[0], words.tobytes(), pixels.fills)


def words_of(pixels: PremultipliedPixels) -> Words:
    """Return the pixels of a picture as numbers, one for each: an array of (height, width)."""
    rows = np.frombuffer(pixels.bgra, np.uint32).reshape(pixels.height, pixels.stride // 4)
    return np.ascontiguousarray(rows[:, : pixels.width])


def _scaled(words: Words, size: tuple[int, int]) -> Words:
    """Return a picture at a size, with its edges extended."""
    height, width = words.shape
    scaled = np.empty(size[::-1], np.uint32)
    with painting_on(scaled) as context, surface_of(words) as source:
        lib.cairo_scale(context, size[0] / width, size[1] / height)
        lib.cairo_set_source_surface(context, source, 0.0, 0.0)
        pattern = lib.cairo_get_source(context)
        lib.cairo_pattern_set_filter(pattern, BILINEAR)
        lib.cairo_pattern_set_extend(pattern, PAD)
        lib.cairo_set_operator(context, SOURCE)
        lib.cairo_paint(context)
        lib.cairo_set_source_rgba(context, 0.0, 0.0, 0.0, 0.0)  # so that the surface is released
    return scaled
