"""The outlines of shapes as the steps of a path, their boxes and their corners.

Bounding boxes ignore control points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from fontTools.misc.bezierTools import cubicPointAtT, quadraticPointAtT
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from lxml import etree

from kit.base.geometry import Box, Matrix, Point
from kit.base.path_steps import PathSteps, in_hundredths
from kit.drawing.svg.source.numbers import number, numbers
from kit.drawing.svg.source.references import SVG, attributes_of, tag_of
from kit.drawing.svg.source.values import path_steps
from kit.model.layout import Element

Steps = list[tuple[str, tuple[tuple[float, float], ...]]]


#: Elements that are painted with a fill.
CLOSED_SHAPES = frozenset(("rect", "circle", "ellipse", "polyline", "polygon", "path"))
#: All shapes, which are painted with a fill and a stroke; and the elements of a file that have an outline.
SHAPES = CLOSED_SHAPES | {"line"}
OUTLINED = frozenset(SVG + tag for tag in SHAPES | {"image"})
#: How far a slot may be slanted, in px of the drawing.
UPRIGHT = 0.05
_CURVE = re.compile("[CcSsQqTtAa]")


def corners(tag: str, attributes: Mapping[str, str]) -> tuple[Point, ...] | None:
    """Return the corners of a rect, polygon or straight path in its own coordinates; None for other shapes."""
    if tag == "rect":
        x, y = number(attributes.get("x")), number(attributes.get("y"))
        return Box(x, y, x + number(attributes.get("width")), y + number(attributes.get("height"))).corners
    if tag == "polygon":
        values = numbers(attributes.get("points", ""))
        return tuple(Point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)) or None
    return _path_corners(attributes.get("d", "")) if tag == "path" else None


def is_open(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an outline ends in another place than it begins, so that its stroke has two ends."""
    steps = path_steps(attributes.get("d", "")) if tag == "path" else []
    points = [args[0] for _, args in steps if args]
    return bool(points) and steps[-1][0] != "closePath" and points[0] != points[-1]


@lru_cache(maxsize=4096)  # rules need it for every picture
def _path_corners(d: str) -> tuple[Point, ...] | None:
    steps = [] if _CURVE.search(d) else path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1:
        return None
    points = [Point(*args[0]) for step, args in steps if step in {"moveTo", "lineTo"}]
    return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points) or None


def box_corners(tag: str, attributes: Mapping[str, str]) -> tuple[Point, ...] | None:
    """Return the corners of a straight shape, or of the box of a path that is a rectangle with round corners."""
    return corners(tag, attributes) or (_round_corners(attributes.get("d", "")) if tag == "path" else None)


def _round_corners(d: str) -> tuple[Point, ...] | None:
    """Return the corners around a path with straight sides and round corners, as editors write it; None for others.

    Every point of it is on a side of its box, and two opposite sides have a straight part.
    """
    steps = path_steps(d)
    if [step for step, _ in steps].count("moveTo") != 1:
        return None
    box = Box.around([Point(*point) for _, args in steps for point in args])
    ends = [Point(*args[-1]) for _, args in steps if args]
    straight: set[str] = set()
    for (before, after), (step, _) in zip(pairwise(ends), steps[1:], strict=False):
        if step == "lineTo" and before != after:
            straight |= _sides(before, box) & _sides(after, box)
    on_sides = all(_sides(Point(*point), box) for _, args in steps for point in args)
    return box.corners if on_sides and ({"x0", "x1"} <= straight or {"y0", "y1"} <= straight) else None


def _sides(point: Point, box: Box) -> set[str]:
    """Return the sides of a box that a point is on."""
    return {side for side in ("x0", "x1", "y0", "y1") if abs(getattr(point, side[0]) - getattr(box, side)) <= UPRIGHT}


def box_of(element: etree._Element, here: Matrix) -> Box | None:
    """Return the box, on the canvas, of an upright rect or four-cornered path, even with round corners, or None."""
    straight = box_corners(tag_of(element), attributes_of(element))
    if straight is None or len(straight) != 4:  # noqa: PLR2004
        return None
    points = [here.apply(point) for point in straight]
    box = Box.around(points)
    upright = all(
        min(abs(p.x - box.x0), abs(p.x - box.x1)) <= UPRIGHT and min(abs(p.y - box.y0), abs(p.y - box.y1)) <= UPRIGHT
        for p in points
    )
    return box if upright else None


def may_be_box(element: etree._Element) -> bool:
    """Return whether an element may be the box of a slot: a rect, or a path with four corners, even round ones."""
    straight = box_corners("path", attributes_of(element)) if element.tag == SVG + "path" else None
    return element.tag == SVG + "rect" or (straight is not None and len(straight) == 4)  # noqa: PLR2004


#: The function for a point on a curve, by the number of its control points and its end.
CURVES = {2: quadraticPointAtT, 3: cubicPointAtT}
#: The letter of each step of an outline in path data; the end of an open one has none.
LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z", "endPath": ""}
#: The number of parts that a curve is divided into for points along it.
_ON_CURVE = 24
#: The most steps of an outline that is certain not to cross itself.
_FEW = 6


def element_box(element: Element) -> Box | None:
    """Return the bounding box of an element's outline, like `box_around`."""
    return box_of_steps(element.steps.commands) if element.steps else box_around(element.tag, element.attributes)


def box_around(tag: str, attributes: Mapping[str, str]) -> Box | None:
    """Return the bounding box of a shape's outline in its own coordinates, without its stroke; None if it is empty."""
    if tag in {"circle", "ellipse"}:
        x, y, across, down = _ellipse(attributes)
        return Box(x - across, y - down, x + across, y + down)
    return box_of_steps(steps_of(tag, attributes))


