"""Gradients: as cairo paints them, and over large areas from a table, which is faster and looks the same."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kit.base.geometry import Matrix, Point
from kit.paint.raster.cairo import EXTENDS, CairoMatrix, Words, has_pixels, lib, painting_on
from kit.paint.raster.display import Gradient

#: The centres of columns and of rows of pixels.
Centres = tuple[NDArray[np.float64], NDArray[np.float64]]
Places = Callable[[slice], NDArray[np.float32]]


#: The number of colours in a table from start to end: the rings of a radial gradient across a large picture are off by
#: at most a tenth of a pixel.
_TABLE = 16384
#: The most pixels of a gradient that is cached.
_MOST_CACHED = 2_000_000
#: How many rows are made at once, so that they stay in the processor cache.
_ROWS = 16


def set_source(gradient: Gradient, context: int) -> None:
    """Set the source of a cairo context to a gradient."""
    gradient = _padded(gradient if has_pixels(context) else _longer(gradient))
    if gradient.line:
        pattern = lib.cairo_pattern_create_linear(*gradient.line)
    else:
        x, y, radius = gradient.circle or (0.0, 0.0, 0.0)
        pattern = lib.cairo_pattern_create_radial(*(gradient.focus or (x, y)), 0.0, x, y, radius)
    lib.cairo_pattern_set_matrix(pattern, byref(CairoMatrix(*gradient.matrix.inverse)))
    for offset, colour in gradient.stops:
        lib.cairo_pattern_add_color_stop_rgba(pattern, offset, *colour)
    lib.cairo_pattern_set_extend(pattern, EXTENDS[gradient.spread])
    lib.cairo_set_source(context, pattern)
    lib.cairo_pattern_destroy(pattern)


def _padded(gradient: Gradient) -> Gradient:
    """Return a gradient that begins with a stop at 0 and ends with one at 1.

    Without them, cairo loses the colours before the first and after the last where these are sudden changes and on a
    page, and blends the last colour with the first where a gradient repeats.
    """
    first, last = gradient.stops[0], gradient.stops[-1]
    start = () if first[0] <= 0 else ((0.0, first[1]),)
    end = () if last[0] >= 1 else ((1.0, last[1]),)
    return replace(gradient, stops=(*start, *gradient.stops, *end)) if start or end else gradient


def _is_sudden(gradient: Gradient) -> bool:
    """Return whether colours change suddenly at an end beyond which there is something to see."""
    offsets = [offset for offset, _ in gradient.stops]
    return offsets.count(1.0) > 1 or (gradient.line is not None and offsets.count(0.0) > 1)


def _longer(gradient: Gradient) -> Gradient:
    """Return the same gradient on a longer line or a larger circle if its colours change suddenly at an end.

    cairo would lose the colour beyond that end on a page. A circle grows outwards alone.
    """
    if gradient.spread != "pad" or not _is_sudden(gradient):
        return gradient
    before = 1 if gradient.line else 0
    stops = tuple(((offset + before) / (2 + before), colour) for offset, colour in gradient.stops)
    if gradient.line:
        x1, y1, x2, y2 = gradient.line
        line = (2 * x1 - x2, 2 * y1 - y2, 2 * x2 - x1, 2 * y2 - y1)
        return replace(gradient, stops=stops, line=line)
    x, y, radius = gradient.circle or (0.0, 0.0, 0.0)
    seen_x, seen_y = gradient.focus or (x, y)
    circle = (2 * x - seen_x, 2 * y - seen_y, 2 * radius)
    return replace(gradient, stops=stops, circle=circle, focus=(seen_x, seen_y))


def pixels(gradient: Gradient, matrix: Matrix, box: tuple[int, int, int, int]) -> Words:
    """Return a gradient in a box of whole pixels (left, top, width, height), premultiplied: 0xAARRGGBB.

    `matrix` maps the coordinates of the shape to pixels. Colours are cairo's at the centre of each pixel. The last
    ones are cached: a picture and its background have the same, and so have pictures of one layout.
    """
    return _cached(gradient, matrix, box) if box[2] * box[3] <= _MOST_CACHED else _made(gradient, matrix, box)


def _made(gradient: Gradient, matrix: Matrix, box: tuple[int, int, int, int]) -> Words:
    left, top, width, height = box
    centres = np.arange(left, left + width, dtype=float) + 0.5, np.arange(top, top + height, dtype=float) + 0.5
    table, colours = _table(gradient), np.empty((height, width), np.uint32)
    places = (_along if gradient.line else _away)(gradient, matrix, centres)
    where = np.empty((_ROWS, width), np.int32)
    for at in range(0, height, _ROWS):
        part = where[: height - at]
        np.copyto(part, places(slice(at, at + _ROWS)), casting="unsafe")
        part += 1
        np.take(table, part, out=colours[at : at + _ROWS], mode="clip")
    return colours


_cached = lru_cache(maxsize=8)(_made)


def slope(gradient: Gradient, matrix: Matrix) -> tuple[float, float]:
    """Return the change of a linear gradient from a pixel to the one on its right, and to the one below."""
    x1, y1, x2, y2 = gradient.line or (0.0, 0.0, 0.0, 0.0)
    back, length = (matrix @ gradient.matrix).inverse, (x2 - x1) ** 2 + (y2 - y1) ** 2
    if not length:
        return 0.0, 0.0
    across = ((x2 - x1) * back.a + (y2 - y1) * back.b) / length
    return across, ((x2 - x1) * back.c + (y2 - y1) * back.d) / length


def _along(gradient: Gradient, matrix: Matrix, centres: Centres) -> Places:
    """Return a function from rows of a linear gradient to the table indices of their pixels."""
    x1, y1, x2, y2 = gradient.line or (0.0, 0.0, 0.0, 0.0)
    across, down = slope(gradient, matrix)
    corner = (matrix @ gradient.matrix).inverse.apply(Point(0.0, 0.0))
    start = ((x2 - x1) * (corner.x - x1) + (y2 - y1) * (corner.y - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    columns, rows = _floats((start + across * centres[0]) * _TABLE), _floats(down * centres[1] * _TABLE)
    return lambda part: rows[part, None] + columns


def _away(gradient: Gradient, matrix: Matrix, centres: Centres) -> Places:
    """Return the same for a radial gradient, from the distance to its centre."""
    back = (matrix @ gradient.matrix).inverse
    x, y, radius = gradient.circle or (0.0, 0.0, 0.0)
    scale = _TABLE / radius
    across = ((back.a * centres[0] + back.e - x) * scale, back.c * centres[1] * scale)
    down = (back.b * centres[0] * scale, (back.d * centres[1] + back.f - y) * scale)
    if not back.b and not back.c:  # the circle is neither turned nor skewed
        columns, rows = _floats(across[0] ** 2), _floats(down[1] ** 2)
        return lambda part: np.sqrt(rows[part, None] + columns)
    distances = [(_floats(columns), _floats(rows)) for columns, rows in (across, down)]
    return lambda part: np.hypot(*(rows[part, None] + columns for columns, rows in distances))


def _floats(values: NDArray[np.float64]) -> NDArray[np.float32]:
    return values.astype(np.float32)


def _table(gradient: Gradient) -> Words:
    """Return the colours of a gradient as cairo paints them: before its start, from there to its end, and beyond."""
    table = np.zeros((1, _TABLE + 2), np.uint32)
    with painting_on(table) as context:
        set_source(Gradient(gradient.stops, line=(1.0, 0.0, _TABLE + 1.0, 0.0)), context)
        lib.cairo_paint(context)
    return np.asarray(table[0])
