"""Paint resolved SVG as pixels or as a PDF page."""

from kit.raster.painter import engines, paint, paint_by_reference, paint_pdf, paint_premultiplied, straight

__all__ = ["engines", "paint", "paint_by_reference", "paint_pdf", "paint_premultiplied", "straight"]
