"""Paint the items of a picture with cairo, on pixels or on a page of a PDF."""

from __future__ import annotations

import math
from collections.abc import Iterable
from ctypes import byref, c_double
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.geometry import Matrix
from kit.base.lazy_imports import on_demand
from kit.paint.raster import cairo_gradients
from kit.paint.raster.cairo import (
    CAPS,
    EVEN_ODD,
    JOINS,
    NEAREST,
    NONZERO,
    SHARP_EDGES,
    CairoMatrix,
    Words,
    has_pixels,
    lib,
    page_of,
    painting_on,
    surface_of,
)
from kit.paint.raster.cairo_paths import steady
from kit.paint.raster.display import Around, Foreign, Gradient, Group, Item, Outline, Oval, Paint, Shape, Stroke
from kit.paint.raster.tree_outlines import Context, add_outline

if TYPE_CHECKING:
    from kit.paint.raster import cairosvg_engine
else:
    cairosvg_engine = on_demand("kit.paint.raster.cairosvg_engine")


#: The number of pixels from which a gradient comes from a table.
_LARGE = 20_000
#: The tolerance in px of strokes that bend within a pixel; elsewhere it is 0.1.
_OF_BENDS = 0.02
#: The least distance in px that cairo knows.
_LEAST = 1 / 256


def paint_items(items: Iterable[Item], words: Words, scale: tuple[float, float] = (1.0, 1.0)) -> None:
    """Paint items on pixels, from bottom to top; `scale` is the number of pixels per px, each way.

    Raises MemoryError or RuntimeError if one can't be painted.
    """
    with painting_on(words) as context:
        if scale != (1.0, 1.0):
            lib.cairo_scale(context, *scale)
        for item in items:
            _paint(item, context)


def painted_page(items: Iterable[Item], size: tuple[float, float], matrix: Matrix) -> bytes:
    """Paint items as a vector PDF of one page of a size in points, where a matrix places the picture.

    Raises MemoryError or RuntimeError if one can't be painted.
    """

    def paint(context: Context) -> None:
        lib.cairo_transform(context, byref(CairoMatrix(*matrix)))
        for item in items:
            _paint(item, context)

    return page_of(size, paint)


def _paint(item: Item, context: Context) -> None:
    if isinstance(item, Foreign):
        cairosvg_engine.paint_foreign(item, context)
        return
    lib.cairo_save(context)
    lib.cairo_transform(context, byref(CairoMatrix(*item.around.matrix)))
    if isinstance(item, Shape):
        _clip(item.around, context)
        _paint_shape(item, context)
    else:
        _paint_group(item, context)
    lib.cairo_restore(context)


def _paint_group(group: Group, context: Context) -> None:
    if group.opacity < 1:
        lib.cairo_push_group(context)
    _clip(group.around, context)
    for item in group.items:
        _paint(item, context)
    if group.opacity < 1:
        lib.cairo_pop_group_to_source(context)
        lib.cairo_paint_with_alpha(context, group.opacity)


def _clip(around: Around, context: Context) -> None:
    """Clip painting to outlines."""
    if around.clip is None:
        return
    lib.cairo_new_path(context)
    for matrix, outline in around.clip:
        lib.cairo_save(context)
        lib.cairo_transform(context, byref(CairoMatrix(*matrix)))
        add_outline(outline, context)
        lib.cairo_restore(context)
    lib.cairo_clip(context)


def _paint_shape(shape: Shape, context: Context) -> None:
    lib.cairo_new_path(context)
    if shape.sharp:
        _sharpen(context)
    add_outline(shape.outline, context)
    if shape.fill:
        lib.cairo_set_fill_rule(context, EVEN_ODD if shape.even_odd else NONZERO)
        _fill(shape.fill, context)
    if shape.stroke:
        _steady(shape.outline, context)
        _stroke(shape.stroke, context)


