"""Paint SVG with CairoSVG, patched where it differs from browsers, as a fallback for the direct painter.

`patch` replaces functions of CairoSVG with those of this module, for the whole process.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import cairocffi
from cairosvg.bounding_box import BOUNDING_BOX_METHODS, EMPTY_BOUNDING_BOX
from cairosvg.helpers import preserve_ratio, size
from cairosvg.parser import Tree
from cairosvg.surface import TAGS, PDFSurface, PNGSurface
from cairosvg.url import parse_url
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageOps

from kit.raster.tree_outlines import BEND

if TYPE_CHECKING:
    from cairosvg.parser import Node
    from cairosvg.surface import Surface

    from kit.raster.cairo import Words


def patch() -> None:
    """Patch CairoSVG with the functions of this module."""
    TAGS.update(image=_image, rect=_rect)
    BOUNDING_BOX_METHODS["path"] = _path_box


def _image(surface: Surface, node: Node) -> None:
    """Paint an embedded image with its edge pixels extended; CairoSVG lets them fade when enlarged."""
    pixels = _pixels(node.fetch_url(parse_url(node.get_href()), "image/*"))
    node.image_width, node.image_height = pixels.get_width(), pixels.get_height()
    x, y = size(surface, node.get("x"), "x"), size(surface, node.get("y"), "y")
    width = size(surface, node.get("width"), "x") or node.image_width
    height = size(surface, node.get("height"), "y") or node.image_height
    across, down, left, top = preserve_ratio(surface, node, width, height)
    pattern = cairocffi.SurfacePattern(pixels)
    if not isinstance(surface.cairo, cairocffi.PDFSurface):  # a page contains the image itself, without a border
        pattern.set_extend(cairocffi.EXTEND_PAD)
    context = surface.context
    context.save()
    context.rectangle(x, y, width, height)
    context.clip()
    context.translate(x, y)
    context.scale(across, down)
    context.translate(left, top)
    context.rectangle(0, 0, node.image_width, node.image_height)
    context.clip()
    context.set_source(pattern)
    context.paint_with_alpha(float(node.get("opacity", 1)))
    context.restore()


def _pixels(data: bytes) -> cairocffi.ImageSurface:
    """Return the pixels of a PNG, JPEG or WebP, upright."""
    if data.startswith(b"\x89PNG"):
        return cairocffi.ImageSurface.create_from_png(BytesIO(data))
    image, file = ImageOps.exif_transpose(Image.open(BytesIO(data))), BytesIO()
    (image.convert("RGB") if image.mode == "CMYK" else image).save(file, "PNG")
    file.seek(0)
    return cairocffi.ImageSurface.create_from_png(file)


def _rect(surface: Surface, node: Node) -> None:
    """Outline a rectangle; two of the four round corners of CairoSVG are not quarters of an ellipse."""
    x, y = size(surface, node.get("x"), "x"), size(surface, node.get("y"), "y")
    width, height = size(surface, node.get("width"), "x"), size(surface, node.get("height"), "y")
    across = min(size(surface, node.get("rx", node.get("ry")), "x"), width / 2)
    down = min(size(surface, node.get("ry", node.get("rx")), "y"), height / 2)
    context = surface.context
    if not across or not down:
        context.rectangle(x, y, width, height)
        return
    right, bottom, bend_x, bend_y = x + width, y + height, across * (1 - BEND), down * (1 - BEND)
    context.new_path()
    context.move_to(x + across, y)
    context.line_to(right - across, y)
    context.curve_to(right - bend_x, y, right, y + bend_y, right, y + down)
    context.line_to(right, bottom - down)
    context.curve_to(right, bottom - bend_y, right - bend_x, bottom, right - across, bottom)
    context.line_to(x + across, bottom)
    context.curve_to(x + bend_x, bottom, x, bottom - bend_y, x, bottom - down)
    context.line_to(x, y + down)
    context.curve_to(x, y + bend_y, x + bend_x, y, x + across, y)
    context.close_path()


def _path_box(_surface: Surface, node: Node) -> tuple[float, float, float, float]:
    """Return the bounding box of a path's curves: left, top, width and height; CairoSVG uses the control points."""
    pen = BoundsPen(None)
    parse_path(node.get("d", ""), pen)
    if pen.bounds is None:
        return EMPTY_BOUNDING_BOX  # type: ignore[no-any-return]
    x0, y0, x1, y1 = pen.bounds
    return x0, y0, x1 - x0, y1 - y0


patch()


class _Onto(PNGSurface):  # type: ignore[misc]
    """Paints on an existing surface, over its contents."""

    def __init__(self, tree: Tree, surface: cairocffi.ImageSurface) -> None:
        self._surface = surface
        super().__init__(tree, None, 96)

    def _create_surface(self, _width: float, _height: float) -> tuple[cairocffi.ImageSurface, int, int]:
        return self._surface, self._surface.get_width(), self._surface.get_height()


def painted(svg: str) -> tuple[int, int, int, bytes]:
    """Return the width, the height and the bytes a row of a painted picture, and its pixels, premultiplied BGRA."""
    # PNGSurface, not Surface: that one counts in points and would paint at three quarters of the size.
    image = PNGSurface(Tree(bytestring=svg.encode()), None, 96).cairo
    return image.get_width(), image.get_height(), image.get_stride(), bytes(image.get_data())


def paint_onto(svg: bytes, words: Words) -> None:
    """Paint a picture over some pixels of its size."""
    height, width = words.shape
    surface = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, width, height, words.data.cast("B"), 4 * width)
    _Onto(Tree(bytestring=svg), surface)
    surface.flush()


def page(svg: str) -> bytes:
    """Return a vector PDF of one page, at the size of an SVG."""
    file = BytesIO()
    PDFSurface(Tree(bytestring=svg.encode()), file, 96).finish()
    return file.getvalue()
