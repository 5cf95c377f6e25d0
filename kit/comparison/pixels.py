"""Compare the pixels of two pictures of one size, and paint where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from kit.model.comparison import PixelChange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import Pixels

    Levels = NDArray[np.uint8]

#: A palette may change the edges of letters by so many levels, also where the letters are the same as before.
_BY_PALETTE = 32
#: Rows are compared so many at once, so that not all of two large pictures is in memory twice.
_BAND = 256
#: What differs is painted in this colour over the new picture, pale and grey; the least difference is this opaque.
_MARK, _LEAST, _PALE = (200, 0, 90), 0.35, 0.2


def levels_of(old: Pixels, new: Pixels) -> Levels:
    """Return by how many of 255 levels each pixel differs, in the channel that does most: (height, width).

    Pixels through which nothing shows are equal whatever their colours. Both must have one size.
    """
    before, after = _array(old), _array(new)
    levels = np.empty((new.height, new.width), np.uint8)
    for top in range(0, new.height, _BAND):
        one, other = (_shown(side[top : top + _BAND]) for side in (before, after))
        levels[top : top + _BAND] = np.max(np.maximum(one, other) - np.minimum(one, other), axis=2)
    return levels


def pixel_change(levels: Levels) -> PixelChange | None:
    """Return how two pictures differ; None when they don't."""
    largest = int(np.max(levels))
    if not largest:
        return None
    seen = levels > (_BY_PALETTE if largest > _BY_PALETTE else 0)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    box = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    return PixelChange(int(np.count_nonzero(levels)), levels.size, largest, box)


def difference_image(levels: Levels, new: Pixels) -> Image.Image:
    """Return the new picture, pale and grey, with all that differs in one strong colour.

    Differences are amplified so that the largest is opaque and the least can still be seen.
    """
    largest = max(1, int(np.max(levels)))
    opacity = np.where(levels > 0, _LEAST + (1 - _LEAST) * (levels.astype(np.float32) / largest), 0)
    over = Image.fromarray((opacity * 255).astype(np.uint8), "L")
    flat = Image.new("RGBA", (new.width, new.height), "white")
    flat.alpha_composite(Image.frombuffer("RGBA", (new.width, new.height), new.rgba, "raw", "RGBA", 0, 1))
    pale = Image.blend(Image.new("L", flat.size, 255), flat.convert("L"), _PALE).convert("RGB")
    pale.paste(Image.new("RGB", flat.size, _MARK), mask=over)
    return pale


def _array(pixels: Pixels) -> Levels:
    return np.frombuffer(pixels.rgba, np.uint8).reshape(pixels.height, pixels.width, 4)


def _shown(band: Levels) -> Levels:
    """Return the pixels of a band, all clear ones alike."""
    return band * (band[:, :, 3:] > 0)
