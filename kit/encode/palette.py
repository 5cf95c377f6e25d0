"""A palette of up to 256 colours for a picture that looks the same with it, where there is one.

Drawn pictures have few flat colours, some gradients, and hundreds of colours at the edges of letters. What a drawing
fills with one colour stays exact, codes and letters among them. In a gradient a colour shares an entry with others that
are at most two levels from it; where that is seen, neighbours take several entries in turn, none more than three levels
off, so that areas keep their colour and no ring shows. Edges, where an eye sees least, may be off by more. A picture
for which 256 colours are not enough gets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kit.encode.clusters import closer, cover
from kit.encode.colours import channels_of, colours_of
from kit.encode.distinct import numbered
from kit.encode.halving import centres, halved
from kit.encode.mixing import mixed, spread

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from kit.encode.clusters import Channels
    from kit.encode.colours import Colours, Integers
    from kit.encode.pixel_images import Words

MOST = 256
#: The kinds of colours: flat fills, gradients, narrow stripes of gradients, edges.
_FLAT, _GROUND, _STRIPE, _EDGE = range(4)
#: The pixels of even ground and of stripes at least; fewer are edges.
_LEAST_EVEN, _LEAST_STRIPED = 4, 8
#: By kind how many levels apart colours may be that share an entry, which is half as far from each at most: what is
#: tried in turn, because stripes are seen more than edges, but less than ground.
_TRIES = ((0, 4, 8, 48), (0, 4, 20, 48))
#: By kind which bits of a colour count, and how far a pixel may be in the end from a colour, its other bits among it.
_BITS = np.array([0xFFFFFF, 0xFFFFFF, 0xFEFEFE, 0xFCFCFC], np.uint32)
_MOST_OFF = np.array([0, 3, 11, 32])
#: The mean error of a channel, in levels, where each square of pixels that take turns counts as their mean.
MEAN = 0.3
#: How many pairs of pixels are coloured at once, so that they stay in the processor's own memory.
_AT_ONCE = 1 << 14
#: How much more even ground weighs than edges when entries are left over.
_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class Indexed:
    """A picture with a palette: colours as 0xRRGGBB, and the index of each pixel, row after row."""

    palette: Words
    pixels: NDArray[np.uint8]

    def coloured(self, palette: Words, onto: Words | None = None) -> Words:
        """Return each pixel as a colour of a palette that is written otherwise, in an array that may be given."""
        found = np.empty(self.pixels.shape, palette.dtype) if onto is None else onto
        own, into = self.pixels.ravel(), found.reshape(-1)
        even = len(own) // 2 * 2
        pairs, two, both = _pairs(palette), own[:even].view("<u2"), into[:even].view(np.uint64)
        for start in range(0, len(two), _AT_ONCE):  # numpy widens the indices that it takes by: of some at once
            part = slice(start, start + _AT_ONCE)
            np.take(pairs, two[part], out=both[part], mode="clip")
        into[even:] = palette[own[even:]]
        return found


def _pairs(palette: Words) -> NDArray[np.uint64]:
    """Return the colours of two pixels at once by both of their indices, the first one in the lower byte."""
    every = np.zeros(MOST, palette.dtype)
    every[: len(palette)] = palette
    pairs = np.empty((MOST, MOST, 2), palette.dtype)
    pairs[..., 0], pairs[..., 1] = every, every[:, None]
    return pairs.view(np.uint64).ravel()


def indexed(words: Words, flat: Collection[int]) -> Indexed | None:
    """Return an opaque picture with a palette, or None where 256 colours are not enough.

    `flat` are the colours as 0xRRGGBB that must stay as they are wherever they are even ground.
    """
    colours = colours_of(words)
    if colours is None:
        return None
    if len(colours.values) <= MOST:
        palette, index = numbered(colours.values)
        return Indexed(palette, spread(colours, index[:, None].astype(np.uint8), words.shape))
    found = _fewer(colours, flat)
    return Indexed(found[0], spread(colours, found[1], words.shape)) if found else None


def _fewer(colours: Colours, flat: Collection[int]) -> tuple[Words, NDArray[np.uint8]] | None:
    """Return 256 colours at most, and which of them each colour takes in turn, or None where none are near enough."""
    kind = _kinds(colours, flat)
    merged, member = numbered((colours.values & _BITS[kind]) | (kind << 24).astype(np.uint32))
    kinds = (merged >> np.uint32(24)).astype(np.intp)
    channels = channels_of(colours.values)
    count = np.bincount(member, colours.count).astype(np.int64)
    means = np.stack([np.bincount(member, colours.count * channels[:, k]) / count for k in range(3)], axis=-1)
    weight = np.bincount(member, colours.count + _WEIGHT * colours.even).astype(np.int64)
    found = _entries(np.rint(means).astype(np.int16), kinds, weight)
    if found is None:
        return None
    entries, own = found[0].astype(np.int32), found[1][member]
    mixes = mixed(channels, own, entries, kind == _GROUND)
    errors = [entries[:, k].take(mixes.T) - channels[:, k] for k in range(3)]  # of each turn, a column a colour
    if any((np.abs(error).max(axis=0) > _MOST_OFF[kind]).any() for error in errors):
        return None
    all_off = sum(np.abs(error.sum(axis=0)) @ colours.count for error in errors)
    if all_off > MEAN * len(errors) * mixes.shape[1] * count.sum():
        return None
    return np.asarray((entries[:, 0] << 16) | (entries[:, 1] << 8) | entries[:, 2]).astype(np.uint32), mixes


def _kinds(colours: Colours, flat: Collection[int]) -> Integers:
    """Return the kind of each colour."""
    even = colours.even >= _LEAST_EVEN
    striped = (colours.striped >= _LEAST_STRIPED) & (2 * colours.striped >= colours.count)
    kept = even & np.isin(colours.values, np.array(sorted(flat), np.uint32))
    return np.select([kept, even, striped], [_FLAT, _GROUND, _STRIPE], _EDGE)


def _entries(colours: Channels, kind: Integers, weight: Integers) -> tuple[Integers, Integers] | None:
    """Return the entries of a palette as their channels, and which each colour takes, or None if there are too many."""
    covered = ((_cover(colours, kind, sides), np.array(sides)[kind] // 2) for sides in _TRIES)
    cluster, reach = next((found for found in covered if found[0] is not None), (None, None))
    if cluster is None or reach is None:
        return None
    cluster, middle = halved(colours, cluster, weight, reach, MOST)
    cluster = numbered(closer(colours, cluster, middle, reach))[1]
    middle = centres(colours, cluster, weight, reach)
    return middle, closer(colours, cluster, middle, reach)


def _cover(colours: Channels, kind: Integers, sides: tuple[int, ...]) -> Integers | None:
    """Return the cluster of each colour, numbered from 0 on, or None where there are too many."""
    cluster: Integers = np.zeros(len(colours), np.intp)
    found: list[Channels] = []
    for each, side in enumerate(sides):
        of_kind = np.flatnonzero(kind == each)
        own = cover(colours[of_kind], side, found, MOST)
        if own is None:
            return None
        cluster[of_kind] = own
    return numbered(cluster)[1]
