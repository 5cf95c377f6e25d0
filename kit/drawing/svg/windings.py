"""Redraw outlines so that the nonzero rule fills what another rule fills, and no part cancels another.

The painter supports only this rule for clip paths, and treats all shapes of one as a single outline. If the parts of an
outline don't cross, it can be drawn so that it winds once, clockwise, around every place that it fills, and not at all
around any other (https://www.w3.org/TR/SVG11/painting.html#FillRuleProperty).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen

from kit.base.geometry import Point
from kit.drawing.svg.outlines import CURVES, Steps, box_of_steps, is_inside, replay

Line = tuple[Point, Point]


#: How close the lines that replace a curve are to it, and how far inside its outline a part is tested, both as a part
#: of the longer side of the bounding box.
_NEAR, _INSIDE = 1e-4, 1e-5
#: The most lines that are compared with each other.
_MOST_LINES = 4000


class _Loop(NamedTuple):
    """A closed part of an outline: its steps, its corners with lines in place of curves, and its signed area."""

    steps: Steps
    corners: Sequence[Point]
    area: float


def wound_once(steps: Steps, *, even_odd: bool) -> Steps | None:
    """Return an outline that any rule fills like the original by its own; None if its parts cross."""
    box = box_of_steps(steps)
    parts = _loops(steps, _NEAR * max(box.size)) if box else []
    if box is None or _cross(parts):
        return None if box else []
    result: Steps = []
    for part in filter(_sign, parts):
        around = sum(_sign(other) for other in parts if _holds(other, part, _INSIDE * max(box.size)))
        outside, inside = (_is_filled(count, even_odd=even_odd) for count in (around, around + _sign(part)))
        if outside != inside:
            result += part.steps if (_sign(part) > 0) == inside else _reversed(part.steps)
    return result


def reversed_steps(steps: Steps) -> Steps:
    """Return an outline with all parts in the opposite direction."""
    return [step for part in _contours(steps) for step in _reversed(part)]


def _is_filled(count: int, *, even_odd: bool) -> bool:
    return count % 2 != 0 if even_odd else count != 0


def _loops(steps: Steps, near: float) -> list[_Loop]:
    """Return the parts of an outline."""
    parts = []
    for contour in _contours(steps):
        corners = [corner for outline in flat_outlines(contour, near)[:1] for corner in outline]
        area = sum(a.x * b.y - b.x * a.y for a, b in _sides(corners)) / 2
        parts.append(_Loop(contour, corners, area))
    return parts


def _contours(steps: Steps) -> list[Steps]:
    """Return the steps of every part of an outline, each closed."""
    contours: list[Steps] = []
    for step, args in steps:
        if step == "moveTo":
            contours.append([(step, args)])
        elif step in {"closePath", "endPath"}:
            contours[-1].append(("closePath", ()))
        else:
            contours[-1].append((step, args))
    return contours


def _sides(corners: Sequence[Point]) -> Iterator[Line]:
    """Yield the lines around a part, the last one back to its beginning, without those of length zero."""
    return ((start, end) for start, end in pairwise([*corners, *corners[:1]]) if start != end)


def _cross(parts: Sequence[_Loop]) -> bool:
    """Return whether any two lines cross, or there are too many to compare."""
    lines = sorted((sorted(side) for part in parts for side in _sides(part.corners)), key=lambda line: line[0].x)
    if len(lines) > _MOST_LINES:
        return True
    open_lines: list[list[Point]] = []
    for line in lines:
        open_lines = [other for other in open_lines if other[1].x > line[0].x]
        if any(_divides(*line, *other) and _divides(*other, *line) for other in open_lines):
            return True
        open_lines.append(line)
    return False


def _divides(start: Point, end: Point, one: Point, other: Point) -> bool:
    """Return whether two points are on opposite sides of a line."""
    sides = [
        (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x) for point in (one, other)
    ]
    return sides[0] * sides[1] < 0


def _sign(part: _Loop) -> int:
    """Return 1 for a part that is drawn clockwise, -1 for an anticlockwise one, 0 for one that encloses nothing."""
    return (part.area > 0) - (part.area < 0)


def _holds(outer: _Loop, inner: _Loop, near: float) -> bool:
    """Return whether a part is in another that is larger, or as large and drawn before it."""
    if outer is inner or abs(outer.area) < abs(inner.area):
        return False
    if abs(outer.area) == abs(inner.area):
        return set(outer.corners) == set(inner.corners) and id(outer) < id(inner)
    return is_inside(outer.corners, *_place_in(inner, near))


def _place_in(part: _Loop, near: float) -> tuple[float, float]:
    """Return a place in a part, close to the middle of its longest line."""
    start, end = max(_sides(part.corners), key=lambda side: math.dist(*side))
    share = _sign(part) * near / math.dist(start, end)
    return (start.x + end.x) / 2 - share * (end.y - start.y), (start.y + end.y) / 2 + share * (end.x - start.x)


def _reversed(steps: Steps) -> Steps:
    pen = RecordingPen()
    replay(steps, ReverseContourPen(pen, outputImpliedClosingLine=True))
    return pen.value  # type: ignore[no-any-return]


#: The most lines that replace a curve.
_MOST_LINES_OF_CURVE = 32


def flat_outlines(steps: Steps, near: float) -> list[list[Point]]:
    """Return the corners of every part of an outline, with short lines within `near` of the curves in their place."""
    outlines: list[list[Point]] = []
    for name, args in steps:
        if name == "closePath" and outlines:
            outlines.append([outlines[-1][0]])  # for a step that isn't a move
        elif name == "moveTo":
            outlines.append([Point(*args[0])])
        elif len(args) == 1:
            outlines[-1].append(Point(*args[0]))
        elif args:
            at, start, lines = CURVES[len(args)], outlines[-1][-1], _lines((outlines[-1][-1], *args), near)
            outlines[-1] += [Point(*at(start, *args, step / lines)) for step in range(1, lines + 1)]
    return [outline for outline in outlines if len(outline) > 1]


def _lines(curve: Sequence[tuple[float, float]], near: float) -> int:
    """Return how many lines replace a curve, by how strongly its points bend it."""
    bend = max(
        abs(before[axis] - 2 * at[axis] + after[axis])
        for before, at, after in zip(curve, curve[1:], curve[2:], strict=False)
        for axis in (0, 1)
    )
    return min(max(math.ceil(math.sqrt(bend / near)), 1), _MOST_LINES_OF_CURVE)
