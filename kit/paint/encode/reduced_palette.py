"""A palette of up to 256 colours with which a picture looks the same, if there is one.

Drawn pictures have few flat colours, some gradients, and hundreds of colours at the edges of letters. A colour that a
drawing fills shapes with, such as codes and letters, stays exact. In a gradient a colour shares an entry with others
that are at most two levels from it; where that would show, neighbouring pixels alternate between entries at most three
levels off, so that areas keep their colour and no ring shows. Edges, where the eye sees least, may be off by more. If
256 colours are not enough for that, the picture gets no palette.

Entries alternate by ordered dithering: in each square of two by two pixels every pixel has its own turn, the same
everywhere, so that equal rows stay equal.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.paint.encode.clusters import Channels, centres, closer, cover, halved
from kit.paint.encode.colour_counts import Colours, Integers, channels_of, colours_of, is_one_of, numbered
from kit.paint.encode.pixel_images import Words

#: The row and the column of each turn in a square, so that the first two and the last two are diagonal.
_PLACES = ((0, 0), (1, 1), (0, 1), (1, 0))
#: The bits of an entry's index.
_OF_INDEX = 8
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
    keys = np.left_shift(apart, _OF_INDEX) + np.arange(len(entries)).astype(np.int32)
    around = min(most, len(entries))
    nearest = np.sort(np.partition(keys, around - 1, axis=1)[:, :around], axis=1)
    return np.asarray((nearest & ((1 << _OF_INDEX) - 1))[which])


def _squares(apart: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the sum of the squares of three channels; eight-bit channels can't overflow it."""
    return np.asarray(np.einsum("i...,i...->...", apart, apart))


MOST = 256
#: This many entries take half the bits: a picture of only flat fills and edges gets no more if these are enough.
_FEW = 16
#: The kinds of colours: flat fills, gradients, narrow stripes of gradients, edges.
_FLAT, _GROUND, _STRIPE, _EDGE = range(4)
#: The fewest pixels of even ground and of stripes; fewer are edges.
LEAST_EVEN, _LEAST_STRIPED = 4, 8
#: By kind: the bits of a colour that count, and the most levels that a pixel may be off, including its other bits.
_BITS = np.array([0xFFFFFF, 0xFFFFFF, 0xFEFEFE, 0xFCFCFC], np.uint32)
_MOST_OFF = np.array([0, 3, 11, 32])
EVEN_OFF, EDGE_OFF = 2, 32
#: By kind: the most levels between colours that share an entry, which is at most half as far from each.
_APART = np.array([0, 4, 8, 48])
#: The most levels that an area of a gradient may be off in a channel: the mean of the pixels that take turns.
_AREA_OFF = 2
#: The same bits for a picture that has only edges besides its flat fills.
_BITS_OF_PLAIN = np.array([0xFFFFFF, 0xFFFFFF, 0xFEFEFE, 0xF8F8F8], np.uint32)
#: The most that a channel may be off on average, in levels, where the pixels that take turns count as their mean.
MEAN = 0.3
#: How many pairs of pixels are coloured at once, so that they stay in the processor cache.
_AT_ONCE = 1 << 14
#: How often colours move to the nearest entry, and entries to the centre of their colours.
_ROUNDS = 2
#: How much more even ground weighs than edges when the entries left are distributed.
_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class _Merged:
    """The colours of a picture, each with its kind and channels, and the merged ones: equal in the bits that count.

    `member` is the index of the merged colour of each colour; `means`, `kinds` and `weight` describe the merged ones.
    """

    colours: Colours
    kind: Integers
    channels: Channels
    member: Integers
    means: Channels
    kinds: Integers
    weight: Integers


@dataclass(frozen=True, slots=True)
class Indexed:
    """A picture with a palette: colours as 0xRRGGBB, and the index of each pixel, row after row."""

    palette: Words
    pixels: NDArray[np.uint8]

    def coloured(self, palette: Words, onto: Words | None = None) -> Words:
        """Return each pixel as a colour of the palette in another notation, in a given array or a new one."""
        words = np.empty(self.pixels.shape, palette.dtype) if onto is None else onto
        indices, into = self.pixels.ravel(), words.reshape(-1)
        even = len(indices) // 2 * 2
        pairs, two, both = _pairs(palette), indices[:even].view("<u2"), into[:even].view(np.uint64)
        for start in range(0, len(two), _AT_ONCE):  # in parts, as numpy widens the indices
            part = slice(start, start + _AT_ONCE)
            np.take(pairs, two[part], out=both[part], mode="clip")
        into[even:] = palette[indices[even:]]
        return words


def _pairs(palette: Words) -> NDArray[np.uint64]:
    """Return the colours of two pixels by both of their indices, the first in the lower byte."""
    every = np.zeros(MOST, palette.dtype)
    every[: len(palette)] = palette
    pairs = np.empty((MOST, MOST, 2), palette.dtype)
    pairs[..., 0], pairs[..., 1] = every, every[:, None]
    return pairs.view(np.uint64).ravel()


