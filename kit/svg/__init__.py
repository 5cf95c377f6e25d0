"""Drawings, photos and logos: read an SVG from an editor, guarded and normalised, and find its slots."""

from typing import TYPE_CHECKING

from kit.on_demand import names_on_demand

if TYPE_CHECKING:
    from kit.svg.graphic import read_graphic
    from kit.svg.opacity import is_faded_as_one, paint_of
    from kit.svg.part_copies import part_faults
    from kit.svg.read import read_drawing
    from kit.svg.view_box import size_at_a_glance
else:  # type checkers would take any name for one of these
    __getattr__ = names_on_demand(
        "kit.svg",
        {
            "graphic": "read_graphic",
            "opacity": "is_faded_as_one paint_of",
            "part_copies": "part_faults",
            "read": "read_drawing",
            "view_box": "size_at_a_glance",
        },
    )

__all__ = ["is_faded_as_one", "paint_of", "part_faults", "read_drawing", "read_graphic", "size_at_a_glance"]
