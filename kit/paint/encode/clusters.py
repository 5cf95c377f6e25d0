"""Clusters of colours that may share a palette entry, halved until they are close enough, the most expensive first.

The colours are one table of whole numbers, a column a colour, in which the colours of a cluster are adjacent: so each
step sorts once, and the sum over a cluster is the sum of a range of columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.paint.encode.colour_counts import Integers

Channels = NDArray[np.int16]
Colour = tuple[int, int, int]
Rows = NDArray[np.int64]


#: Pairs of colours that are compared at once.
_AT_ONCE = 1 << 17
#: Colours whose nearest entries are searched for at once, so that their distances stay in the processor cache.
_NEAR_AT_ONCE = 256


def cover(colours: Channels, side: int, before: list[Channels], most: int) -> Integers | None:
    """Return the palette entry of each colour, and append entries to `before` for colours that are near none of them.

    An entry serves colours in a cube around it, `side` levels long. Return None if more than `most` are needed.
    """
    entry = _nearest_within(colours, side // 2, before)
    left = np.flatnonzero(entry < 0)
    left = left[np.argsort(colours[left].sum(axis=1), kind="stable")]
    for lowest, inside in _cubes([tuple(colour) for colour in colours[left].tolist()], side):
        if len(before) >= most:
            return None
        entry[left[inside]] = len(before)
        before.append(np.array(lowest, np.int16) + side // 2)
    return entry


def _cubes(colours: list[Colour], side: int) -> Iterator[tuple[Colour, list[int]]]:
    """Yield cubes around colours, which are sorted by the sums of their channels: the lowest corner, and the indices.

    Each cube contains the first colour that is in no cube before it. Plain lists, because a cube contains few colours.
    """
    sums = [sum(colour) for colour in colours]
    left = list(range(len(colours)))
    while left:
        end = bisect_right(left, sums[left[0]] + 3 * side, key=sums.__getitem__)  # those after it are outside the cube
        low_r, low_g, low_b = _lowest([colours[index] for index in left[:end]], side)
        inside: list[int] = []
        outside: list[int] = []
        for index in left[:end]:
            red, green, blue = colours[index]
            fits = 0 <= red - low_r <= side and 0 <= green - low_g <= side and 0 <= blue - low_b <= side
            (inside if fits else outside).append(index)
        yield (low_r, low_g, low_b), inside
        left[:end] = outside


def _lowest(colours: list[Colour], side: int) -> Colour:
    """Return the lowest corner of a cube that contains the first of some colours, and as many of the next as fit."""
    red, green, blue = low_r, low_g, low_b = high_r, high_g, high_b = colours[0]
    for r, g, b in colours:
        if abs(r - red) > side or abs(g - green) > side or abs(b - blue) > side:
            continue
        low_r, low_g, low_b = min(low_r, r), min(low_g, g), min(low_b, b)
        high_r, high_g, high_b = max(high_r, r), max(high_g, g), max(high_b, b)
        if high_r - low_r > side or high_g - low_g > side or high_b - low_b > side:
            break
        corner = low_r, low_g, low_b
    return corner


def _nearest_within(colours: Channels, reach: int, entries: list[Channels]) -> Integers:
    """Return the nearest entry of each colour, or -1 if none is within reach in every channel."""
    entry = np.full(len(colours), -1, np.intp)
    if not entries:
        return entry
    step = max(1, _AT_ONCE // len(entries))
    each = np.array(entries, np.int16).T
    for start in range(0, len(colours), step):
        part = colours[start : start + step]
        apart = np.abs(part[:, :1] - each[0])
        for channel in (1, 2):
            np.maximum(apart, np.abs(part[:, channel : channel + 1] - each[channel]), out=apart)
        nearest = apart.argmin(axis=1)
        within = apart[np.arange(len(nearest)), nearest] <= reach
        entry[start : start + step][within] = nearest[within]
    return entry


def closer(colours: Channels, cluster: Integers, entries: Integers, reach: Integers) -> Integers:
    """Return the entry nearest to each colour if it is within the colour's reach, or else its current one."""
    chosen = nearest(colours, entries)
    within = np.abs(colours - entries[chosen]).max(axis=1) <= reach
    return np.asarray(np.where(within, chosen, cluster))


