"""For those who draw: check one drawing without a campaign, and update the parts that drawings have in common."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.tools.drawings.drawing_checking import CheckedDrawing, check_drawing
    from kit.tools.drawings.part_updates import copy_parts
else:
    __getattr__ = names_on_demand(
        "kit.tools.drawings",
        {
            "drawing_checking": "CheckedDrawing check_drawing",
            "part_updates": "copy_parts",
        },
    )

__all__ = [
    "CheckedDrawing",
    "check_drawing",
    "copy_parts",
]
