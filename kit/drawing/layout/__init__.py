"""A drawing on an artboard: which drawing suits it, and where its pins place everything."""

from kit.drawing.layout.pins import live_on
from kit.drawing.layout.place import choose_drawing, lay_out, named_drawing, nearest_drawings

__all__ = ["choose_drawing", "lay_out", "live_on", "named_drawing", "nearest_drawings"]
