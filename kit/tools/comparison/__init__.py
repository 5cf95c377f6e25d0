"""Compare two kits: which pictures differ, in which pixels and words, why, and a page that shows it."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.tools.comparison.changes import (
        Cause,
        ChangeGroup,
        ComparedKit,
        Comparison,
        FieldChange,
        PictureChange,
        PixelChange,
    )
    from kit.tools.comparison.comparing import diff
else:
    __getattr__ = names_on_demand(
        "kit.tools.comparison",
        {
            "changes": "Cause ChangeGroup ComparedKit Comparison FieldChange PictureChange PixelChange",
            "comparing": "diff",
        },
    )

__all__ = [
    "Cause",
    "ChangeGroup",
    "ComparedKit",
    "Comparison",
    "FieldChange",
    "PictureChange",
    "PixelChange",
    "diff",
]
