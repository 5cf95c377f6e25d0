"""Colours that may share an entry of a palette: clusters, each of colours that are near enough to one among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.encode.colours import Integers

    Channels = NDArray[np.int16]

#: Pairs of colours that are compared at once.
_AT_ONCE = 1 << 17


def cover(colours: Channels, side: int, before: list[Channels], most: int) -> Integers | None:
    """Return which entry of a palette each colour takes, and add to those `before` what none of them is near to.

    An entry serves colours in a cube around it, `side` levels long. None when more than `most` are needed.
    """
    entry = _nearest_within(colours, side // 2, before)
    left = np.flatnonzero(entry < 0)
    left = left[np.argsort(colours[left].sum(axis=1), kind="stable")]
    while len(left):
        if len(before) >= most:
            return None
        lowest = _cube(colours[left], side)
        inside = ((colours[left] >= lowest) & (colours[left] <= lowest + side)).all(axis=1)
        entry[left[inside]] = len(before)
        before.append(lowest + side // 2)
        left = left[~inside]
    return entry


def _cube(colours: Channels, side: int) -> Channels:
    """Return the lowest corner of a cube that holds the first of some colours, and as many of the next as fit."""
    near = colours[: 8 * side + 64]
    near = near[(np.abs(near - near[0]) <= side).all(axis=1)]
    low, high = np.minimum.accumulate(near), np.maximum.accumulate(near)
    fits = ((high - low) <= side).all(axis=1)
    return np.asarray(low[np.flatnonzero(fits)[-1]])


def _nearest_within(colours: Channels, reach: int, entries: list[Channels]) -> Integers:
    """Return the nearest entry of each colour that is within reach in every channel, else -1."""
    found = np.full(len(colours), -1, np.intp)
    if not entries:
        return found
    step = max(1, _AT_ONCE // len(entries))
    for start in range(0, len(colours), step):
        apart = np.abs(colours[start : start + step, None] - np.array(entries)).max(axis=2)
        nearest = apart.argmin(axis=1)
        within = apart[np.arange(len(nearest)), nearest] <= reach
        found[start : start + step][within] = nearest[within]
    return found


def centres(colours: Channels, cluster: Integers, weight: Integers, reach: Integers) -> tuple[Integers, Integers]:
    """Return the middle of each cluster by weight, but no farther from any member than its reach, and each one's cost.

    What a cluster costs is how far its members are from the middle, by weight.
    """
    order = np.argsort(cluster, kind="stable")
    starts = np.flatnonzero(np.diff(cluster[order], prepend=-1))
    total = np.add.reduceat(weight[order], starts)
    sums = np.add.reduceat((weight[:, None] * colours)[order], starts)
    low = np.maximum.reduceat((colours - reach[:, None])[order], starts)
    high = np.minimum.reduceat((colours + reach[:, None])[order], starts)
    middle = np.clip((sums + total[:, None] // 2) // total[:, None], low, high)
    cost = np.add.reduceat((np.abs(colours - middle[cluster]).sum(axis=1) * weight)[order], starts)
    return middle, cost


def halve(colours: Channels, cluster: Integers, chosen: Integers) -> Integers:
    """Return clusters, numbered from 0 on, of which the chosen ones were cut in two across their longest side."""
    cut = np.zeros(int(np.max(cluster)) + 1, np.bool_)
    cut[chosen] = True
    order = np.argsort(cluster, kind="stable")
    starts = np.flatnonzero(np.diff(cluster[order], prepend=-1))
    low, high = np.minimum.reduceat(colours[order], starts), np.maximum.reduceat(colours[order], starts)
    longest = (high - low).argmax(axis=1)
    middle = np.take_along_axis((low + high) // 2, longest[:, None], axis=1)[:, 0]
    value = np.take_along_axis(colours, longest[cluster][:, None], axis=1)[:, 0]
    upper = cut[cluster] & (value > middle[cluster])
    return np.asarray(np.unique(2 * cluster + upper, return_inverse=True)[1])


def nearest(colours: Channels, entries: Integers) -> Integers:
    """Return the entry that is nearest to each colour."""
    exact = entries.astype(np.float32)  # whole numbers up to 2**24, so that no order of summing changes a result
    apart = (exact * exact).sum(axis=1) - 2 * np.einsum("ik,jk->ij", colours.astype(np.float32), exact)
    return np.asarray(apart.argmin(axis=1))
