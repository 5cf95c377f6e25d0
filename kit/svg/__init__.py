"""Drawings, photos and logos: read an SVG from an editor, guarded and normalised, and find its slots."""

from kit.svg.canvas import size_at_a_glance
from kit.svg.graphic import read_graphic
from kit.svg.opacity import is_faded_as_one, paint_of
from kit.svg.part_copies import part_faults
from kit.svg.read import read_drawing

__all__ = ["is_faded_as_one", "paint_of", "part_faults", "read_drawing", "read_graphic", "size_at_a_glance"]
