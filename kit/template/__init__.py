"""Drawings: read an SVG from an editor, find its slots, and lay it out on an artboard by its pins."""

from kit.template.layout import choose_drawing, lay_out
from kit.template.read import read_drawing

__all__ = ["choose_drawing", "lay_out", "read_drawing"]
