"""The palette of a picture whose words are painted over a ground that other pictures share.

The palette is found once for the ground, with entries for the edges of words that are not known yet: the blends of
their colours with those of the ground. It depends on nothing else, so that a picture has the same bytes whichever
other pictures share its ground. Only the pixels that differ from the ground are given entries for each picture. If a
ground has no palette, no picture over it has one; a picture whose words bring many colours of their own, such as a
light, gets a palette of its own.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.base.memory_caches import while_alive
from kit.model.asset import PremultipliedPixels
from kit.paint.encode.clusters import nearest
from kit.paint.encode.colour_counts import (
    COLOUR,
    Colours,
    Integers,
    channels_of,
    colours_of,
    distinct_indices,
    is_far_apart,
)
from kit.paint.encode.pixel_images import Words, words_of
from kit.paint.encode.reduced_palette import EDGE_OFF, EVEN_OFF, LEAST_EVEN, Indexed, indexed, reduced, spread

#: How many steps a blend of two colours has.
_STEPS = 10
#: How many levels an edge of words may be off more than the nearest blend: it lies between two of them.
_BETWEEN = 8
#: The part of a picture that the edges of its words are assumed to fill.
_OF_EDGES = 0.02
#: Similar colours of a ground are equal without the lowest bits of each channel, which number their group; the least
#: part of its pixels that a group has.
_SIMILAR, _GROUPS, _LEAST_PART = 5, np.array([64, 8, 1]), 0.002
#: The most colours of a ground with which those of words are blended.
_MOST_GROUNDS = 16
#: The bits that similar colours of a steep gradient share, the fewest pixels that it has, the levels by which a step is
#: off, and the number of pixels of which one may be in a step.
_STEEP, _LEAST_STEEP, _STEP, _ONE_IN = np.uint32(0xF8F8F8), 8, 6, 2000
#: The most that a channel of a picture may be off on average, in levels. It is more than for a ground, because a
#: language with longer words has more edges, where the eye sees least.
_MEAN = 0.4


@dataclass(frozen=True, slots=True)
class GroundPalette:
    """A ground in its palette, and the error of its pixels: the sum of the levels of all channels."""

    indexed: Indexed
    error: float


def indexed_over(pixels: PremultipliedPixels) -> Indexed | None:
    """Return an opaque picture over an opaque ground with a palette, or None if 256 colours are not enough."""
    if pixels.ground is None:
        raise ValueError("the picture has no ground")
    base = palette_of(pixels.ground, pixels.over, plain=pixels.plain)
    if base is None:
        return None
    words = words_of(pixels)
    mapped = mapped_over(words, words_of(pixels.ground), base, _most_like(words, base) if pixels.of_kits else None)
    if mapped is None:
        return indexed(words, pixels.fills, plain=pixels.plain)
    if pixels.of_kits and words.size <= _MOST_KEPT:
        _LATELY.append(mapped)
    return mapped.indexed


@while_alive
def palette_of(ground: PremultipliedPixels, over: frozenset[int], *, plain: bool) -> GroundPalette | None:
    """Return the palette of an opaque ground for words in some colours, 0xRRGGBB, or None if none is close enough."""
    words, flat = words_of(ground), ground.fills | over
    colours = colours_of(words, flat if plain else None)
    palette = reduced(_with_edges(colours, over), flat, plain=plain) if colours else None
    if colours is None or palette is None:
        return None
    entries, mixes = palette
    of_ground = mixes[: len(colours.values)]
    off = np.abs(_channels(entries)[of_ground].mean(axis=1) - channels_of(colours.values))
    if has_steps(colours, off.max(axis=1)):
        return None
    error = float(off.sum(axis=1) @ colours.count)
    return GroundPalette(Indexed(entries, spread(colours, of_ground, words.shape)), error)


def has_steps(colours: Colours, off: NDArray[np.float64]) -> bool:
    """Return whether steep gradients, such as the light on a torch, show steps, where each colour is `off` by levels.

    Few pixels of a steep gradient have the same colour, so that they are like edges, but most of those that have a
    similar one are on even ground or in stripes.
    """
    _, group = np.unique(colours.values & _STEEP, return_inverse=True)
    ground, every = (np.bincount(group, each)[group] for each in (colours.even + colours.striped, colours.count))
    steps = (ground >= _LEAST_STEEP) & (2 * ground >= every) & (off > _STEP)
    return bool(colours.count[steps].sum() * _ONE_IN > colours.count.sum())


class Mapped(NamedTuple):
    """A picture in the palette of its ground: its `words` and its `indexed` form.

    `off` are the indices of the pixels whose colour is off by more than on even ground, and `error` is the sum of the
    levels of all channels by which those over the ground are off.
    """

    base: GroundPalette
    words: Words
    indexed: Indexed
    off: Integers
    error: int


#: The pictures of several kits that were mapped last: the next one may differ in a name only. The most pixels of one.
_LATELY: deque[Mapped] = deque(maxlen=4)
_MOST_KEPT = 3_000_000
#: Every how many rows are compared to find the most similar one.
_ROWS = 16


def _most_like(words: Words, base: GroundPalette) -> Mapped | None:
    """Return the last picture over the same ground that most pixels of a picture are like, if there is one."""
    lately = [picture for picture in _LATELY if picture.base is base and picture.words.shape == words.shape]
    return min(lately, key=lambda one: np.count_nonzero(one.words[::_ROWS] != words[::_ROWS]), default=None)


def mapped_over(words: Words, behind: Words, base: GroundPalette, like: Mapped | None = None) -> Mapped | None:
    """Return a picture in the palette of its ground; None if it comes too far from its colours.

    What it has in common with another picture over that ground is not mapped again, by default with the ground itself.
    """
    like = like or Mapped(base, behind, base.indexed, np.empty(0, np.intp), 0)
    flat, ground, before = words.ravel(), behind.ravel(), like.words.ravel()
    changed = np.flatnonzero(flat != before)
    over = changed[flat[changed] != ground[changed]]
    gone = changed[before[changed] != ground[changed]]
    entries, table = entries_of(flat[over], base), base.indexed.palette
    if (entries.worst > EDGE_OFF + _BETWEEN).any():
        return None
    error = like.error + entries.error - entries_of(before[gone], base).error
    if base.error + error > _MEAN * 3 * words.size:
        return None
    kept = like.off[flat[like.off] == before[like.off]]
    off = np.concatenate([kept, over[entries.worst[entries.member] > EVEN_OFF]])
    if _shows(words, off):
        return None
    mapped = like.indexed.pixels.copy()
    mapped.reshape(-1)[gone] = base.indexed.pixels.reshape(-1)[gone]
    mapped.reshape(-1)[over] = entries.entry.astype(np.uint8)[entries.member]
    return Mapped(base, words, Indexed(table, mapped), off, error)


class Entries(NamedTuple):
    """The entries of colours: the nearest of each distinct one, and the levels by which its worst channel is off.

    `member` is the distinct colour of each pixel; `error` is the sum of the levels of all channels of all pixels.
    """

    entry: Integers
    worst: Integers
    member: Integers
    error: int


def entries_of(colours: Words, base: GroundPalette) -> Entries:
    """Return the entries of the colours of some pixels in a palette."""
    values, member = distinct_indices(colours & COLOUR)
    channels, table = channels_of(values), _channels(base.indexed.palette)
    entry = nearest(channels, table)
    off = np.abs(table[entry] - channels)
    count = np.bincount(member, minlength=len(values))
    return Entries(entry, np.max(off, axis=1, initial=0), member, int(off.sum(axis=1) @ count))


def _shows(words: Words, off: Integers) -> bool:
    """Return whether some pixels of one colour, which are off, are on even ground, where that shows."""
    flat, width = words.ravel(), words.shape[1]
    for step in (-1, 1, -width, width):  # most are at an edge, and left out at once
        beside = np.clip(off + step, 0, len(flat) - 1)
        off = off[~is_far_apart(flat[off], flat[beside])]
    return bool((np.unique(flat[off] & COLOUR, return_counts=True)[1] >= LEAST_EVEN).any())


def _with_edges(colours: Colours, over: frozenset[int]) -> Colours:
    """Return the colours of a ground with those of words, as flat as its fills, and of the edges between both."""
    plain = np.array(sorted(over), np.uint32)
    added = np.setdiff1d(np.concatenate([plain, _blends(colours, plain)]), colours.values)
    flat = np.isin(added, plain)
    one = np.full(len(added), 1 + int(_OF_EDGES * colours.count.sum()) // max(1, len(added)), np.int64)
    return Colours(
        values=np.concatenate([colours.values, added]),
        count=np.concatenate([colours.count, one]),
        even=np.concatenate([colours.even, np.where(flat, LEAST_EVEN, 0)]),
        striped=np.concatenate([colours.striped, 0 * one]),
        runs=colours.runs,
        lengths=colours.lengths,
    )


def _blends(colours: Colours, over: Words) -> Words:
    """Return blends of each colour of words with the main ones of the ground."""
    letters, grounds, steps = _channels(over), _channels(_main(colours)), np.arange(1, _STEPS)[:, None, None, None]
    mixed = (letters[:, None] * steps + grounds * (_STEPS - steps)) // _STEPS
    return np.asarray((mixed[..., 0] << 16) | (mixed[..., 1] << 8) | mixed[..., 2]).astype(np.uint32).ravel()


def _main(colours: Colours) -> Words:
    """Return the colours of a ground that many of its pixels have or are near to, those of most pixels first."""
    group = (channels_of(colours.values) >> _SIMILAR) @ _GROUPS
    size = np.bincount(group, colours.count)
    rarest = np.argsort(-colours.count, kind="stable")[::-1]
    first = np.empty(len(size), np.intp)
    first[group[rarest]] = rarest  # the last of each group stays
    large = np.flatnonzero(size >= _LEAST_PART * colours.count.sum())
    return colours.values[first[large[np.argsort(-size[large], kind="stable")][:_MOST_GROUNDS]]]


def _channels(values: Words) -> NDArray[np.int32]:
    return channels_of(values).astype(np.int32)
