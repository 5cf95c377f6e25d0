"""Drawings: read an SVG from an editor, guarded and normalised, and find its slots."""

from kit.svg.read import read_drawing

__all__ = ["read_drawing"]
