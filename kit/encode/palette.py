"""A palette of up to 256 colours for a picture that looks the same with it, where there is one.

Drawn pictures have few flat colours, some gradients, and hundreds of colours at the edges of letters. What a drawing
fills with one colour stays exact, codes and letters among them. A gradient becomes coarser by a level, where it is so
narrow that no ring is seen by two; edges, where an eye sees least, by more. A picture for which 256 colours are not
enough gets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kit.encode.clusters import centres, cover, halve, nearest
from kit.encode.colours import channels_of, colours_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from kit.encode.colours import Colours, Integers
    from kit.encode.pixel_images import Words

MOST = 256
#: The kinds of colours: flat fills, wide and narrow rings of gradients, patches, stripes, edges.
_FLAT, _WIDE, _NARROW, _PATCH, _STRIPE, _EDGE = range(6)
#: The part of the picture that a ring has at least: of one pixel in so many.
_OF_WIDE, _OF_NARROW = 2000, 8000
#: The pixels of even ground and of stripes at least; fewer are edges.
_LEAST_EVEN, _LEAST_STRIPED = 4, 8
#: By kind: how many levels apart colours may be that share an entry, and how far it may be from each of them; which
#: bits of a colour count; and how far the entry may be in the end from a colour whose other bits were left out.
_SIDES, _REACH = (0, 1, 2, 4, 8, 48), np.array([0, 1, 1, 2, 4, 24])
_BITS = np.array([0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFEFEFE, 0xFCFCFC], np.uint32)
_MOST_OFF = np.array([0, 1, 1, 2, 5, 32])
#: The mean error of a channel of a pixel, in levels.
MEAN = 0.3
#: How much more even ground weighs than edges when entries are left over.
_WEIGHT = 8


@dataclass(frozen=True, slots=True)
class Indexed:
    """A picture with a palette: colours as 0xRRGGBB, and the index of each pixel, row after row."""

    palette: Words
    pixels: NDArray[np.uint8]


def indexed(words: Words, flat: Collection[int]) -> Indexed | None:
    """Return an opaque picture with a palette, or None where 256 colours are not enough.

    `flat` are the colours as 0xRRGGBB that must stay as they are wherever they are even ground.
    """
    colours = colours_of(words)
    if colours is None:
        return None
    new = colours.values if len(colours.values) <= MOST else _fewer(colours, flat)
    if new is None:
        return None
    palette, index = np.unique(new, return_inverse=True)
    pixels = np.repeat(index.astype(np.uint8)[colours.runs], colours.lengths)
    return Indexed(palette, pixels.reshape(words.shape))


def _fewer(colours: Colours, flat: Collection[int]) -> Words | None:
    """Return for each colour one of 256, or None where these are not near enough."""
    kind = _kinds(colours, flat)
    merged, member = np.unique((colours.values & _BITS[kind]) | (kind << 24).astype(np.uint32), return_inverse=True)
    kinds = (merged >> np.uint32(24)).astype(np.intp)
    channels = channels_of(colours.values)
    count = np.bincount(member, colours.count).astype(np.int64)
    means = np.stack([np.bincount(member, colours.count * channels[:, k]) / count for k in range(3)], axis=-1)
    weight = np.bincount(member, colours.count + _WEIGHT * colours.even).astype(np.int64)
    entry = _entries(np.rint(means).astype(np.int16), kinds, weight)
    if entry is None:
        return None
    new = entry[member]
    error = np.abs(new - channels)
    if (error.max(axis=1) > _MOST_OFF[kind]).any() or (error.sum(axis=1) @ colours.count) > MEAN * 3 * count.sum():
        return None
    return np.asarray((new[:, 0] << 16) | (new[:, 1] << 8) | new[:, 2]).astype(np.uint32)


def _kinds(colours: Colours, flat: Collection[int]) -> Integers:
    """Return the kind of each colour."""
    pixels = int(colours.count.sum())
    even = colours.even >= _LEAST_EVEN
    striped = (colours.striped >= _LEAST_STRIPED) & (2 * colours.striped >= colours.count)
    kept = even & np.isin(colours.values, np.array(sorted(flat), np.uint32))
    wide, narrow = colours.even * _OF_WIDE >= pixels, colours.even * _OF_NARROW >= pixels
    tests = [kept, even & wide, even & narrow, even, striped]
    return np.select(tests, [_FLAT, _WIDE, _NARROW, _PATCH, _STRIPE], _EDGE)


def _entries(colours: NDArray[np.int16], kind: Integers, weight: Integers) -> Integers | None:
    """Return the entry of the palette that each colour takes, as its channels, or None when there are too many."""
    cluster: Integers = np.zeros(len(colours), np.intp)
    found: list[NDArray[np.int16]] = []
    for each, side in enumerate(_SIDES):
        of_kind = np.flatnonzero(kind == each)
        own = cover(colours[of_kind], side, found, MOST)
        if own is None:
            return None
        cluster[of_kind] = own
    cluster = np.unique(cluster, return_inverse=True)[1]
    middle, cost = centres(colours, cluster, weight, _REACH[kind])
    while (left := MOST - len(middle)) and cost.any():
        dearest = np.argsort(-cost, kind="stable")[: max(1, left // 2)]
        cluster = halve(colours, cluster, dearest[cost[dearest] > 0])
        middle, cost = centres(colours, cluster, weight, _REACH[kind])
    return _with_edges(colours, cluster, middle, (kind == _EDGE, weight))


def _with_edges(
    colours: NDArray[np.int16], cluster: Integers, middle: Integers, edges: tuple[NDArray[np.bool_], Integers]
) -> Integers:
    """Return the entry of each colour: that of an edge the nearest, once those that serve edges alone moved to them.

    `edges` says which colours are edges, and what each colour weighs.
    """
    is_edge, weight = edges
    at = np.flatnonzero(is_edge)
    own = np.ones(len(middle), np.bool_)
    own[cluster[~is_edge]] = False
    chosen = nearest(colours[at], middle)
    total = np.bincount(chosen, weight[at], len(middle)).astype(np.int64)
    own &= total > 0
    for channel in range(3):
        sums = np.bincount(chosen, weight[at] * colours[at, channel], len(middle)).astype(np.int64)
        middle[own, channel] = (sums[own] + total[own] // 2) // total[own]
    taken = cluster.copy()
    taken[at] = nearest(colours[at], middle)
    return np.asarray(middle[taken])
