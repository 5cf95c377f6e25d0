"""Pattern fills as shapes: the painter blurs and misplaces the tiles of patterns, so every tile becomes shapes.

A pattern inherits from the one that it refers to (https://www.w3.org/TR/SVG11/pservers.html#Patterns).

Paths have no seams between tiles, unlike tiles that are clipped one by one, and are painted much faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kit.base.geometry import IDENTITY, Box, Matrix, Point
from kit.base.path_steps import repeated_steps
from kit.drawing.svg.outlines import CLOSED_SHAPES, LETTERS, Steps, box_of_steps, moved_steps, steps_of
from kit.drawing.svg.source.numbers import number, numbers, read_length
from kit.drawing.svg.source.references import href_target, url_target
from kit.drawing.svg.source.values import read_transform, transform_of
from kit.drawing.svg.windings import flat_outlines
from kit.model.layout import Element
from kit.model.tree import INITIAL

_SIDES = ("x", "y", "width", "height")
_SHARES = "objectBoundingBox"
#: Attributes of a pattern that place its tiles; all others are the paint that its content inherits.
_OWN = frozenset((*_SIDES, "id", "href", "patternUnits", "patternContentUnits", "patternTransform", "viewBox",
    "preserveAspectRatio"))  # fmt: skip
#: How much the proportions of a view box and its tile may differ, as a part.
_SAME = 1e-3


@dataclass(frozen=True, slots=True)
class Tiling:
    """A pattern as it fills one shape.

    `to_shape` maps its own coordinates to those of the shape, `tile` is the first of its tiles, and `to_tile` places
    the content relative to the corner of that.
    """

    to_shape: Matrix
    tile: Box
    to_tile: Matrix
    content: tuple[Element, ...]
    paint: Mapping[str, str]


def pattern_problem(pattern: Element) -> str:
    """Return why a whole pattern can't be painted exactly, or ''."""
    written = pattern.attributes
    in_user_space = written.get("patternUnits") == "userSpaceOnUse"
    if in_user_space and any("%" in written.get(side, "") for side in _SIDES):
        return "is measured in percent of the page"
    if not _keeps_proportions(written) and (in_user_space or written.get("preserveAspectRatio") != "none"):
        return "has a viewBox of other proportions than its tile"
    return ""


def tiling(pattern: Element, shape: Box) -> Tiling | None:
    """Return how a whole pattern without a problem fills a shape in a box, or None if it paints nothing."""
    written = pattern.attributes
    x, y, width, height = (_length(written.get(side, "0")) for side in _SIDES)
    if written.get("patternUnits") != "userSpaceOnUse":
        x, y = shape.x0 + x * shape.width, shape.y0 + y * shape.height
        width, height = width * shape.width, height * shape.height
    to_shape = read_transform(written.get("patternTransform", "")) or IDENTITY
    if width <= 0 or height <= 0 or to_shape.scale == 0 or not shape.width * shape.height:
        return None
    to_tile = IDENTITY
    if "viewBox" in written:
        left, top, across, down = numbers(written["viewBox"])
        to_tile = Matrix(width / across, 0, 0, height / down) @ Matrix(e=-left, f=-top)
    elif written.get("patternContentUnits") == _SHARES:
        to_tile = Matrix(shape.width, 0, 0, shape.height)
    paint = {key: value for key, value in written.items() if key not in _OWN}
    return Tiling(to_shape, Box(x, y, x + width, y + height), to_tile, pattern.children, paint)


def chain_of(pattern: Element, patterns: Mapping[str, Element]) -> list[Element]:
    """Return a pattern and those that it refers to, the nearest first."""
    chain = [pattern]
    while above := patterns.get(href_target(chain[-1].attributes.get("href", "")) or ""):
        if any(link is above for link in chain):
            break
        chain.append(above)
    return chain


def whole_pattern(pattern: Element, patterns: Mapping[str, Element]) -> Element:
    """Return a pattern with what it inherits: its place, and its content with the paint of the pattern that has it."""
    chain = chain_of(pattern, patterns)
    holder = next((link for link in chain if link.children), pattern)
    written = {key: value for link in reversed(chain) for key, value in link.attributes.items()}
    kept = {key: value for key, value in written.items() if key in _OWN or holder.attributes.get(key) == value}
    return pattern.with_attributes(kept, holder.children)


def _keeps_proportions(written: Mapping[str, str]) -> bool:
    """Return whether a view box, if there is one, fills its tile in user space without being stretched or cut."""
    if "viewBox" not in written or written.get("preserveAspectRatio") == "none":
        return True
    _, _, across, down = numbers(written["viewBox"])
    width, height = (_length(written.get(side, "0")) for side in ("width", "height"))
    return written.get("patternUnits") == "userSpaceOnUse" and abs(width * down - height * across) <= _SAME * (
        height * across
    )


def _length(text: str) -> float:
    """Return a length; a percentage as a fraction."""
    length = read_length(text.strip(), ("", "px", "%"))
    return number(text) if length is None else length.value / (100 if length.unit == "%" else 1)


class Tiles(NamedTuple):
    """The columns and rows of tiles that a shape needs; the first tile of the pattern is number 0 in both."""

    columns: range
    rows: range


