"""For those who draw: check one drawing without a campaign, and update the parts that drawings have in common."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand
from kit.drawing.svg.part_copies import copy_parts

if TYPE_CHECKING:
    from kit.tools.drawings.drawing_checking import CheckedDrawing, check_drawing
else:
    __getattr__ = names_on_demand(
        "kit.tools.drawings",
        {
            "drawing_checking": "CheckedDrawing check_drawing",
        },
    )

__all__ = [
    "CheckedDrawing",
    "check_drawing",
    "copy_parts",
]
