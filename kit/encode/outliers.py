"""Entries for colours of gradients that no mix of a palette comes near to, such as those where lights cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.encode.clusters import nearest
from kit.encode.mixing import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.encode.clusters import Channels
    from kit.encode.colours import Integers
    from kit.encode.mixing import Mixing

#: How far an area of a gradient may be from its colour, in levels of a channel: the mean of the pixels that take turns.
AREA_OFF = 2
#: How many levels off an entry helps an outlier, and of so many that are left one more is made an entry at once.
_HELPS, _AT_ONCE = 3, 10


def area_off(colours: Channels, entries: NDArray[np.int32], mixes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how far the area of each colour is from it, in the channel that is off most."""
    return np.asarray(off_by_area(colours, entries, mixes).max(axis=1))


def off_by_area(colours: Channels, entries: NDArray[np.int32], mixes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how far the area of each colour is from it in each channel."""
    return np.asarray(np.abs(entries[mixes].mean(axis=1) - colours))


def dearest(own: Integers, cost: NDArray[np.float64], few: int) -> Integers:
    """Return of the entries whose colours together cost most the colour of each that costs most itself."""
    order = np.lexsort((-cost, own))
    entries = np.argsort(-np.bincount(own, cost), kind="stable")[:few]
    return np.asarray(order[np.searchsorted(own[order], entries)])


def with_outliers(outliers: Channels, entries: NDArray[np.int32], most: int, how: Mixing) -> NDArray[np.int32]:
    """Return entries of a palette, and behind them some of the outliers, until a mix of entries is near to each.

    Where the palette is full before, some stay as far as they are.
    """
    while len(entries) < most:
        left = outliers[area_off(outliers, entries, mixes_of(outliers, entries, how)) > AREA_OFF]
        if not len(left):
            break
        entries = np.concatenate([entries, _central(left, min(most - len(entries), len(left) // _AT_ONCE + 1))])
    return entries


def mixes_of(colours: Channels, entries: NDArray[np.int32], how: Mixing) -> NDArray[np.uint8]:
    """Return what each colour of a few takes in turn, of all entries."""
    return mixed(colours, nearest(colours, entries), entries, np.ones(len(colours), np.bool_), how)


def _central(colours: Channels, few: int) -> Channels:
    """Return some of the colours, each of which has the most others around it that none before it has."""
    around = np.abs(colours[:, None] - colours).max(axis=2) <= _HELPS
    chosen: list[int] = []
    for _ in range(few):
        chosen.append(int(np.argmax(around.sum(axis=1))))
        around &= ~around[chosen[-1]]
    return colours[chosen]
