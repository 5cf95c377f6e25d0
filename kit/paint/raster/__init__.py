"""Paint resolved SVG as pixels or as a PDF page, and shrink pictures."""

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
    "engines",
    "paint",
    "paint_pdf",
    "paint_premultiplied",
    "shrunk",
    "straight",
]
