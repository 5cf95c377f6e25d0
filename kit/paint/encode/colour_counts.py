"""The colours of a picture, how many pixels each has, and where those are: on even background or at edges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kit.paint.encode.pixel_images import Words

Integers = NDArray[np.integer[Any]]

#: The part of a number 0xAARRGGBB that is its colour, and the lowest bit of each channel.
COLOUR, CHANNELS = np.uint32(0xFFFFFF), (16, 8, 0)
#: The bits that are set in a bytewise difference of pixels if a channel differs by 4 or more.
_FAR = np.uint32(0xFCFCFC)
#: How many rows are compared at once, so that they stay in the processor cache.
_ROWS = 32
#: The runs that are sampled, and the distinct colours among them above which a picture is a photo; a rich drawing has
#: a third of them.
_SAMPLE, _OF_PHOTOS = 32768, 16384
#: No colour.
_NONE = np.uint32(0xFFFFFFFF)
#: The most bits of a slot in the table of colours, and how many slots the table has for each colour.
_BITS, _TIMES = 18, 32
#: A factor that spreads colours over the slots (Knuth, volume 3, 6.4).
_FACTOR = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture: the value of each, and its pixels in all, on even ground, and in stripes.

    A pixel is on even ground if its four neighbours are near it in colour, and in a stripe if they are so in only one
    direction. The picture is also given as runs of equal pixels, row after row: the index of a colour, and a length.
    """

    values: Words
    count: Integers
    even: Integers
    striped: Integers
    runs: Integers
    lengths: Integers


def colours_of(words: Words, plain: Collection[int] | None = None) -> Colours | None:
    """Return the colours of an opaque picture, or None if it has as many as a photo.

    With `plain`, the only colours that the picture is painted in, 0xRRGGBB, their pixels count as even ground and all
    others as edges, without comparing neighbours.
    """
    flat = words.ravel()  # opaque, so alpha is the same everywhere
    starts = np.append(0, np.flatnonzero(flat[1:] != flat[:-1]) + 1)
    runs = flat[starts] & COLOUR
    about = _about(runs)
    if about > _OF_PHOTOS:
        return None
    lengths = np.diff(starts, append=len(flat))
    table = _ColourTable(runs, min(_BITS, (_TIMES * about).bit_length()))
    count = _counts(table.runs, len(table.values), lengths)
    if plain is None:
        even, striped = _grounds(words, starts, table, count)
    else:
        even, striped = np.where(is_one_of(table.values, plain), count, 0), np.zeros_like(count)
    return Colours(table.values, count, even, striped, table.runs, lengths)


def is_one_of(values: Words, colours: Collection[int]) -> NDArray[np.bool_]:
    """Return, per value, whether it is one of some colours, 0xRRGGBB."""
    return np.isin(values, np.array(sorted(colours), np.uint32))


def channels_of(values: Words) -> NDArray[np.int16]:
    """Return the red, green and blue of colours: an array of (colours, 3)."""
    return np.stack([(values >> np.uint32(shift)) & np.uint32(255) for shift in CHANNELS], axis=-1).astype(np.int16)


class _ColourTable:
    """Distinct colours by a hash, and the index of the colour of each run; much quicker than sorting the runs.

    Of the colours that share a slot, the last is in the table; the others are in a sorted list.
    """

    def __init__(self, runs: Words, bits: int) -> None:
        """Take the colours of runs; the table has 2 ** `bits` slots."""
        self._bits = bits
        slots = _slots(runs, bits)
        self._in_slot = np.full(1 << bits, _NONE)
        self._in_slot[slots] = runs
        used = np.flatnonzero(self._in_slot != _NONE)
        self._index = np.empty(1 << bits, np.intp)
        self._index[used] = np.arange(len(used))
        self._first = len(used)
        elsewhere = np.flatnonzero(self._in_slot[slots] != runs)
        self._others = distinct(runs[elsewhere])
        self.values: Words = np.concatenate([self._in_slot[used], self._others])
        self.runs: Integers = self._indices(runs, slots, elsewhere)

    def find(self, values: Words) -> Integers:
        """Return the indices of colours, all of which must be in the table."""
        slots = _slots(values, self._bits)
        return self._indices(values, slots, np.flatnonzero(self._in_slot[slots] != values))

    def _indices(self, values: Words, slots: Words, elsewhere: Integers) -> Integers:
        indices = self._index[slots]
        indices[elsewhere] = self._first + np.searchsorted(self._others, values[elsewhere])
        return indices


