"""Glyph profiles: where the ink of a glyph begins and ends in each of its columns, read from its outline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kit.text.font import Font

#: A point in em, y downwards.
_Point = tuple[float, float]


#: The width of a column in em: gaps are measured this finely across.
COLUMN = 1 / 64
#: How many straight pieces stand in for a curve.
_PIECES = 8


@dataclass(frozen=True, slots=True)
class GlyphProfile:
    """The top and bottom of a glyph's ink by column, in em from the pen and the baseline, y downwards.

    Column `i` is from `i * COLUMN` to `(i + 1) * COLUMN`; one without ink is missing.
    """

    tops: dict[int, float]
    bottoms: dict[int, float]

    def gap_to(self, lower: GlyphProfile, right: float, down: float, scale: float) -> float:
        """Return the least vertical distance to another glyph below, in em of this one; infinite if none is below.

        The other is `scale` times as large, with its pen `right` of this one's and its baseline `down` from this one's.
        """
        least = math.inf
        for column, bottom in self.bottoms.items():
            first = math.floor((column * COLUMN - right) / (COLUMN * scale))
            last = math.ceil(((column + 1) * COLUMN - right) / (COLUMN * scale))
            tops = [top for other in range(first, last) if (top := lower.tops.get(other)) is not None]
            if tops:
                least = min(least, down + min(tops) * scale - bottom)
        return least


@lru_cache(maxsize=4096)
def profile_of(font: Font, gid: int) -> GlyphProfile:
    """Return the profile of a glyph of a font."""
    tops: dict[int, float] = {}
    bottoms: dict[int, float] = {}
    for (x0, y0), (x1, y1) in _edges(font, gid):
        left, right = min(x0, x1), max(x0, x1)
        for column in range(math.floor(left / COLUMN), math.floor(right / COLUMN) + 1):
            ends = [max(left, column * COLUMN), min(right, (column + 1) * COLUMN)]
            heights = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for x in ends] if x0 != x1 else [y0, y1]
            tops[column] = min(tops.get(column, math.inf), *heights)
            bottoms[column] = max(bottoms.get(column, -math.inf), *heights)
    return GlyphProfile(tops, bottoms)


def _edges(font: Font, gid: int) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight pieces of an outline, from point to point."""
    pen = start = (0.0, 0.0)
    for letter, numbers in font.outline(gid):
        points = [(x / font.upem, -y / font.upem) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if letter == "M":
            start = points[0]
        elif letter == "Z":
            yield pen, start
        else:
            yield from pairwise(_along([pen, *points]))
        pen = points[-1] if points else start


def _along(controls: list[_Point]) -> Iterable[_Point]:
    """Return points along a Bézier curve of any degree, its ends included (De Casteljau)."""
    if len(controls) == 2:  # noqa: PLR2004  (a line)
        return controls
    return [_at(controls, step / _PIECES) for step in range(_PIECES + 1)]


def _at(controls: list[_Point], part: float) -> _Point:
    while len(controls) > 1:
        controls = [(a + (c - a) * part, b + (d - b) * part) for (a, b), (c, d) in pairwise(controls)]
    return controls[0]
