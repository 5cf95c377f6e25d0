"""Outlines of the SVG shapes that the direct painter supports: read, added to a path of cairo, and measured."""

from __future__ import annotations

import math
from ctypes import byref

from fontTools.pens.boundsPen import BoundsPen

from kit.base.geometry import Box
from kit.drawing.svg.source.numbers import split_numbers
from kit.model.layout import Element
from kit.paint.raster.cairo import CairoPath, lib
from kit.paint.raster.cairo_paths import RowPen, draw_rows, rows_of, rows_of_steps
from kit.paint.raster.display import Outline, Oval, Path

#: The address of a `cairo_t`.
Context = int


#: The attributes of each element, besides the common ones.
OWN: dict[str, frozenset[str]] = {
    "g": frozenset(),
    "path": frozenset(("d",)),
    "rect": frozenset(("x", "y", "width", "height", "rx", "ry")),
    "circle": frozenset(("cx", "cy", "r")),
    "ellipse": frozenset(("cx", "cy", "rx", "ry")),
    "polygon": frozenset(("points",)),
    "polyline": frozenset(("points",)),
    "line": frozenset(("x1", "y1", "x2", "y2")),
}
#: How far the control points of a quarter of a circle of radius 1 are from its ends.
_BEND = 4 * (2**0.5 - 1) / 3
#: The tolerance in px of an outline with arcs; elsewhere it is 0.1.
_OF_ARCS = 0.001
#: The largest allowed number; cairo can't go beyond it.
MOST = 1e9


class UnknownError(Exception):
    """Painted directly, something in a tree might look different."""


def outline_of(shape: Element) -> Outline | None:
    """Return the outline of a shape; None if it has no extent. Raises UnknownError."""
    get = shape.attributes.get
    if shape.steps:
        return Path(rows_of_steps(shape.steps)) if shape.steps.letters else None
    if shape.tag == "path":
        return _path(get("d", ""))
    if shape.tag in ("polygon", "polyline"):
        points = numbers(get("points", ""))
        require(len(points) > 3)  # noqa: PLR2004  (two points)
        return _lines(list(zip(points[::2], points[1::2], strict=False)), closed=shape.tag == "polygon")
    if shape.tag == "rect":
        return _rectangle(shape)
    if shape.tag == "line":
        x1, y1, x2, y2 = (number(get(key, "0")) for key in ("x1", "y1", "x2", "y2"))
        return _lines([(x1, y1), (x2, y2)], closed=False)
    across, down = ("r", "r") if shape.tag == "circle" else ("rx", "ry")
    oval = Oval(*(number(get(key, "0")) for key in ("cx", "cy", across, down)))
    require(oval.across >= 0 and oval.down >= 0)
    return oval if oval.across and oval.down else None


def add_outline(outline: Outline, context: Context) -> None:
    """Add an outline to the path of a context."""
    if isinstance(outline, Oval):
        _add_oval(outline, context)
        return
    if outline.arcs:
        lib.cairo_set_tolerance(context, _OF_ARCS)
    rows = outline.rows
    lib.cairo_append_path(context, byref(CairoPath(0, rows.ctypes.data, len(rows))))


def _add_oval(oval: Oval, context: Context) -> None:
    lib.cairo_new_sub_path(context)
    ratio = oval.down / oval.across
    lib.cairo_save(context)
    lib.cairo_scale(context, 1.0, ratio)
    lib.cairo_arc(context, oval.x, oval.y / ratio, oval.across, 0.0, 2 * math.pi)
    lib.cairo_close_path(context)
    lib.cairo_restore(context)


def box_of(outline: Outline) -> Box | None:
    """Return the bounding box of an outline, ignoring control points; None if it has no extent."""
    if isinstance(outline, Oval):
        across, down = outline.across, outline.down
        return Box(outline.x - across, outline.y - down, outline.x + across, outline.y + down)
    pen = BoundsPen(None)
    draw_rows(outline.rows, pen)
    return Box(*pen.bounds) if pen.bounds else None


def number(text: str) -> float:
    """Return a number without a unit. Raises UnknownError."""
    try:
        value = float(text)
    except ValueError as error:
        raise UnknownError from error
    require(abs(value) < MOST)  # also false for infinity and NaN
    return value


def numbers(text: str) -> list[float]:
    """Return the numbers of a list. Raises UnknownError."""
    written = split_numbers(text)
    if written is None:
        raise UnknownError
    return list(map(number, written))


def share(text: str) -> float:
    """Return a number or a percentage as a share. Raises UnknownError."""
    return number(text[:-1]) / 100 if text.endswith("%") else number(text)


def require(holds: bool) -> None:  # noqa: FBT001
    """Raise UnknownError unless a condition holds."""
    if not holds:
        raise UnknownError


def _path(d: str) -> Path | None:
    try:
        return Path(rows_of(d), arcs="A" in d or "a" in d) if d.strip() else None
    except ValueError as error:
        raise UnknownError from error


def _rectangle(rect: Element) -> Path | None:
    """Return the outline of a rectangle, its round corners quarters of an ellipse."""
    get = rect.attributes.get
    x, y, width, height = (number(get(key, "0")) for key in ("x", "y", "width", "height"))
    wide, high = number(get("rx", get("ry", "0"))), number(get("ry", get("rx", "0")))
    require(min(width, height, wide, high) >= 0)
    if not width or not height:
        return None
    across, down = min(wide, width / 2), min(high, height / 2)
    right, bottom, bend_x, bend_y = x + width, y + height, across * (1 - _BEND), down * (1 - _BEND)
    if not across or not down:
        return _lines([(x, y), (right, y), (right, bottom), (x, bottom)], closed=True)
    pen = RowPen()
    pen.moveTo((x + across, y))
    pen.lineTo((right - across, y))
    pen.curveTo((right - bend_x, y), (right, y + bend_y), (right, y + down))
    pen.lineTo((right, bottom - down))
    pen.curveTo((right, bottom - bend_y), (right - bend_x, bottom), (right - across, bottom))
    pen.lineTo((x + across, bottom))
    pen.curveTo((x + bend_x, bottom), (x, bottom - bend_y), (x, bottom - down))
    pen.lineTo((x, y + down))
    pen.curveTo((x, y + bend_y), (x + bend_x, y), (x + across, y))
    pen.closePath()
    return Path(pen.rows)


def _lines(points: list[tuple[float, float]], *, closed: bool) -> Path:
    """Return straight lines from point to point."""
    pen = RowPen()
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    if closed:
        pen.closePath()
    return Path(pen.rows)