def distinct_indices(values: Words) -> tuple[Words, Integers]:
    """Return the distinct colours of some pixels, and the index of each pixel's colour among them."""
    if not len(values):
        return values, np.empty(0, np.intp)
    table = _ColourTable(values, min(_BITS, (_TIMES * _about(values)).bit_length()))
    return table.values, table.runs


def is_far_apart(some: Words, others: Words) -> NDArray[np.bool_]:
    """Return, per pair of pixels, whether a channel differs by 4 levels or more."""
    one, other = (each.view(np.uint8) for each in (np.ascontiguousarray(some), np.ascontiguousarray(others)))
    apart = np.maximum(one, other) - np.minimum(one, other)
    return np.asarray((apart.view(np.uint32) & _FAR) != 0)


def _about(values: Words) -> int:
    """Return about how many distinct colours there are among some, from a sample."""
    used = np.zeros(1 << _BITS, np.bool_)
    used[_slots(values[:: len(values) // _SAMPLE + 1], _BITS)] = True
    return int(np.count_nonzero(used))


def _slots(values: Words, bits: int) -> Words:
    return np.asarray((values * _FACTOR) >> np.uint32(32 - bits))


def _counts(index: Integers, length: int, weights: Integers | None = None) -> Integers:
    return np.bincount(index, weights, length).astype(np.int64)


def _grounds(words: Words, starts: Integers, table: _ColourTable, count: Integers) -> tuple[Integers, Integers]:
    """Return, per colour, how many of its pixels are on even background, and how many in stripes.

    `starts` are the first pixels of the runs.
    """
    across, down = _edges(words, starts)
    uneven = np.flatnonzero(across | down)
    at = table.find(words.ravel()[uneven] & COLOUR)
    striped = at[across[uneven] ^ down[uneven]]
    return count - _counts(at, len(count)), _counts(striped, len(count))


def _edges(pixels: Words, starts: Integers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, per pixel, whether a neighbour to its left or right is far from it, and one above or below; flat."""
    width, flat = pixels.shape[1], pixels.ravel()
    colours = flat[starts]
    begins = starts[1:][is_far_apart(colours[1:], colours[:-1])]
    begins = begins[begins % width != 0]  # the first pixel of the next row isn't a neighbour
    across = np.zeros(len(flat), np.bool_)
    across[begins] = across[begins - 1] = True
    far = _far_below(flat, width)
    down = np.append(far, np.zeros(width, np.bool_))
    down[width:] |= far
    return across, down


def _far_below(flat: Words, width: int) -> NDArray[np.bool_]:
    """Return, per pixel except those of the last row, whether it is far from the one below it."""
    is_far, at_once = np.empty(len(flat) - width, np.bool_), _ROWS * width
    high, low = np.empty((2, 4 * at_once), np.uint8)
    for start in range(0, len(is_far), at_once):
        one, other = (part.view(np.uint8) for part in (flat[:-width][start:][:at_once], flat[width:][start:][:at_once]))
        apart = np.maximum(one, other, out=high[: len(one)])
        apart -= np.minimum(one, other, out=low[: len(one)])
        words = apart.view(np.uint32)
        words &= _FAR
        np.not_equal(words, 0, out=is_far[start : start + at_once])
    return is_far


T = TypeVar("T", bound=np.generic)


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Return the distinct values of a flat array, in ascending order."""
    ordered = np.sort(values)
    return ordered[_begins(ordered)]


def numbered(values: NDArray[T]) -> tuple[NDArray[T], NDArray[np.intp]]:
    """Return the distinct values of a flat array, in ascending order, and the index of each value among them."""
    order = np.argsort(values)
    ordered = values[order]
    begins = _begins(ordered)
    number = np.empty(len(values), np.intp)
    number[order] = np.cumsum(begins) - 1
    return ordered[begins], number


def _begins(ordered: NDArray[T]) -> NDArray[np.bool_]:
    """Return, per value of a sorted array, whether it differs from the one before."""
    begins = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return begins
