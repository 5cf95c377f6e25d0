"""Paint resolved SVG with CairoSVG, as pixels or as a PDF page; it sees paths and plain attributes only."""

from __future__ import annotations

from io import BytesIO

import cairocffi
import cairosvg
from cairosvg.parser import Tree
from cairosvg.surface import PDFSurface, PNGSurface
from PIL import Image

from kit.model.asset import Pixels


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the pixels."""
    return {"cairosvg": cairosvg.VERSION, "cairo": cairocffi.cairo_version_string()}


def paint(svg: str) -> Pixels:
    """Paint an artwork at the size it names, in px. Raises ValueError when it names none."""
    # PNGSurface, not Surface: that one counts in points and would paint at three quarters of the size.
    surface = PNGSurface(Tree(bytestring=svg.encode()), None, 96)
    image = surface.cairo
    size, stride = (image.get_width(), image.get_height()), image.get_stride()
    # Cairo holds premultiplied BGRA; Pillow divides the alpha out.
    straight = Image.frombuffer("RGBA", size, bytes(image.get_data()), "raw", "BGRa", stride, 1)
    return Pixels(size[0], size[1], straight.tobytes())


def paint_pdf(svg: str) -> bytes:
    """Paint an SVG as a PDF of one page, of vectors, at the size it names. Raises ValueError when it names none."""
    painted = BytesIO()
    PDFSurface(Tree(bytestring=svg.encode()), painted, 96).finish()
    return painted.getvalue()
