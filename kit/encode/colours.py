"""The colours of a picture, how many pixels each has, and what these pixels are: even ground, or edges of something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kit.encode.pixel_images import Words

Integers = NDArray[np.integer[Any]]

#: The part of a number 0xAARRGGBB that is its colour, and where each channel of it begins.
COLOUR, CHANNELS = np.uint32(0xFFFFFF), (16, 8, 0)
#: What tells channels of neighbours apart that differ by 4 or more, of pixels as they are subtracted byte by byte.
_FAR = np.uint32(0xFCFCFC)
#: How many rows are looked at at once, so that they stay in the processor's own memory.
_ROWS = 32
#: Of so many runs of a picture, those of a photo have more than so many colours; a rich drawing has a third of them.
_SAMPLE, _OF_PHOTOS = 32768, 16384
#: Bits of a slot of the table of colours, and a factor that spreads colours over it (Knuth, volume 3, 6.4).
_BITS, _FACTOR = 18, np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture: of each its value and how many pixels it has, in all, on even ground, and in stripes.

    A pixel is on even ground whose four neighbours are near it, in a stripe whose neighbours are so in one direction
    alone. The picture is also told as runs of equal pixels, row after row: each the index of a colour, and a length.
    """

    values: Words
    count: Integers
    even: Integers
    striped: Integers
    runs: Integers
    lengths: Integers


def colours_of(words: Words) -> Colours | None:
    """Return the colours of an opaque picture, or None of one that has as many as photos have."""
    flat = words.ravel()  # nothing shows through, so that alpha is the same everywhere
    starts = np.append(0, np.flatnonzero(flat[1:] != flat[:-1]) + 1)
    if len(np.unique(_slots(flat[starts[:: len(starts) // _SAMPLE + 1]] & COLOUR))) > _OF_PHOTOS:
        return None
    lengths = np.diff(starts, append=len(flat))
    table = _ColourTable(flat[starts] & COLOUR)
    across, down = _edges(words)
    uneven = np.flatnonzero(across | down)
    at = table.find(flat[uneven] & COLOUR)
    striped = at[across[uneven] ^ down[uneven]]
    count = _counts(table.runs, len(table.values), lengths)
    return Colours(
        values=table.values,
        count=count,
        even=count - _counts(at, len(count)),
        striped=_counts(striped, len(count)),
        runs=table.runs,
        lengths=lengths,
    )


def channels_of(values: Words) -> NDArray[np.int16]:
    """Return the red, green and blue of colours: an array of (colours, 3)."""
    return np.stack([(values >> np.uint32(shift)) & np.uint32(255) for shift in CHANNELS], axis=-1).astype(np.int16)


class _ColourTable:
    """Distinct colours by a hash, and which of them each run has; much quicker than to sort the runs.

    Of colours that fall into one slot the last is in the table, the others are sorted.
    """

    def __init__(self, runs: Words) -> None:
        slots = _slots(runs)
        self._held = np.zeros(1 << _BITS, np.uint32)
        self._held[slots] = runs
        taken = np.zeros(1 << _BITS, bool)
        taken[slots] = True
        used = np.flatnonzero(taken)
        self._index = np.zeros(1 << _BITS, np.intp)
        self._index[used] = np.arange(len(used))
        self._first = len(used)
        self._others = np.unique(runs[self._held[slots] != runs])
        self.values: Words = np.concatenate([self._held[used], self._others])
        self.runs: Integers = self.find(runs)

    def find(self, values: Words) -> Integers:
        """Return the index of each of some colours that are there."""
        slots = _slots(values)
        found = self._index[slots]
        elsewhere = np.flatnonzero(self._held[slots] != values)
        found[elsewhere] = self._first + np.searchsorted(self._others, values[elsewhere])
        return found


def _slots(values: Words) -> Words:
    return np.asarray((values * _FACTOR) >> np.uint32(32 - _BITS))


def _counts(index: Integers, length: int, weights: Integers | None = None) -> Integers:
    return np.bincount(index, weights, length).astype(np.int64)


def _edges(pixels: Words) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return for each pixel, in one row, whether a neighbour beside it is far from it, and one above or below."""
    across, down = np.zeros(pixels.shape, np.bool_), np.zeros(pixels.shape, np.bool_)
    for top in range(0, len(pixels), _ROWS):
        rows, below = pixels[top : top + _ROWS], pixels[top + 1 : top + 1 + _ROWS]
        far = _far(rows[:, :-1], rows[:, 1:])
        across[top : top + _ROWS, :-1] |= far
        across[top : top + _ROWS, 1:] |= far
        far = _far(rows[: len(below)], below)
        down[top : top + len(below)] |= far
        down[top + 1 : top + 1 + len(below)] |= far
    return across.ravel(), down.ravel()


def _far(ones: Words, others: Words) -> NDArray[np.bool_]:
    """Tell of pixels whether they are far from others, each of one."""
    one, other = ones.view(np.uint8), others.view(np.uint8)
    apart = np.maximum(one, other)
    apart -= np.minimum(one, other)
    return np.asarray((apart.view(np.uint32) & _FAR) != 0)
