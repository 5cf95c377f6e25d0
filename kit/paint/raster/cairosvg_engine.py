"""Paint with CairoSVG, patched where it differs from browsers, what the direct painter leaves to it.

`patch` replaces functions of CairoSVG with those of this module, for the whole process.
"""

from __future__ import annotations

from ctypes import c_void_p, cast
from io import BytesIO
from xml.etree import ElementTree as ET

import cairocffi
from cairosvg import shapes
from cairosvg.bounding_box import BOUNDING_BOX_METHODS, EMPTY_BOUNDING_BOX
from cairosvg.helpers import preserve_ratio, size
from cairosvg.parser import Node, Tree
from cairosvg.surface import TAGS, PNGSurface, Surface
from cairosvg.url import parse_url
from PIL import Image, ImageOps

from kit.base.errors import Fault, KitError
from kit.model import tree as model_tree
from kit.model.layout import Element
from kit.paint.raster.cairo import lib
from kit.paint.raster.display import Foreign
from kit.paint.raster.tree_outlines import Context, UnknownError, add_outline, box_of, outline_of


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
    if node.get("image-rendering") == "pixelated":
        pattern.set_filter(cairocffi.FILTER_NEAREST)
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
    """Outline a rectangle, a round one as the direct painter does: two of CairoSVG's round corners aren't elliptic."""
    try:
        outline = outline_of(Element("rect", node)) if node.keys() & {"rx", "ry"} else None
    except UnknownError:  # a length with a unit
        outline = None
    if outline is None:
        shapes.rect(surface, node)
    else:
        add_outline(outline, int(cairocffi.ffi.cast("uintptr_t", surface.context._pointer)))  # noqa: SLF001


def _path_box(_surface: Surface, node: Node) -> tuple[float, float, float, float]:
    """Return the bounding box of a path's curves: left, top, width and height; CairoSVG uses the control points."""
    outline = outline_of(Element("path", node))
    box = box_of(outline) if outline else None
    return (box.x0, box.y0, box.width, box.height) if box else EMPTY_BOUNDING_BOX


patch()


class _Turn(PNGSurface):  # type: ignore[misc]
    """Paints with an existing context, in its coordinates and its clip, over what was painted so far."""

    def __init__(self, tree: Tree, context: cairocffi.Context) -> None:
        self._context = context
        super().__init__(tree, None, 96)

    @property
    def context(self) -> cairocffi.Context:
        """The context."""
        return self._context

    @context.setter
    def context(self, _own: cairocffi.Context) -> None:
        """Keep the context instead of one of its own."""

    def _create_surface(self, width: float, height: float) -> tuple[cairocffi.Surface, float, float]:
        return self._context.get_target(), width, height


def paint_foreign(item: Foreign, context: Context) -> None:
    """Paint an item in its turn, with the context that the items below it were painted with."""
    _require_one_cairo()
    children = (Element("defs", {}, item.definitions), item.element)
    root = model_tree.Tree(item.size, children).xml
    root.set("overflow", "visible")
    pointer = cairocffi.ffi.cast("cairo_t *", context)
    lib.cairo_save(context)
    lib.cairo_new_path(context)
    _Turn(Tree(bytestring=ET.tostring(root)), cairocffi.Context._from_pointer(pointer, incref=True))  # noqa: SLF001
    lib.cairo_restore(context)


def _require_one_cairo() -> None:
    """Raise KitError if CairoSVG uses another copy of the library, which would not know our contexts."""
    theirs = int(cairocffi.ffi.cast("uintptr_t", cairocffi.cairo.cairo_create))
    if cast(lib.cairo_create, c_void_p).value != theirs:
        message, remedy = "two copies of the library cairo are installed", "keep one of them, or uninstall the other"
        raise KitError(Fault(message, None, remedy, code="two-cairos"))
