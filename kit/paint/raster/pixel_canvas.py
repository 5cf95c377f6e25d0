"""A canvas: pixels on which the items of pictures are painted, one over the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kit.model.asset import PremultipliedPixels
from kit.paint.raster.direct import paint_items
from kit.paint.raster.display import Around, Group, plain_colours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kit.paint.raster.cairo import Words
    from kit.paint.raster.display import Item


#: The bytes of a pixel; and the most pixels of a run, all of whose pixels are kept if one is.
BYTES, _RUN = 4, 40


class Canvas:
    """Pixels on which the items of a picture are painted, one over the other."""

    def __init__(self, size: tuple[int, int], shown: tuple[int, int], painted: bytes | bytearray | None = None) -> None:
        """Set the size of a picture, the size in px to paint it at, and the pixels so far, by default none."""
        self._size, self._shown = size, shown
        self._bgra = bytearray(BYTES * shown[0] * shown[1]) if painted is None else bytearray(painted)
        self.words = np.frombuffer(self._bgra, np.uint32).reshape(shown[1], shown[0])
        self._colours: frozenset[int] | None = frozenset()  # None once they aren't plain

    def with_runs(self, runs: NDArray[np.int32], words: Words, colours: frozenset[int] | None) -> Canvas:
        """Return the canvas with other pixels in some runs, and with other colours."""
        in_runs(self.words)[runs] = words
        self._colours = colours
        return self

    @property
    def colours(self) -> frozenset[int] | None:
        """The plain colours of what was painted; None if something has others."""
        return self._colours

    def copied(self) -> Canvas:
        """Return a copy of the canvas."""
        other = Canvas(self._size, self._shown, self._bgra)
        other._colours = self._colours
        return other

    def paint(self, items: Iterable[Item]) -> None:
        """Paint items over the pixels so far."""
        (width, height), (across, down) = self._size, self._shown
        group = Group(Around(), 1.0, tuple(items))
        colours = plain_colours(group)
        self._colours = None if self._colours is None or colours is None else self._colours | colours
        paint_items(group.items, self.words, (across / width, down / height))

    def pixels(self, fills: frozenset[int]) -> PremultipliedPixels:
        """Return the pixels of a picture with some plain fills; nothing may be painted afterwards."""
        width, height = self._shown
        plain = self._colours is not None and self._colours <= fills
        return PremultipliedPixels(width, height, 4 * width, self._bgra, fills, plain)


def in_runs(words: Words) -> Words:
    """Return a picture in runs of pixels, each in one row: an array of (runs, pixels) that shares its memory."""
    return words.reshape(-1, math.gcd(words.shape[1], _RUN))
