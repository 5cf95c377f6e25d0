"""Paint shapes straight with cairo, by the library that cairocffi has opened."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cairocffi
from cairocffi import cairo, ffi

from kit.geometry import Matrix
from kit.raster import gradients
from kit.raster.display import Gradient, Oval, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.raster.display import Around, Group, Item, Outline, Paint, Stroke

#: From so many pixels on, a gradient is taken out of a table.
_LARGE = 20_000
_CAPS = {
    "butt": cairocffi.LINE_CAP_BUTT,
    "round": cairocffi.LINE_CAP_ROUND,
    "square": cairocffi.LINE_CAP_SQUARE,
}
_JOINS = {
    "miter": cairocffi.LINE_JOIN_MITER,
    "round": cairocffi.LINE_JOIN_ROUND,
    "bevel": cairocffi.LINE_JOIN_BEVEL,
}
#: How far what is painted may be from the curves of an outline with arcs, in px; a tenth elsewhere.
_OF_ARCS = 0.001


def paint_items(items: Iterable[Item], surface: cairocffi.ImageSurface) -> None:
    """Paint shapes and groups on a surface, one over the other."""
    context = cairocffi.Context(surface)
    for item in items:
        _paint(item, context)
    surface.flush()


def _paint(item: Item, context: cairocffi.Context) -> None:
    context.save()
    context.transform(cairocffi.Matrix(*item.around.matrix))
    if isinstance(item, Shape):
        _clip(item.around, context)
        _paint_shape(item, context)
    else:
        _paint_group(item, context)
    context.restore()


def _paint_group(group: Group, context: cairocffi.Context) -> None:
    if group.opacity < 1:
        context.push_group()
    _clip(group.around, context)
    for item in group.items:
        _paint(item, context)
    if group.opacity < 1:
        context.pop_group_to_source()
        context.paint_with_alpha(group.opacity)


def _clip(around: Around, context: cairocffi.Context) -> None:
    """Let nothing be painted but in the outlines that cut it."""
    if around.clip is None:
        return
    context.new_path()
    for matrix, outline in around.clip:
        context.save()
        context.transform(cairocffi.Matrix(*matrix))
        _add(outline, context)
        context.restore()
    context.clip()


def _paint_shape(shape: Shape, context: cairocffi.Context) -> None:
    context.new_path()
    _add(shape.outline, context)
    if shape.fill:
        context.set_fill_rule(cairocffi.FILL_RULE_EVEN_ODD if shape.even_odd else cairocffi.FILL_RULE_WINDING)
        _fill(shape.fill, context)
    if shape.stroke:
        _stroke(shape.stroke, context)


def _add(outline: Outline, context: cairocffi.Context) -> None:
    """Add an outline to the path of a context."""
    if isinstance(outline, Oval):
        _add_oval(outline, context)
        return
    if outline.arcs:
        context.set_tolerance(_OF_ARCS)
    data = ffi.from_buffer("cairo_path_data_t[]", outline.rows)
    path = ffi.new("cairo_path_t *", {"status": 0, "data": data, "num_data": len(outline.rows)})
    cairo.cairo_append_path(context._pointer, path)  # noqa: SLF001  (by Python objects it takes 20 times as long)


def _add_oval(oval: Oval, context: cairocffi.Context) -> None:
    context.new_sub_path()
    ratio = oval.down / oval.across
    if ratio == 1:
        context.arc(oval.x, oval.y, oval.across, 0, 2 * math.pi)
        context.close_path()
        return
    context.save()
    context.scale(1, ratio)
    context.arc(oval.x, oval.y / ratio, oval.across, 0, 2 * math.pi)
    context.close_path()
    context.restore()


def _fill(paint: Paint, context: cairocffi.Context) -> None:
    """Fill the path of a context, and keep it."""
    box = _box(context) if isinstance(paint, Gradient) and _is_slow(paint, context) else None
    if not isinstance(paint, Gradient) or box is None or box[2] * box[3] < _LARGE:
        _set_source(paint, context)
        context.fill_preserve()
        return
    matrix = context.get_matrix()
    found = gradients.pixels(paint, Matrix(*matrix.as_tuple()), box)
    width, height = box[2:]
    source = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, width, height, found.data.cast("B"), 4 * width)
    context.identity_matrix()
    context.set_source_surface(source, box[0], box[1])
    context.get_source().set_filter(cairocffi.FILTER_NEAREST)
    context.fill_preserve()
    context.set_matrix(matrix)
    context.set_source_rgba(0, 0, 0, 0)  # so that the pixels are let go


def _is_slow(gradient: Gradient, context: cairocffi.Context) -> bool:
    """Tell whether cairo takes long for a gradient: for one that runs neither across nor down the picture."""
    if gradient.circle:
        return gradient.circle[2] > 0
    return all(gradients.slope(gradient, Matrix(*context.get_matrix().as_tuple())))


def _box(context: cairocffi.Context) -> tuple[int, int, int, int] | None:
    """Return the whole pixels (left, top, width, height) that the path of a context reaches, as far as it is not cut.

    Coordinates are those of the picture.
    """
    matrix = context.get_matrix()
    context.identity_matrix()
    path, clip = context.path_extents(), context.clip_extents()
    context.set_matrix(matrix)
    left, top = (math.floor(max(path[side], clip[side])) for side in (0, 1))
    right, bottom = (math.ceil(min(path[side], clip[side])) for side in (2, 3))
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def _stroke(stroke: Stroke, context: cairocffi.Context) -> None:
    context.set_line_width(stroke.width)
    context.set_line_cap(_CAPS[stroke.cap])
    context.set_line_join(_JOINS[stroke.join])
    context.set_miter_limit(stroke.miter)
    if stroke.dashes:
        context.set_dash(stroke.dashes, stroke.offset)
    _set_source(stroke.paint, context)
    context.stroke()


def _set_source(paint: Paint, context: cairocffi.Context) -> None:
    if isinstance(paint, Gradient):
        context.set_source(gradients.pattern(paint))
    else:
        context.set_source_rgba(*paint)
