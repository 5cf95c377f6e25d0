"""Paint resolved SVG as pixels or as a PDF page, and shrink pictures."""

from kit.raster.painter import (
    PaintedGround,
    engines,
    paint,
    paint_pdf,
    paint_premultiplied,
    paint_with_ground,
    shrunk,
    straight,
)

__all__ = [
    "PaintedGround",
    "engines",
    "paint",
    "paint_pdf",
    "paint_premultiplied",
    "paint_with_ground",
    "shrunk",
    "straight",
]
