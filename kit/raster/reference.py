"""Paint SVG with CairoSVG: what the direct painter does not know, pages, and what its pixels are measured by."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import cairocffi
from cairosvg.parser import Tree
from cairosvg.surface import PDFSurface, PNGSurface

from kit.raster.mends import mend

if TYPE_CHECKING:
    from kit.raster.cairo import Words

mend()


class _Onto(PNGSurface):  # type: ignore[misc]
    """Paints on a surface that is there, over what is on it."""

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
    """Return a PDF of one page, of vectors, at the size that an SVG names."""
    file = BytesIO()
    PDFSurface(Tree(bytestring=svg.encode()), file, 96).finish()
    return file.getvalue()
