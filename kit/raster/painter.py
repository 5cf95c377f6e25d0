"""Paint trees and resolved SVG, without text and CSS, as pixels or as a PDF page, and shrink pictures.

Shapes are painted directly with cairo, on pixels and pages alike; CairoSVG paints everything else, in its turn and on
the same surface.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from kit.base.lazy_imports import on_demand
from kit.model.asset import Pixels, PremultipliedPixels
from kit.model.tree import Tree
from kit.raster import cairo
from kit.raster.cairo import BILINEAR, PAD, SOURCE, lib, painting_on, surface_of
from kit.raster.direct import paint_items, painted_page
from kit.raster.display import Around, Group, plain_colours
from kit.raster.layers import ReadPicture, layers_of, read_svg, refuse_effects

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib import metadata

    from numpy.typing import NDArray

    from kit.base.geometry import Matrix, Size
    from kit.raster import cairosvg_engine
    from kit.raster.cairo import Words
    from kit.raster.display import Item

    #: The tree of a picture, or SVG text.
    Picture = Tree | str
else:
    metadata, cairosvg_engine = on_demand("importlib.metadata"), on_demand("kit.raster.cairosvg_engine")


#: The version of the direct painter, raised whenever its pixels change.
_PAINTER = "2"
#: The plain colours of a resolved artwork.
_FILLS = re.compile(r' (?:fill|stroke)="#([0-9a-fA-F]{6})"')
#: The bytes of a pixel; the most that are kept of a ground as its pictures begin with it, as a part of the bytes of all
#: of it; and the most pixels of a run, all of whose pixels are kept if one is.
_BYTES, _MOST_APART, _RUN = 4, 0.6, 40
#: The most pixels along a side in cairo (CAIRO_MAX_IMAGE_SIZE).
_MOST = 32767


@cache
def engines() -> dict[str, str]:
    """Return the names and versions of the engines that affect the pixels."""
    return {"cairosvg": metadata.version("cairosvg"), "cairo": cairo.version(), "painter": _PAINTER}


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
    read = layers_of(picture, _MOST) if isinstance(picture, Tree) else read_svg(picture, _MOST)
    if read is None:
        return _by_cairosvg(picture.svg if isinstance(picture, Tree) else picture)
    canvas = _Canvas(read.size, _shown(read.size, width))
    canvas.paint(read.items())
    return canvas.pixels(picture.fills if isinstance(picture, Tree) else _fills(picture))


class PaintedGround:
    """What is behind the words of pictures, painted once; what a picture begins with like it is not painted again."""

    def __init__(self, tree: Tree) -> None:
        """Take the tree of the background; nothing is painted yet."""
        self._tree = tree
        self._read = layers_of(tree, _MOST)
        self._begun: _Begun | None = None

    @property
    def size(self) -> Size:
        """The size in px."""
        return self._tree.size

    @property
    def most_bytes(self) -> int:
        """The most bytes that are kept once it is painted."""
        return int((1 + _MOST_APART) * _BYTES * self.size.width * self.size.height)

    @cached_property
    def pixels(self) -> PremultipliedPixels:
        """The background alone."""
        if self._read is None:
            return paint_premultiplied(self._tree)
        return self._painted_on(_Canvas(self._read.size, self._read.size), 0)

    def under(self, whole: Tree) -> PremultipliedPixels:
        """Paint a picture that has this background."""
        read = layers_of(whole, _MOST)
        if read is None or self._read is None or read.size != self._read.size:
            return paint_premultiplied(whole)
        shared = read.shared_with(self._read)
        canvas = self._canvas(shared)
        canvas.paint(read.items(shared))
        own = zip_longest(whole.children[shared:], self._tree.children[shared:])
        over = Tree(whole.size, tuple(one for one, behind in own if one and one != behind))
        return replace(canvas.pixels(whole.fills), ground=self.pixels, over=over.fills)

    def _canvas(self, shared: int) -> _Canvas:
        """Return the first elements of the background, painted."""
        if self._begun and self._begun.elements == shared:
            return self._begun.canvas(self.pixels)
        read = ReadPicture(self._tree)
        canvas = _Canvas(read.size, read.size)
        canvas.paint(read.items(0, shared))  # what can't be painted is not kept half painted
        if "pixels" not in vars(self):
            self.pixels = self._painted_on(canvas.copied(), shared)
        rest = shared < len(self._tree.children)
        self._begun = canvas.begun(
            shared, self.pixels if rest else None
        )  # the next one most likely begins with as many
        return canvas

    def _painted_on(self, canvas: _Canvas, begun: int) -> PremultipliedPixels:
        """Return the background, painted on a canvas that has its first elements."""
        canvas.paint(ReadPicture(self._tree).items(begun))
        return canvas.pixels(self._tree.fills)


class _Begun(NamedTuple):
    """The first elements of a background, painted: how it differs from the whole background.

    `elements` is how many they are; `words` are their pixels in some `runs`, and `colours` those of their canvas.
    """

    elements: int
    runs: NDArray[np.int32]
    words: Words
    colours: frozenset[int] | None

    def canvas(self, whole: PremultipliedPixels) -> _Canvas:
        """Return the elements on a canvas, to paint more over them, by the whole background."""
        size = whole.width, whole.height
        return _Canvas(size, size, whole.bgra).with_runs(self.runs, self.words, self.colours)


def paint_with_ground(whole: Tree, ground: Tree) -> tuple[PremultipliedPixels, PremultipliedPixels]:
    """Paint a picture, and the background of its words; what both begin with is painted once."""
    behind = PaintedGround(ground)
    return behind.under(whole), behind.pixels


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
    width = min(max(1, wanted), _MOST)
    return width, min(max(1, round(size[1] * width / size[0])), _MOST)


class _Canvas:
    """Pixels on which the items of a picture are painted, one over the other."""

    def __init__(self, size: tuple[int, int], shown: tuple[int, int], painted: bytes | bytearray | None = None) -> None:
        """Set the size of a picture, the size in px to paint it at, and the pixels so far, by default none."""
        self._size, self._shown = size, shown
        self._bgra = bytearray(_BYTES * shown[0] * shown[1]) if painted is None else bytearray(painted)
        self._words = np.frombuffer(self._bgra, np.uint32).reshape(shown[1], shown[0])
        self._colours: frozenset[int] | None = frozenset()  # None once they aren't plain

    def begun(self, elements: int, whole: PremultipliedPixels | None) -> _Begun | None:
        """Return the elements on the canvas by their difference from the whole background, or None if it is large.

        They are all of it if no `whole` is given.
        """
        apart = (_in_runs(self._words) != _in_runs(_words(whole))).any(axis=1) if whole else ()
        runs = np.flatnonzero(apart).astype(np.int32)
        words = _in_runs(self._words)[runs]
        if runs.nbytes + words.nbytes > _MOST_APART * self._words.nbytes:
            return None  # its memory is worth more than the time to paint it again
        return _Begun(elements, runs, words, self._colours)

    def with_runs(self, runs: NDArray[np.int32], words: Words, colours: frozenset[int] | None) -> _Canvas:
        """Return the canvas with other pixels in some runs, and with other colours."""
        _in_runs(self._words)[runs] = words
        self._colours = colours
        return self

    def copied(self) -> _Canvas:
        """Return a copy of the canvas."""
        other = _Canvas(self._size, self._shown, self._bgra)
        other._colours = self._colours
        return other

    def paint(self, items: Iterable[Item]) -> None:
        """Paint items over the pixels so far."""
        (width, height), (across, down) = self._size, self._shown
        group = Group(Around(), 1.0, tuple(items))
        colours = plain_colours(group)
        self._colours = None if self._colours is None or colours is None else self._colours | colours
        paint_items(group.items, self._words, (across / width, down / height))

    def pixels(self, fills: frozenset[int]) -> PremultipliedPixels:
        """Return the pixels of a picture with some plain fills; nothing may be painted afterwards."""
        width, height = self._shown
        plain = self._colours is not None and self._colours <= fills
        return PremultipliedPixels(width, height, 4 * width, self._bgra, fills, plain)


def _in_runs(words: Words) -> Words:
    """Return a picture in runs of pixels, each in one row: an array of (runs, pixels) that shares its memory."""
    return words.reshape(-1, math.gcd(words.shape[1], _RUN))


def shrunk(pixels: PremultipliedPixels, size: tuple[int, int]) -> PremultipliedPixels:
    """Return a picture at a smaller size in px, or unchanged if that is its own.

    Each pixel is the mean of two neighbours across and down, which is even if a picture is halved; a picture less than
    twice as large is first enlarged to that.
    """
    words = _words(pixels)
    while words.shape[1] >= 2 * size[0]:
        words = _scaled(words, ((words.shape[1] + 1) // 2, (words.shape[0] + 1) // 2))
    if words.shape != size[::-1]:
        words = _scaled(_scaled(words, (2 * size[0], 2 * size[1])), size)
    return PremultipliedPixels(*size, 4 * size[0], words.tobytes(), pixels.fills)


def _words(pixels: PremultipliedPixels) -> Words:
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
