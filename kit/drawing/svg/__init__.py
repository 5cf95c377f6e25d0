"""Drawings, photos and logos: read an SVG from an editor, check and normalise it, and find its slots."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.drawing.svg.drawing_reader import read_drawing
    from kit.drawing.svg.graphic import read_graphic
    from kit.drawing.svg.part_copies import part_faults
else:  # type checkers would accept any name
    __getattr__ = names_on_demand(
        "kit.drawing.svg", {"graphic": "read_graphic", "part_copies": "part_faults", "drawing_reader": "read_drawing"}
    )

__all__ = ["part_faults", "read_drawing", "read_graphic"]
