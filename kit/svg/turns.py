"""Words that are turned with their slot: a little, as a strip of paper lies, or by a quarter, as along an edge."""

from __future__ import annotations

import math

from kit.errors import Fault
from kit.geometry import Box, Matrix, Point
from kit.model.slot import QUARTER

#: How far words may be turned, in degrees, besides by a quarter.
MOST = 5.0
#: How far, in degrees, words that count as upright or as turned by a quarter may be from that: what editors leave.
_NEAR = 0.46
#: How far words may be skewed, as the cosine of the angle between their axes.
_SKEWED = 0.008
_ORIGIN = Point(0, 0)
_REMEDY = f"turn the whole group by at most {MOST:g}\u00b0, or by {QUARTER:g}\u00b0; or draw these words as shapes"


def turn_of(here: Matrix) -> float | None:
    """Return by how many degrees a map turns words, clockwise; None for more than is taken, or where it skews them."""
    across, down = Point(here.a, here.b), Point(here.c, here.d)
    lengths = math.hypot(*across) * math.hypot(*down)
    if lengths == 0 or abs(across.x * down.x + across.y * down.y) > _SKEWED * lengths:
        return None
    angle = math.degrees(math.atan2(-here.c, here.d))
    if abs(angle) <= _NEAR:
        return 0.0
    if abs(abs(angle) - QUARTER) <= _NEAR:
        return math.copysign(QUARTER, angle)
    return angle if abs(angle) <= MOST + 0.01 else None


def turn_fault(here: Matrix, name: str) -> Fault:
    """Return the fault of words that are turned further than is taken, or skewed, without its place."""
    across, down = Point(here.a, here.b), Point(here.c, here.d)
    square = abs(across.x * down.x + across.y * down.y) <= _SKEWED * math.hypot(*across) * math.hypot(*down)
    how = f"turned by {abs(math.degrees(math.atan2(-here.c, here.d))):.0f}\u00b0" if square else "skewed"
    return Fault(f"the words of 'slot-{name}' are {how}", remedy=_REMEDY, code="words-turned")


def unturned(turn: float) -> Matrix:
    """Return the map that turns a canvas back, around its origin."""
    return Matrix.turn(-turn, _ORIGIN)


def box_in_place(box: Box, turn: float) -> Box:
    """Return a box that was found on a canvas turned back where it belongs: around the middle that it really has."""
    x, y = Matrix.turn(turn, _ORIGIN).apply(box.center)
    return box.moved(x - box.center.x, y - box.center.y)
