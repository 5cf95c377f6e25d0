"""Paint resolved SVG with CairoSVG, as pixels or as a PDF page; it sees paths and plain attributes only."""

from __future__ import annotations

import re
from io import BytesIO

import cairocffi
import cairosvg
from cairosvg.parser import Tree
from cairosvg.surface import PDFSurface, PNGSurface
from PIL import Image

from kit.model.asset import Pixels, PremultipliedPixels
from kit.raster.mends import mend

#: The plain colours of a resolved artwork.
_FILLS = re.compile(r' (?:fill|stroke)="#([0-9a-fA-F]{6})"')

mend()


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the pixels."""
    return {"cairosvg": cairosvg.VERSION, "cairo": cairocffi.cairo_version_string()}


def paint(svg: str) -> Pixels:
    """Paint an artwork at the size it names, in px. Raises ValueError when it names none."""
    return straight(paint_premultiplied(svg))


def straight(pixels: PremultipliedPixels) -> Pixels:
    """Return the same pixels with straight alpha."""
    size = (pixels.width, pixels.height)
    divided = Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", pixels.stride, 1)  # divides the alpha out
    return Pixels(*size, divided.tobytes())


def paint_premultiplied(svg: str) -> PremultipliedPixels:
    """Paint an SVG as `paint` does, without the step to straight alpha, which takes longer than most grounds do."""
    # PNGSurface, not Surface: that one counts in points and would paint at three quarters of the size.
    image = PNGSurface(Tree(bytestring=svg.encode()), None, 96).cairo
    fills = frozenset(int(colour, 16) for colour in _FILLS.findall(svg))
    size = (image.get_width(), image.get_height())
    return PremultipliedPixels(*size, image.get_stride(), bytes(image.get_data()), fills)


def paint_pdf(svg: str) -> bytes:
    """Paint an SVG as a PDF of one page, of vectors, at the size it names. Raises ValueError when it names none."""
    painted = BytesIO()
    PDFSurface(Tree(bytestring=svg.encode()), painted, 96).finish()
    return painted.getvalue()
