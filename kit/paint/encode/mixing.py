"""Mixes of palette entries (ordered dithering) for colours of gradients that have no entry of their own.

In each square of two by two pixels every pixel has its own turn: the same everywhere, so that equal rows stay equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.paint.encode.colour_counts import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.paint.encode.colour_counts import Colours, Integers


#: The row and the column of each turn in a square, so that the first two and the last two are diagonal.
_PLACES = ((0, 0), (1, 1), (0, 1), (1, 0))
#: The bits of an entry's index.
_BITS = 8
#: The weights of the channels in lightness, in sixteenths.
_LIGHT = np.array([4, 10, 2])


#: A colour is mixed if its own entry is off by more than `_NEAR` in lightness, in sixteenths of a level, or by at least
#: `_OFF` levels in a channel. A pixel of its mix is at most `_REACH` levels from it, and is one of the `_AROUND`
#: entries nearest to its own.
_NEAR, _OFF, _REACH, _AROUND = 8, 2, 3, 8


def mixed(
    colours: NDArray[np.int16], own: Integers, entries: NDArray[np.int32], may_mix: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Return the entry of each colour at each turn: its own, or several whose mean is no farther from it.

    There is only one turn if every colour uses its own entry.
    """
    mixes = np.repeat(own[:, None], len(_PLACES), axis=1)
    off = colours - entries[own]
    far = np.flatnonzero(may_mix & ((np.abs(off @ _LIGHT) > _NEAR) | (np.abs(off).max(axis=1) >= _OFF)))
    if not len(far):
        return own[:, None].astype(np.uint8)
    turns = _in_turn(colours[far].astype(np.int32), own[far], entries)
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


def _in_turn(colours: NDArray[np.int32], own: Integers, entries: NDArray[np.int32]) -> Integers:
    """Return the entries of each turn, the lightest last.

    Each makes up for the error of those before it, and is itself near: a mix of near entries is finer.
    """
    choices = _near(own, entries, _AROUND)
    offered = entries.T[:, choices] - colours.T[:, :, None]  # how far each choice is off: (3, colours, choices)
    out, alone = np.abs(offered).max(axis=0) > _REACH, _squares(offered)
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
