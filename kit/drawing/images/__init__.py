"""Photos and logos of a project: identified by content, cropped, scaled and embedded, as pixels and nothing else."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.drawing.images.image_file import MOST_BYTES, form_of, size_of
    from kit.drawing.images.preparing import embedded, embedded_in_text, engines, prepare, require_whole
else:  # type checkers would accept any name
    __getattr__ = names_on_demand(
        "kit.drawing.images",
        {
            "image_file": "MOST_BYTES form_of size_of",
            "preparing": "embedded embedded_in_text engines prepare require_whole",
        },
    )

__all__ = ["MOST_BYTES", "embedded", "embedded_in_text", "engines", "form_of", "prepare", "require_whole", "size_of"]
