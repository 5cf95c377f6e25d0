"""Clusters of colours that are cut in two, the dearest first, until they are near enough or a palette has no more room.

All that is known of the colours is one table of whole numbers, a column a colour, in which those of a cluster stand
side by side: so each step sorts once, and sums of clusters are sums of neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.encode.clusters import Channels
    from kit.encode.colours import Integers

    Rows = NDArray[np.int64]

#: The rows of the table: channels; the least and the most that the middle of a cluster may be; channels times weight,
#: and weight; the place of the colour among those that were given.
_CHANNELS, _LEAST, _MOST, _SUMS, _WEIGHT, _PLACE = slice(3), slice(3, 6), slice(6, 9), slice(9, 13), 12, 13
#: How many levels a channel is off on average where more entries are not seen; with fewer a file is smaller.
NEAR_ENOUGH = 0.03


class _Clusters(NamedTuple):
    """Colours by cluster: their table, where in it each cluster begins, and the number of the cluster of each."""

    rows: Rows
    starts: Integers
    number: Integers


def halved(
    colours: Channels, cluster: Integers, weight: Integers, reach: Integers, most: int
) -> tuple[Integers, Integers]:
    """Return clusters that were cut in two while there were fewer than `most`, numbered from 0 on, and their middles.

    What a cluster costs is how far its colours are from the middle, by weight; where all cost little, none is cut. At
    each step those are cut that cost most and together as much as is too much, but they take half of the room at most.
    """
    clusters = _grouped(_table(colours, weight, reach), cluster)
    middle, little = _middles(clusters), int(3 * NEAR_ENOUGH * weight.sum())
    while (left := most - len(clusters.starts)) and (much := (cost := _costs(clusters, middle)).sum() - little) > 0:
        dearest = np.argsort(-cost, kind="stable")[: max(1, left // 2)]
        clusters = _halved(clusters, dearest[: np.searchsorted(cost[dearest].cumsum(), much) + 1])
        middle = _middles(clusters)
    found = np.empty_like(clusters.number)
    found[clusters.rows[_PLACE]] = clusters.number
    return found, middle.T


def centres(colours: Channels, cluster: Integers, weight: Integers, reach: Integers) -> Integers:
    """Return the middle of each cluster by weight, but no farther from any of its colours than the reach of that."""
    return _middles(_grouped(_table(colours, weight, reach), cluster)).T


def _table(colours: Channels, weight: Integers, reach: Integers) -> Rows:
    channels = colours.T.astype(np.int64)
    places = np.arange(len(colours))
    return np.concatenate([channels, channels - reach, channels + reach, channels * weight, [weight, places]])


def _grouped(rows: Rows, key: Integers) -> _Clusters:
    """Return the clusters of colours that have one key, in the order of the keys."""
    order = np.argsort(key.astype(np.uint16), kind="stable")  # small numbers are sorted in no time
    key = key.take(order)
    begins = np.append(True, key[1:] != key[:-1])
    return _Clusters(rows.take(order, axis=1), np.flatnonzero(begins), np.cumsum(begins) - 1)


def _middles(clusters: _Clusters) -> Integers:
    """Return the middle of each cluster, a column each."""
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
    """Return clusters of which the chosen ones were cut in two across their longest side."""
    rows, starts, number = clusters
    cut = np.zeros(len(starts), np.bool_)
    cut[chosen] = True
    low, high = (each.reduceat(rows[_CHANNELS], starts, axis=1) for each in (np.minimum, np.maximum))
    longest = (high - low).argmax(axis=0)
    middle = ((low + high) // 2)[longest, np.arange(len(starts))]
    value = rows[longest.take(number), np.arange(len(number))]
    return _grouped(rows, 2 * number + (cut.take(number) & (value > middle.take(number))))