def outline_box(element: etree._Element) -> Box | None:
    """Return the bounding box of the outline of a shape or a picture of the file; None for other elements."""
    tag = tag_of(element)
    return box_around("rect" if tag == "image" else tag, attributes_of(element)) if element.tag in OUTLINED else None


def box_of_steps(steps: Steps) -> Box | None:
    """Return the bounding box of the steps of a path, or None if there are none."""
    pen = BoundsPen(None)
    replay(steps, pen)
    return Box(*pen.bounds) if pen.bounds else None


def box_on(element: Element, here: Matrix) -> Box | None:
    """Return the bounding box of a shape's outline after a map; None for a shape without extent."""
    box = box_of_steps(moved_steps(element_steps(element), here))
    return box if box and (box.width > 0 or box.height > 0) else None


def crossings(corners: Sequence[Point], y: float) -> list[float]:
    """Return where the sides of a shape cross a horizontal line."""
    return [
        start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x)
        for start, end in pairwise((*corners, corners[0]))
        if (start.y <= y) != (end.y <= y)
    ]


def is_inside(corners: Sequence[Point], x: float, y: float) -> bool:
    """Return whether a place is in a shape, by the even-odd rule."""
    return sum(crossing > x for crossing in crossings(corners, y)) % 2 == 1


def points_of(steps: Steps) -> list[Point]:
    """Return points along the steps of a path: their ends, and some on each curve."""
    points: list[Point] = []
    for _, args in steps:
        if len(args) > 1:
            at, start = CURVES[len(args)], points[-1]
            points += [Point(*at(start, *args, step / _ON_CURVE)) for step in range(1, _ON_CURVE)]
        points += [Point(*args[-1])] if args else []
    return points


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSteps(PathSteps):
    """The steps of an outline to a hundredth of a px, and as they were `drawn`, from which the path data is written."""

    drawn: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]

    @property
    def d(self) -> str:
        """The path data, which is short for horizontal and vertical lines, and for repetitions."""
        return written_steps(list(self.drawn))


def drawn_steps(steps: Steps) -> DrawnSteps:
    """Return the steps of an outline to a hundredth of a px, without lines of length zero."""
    drawn = [
        (name, args)
        for (_, before), (name, args) in pairwise([("", ()), *steps])
        if name != "lineTo" or before[-1:] != args
    ]
    letters = "".join(LETTERS[name] for name, _ in drawn).encode()
    return DrawnSteps(letters, in_hundredths([point for _, args in drawn for point in args]), tuple(steps))


def element_steps(element: Element) -> Steps:
    """Return the outline of an element as the steps of a path."""
    return element.steps.commands if element.steps else steps_of(element.tag, element.attributes)


def steps_of(tag: str, attributes: Mapping[str, str]) -> Steps:
    """Return the outline of a shape as the steps of a path."""
    if tag in {"circle", "ellipse"}:
        x, y, across, down = _ellipse(attributes)
        return path_steps(_arcs(Box(x - across, y - down, x + across, y + down), across, down))
    if tag == "rect":
        x, y, width, height = (number(attributes.get(key)) for key in ("x", "y", "width", "height"))
        across = number(attributes.get("rx"), number(attributes.get("ry")))
        down = min(number(attributes.get("ry"), across), height / 2)
        return path_steps(_arcs(Box(x, y, x + width, y + height), min(across, width / 2), down))
    if tag == "path":
        return path_steps(attributes.get("d", ""))
    keys = ("x1", "y1", "x2", "y2")
    values = [number(attributes.get(key)) for key in keys] if tag == "line" else numbers(attributes.get("points", ""))
    points = [Point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
    end = "closePath" if tag == "polygon" else "endPath"
    lines = [("lineTo" if at else "moveTo", (point,)) for at, point in enumerate(points)]
    return [*lines, (end, ())] if points else []


def moved_steps(steps: Steps, matrix: Matrix) -> Steps:
    """Return the steps of a path after a map."""
    a, b, c, d, e, f = matrix
    return [(name, tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points)) for name, points in steps]


def written_steps(steps: Steps, digits: str = ".2f") -> str:
    """Return the steps of a path as path data, to a hundredth of a px or with another number format."""
    pen = SVGPathPen(None, lambda value: f"{value:{digits}}")
    replay(steps, pen)
    return str(pen.getCommands())


def depends_on_fill_rule(shape: Element) -> bool:
    """Return whether the even-odd rule may change a shape: one of several parts, or with many corners."""
    steps = [name for name, _ in element_steps(shape)]
    return shape.tag in {"path", "polygon", "polyline"} and (steps.count("moveTo") > 1 or len(steps) > _FEW)


def replay(steps: Steps, pen: object) -> None:
    """Draw the steps of a path with a pen of fontTools."""
    recording = RecordingPen()
    recording.value = steps
    recording.replay(pen)


def _ellipse(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Return the centre and the radii of a circle or an ellipse."""
    x, y, r = (number(attributes.get(key)) for key in ("cx", "cy", "r"))
    return x, y, number(attributes.get("rx"), r), number(attributes.get("ry"), r)


def _arcs(box: Box, across: float, down: float) -> str:
    """Return the path data of a rectangle with round corners."""
    x0, y0, x1, y1 = box
    if across <= 0 or down <= 0:
        return f"M{x0} {y0}H{x1}V{y1}H{x0}Z"
    arc = f"A{across} {down} 0 0 1 "
    corners = (
        f"L{x1 - across} {y0}{arc}{x1} {y0 + down}",
        f"L{x1} {y1 - down}{arc}{x1 - across} {y1}",
        f"L{x0 + across} {y1}{arc}{x0} {y1 - down}",
        f"L{x0} {y0 + down}{arc}{x0 + across} {y0}",
    )
    return f"M{x0 + across} {y0}{''.join(corners)}Z"