def _sharpen(context: Context) -> None:
    """Paint without smooth edges: an edge in the middle of a pixel leaves it to what is below and on the right.

    cairo would count it on either side, and browsers and resvg leave it to one.
    """
    lib.cairo_set_antialias(context, SHARP_EDGES)
    if has_pixels(context):
        matrix = _matrix(context)
        moved = (*matrix[:4], matrix.e + _LEAST, matrix.f + _LEAST)
        lib.cairo_set_matrix(context, byref(CairoMatrix(*moved)))


def _steady(outline: Outline, context: Context) -> None:
    """Replace the path of a context, on pixels, by one whose stroke keeps its width."""
    if isinstance(outline, Oval) or not has_pixels(context):
        return
    matrix = _matrix(context)
    rows = steady(outline.rows, math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)))
    if rows is not outline.rows:
        lib.cairo_set_tolerance(context, _OF_BENDS)
        lib.cairo_new_path(context)
        add_outline(replace(outline, rows=rows), context)


def _fill(paint: Paint, context: Context) -> None:
    """Fill the path of a context without removing it; on pixels, a large gradient comes from a table."""
    matrix = _matrix(context)
    box = _box(context) if isinstance(paint, Gradient) and _is_slow(paint, matrix) and has_pixels(context) else None
    if not isinstance(paint, Gradient) or box is None or box[2] * box[3] < _LARGE:
        _set_source(paint, context)
        lib.cairo_fill_preserve(context)
        return
    with surface_of(cairo_gradients.pixels(paint, matrix, box)) as source:
        lib.cairo_identity_matrix(context)
        lib.cairo_set_source_surface(context, source, box[0], box[1])
        lib.cairo_pattern_set_filter(lib.cairo_get_source(context), NEAREST)
        lib.cairo_fill_preserve(context)
        lib.cairo_set_matrix(context, byref(CairoMatrix(*matrix)))
        lib.cairo_set_source_rgba(context, 0.0, 0.0, 0.0, 0.0)  # so that the surface is released


def _is_slow(gradient: Gradient, matrix: Matrix) -> bool:
    """Return whether a gradient is slow in cairo and simple enough for a table: neither horizontal nor vertical."""
    if gradient.spread != "pad" or gradient.focus:
        return False
    return gradient.circle[2] > 0 if gradient.circle else all(cairo_gradients.slope(gradient, matrix))


def _matrix(context: Context) -> Matrix:
    """Return the map from coordinates to pixels."""
    matrix = CairoMatrix()
    lib.cairo_get_matrix(context, byref(matrix))
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _box(context: Context) -> tuple[int, int, int, int] | None:
    """Return the whole pixels (left, top, width, height) that the path of a context covers inside the clip, or None."""
    lib.cairo_save(context)
    lib.cairo_identity_matrix(context)
    path, clip = ([c_double() for _ in range(4)] for _ in range(2))
    lib.cairo_path_extents(context, *map(byref, path))
    lib.cairo_clip_extents(context, *map(byref, clip))
    lib.cairo_restore(context)
    left, top = (math.floor(max(path[end].value, clip[end].value)) for end in (0, 1))
    right, bottom = (math.ceil(min(path[end].value, clip[end].value)) for end in (2, 3))
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def _stroke(stroke: Stroke, context: Context) -> None:
    lib.cairo_set_line_width(context, stroke.width)
    lib.cairo_set_line_cap(context, CAPS[stroke.cap])
    lib.cairo_set_line_join(context, JOINS[stroke.join])
    lib.cairo_set_miter_limit(context, stroke.miter)
    if stroke.dashes:
        dashes = (c_double * len(stroke.dashes))(*stroke.dashes)
        lib.cairo_set_dash(context, dashes, len(dashes), stroke.offset)
    _set_source(stroke.paint, context)
    lib.cairo_stroke(context)


def _set_source(paint: Paint, context: Context) -> None:
    if isinstance(paint, Gradient):
        cairo_gradients.set_source(paint, context)
    else:
        lib.cairo_set_source_rgba(context, *paint)
