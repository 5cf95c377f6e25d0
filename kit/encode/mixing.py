"""Mixes of palette entries (ordered dithering), and extra entries for colours that no mix comes near to.

In each square of two by two pixels every pixel has its own turn: the same everywhere, so that equal rows stay equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kit.encode.clusters import nearest
from kit.encode.colour_counts import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.encode.clusters import Channels
    from kit.encode.colour_counts import Colours, Integers


#: The row and the column of each turn in a square, so that the first two and the last two are diagonal.
_PLACES = ((0, 0), (1, 1), (0, 1), (1, 0))
#: The bits of an entry's index.
_BITS = 8
#: The weights of the channels in lightness, in sixteenths.
_LIGHT = np.array([4, 10, 2])


@dataclass(frozen=True, slots=True)
class Mixing:
    """When colours are mixed, and from which entries.

    A colour is mixed if its own entry is off by more than `near` in lightness, in sixteenths of a level, or by at least
    `off` levels in a channel. A pixel of its mix is at most `reach` levels from it, and is one of the `around` entries
    nearest to its own.
    """

    near: int = 8
    off: int = 2
    reach: int = 3
    around: int = 8


def mixed(
    colours: NDArray[np.int16], own: Integers, entries: NDArray[np.int32], may_mix: NDArray[np.bool_], how: Mixing
) -> NDArray[np.uint8]:
    """Return the entry of each colour at each turn: its own, or several whose mean is no farther from it.

    There is only one turn if every colour uses its own entry.
    """
    mixes = np.repeat(own[:, None], len(_PLACES), axis=1)
    off = colours - entries[own]
    far = np.flatnonzero(may_mix & ((np.abs(off @ _LIGHT) > how.near) | (np.abs(off).max(axis=1) >= how.off)))
    if not len(far):
        return own[:, None].astype(np.uint8)
    turns = _in_turn(colours[far].astype(np.int32), own[far], entries, how)
    all_off = np.abs((entries[turns] - colours[far, None]).sum(axis=1)).max(axis=1)
    no_farther = all_off <= len(_PLACES) * np.abs(off[far]).max(axis=1)
    mixes[far[no_farther]] = turns[no_farther]
    return mixes.astype(np.uint8)


def spread(colours: Colours, mixes: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the entry of each pixel of a picture, whose colours each use one entry or a mix."""
    if mixes.shape[1] == 1:
        return np.repeat(mixes[:, 0].take(colours.runs), colours.lengths).reshape(shape)
    turns = np.ascontiguousarray(mixes).view(np.uint32)[:, 0].take(colours.runs)  # four entries in one number
    every = np.repeat(turns, colours.lengths).view(np.uint8).reshape(*shape, len(_PLACES))
    pixels = np.empty(shape, np.uint8)
    for turn, (row, column) in enumerate(_PLACES):
        pixels[row::2, column::2] = every[row::2, column::2, turn]
    return pixels


def _in_turn(colours: NDArray[np.int32], own: Integers, entries: NDArray[np.int32], how: Mixing) -> Integers:
    """Return the entries of each turn, the lightest last.

    Each makes up for the error of those before it, and is itself near: a mix of near entries is finer.
    """
    choices = _near(own, entries, how.around)
    offered = entries.T[:, choices] - colours.T[:, :, None]  # how far each choice is off: (3, colours, choices)
    out, alone = np.abs(offered).max(axis=0) > how.reach, _squares(offered)
    owed, turns, each = np.zeros((3, len(colours), 1), np.int32), [], np.arange(len(colours))
    for _ in _PLACES:
        left = _squares(offered + owed) + alone
        left[out] = np.iinfo(left.dtype).max
        best = left.argmin(axis=1)
        turns.append(choices[each, best])
        owed += offered[:, each, best][:, :, None]
    chosen = np.stack(turns, axis=1)
    order = np.argsort((entries @ _LIGHT)[chosen], axis=1, kind="stable")
    return np.asarray(np.take_along_axis(chosen, order, axis=1))


def _near(own: Integers, entries: NDArray[np.int32], most: int) -> Integers:
    """Return the entries around each colour's own, the nearest first, and the first of equally near ones."""
    used, which = numbered(own)
    apart = _squares(entries.T[:, used, None] - entries.T[:, None])
    keys = np.left_shift(apart, _BITS) + np.arange(len(entries)).astype(np.int32)
    around = min(most, len(entries))
    nearest = np.sort(np.partition(keys, around - 1, axis=1)[:, :around], axis=1)
    return np.asarray((nearest & ((1 << _BITS) - 1))[which])


def _squares(apart: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the sum of the squares of three channels; eight-bit channels can't overflow it."""
    return np.asarray(np.einsum("i...,i...->...", apart, apart))


#: How far an area of a gradient may be off its colour, in levels of a channel: the mean of its four turns.
AREA_OFF = 2
#: An entry helps outliers within this many levels; one new entry is added at once for this many outliers left.
_HELPS, _AT_ONCE = 3, 10


def area_off(colours: Channels, entries: NDArray[np.int32], mixes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how far the area of each colour is from it, in the channel with the largest error."""
    return np.asarray(off_by_area(colours, entries, mixes).max(axis=1))


def off_by_area(colours: Channels, entries: NDArray[np.int32], mixes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how far the area of each colour is from it in each channel."""
    return np.asarray(np.abs(entries[mixes].mean(axis=1) - colours))


def dearest(own: Integers, cost: NDArray[np.float64], few: int) -> Integers:
    """Return, for each of the `few` most expensive entries, the index of its most expensive colour."""
    order = np.lexsort((-cost, own))
    entries = np.argsort(-np.bincount(own, cost), kind="stable")[:few]
    return np.asarray(order[np.searchsorted(own[order], entries)])


def with_outliers(outliers: Channels, entries: NDArray[np.int32], most: int, how: Mixing) -> NDArray[np.int32]:
    """Return the entries of a palette with some outliers appended, until a mix of entries is near to each outlier.

    If the palette is full before that, the other outliers stay off.
    """
    while len(entries) < most:
        left = outliers[area_off(outliers, entries, mixes_of(outliers, entries, how)) > AREA_OFF]
        if not len(left):
            break
        entries = np.concatenate([entries, _central(left, min(most - len(entries), len(left) // _AT_ONCE + 1))])
    return entries


def mixes_of(colours: Channels, entries: NDArray[np.int32], how: Mixing) -> NDArray[np.uint8]:
    """Return the entries that each of a few colours takes at each turn, out of all entries."""
    return mixed(colours, nearest(colours, entries), entries, np.ones(len(colours), np.bool_), how)


def _central(colours: Channels, few: int) -> Channels:
    """Return some of the colours, each with the most others around it that are not near one already chosen."""
    around = np.abs(colours[:, None] - colours).max(axis=2) <= _HELPS
    chosen: list[int] = []
    for _ in range(few):
        chosen.append(int(np.argmax(around.sum(axis=1))))
        around &= ~around[chosen[-1]]
    return colours[chosen]