def nearest(colours: Channels, entries: Integers) -> Integers:
    """Return the entry that is nearest to each colour, the first of equally near ones.

    Distances are a product of matrices, except for the square of the colour itself, which is the same for all entries.
    All are whole numbers below 2**24, so that the order of summing never changes a result.
    """
    exact = entries.astype(np.float32).T
    factors = np.concatenate([-2 * exact, [(exact * exact).sum(axis=0)]])
    rows = np.ones((len(colours), len(factors)), np.float32)
    rows[:, :-1] = colours
    entry = np.empty(len(colours), np.intp)
    for start in range(0, len(colours), _NEAR_AT_ONCE):
        part = slice(start, start + _NEAR_AT_ONCE)
        entry[part] = (rows[part] @ factors).argmin(axis=1)
    return entry


#: The rows of the table: channels; the lowest and the highest allowed centre of a cluster; channels times weight, and
#: weight; the index of the colour in the input.
_CHANNELS, _LEAST, _MOST, _SUMS, _WEIGHT, _PLACE = slice(3), slice(3, 6), slice(6, 9), slice(9, 13), 12, 13
#: The mean error of a channel, in levels, below which more entries make no visible difference, only larger files.
NEAR_ENOUGH = 0.03


class _Clusters(NamedTuple):
    """Colours by cluster: their table, the column where each cluster begins, and the cluster number of each column."""

    rows: Rows
    starts: Integers
    number: Integers


def halved(
    colours: Channels, cluster: Integers, weight: Integers, reach: Integers, most: int
) -> tuple[Integers, Integers]:
    """Return the clusters, cut in two while there are fewer than `most`, numbered from 0, and their centres.

    The cost of a cluster is how far its colours are from its centre, by weight; if the total is low, none is cut. Each
    step cuts the most expensive clusters that together make up the excess, but uses at most half of the entries left.
    """
    clusters = _grouped(_table(colours, weight, reach), cluster)
    middle, little = _middles(clusters), int(3 * NEAR_ENOUGH * weight.sum())
    while (left := most - len(clusters.starts)) and (much := (cost := _costs(clusters, middle)).sum() - little) > 0:
        dearest = np.argsort(-cost, kind="stable")[: max(1, left // 2)]
        clusters = _halved(clusters, dearest[: np.searchsorted(cost[dearest].cumsum(), much) + 1])
        middle = _middles(clusters)
    numbers = np.empty_like(clusters.number)
    numbers[clusters.rows[_PLACE]] = clusters.number
    return numbers, middle.T


def centres(colours: Channels, cluster: Integers, weight: Integers, reach: Integers) -> Integers:
    """Return the centre of each cluster by weight, but no farther from any of its colours than that colour's reach."""
    return _middles(_grouped(_table(colours, weight, reach), cluster)).T


def _table(colours: Channels, weight: Integers, reach: Integers) -> Rows:
    channels = colours.T.astype(np.int64)
    places = np.arange(len(colours))
    return np.concatenate([channels, channels - reach, channels + reach, channels * weight, [weight, places]])


def _grouped(rows: Rows, key: Integers) -> _Clusters:
    """Return the clusters of colours with the same key, in the order of the keys."""
    order = np.argsort(key.astype(np.uint16), kind="stable")  # small integers sort much faster
    key = key.take(order)
    begins = np.append(True, key[1:] != key[:-1])
    return _Clusters(rows.take(order, axis=1), np.flatnonzero(begins), np.cumsum(begins) - 1)


def _middles(clusters: _Clusters) -> Integers:
    """Return the centre of each cluster, a column each."""
    rows, starts, _ = clusters
    sums = np.add.reduceat(rows[_SUMS], starts, axis=1)
    low = np.maximum.reduceat(rows[_LEAST], starts, axis=1)
    high = np.minimum.reduceat(rows[_MOST], starts, axis=1)
    return np.asarray(np.clip((sums[:3] + sums[3] // 2) // sums[3], low, high))


def _costs(clusters: _Clusters, middle: Integers) -> Integers:
    rows, starts, number = clusters
    off = np.abs(rows[_CHANNELS] - middle.take(number, axis=1)).sum(axis=0)
    return np.asarray(np.add.reduceat(off * rows[_WEIGHT], starts))


def _halved(clusters: _Clusters, chosen: Integers) -> _Clusters:
    """Return the clusters, with the chosen ones cut in two across their longest side."""
    rows, starts, number = clusters
    cut = np.zeros(len(starts), np.bool_)
    cut[chosen] = True
    low, high = (each.reduceat(rows[_CHANNELS], starts, axis=1) for each in (np.minimum, np.maximum))
    longest = (high - low).argmax(axis=0)
    middle = ((low + high) // 2)[longest, np.arange(len(starts))]
    value = rows[longest.take(number), np.arange(len(number))]
    return _grouped(rows, 2 * number + (cut.take(number) & (value > middle.take(number))))
