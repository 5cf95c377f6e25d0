"""Paint resolved SVG as pixels or as a PDF page, and shrink pictures."""

from kit.paint.raster.painted_ground import GroundOfKits, PaintedGround, paint_with_ground
from kit.paint.raster.painter import (
    OF_IMAGES,
    engines,
    paint,
    paint_pdf,
    paint_premultiplied,
    shrunk,
    straight,
)

__all__ = [
    "OF_IMAGES",
    "GroundOfKits",
    "PaintedGround",
    "engines",
    "paint",
    "paint_pdf",
    "paint_premultiplied",
    "paint_with_ground",
    "shrunk",
    "straight",
]