def indexed(words: Words, flat: Collection[int], *, plain: bool = False) -> Indexed | None:
    """Return an opaque picture with a palette, or None if 256 colours are not enough.

    `flat` are the colours, 0xRRGGBB, that must not change on even ground; a `plain` picture has other colours only at
    edges.
    """
    colours = colours_of(words, flat if plain else None)
    if colours is None:
        return None
    if len(colours.values) <= MOST:
        palette, index = numbered(colours.values)
        return Indexed(palette, spread(colours, index[:, None].astype(np.uint8), words.shape))
    result = reduced(colours, flat, plain=plain)
    return Indexed(result[0], spread(colours, result[1], words.shape)) if result else None


def reduced(colours: Colours, flat: Collection[int], *, plain: bool) -> tuple[Words, NDArray[np.uint8]] | None:
    """Return the entries of a palette, and which of them each colour takes at each turn; None if none are close enough.

    For `flat` and `plain` see `indexed`.
    """
    few = _reduced(colours, flat, _BITS_OF_PLAIN, _FEW) if plain else None
    return few or _reduced(colours, flat, _BITS, MOST)


def _reduced(colours: Colours, flat: Collection[int], bits: Words, most: int) -> tuple[Words, NDArray[np.uint8]] | None:
    """Return at most `most` colours, and which of them each colour takes at each turn; None if none are close enough.

    `bits` gives, by kind, the bits of a colour that count.
    """
    merged = _merged(colours, _kinds(colours, flat), bits)
    covered = _entries(merged, most)
    if covered is None:
        return None
    entries, own = covered
    mixes = mixed(merged.channels, own[merged.member], entries, merged.kind == _GROUND)
    if not _is_near(merged, entries, mixes):
        return None
    palette = (entries[:, 0] << 16) | (entries[:, 1] << 8) | entries[:, 2]
    return np.asarray(palette).astype(np.uint32), mixes


def _merged(colours: Colours, kind: Integers, bits: Words) -> _Merged:
    merged, member = numbered((colours.values & bits[kind]) | (kind << 24).astype(np.uint32))
    channels = channels_of(colours.values)
    count = np.bincount(member, colours.count).astype(np.int64)
    means = np.stack([np.bincount(member, colours.count * channels[:, k]) / count for k in range(3)], axis=-1)
    return _Merged(
        colours=colours,
        kind=kind,
        channels=channels,
        member=member,
        means=np.rint(means).astype(np.int16),
        kinds=(merged >> np.uint32(24)).astype(np.intp),
        weight=np.bincount(member, colours.count + _WEIGHT * colours.even).astype(np.int64),
    )


def _is_near(merged: _Merged, entries: NDArray[np.int32], mixes: NDArray[np.uint8]) -> bool:
    """Return whether a picture looks the same with a palette: every pixel, every area of ground, and the mean."""
    errors = [entries[:, k].take(mixes.T) - merged.channels[:, k] for k in range(3)]  # turns by colours
    if any((np.abs(error).max(axis=0) > _MOST_OFF[merged.kind]).any() for error in errors):
        return False
    areas, count, turns = [np.abs(error.sum(axis=0)) for error in errors], merged.colours.count, mixes.shape[1]
    if any((area[merged.kind == _GROUND] > _AREA_OFF * turns).any() for area in areas):
        return False
    return bool(sum(area @ count for area in areas) <= MEAN * len(errors) * turns * count.sum())


def _kinds(colours: Colours, flat: Collection[int]) -> Integers:
    """Return the kind of each colour."""
    even = colours.even >= LEAST_EVEN
    striped = (colours.striped >= _LEAST_STRIPED) & (2 * colours.striped >= colours.count)
    kept = even & is_one_of(colours.values, flat)
    return np.select([kept, even, striped], [_FLAT, _GROUND, _STRIPE], _EDGE)


def _entries(merged: _Merged, most: int) -> tuple[NDArray[np.int32], Integers] | None:
    """Return the entries of a palette as channels, and which each colour uses, or None if there are not enough."""
    colours, weight, reach = merged.means, merged.weight, _APART[merged.kinds] // 2
    cluster = _cover(colours, merged.kinds, most)
    if cluster is None:
        return None
    cluster, middle = halved(colours, cluster, weight, reach, most)
    for _ in range(_ROUNDS):
        cluster = numbered(closer(colours, cluster, middle, reach))[1]
        middle = centres(colours, cluster, weight, reach)
    return middle.astype(np.int32), closer(colours, cluster, middle, reach)


def _cover(colours: Channels, kind: Integers, most: int) -> Integers | None:
    """Return the cluster of each colour, numbered from 0, or None if there are more than `most`."""
    cluster: Integers = np.zeros(len(colours), np.intp)
    entries: list[Channels] = []
    for each, side in enumerate(_APART.tolist()):
        of_kind = np.flatnonzero(kind == each)
        entry = cover(colours[of_kind], side, entries, most)
        if entry is None:
            return None
        cluster[of_kind] = entry
    return numbered(cluster)[1]
