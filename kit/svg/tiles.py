"""The tiles of a pattern that is made of plain fills, as one path for each shape in it.

Paths have no seams where tiles meet, which tiles that are clipped one by one have, and are painted much faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.geometry import IDENTITY, Box, Matrix, Point
from kit.model.layout import Element
from kit.svg.flat_outlines import flat_outlines
from kit.svg.numbers import number
from kit.svg.outlines import box_of_steps, moved_steps, steps_of
from kit.svg.patterns import INITIAL
from kit.svg.references import url_target
from kit.svg.shapes import CLOSED_SHAPES
from kit.svg.transforms import read_transform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.svg.outlines import Steps
    from kit.svg.patterns import Tiling

#: How far, in px of the shape, a curve may be from the lines that replace it where a side of its tile may cut it.
_NEAR = 0.02
#: The most numbers in the paths that fill one shape, a few characters each.
MOST_NUMBERS = 400_000
#: How far, as a part of the tile, an outline may reach over its side and need no cutting.
_SLACK = 1e-4


class Tiles(NamedTuple):
    """The columns and rows of tiles that a shape needs."""

    columns: range
    rows: range


class Part(NamedTuple):
    """A shape in a tile: its outline from the tile's corner, and its paint."""

    steps: Steps
    paint: Mapping[str, str]


def plain_parts(tiling: Tiling, content: tuple[Element, ...]) -> list[Part] | None:
    """Return the shapes of a pattern's content, cut at the sides of its tile; None when not all are plain fills."""
    parts = [part for child in content for part in _parts(child, {**INITIAL, **tiling.paint}, tiling.to_tile)]
    if None in parts:
        return None
    tile, near = Box(0, 0, *tiling.tile.size), _NEAR / tiling.to_shape.scale
    return [Part(_within(part.steps, tile, near), part.paint) for part in parts if part]


def part_over(part: Part, tiling: Tiling, tiles: Tiles) -> tuple[int, Element]:
    """Return how many numbers a path has that repeats a part in every tile, and that path when they are few enough."""
    width, height = tiling.tile.size
    steps, columns, rows = part.steps, tiles.columns, tiles.rows
    x0, y0 = tiling.tile.x0, tiling.tile.y0
    across, down = _spans(steps, tiling.tile)
    if across:
        steps = moved_steps(steps, Matrix(len(columns), 0, 0, 1))
        columns = columns[:1]
    if down:
        steps = moved_steps(steps, Matrix(1, 0, 0, len(rows)))
        rows = rows[:1]
    count = len(columns) * len(rows) * sum(1 + 2 * len(args) for _, args in steps)
    if count > MOST_NUMBERS:
        return count, Element("g")
    corners = [(x0 + column * width, y0 + row * height) for row in rows for column in columns]
    return count, Element("path", {**part.paint, "d": "".join(_data(steps, x, y) for x, y in corners)})


def _parts(element: Element, above: Mapping[str, str], to_tile: Matrix) -> Iterator[Part | None]:
    """Yield the shapes in an element, and None for each that is anything else than a plain fill."""
    own = element.attributes
    here = to_tile @ (read_transform(own.get("transform", "")) or IDENTITY)
    written = {key: value for key, value in own.items() if key in INITIAL and value != "inherit"}
    paint = {**above, **written}
    if element.tag == "g" and number(own.get("opacity"), 1.0) >= 1 and "clip-path" not in own:
        for child in element.children:
            yield from _parts(child, paint, here)
    elif element.tag not in CLOSED_SHAPES or "clip-path" in own or paint["stroke"] != "none" or _server(paint):
        yield None
    elif paint["fill"] not in {"none", "transparent"} and paint["visibility"] == "visible":
        opacity = {"opacity": own["opacity"]} if "opacity" in own else {}
        yield Part(moved_steps(steps_of(element.tag, own), here), {**paint, **opacity})


def _server(paint: Mapping[str, str]) -> bool:
    return url_target(paint["fill"]) is not None


def _within(steps: Steps, tile: Box, near: float) -> Steps:
    """Return an outline without what lies beyond its tile."""
    box = box_of_steps(steps)
    if box is None or tile.contains(box, _SLACK * max(tile.size)):
        return steps
    found: Steps = []
    for outline in flat_outlines(steps, near):
        points = _cut(outline, tile)
        if points:
            found += [("lineTo" if at else "moveTo", (point,)) for at, point in enumerate(points)]
            found.append(("closePath", ()))
    return found


def _cut(points: Sequence[Point], tile: Box) -> Sequence[Point]:
    """Return the corners of what of a filled outline lies in a tile, cut at one side after the other.

    This is the algorithm of Sutherland and Hodgman: an outline may run along the sides, where it encloses nothing.
    """
    for axis, limit, sign in ((0, tile.x0, 1), (0, tile.x1, -1), (1, tile.y0, 1), (1, tile.y1, -1)):
        kept: list[Point] = []
        for start, end in zip((*points[-1:], *points[:-1]), points, strict=True):
            before, after = sign * (start[axis] - limit), sign * (end[axis] - limit)
            if (before < 0) != (after < 0):
                share = before / (before - after)
                kept.append(Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
            if after >= 0:
                kept.append(end)
        points = kept
    return points


def _spans(steps: Steps, tile: Box) -> tuple[bool, bool]:
    """Tell whether an outline is an upright rectangle from side to side of its tile, across and down."""
    points = {(round(x, 6), round(y, 6)) for _, args in steps for x, y in args}
    box = box_of_steps(steps)
    is_rectangle = len(points) == 4 and all(name in {"moveTo", "lineTo", "closePath"} for name, _ in steps)  # noqa: PLR2004
    if box is None or not is_rectangle or len({x for x, _ in points}) != 2 or len({y for _, y in points}) != 2:  # noqa: PLR2004
        return False, False
    slack = _SLACK * max(tile.size)
    return abs(box.width - tile.width) <= slack, abs(box.height - tile.height) <= slack


def _data(steps: Steps, x: float, y: float) -> str:
    """Return the path data of an outline that is moved."""
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z", "endPath": ""}
    return "".join(
        letters[name] + " ".join(f"{round(px + x, 3):.9g} {round(py + y, 3):.9g}" for px, py in args)
        for name, args in steps
    )
