"""Outlines of straight lines in the place of curves, to cut them and to see where they cross."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kit.geometry import Point
from kit.svg.outlines import CURVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.svg.outlines import Steps

#: How many lines replace a curve at most.
_MOST_LINES = 32


def flat_outlines(steps: Steps, near: float) -> list[list[Point]]:
    """Return the corners of every part of an outline, curves as short lines no farther than `near` from them."""
    found: list[list[Point]] = []
    for name, args in steps:
        if name == "closePath" and found:
            found.append([found[-1][0]])  # where a step goes on that is no move
        elif name == "moveTo":
            found.append([Point(*args[0])])
        elif len(args) == 1:
            found[-1].append(Point(*args[0]))
        elif args:
            at, start, lines = CURVES[len(args)], found[-1][-1], _lines((found[-1][-1], *args), near)
            found[-1] += [Point(*at(start, *args, step / lines)) for step in range(1, lines + 1)]
    return [outline for outline in found if len(outline) > 1]


def _lines(curve: Sequence[tuple[float, float]], near: float) -> int:
    """Return how many lines replace a curve, by how far its points bend it."""
    bend = max(
        abs(before[axis] - 2 * at[axis] + after[axis])
        for before, at, after in zip(curve, curve[1:], curve[2:], strict=False)
        for axis in (0, 1)
    )
    return min(max(math.ceil(math.sqrt(bend / near)), 1), _MOST_LINES)
