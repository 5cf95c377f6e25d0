"""The background of the words of pictures, painted once, and what pictures have in common over it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kit.model.tree import Tree
from kit.raster.layers import ReadPicture, layers_of
from kit.raster.painter import MOST, paint_premultiplied, words_of
from kit.raster.pixel_canvas import BYTES, Canvas, in_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.base.geometry import Size
    from kit.model.asset import PremultipliedPixels
    from kit.raster.cairo import Words


#: The most that are kept of a ground as its pictures begin with it, as a part of the bytes of all of it.
_MOST_APART = 0.6


class PaintedGround:
    """What is behind the words of pictures, painted once; what a picture begins with like it is not painted again."""

    def __init__(self, tree: Tree, *, of_several_kits: bool = False) -> None:
        """Take the tree of the background; nothing is painted yet.

        If it is that `of_several_kits`, the words that pictures begin with too are painted once: most are the same.
        """
        self._tree = tree
        self._read = layers_of(tree, MOST)
        self._begun: _Begun | None = None
        self._of_several_kits = of_several_kits
        self._before: _Before | None = None

    @property
    def size(self) -> Size:
        """The size in px."""
        return self._tree.size

    @property
    def most_bytes(self) -> int:
        """The most bytes that are kept once it is painted."""
        copies = 1 + _MOST_APART + self._of_several_kits
        return int(copies * BYTES * self.size.width * self.size.height)

    @cached_property
    def pixels(self) -> PremultipliedPixels:
        """The background alone."""
        if self._read is None:
            return paint_premultiplied(self._tree)
        return self._painted_on(Canvas(self._read.size, self._read.size), 0)

    def under(self, whole: Tree) -> PremultipliedPixels:
        """Paint a picture that has this background."""
        read = layers_of(whole, MOST)
        if read is None or self._read is None or read.size != self._read.size:
            return paint_premultiplied(whole)
        shared = read.shared_with(self._read)
        canvas, begun = (
            self._begun_with_words(read, shared) if self._of_several_kits else (self._canvas(shared), shared)
        )
        canvas.paint(read.items(begun))
        own = zip_longest(whole.children[shared:], self._tree.children[shared:])
        over = Tree(whole.size, tuple(one for one, behind in own if one and one != behind))
        return replace(canvas.pixels(whole.fills), ground=self.pixels, over=over.fills)

    def _begun_with_words(self, read: ReadPicture, shared: int) -> tuple[Canvas, int]:
        """Return the first elements of a picture, painted, and how many they are: more than those of the background.

        They are those that it has in common with the picture before.
        """
        before = self._before
        common = read.shared_with(before.read) if before else 0
        if before and before.canvas and common >= before.elements:
            return before.canvas.copied(), before.elements
        canvas = self._canvas(shared)
        if common <= shared:
            self._before = _Before(read, 0, None)
            return canvas, shared
        canvas.paint(read.items(shared, common))
        self._before = _Before(read, common, canvas.copied())
        return canvas, common

    def _canvas(self, shared: int) -> Canvas:
        """Return the first elements of the background, painted."""
        if self._begun and self._begun.elements == shared:
            return self._begun.canvas(self.pixels)
        read = ReadPicture(self._tree)
        canvas = Canvas(read.size, read.size)
        canvas.paint(read.items(0, shared))  # what can't be painted is not kept half painted
        if "pixels" not in vars(self):
            self.pixels = self._painted_on(canvas.copied(), shared)
        rest = shared < len(self._tree.children)
        self._begun = _begun(canvas, shared, self.pixels if rest else None)  # the next most likely begins with as many
        return canvas

    def _painted_on(self, canvas: Canvas, begun: int) -> PremultipliedPixels:
        """Return the background, painted on a canvas that has its first elements."""
        canvas.paint(ReadPicture(self._tree).items(begun))
        return canvas.pixels(self._tree.fills)


class _Before(NamedTuple):
    """A picture that was painted, and its first elements on a canvas, if the picture before it had as many of them."""

    read: ReadPicture
    elements: int
    canvas: Canvas | None


class _Begun(NamedTuple):
    """The first elements of a background, painted: how it differs from the whole background.

    `elements` is how many they are; `words` are their pixels in some `runs`, and `colours` those of their canvas.
    """

    elements: int
    runs: NDArray[np.int32]
    words: Words
    colours: frozenset[int] | None

    def canvas(self, whole: PremultipliedPixels) -> Canvas:
        """Return the elements on a canvas, to paint more over them, by the whole background."""
        size = whole.width, whole.height
        return Canvas(size, size, whole.bgra).with_runs(self.runs, self.words, self.colours)


def _begun(canvas: Canvas, elements: int, whole: PremultipliedPixels | None) -> _Begun | None:
    """Return the elements on a canvas by their difference from the whole background, or None if it is large.

    They are all of it if no `whole` is given.
    """
    apart = (in_runs(canvas.words) != in_runs(words_of(whole))).any(axis=1) if whole else ()
    runs = np.flatnonzero(apart).astype(np.int32)
    words = in_runs(canvas.words)[runs]
    if runs.nbytes + words.nbytes > _MOST_APART * canvas.words.nbytes:
        return None  # its memory is worth more than the time to paint it again
    return _Begun(elements, runs, words, canvas.colours)


def paint_with_ground(whole: Tree, ground: Tree) -> tuple[PremultipliedPixels, PremultipliedPixels]:
    """Paint a picture, and the background of its words; what both begin with is painted once."""
    behind = PaintedGround(ground)
    return behind.under(whole), behind.pixels
