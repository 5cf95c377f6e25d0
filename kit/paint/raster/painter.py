"""Paint pictures as pixels or as a PDF page, and shrink them.

Shapes are painted directly with cairo, on pixels and pages alike; CairoSVG paints everything else, in its turn and on
the same surface.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from kit.base.geometry import Matrix
from kit.base.lazy_imports import on_demand
from kit.model.asset import Pixels, PremultipliedPixels
from kit.model.tree import Tree, ids_in, references_in
from kit.paint.raster import cairo
from kit.paint.raster.cairo import BILINEAR, PAD, SOURCE, Words, lib, painting_on, surface_of
from kit.paint.raster.direct import paint_items, painted_page
from kit.paint.raster.display import Around, Group, Item, plain_colours
from kit.paint.raster.tree_reading import TreeReader

if TYPE_CHECKING:
    from importlib import metadata
else:
    metadata = on_demand("importlib.metadata")


#: The bytes of a pixel; and the most pixels of a run, all of whose pixels are kept if one is.
BYTES, _RUN = 4, 40


class Canvas:
    """Pixels on which the items of a picture are painted, one over the other."""

    def __init__(self, size: tuple[int, int], shown: tuple[int, int], painted: bytes | bytearray | None = None) -> None:
        """Set the size of a picture, the size in px to paint it at, and the pixels so far, by default none."""
        self._size, self._shown = size, shown
        self._bgra = bytearray(BYTES * shown[0] * shown[1]) if painted is None else bytearray(painted)
        self.words = np.frombuffer(self._bgra, np.uint32).reshape(shown[1], shown[0])
        self.colours: frozenset[int] | None = frozenset()  # the plain ones of what was painted; None once others are

    def copied(self) -> Canvas:
        """Return a copy of the canvas."""
        other = Canvas(self._size, self._shown, self._bgra)
        other.colours = self.colours
        return other

    def paint(self, items: Iterable[Item]) -> None:
        """Paint items over the pixels so far."""
        (width, height), (across, down) = self._size, self._shown
        group = Group(Around(), 1.0, tuple(items))
        colours = plain_colours(group)
        self.colours = None if self.colours is None or colours is None else self.colours | colours
        paint_items(group.items, self.words, (across / width, down / height))

    def pixels(self, fills: frozenset[int]) -> PremultipliedPixels:
        """Return the pixels of a picture with some plain fills; nothing may be painted afterwards."""
        width, height = self._shown
        plain = self.colours is not None and self.colours <= fills
        return PremultipliedPixels(width, height, self._bgra, fills, plain)


def in_runs(words: Words) -> Words:
    """Return a picture in runs of pixels, each in one row: an array of (runs, pixels) that shares its memory."""
    return words.reshape(-1, math.gcd(words.shape[1], _RUN))


#: The version of the direct painter, raised whenever its pixels change.
_PAINTER = "2"
#: The most pixels along a side in cairo (CAIRO_MAX_IMAGE_SIZE).
MOST = 32767


#: The engine that paints images, and nothing else.
OF_IMAGES = "cairosvg"


@dataclass(frozen=True)
class ReadPicture:
    """A picture to paint: its tree."""

    tree: Tree

    @property
    def size(self) -> tuple[int, int]:
        """Its size in px, both sides whole."""
        return int(self.tree.size.width), int(self.tree.size.height)

    def items(self, start: int = 0, end: int | None = None) -> Iterator[Item]:
        """Yield the items, bottom to top, of the outermost elements from `start` to `end`."""
        yield from filter(None, map(self._reader.item, self.tree.children[start:end]))

    def shared_with(self, other: ReadPicture) -> int:
        """Return how many leading elements of both trees paint the same."""
        pairs = zip(self.tree.children, other.tree.children, strict=False)
        alike = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], pairs)
        count = sum(1 for _ in alike)
        referred = {name for names in other._referred[:count] for name in names}  # by the longer lived of both
        others = (*self.tree.children[count:], *other.tree.children[count:]) if referred else ()
        return 0 if referred & ids_in(*others) else count

    @cached_property
    def _referred(self) -> list[tuple[str, ...]]:
        """The names that each of the outermost elements refers to."""
        return [tuple(references_in(child)) for child in self.tree.children]

    @cached_property
    def _reader(self) -> TreeReader:
        return TreeReader(self.tree)


def read_picture(tree: Tree) -> ReadPicture:
    """Return a picture to paint as pixels. Raises ValueError for a size that is not in whole px, or an effect."""
    refuse_effects(tree)
    if any(side % 1 or not 0 < side <= MOST for side in tree.size):
        raise ValueError(f"a picture can't have a size of {tree.size.width:g} x {tree.size.height:g} px")
    return ReadPicture(tree)


def refuse_effects(tree: Tree) -> None:
    """Raise ValueError for a group with an effect, which neither painter knows: a picture must have replaced it."""
    if tree.has_effects:
        raise ValueError("a group with an effect can't be painted as shapes")


@cache
def engines() -> dict[str, str]:
    """Return the names and versions of the engines that affect the pixels."""
    return {OF_IMAGES: metadata.version("cairosvg"), "cairo": cairo.version(), "painter": _PAINTER}


def paint(tree: Tree) -> Pixels:
    """Paint a picture at its size in px. Raises what `read_picture` raises."""
    return straight(paint_premultiplied(tree))


def straight(pixels: PremultipliedPixels) -> Pixels:
    """Return the same pixels with straight alpha."""
    size = (pixels.width, pixels.height)
    divided = Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", 0, 1)  # divides the alpha out
    return Pixels(*size, divided.tobytes())


def paint_premultiplied(tree: Tree, width: int | None = None) -> PremultipliedPixels:
    """Paint a picture like `paint`, without the step to straight alpha, which takes longer than most backgrounds.

    With a `width` in px it is painted at that width.
    """
    picture = read_picture(tree)
    canvas = Canvas(picture.size, _shown(picture.size, width))
    canvas.paint(picture.items())
    return canvas.pixels(tree.fills)


def paint_pdf(tree: Tree, size: tuple[float, float], matrix: Matrix) -> bytes:
    """Paint a picture as a vector PDF of one page of a size in points, on which a matrix places it."""
    refuse_effects(tree)
    return painted_page(ReadPicture(tree).items(), size, matrix)


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
    return PremultipliedPixels(*size, words.tobytes(), pixels.fills)


def words_of(pixels: PremultipliedPixels) -> Words:
    """Return the pixels of a picture as numbers, one for each: an array of (height, width)."""
    return np.frombuffer(pixels.bgra, np.uint32).reshape(pixels.height, pixels.width)


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
