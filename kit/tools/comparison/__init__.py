"""Compare two kits: which pictures differ, in which pixels and words, why, and a page that shows it."""

from kit.tools.comparison.causes import grouped
from kit.tools.comparison.compare_task import CompareTask, compare_pixels
from kit.tools.comparison.comparison_page import PAGE, PICTURES, page_in_place, write_page
from kit.tools.comparison.matched_pictures import engine_changes, kit_changes, measured, picture_changes

__all__ = [
    "PAGE",
    "PICTURES",
    "CompareTask",
    "compare_pixels",
    "engine_changes",
    "grouped",
    "kit_changes",
    "measured",
    "page_in_place",
    "picture_changes",
    "write_page",
]