def tiles_over(tiling: Tiling, shape: Box) -> Tiles:
    """Return the tiles that a shape in a box needs."""
    back, tile = tiling.to_shape.inverse, tiling.tile
    area = Box.around([back.apply(Point(*corner)) for corner in shape.corners])
    columns = _range((area.x0 - tile.x0) / tile.width, (area.x1 - tile.x0) / tile.width)
    return Tiles(columns, _range((area.y0 - tile.y0) / tile.height, (area.y1 - tile.y0) / tile.height))


def _range(start: float, end: float) -> range:
    """Return the numbers of the tiles between two places, without tiles that are reached by less than a thousandth."""
    first, last = int((start + _SAME) // 1), int(-((-end + _SAME) // 1))
    return range(first, max(last, first + 1))


#: How far, in px of the shape, a curve may be from the lines that replace it where a side of its tile may cut it.
_NEAR = 0.02
#: The most numbers in the paths that fill one shape, a few characters each.
MOST_NUMBERS = 400_000
#: How far, as a part of the tile, an outline may extend beyond its side without being cut.
_SLACK = 1e-4


class Part(NamedTuple):
    """A shape in a tile: its outline relative to the tile's corner, and its paint."""

    steps: Steps
    paint: Mapping[str, str]


def plain_parts(tiling: Tiling) -> list[Part] | None:
    """Return the shapes of a pattern's content, cut at the sides of its tile; None if not all are plain fills."""
    parts = [part for child in tiling.content for part in _parts(child, {**INITIAL, **tiling.paint}, tiling.to_tile)]
    if None in parts:
        return None
    tile, near = Box(0, 0, *tiling.tile.size), _NEAR / tiling.to_shape.scale
    return [Part(_within(part.steps, tile, near), part.paint) for part in parts if part]


def part_over(part: Part, tiling: Tiling, tiles: Tiles) -> tuple[int, Element]:
    """Return the count of numbers in a path that repeats a part in every tile, and the path if that isn't too high."""
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
    letters = "".join(LETTERS[name] for name, _ in steps).encode()
    points = [point for _, args in steps for point in args]
    return count, Element("path", part.paint, steps=repeated_steps(letters, points, corners))


def _parts(element: Element, above: Mapping[str, str], to_tile: Matrix) -> Iterator[Part | None]:
    """Yield the shapes in an element, and None for each that isn't a plain fill."""
    attributes, here = element.attributes, to_tile @ transform_of(element)
    written = {key: value for key, value in attributes.items() if key in INITIAL and value != "inherit"}
    paint = {**above, **written}
    has_server = url_target(paint["fill"]) is not None
    if element.tag == "g" and number(attributes.get("opacity"), 1.0) >= 1 and "clip-path" not in attributes:
        for child in element.children:
            yield from _parts(child, paint, here)
    elif element.tag not in CLOSED_SHAPES or "clip-path" in attributes or paint["stroke"] != "none" or has_server:
        yield None
    elif paint["fill"] not in {"none", "transparent"} and paint["visibility"] == "visible":
        opacity = {"opacity": attributes["opacity"]} if "opacity" in attributes else {}
        yield Part(moved_steps(steps_of(element.tag, attributes), here), {**paint, **opacity})


def _within(steps: Steps, tile: Box, near: float) -> Steps:
    """Return an outline, cut at the sides of its tile."""
    box = box_of_steps(steps)
    if box is None or tile.contains(box, _SLACK * max(tile.size)):
        return steps
    cut: Steps = []
    for outline in flat_outlines(steps, near):
        points = _cut(outline, tile)
        if points:
            cut += [("lineTo" if at else "moveTo", (point,)) for at, point in enumerate(points)]
            cut.append(("closePath", ()))
    return cut


def _cut(points: Sequence[Point], tile: Box) -> Sequence[Point]:
    """Return the corners of a filled outline inside a tile, cut at one side after the other.

    This is the algorithm of Sutherland and Hodgman: an outline may run along the sides, where it encloses nothing.
    """
    for axis, limit, sign in ((0, tile.x0, 1), (0, tile.x1, -1), (1, tile.y0, 1), (1, tile.y1, -1)):
        inside: list[Point] = []
        for start, end in zip((*points[-1:], *points[:-1]), points, strict=True):
            before, after = sign * (start[axis] - limit), sign * (end[axis] - limit)
            if (before < 0) != (after < 0):
                share = before / (before - after)
                inside.append(Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
            if after >= 0:
                inside.append(end)
        points = inside
    return points


def _spans(steps: Steps, tile: Box) -> tuple[bool, bool]:
    """Return whether an outline is an upright rectangle from side to side of its tile, across and down."""
    points = {(round(x, 6), round(y, 6)) for _, args in steps for x, y in args}
    box = box_of_steps(steps)
    is_rectangle = len(points) == 4 and all(name in {"moveTo", "lineTo", "closePath"} for name, _ in steps)  # noqa: PLR2004
    if box is None or not is_rectangle or len({x for x, _ in points}) != 2 or len({y for _, y in points}) != 2:  # noqa: PLR2004
        return False, False
    slack = _SLACK * max(tile.size)
    return abs(box.width - tile.width) <= slack, abs(box.height - tile.height) <= slack
