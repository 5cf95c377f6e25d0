"""What pictures share behind their words: painted once, and kept in memory while pictures over it follow each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.base.geometry import Size
from kit.base.memory_caches import BoundedCache
from kit.drawing.images.preparing import embedded
from kit.model.asset import PremultipliedPixels
from kit.model.image import ImagePart
from kit.model.tree import Tree
from kit.paint.raster.cairo import Words
from kit.paint.raster.painter import BYTES, Canvas, ReadPicture, in_runs, paint_premultiplied, read_picture, words_of

#: The most that are kept of a ground as its pictures begin with it, as a part of the bytes of all of it.
_MOST_APART = 0.6
#: How many pictures before are remembered over a ground of several kits: those of a message may have other words.
_BEFORE = 2


class PaintedGround:
    """What is behind the words of pictures, painted once; what a picture begins with like it is not painted again.

    The pictures of several kits have most words in common too, and some of their backgrounds differ only in a plate
    behind an address: what such a picture or background begins with like the one before it is painted once.
    """

    def __init__(self, tree: Tree, before: PaintedGround | None = None, *, of_kits: bool = False) -> None:
        """Take the tree of the background and, of several kits, the background before; nothing is painted yet."""
        self._tree, self._of_kits = tree, of_kits
        self.read = read_picture(tree)
        self.begun_with: _Begun | None = None
        alike = before if before and before.size == self.size else None
        self.before: list[_Before] = [*alike.before] if alike else []
        self._like = alike.first_elements if alike else None

    @property
    def size(self) -> Size:
        """The size in px."""
        return self._tree.size

    @property
    def most_bytes(self) -> int:
        """The most bytes that are kept once it is painted."""
        copies = 1 + _MOST_APART + (_BEFORE if self._of_kits else 0)
        return int(copies * BYTES * self.size.width * self.size.height)

    @property
    def first_elements(self) -> _FirstElements | None:
        """The first elements of this background, or of the one that it begins like."""
        if self.begun_with and "pixels" in vars(self):
            return _FirstElements(self.read, self.begun_with, self.pixels)
        return self._like

    @cached_property
    def pixels(self) -> PremultipliedPixels:
        """The background alone."""
        return self._painted_on(*self._first(self.read, len(self._tree.children)))

    def under(self, whole: Tree) -> PremultipliedPixels:
        """Paint a picture that has this background."""
        read = read_picture(whole)
        if read.size != self.read.size:
            return paint_premultiplied(whole)
        shared = read.shared_with(self.read)
        canvas, begun = self._begin(read, shared)
        canvas.paint(read.items(begun))
        pairs = zip_longest(whole.children[shared:], self._tree.children[shared:])
        over = Tree(whole.size, tuple(element for element, behind in pairs if element and element != behind))
        return replace(canvas.pixels(whole.fills), ground=self.pixels, over=over.fills, of_kits=self._of_kits)

    def _begin(self, read: ReadPicture, shared: int) -> tuple[Canvas, int]:
        """Return the first elements of a picture, painted, and how many they are.

        They are those that it has in common with the background or, of several kits, with the picture before.
        """
        if not self._of_kits:
            return self._canvas(shared), shared
        befores = [(read.shared_with(before.read), before) for before in self.before]
        for common, before in befores:
            if before.canvas and common >= before.elements:
                return before.canvas.copied(), before.elements
        common = max((common for common, _ in befores), default=0)
        canvas = self._canvas(shared)
        if common <= shared:
            self.before = [_Before(read, 0, None), *self.before[: _BEFORE - 1]]
            return canvas, shared
        canvas.paint(read.items(shared, common))
        others = (before for same, before in befores if same < common)
        self.before = [_Before(read, common, canvas.copied()), *others]
        return canvas, common

    def _first(self, read: ReadPicture, most: int) -> tuple[Canvas, int]:
        """Return a canvas with what the background before begins with too, at most some elements, and how many."""
        if self._like:
            other, begun, pixels = self._like
            if begun.elements <= min(most, read.shared_with(other)):
                return begun.canvas(pixels), begun.elements
        return Canvas(read.size, read.size), 0

    def _canvas(self, shared: int) -> Canvas:
        """Return the first elements of the background, painted."""
        if self.begun_with and self.begun_with.elements == shared:
            return self.begun_with.canvas(self.pixels)
        read = ReadPicture(self._tree)
        canvas, begun = self._first(read, shared)
        canvas.paint(read.items(begun, shared))  # what can't be painted is not kept half painted
        if "pixels" not in vars(self):
            self.pixels = self._painted_on(canvas.copied(), shared)
        rest = shared < len(self._tree.children)
        # The next picture most likely begins with as many.
        self.begun_with = _difference(canvas, shared, self.pixels if rest else None)
        return canvas

    def _painted_on(self, canvas: Canvas, begun: int) -> PremultipliedPixels:
        """Return the background, painted on a canvas that has its first elements."""
        canvas.paint(ReadPicture(self._tree).items(begun))
        return canvas.pixels(self._tree.fills)


class _FirstElements(NamedTuple):
    """The first elements of a background, painted, with the background and all of its pixels."""

    read: ReadPicture
    begun: _Begun
    pixels: PremultipliedPixels


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
        canvas = Canvas(size, size, whole.bgra)
        in_runs(canvas.words)[self.runs] = self.words
        canvas.colours = self.colours
        return canvas


def _difference(canvas: Canvas, elements: int, whole: PremultipliedPixels | None) -> _Begun | None:
    """Return the elements on a canvas by their difference from the whole background, or None if it is large.

    They are all of it if no `whole` is given.
    """
    apart = (in_runs(canvas.words) != in_runs(words_of(whole))).any(axis=1) if whole else ()
    runs = np.flatnonzero(apart).astype(np.int32)
    words = in_runs(canvas.words)[runs]
    if runs.nbytes + words.nbytes > _MOST_APART * canvas.words.nbytes:
        return None  # its memory is worth more than the time to paint it again
    return _Begun(elements, runs, words, canvas.colours)


#: The most bytes of the grounds that are kept of one kit, and where each is that of several kits.
_MOST_BYTES, _MOST_OF_SEVERAL = 24_000_000, 136_000_000
_GROUNDS: BoundedCache[str, PaintedGround] = BoundedCache(_MOST_BYTES, lambda _, ground: ground.most_bytes)


#: The ground of the last picture, where there are several kits: the next one may differ in a plate behind an address.
_LAST: list[PaintedGround] = []


def keep_for_several_kits() -> None:
    """Keep more grounds from now on, also that of a poster: several kits have the same ones."""
    _GROUNDS.most = _MOST_OF_SEVERAL


def ground_of(tree: Tree, parts: Sequence[ImagePart], without_effects: Callable[[Tree], Tree]) -> PaintedGround:
    """Return the ground of a picture by its tree, which refers to the parts of photos and logos.

    `without_effects` returns a tree with pictures for its effects. Raises ImageError as `embedded` does.
    """
    of_kits, before = _GROUNDS.most == _MOST_OF_SEVERAL, _LAST[0] if _LAST else None
    ground = _GROUNDS.get(
        tree.digest, lambda: PaintedGround(without_effects(embedded(tree, parts)), before, of_kits=of_kits)
    )
    _LAST[:] = [ground] if of_kits else []
    return ground


def paint_with_ground(whole: Tree, ground: Tree) -> tuple[PremultipliedPixels, PremultipliedPixels]:
    """Paint a picture, and the background of its words; what both begin with is painted once."""
    behind = PaintedGround(ground)
    return behind.under(whole), behind.pixels
