"""Photos and logos of a project: judged by their content, cut, scaled and embedded, as pixels and nothing else."""

from typing import TYPE_CHECKING

from kit.images.embed import embedded, embedded_in_text
from kit.on_demand import names_on_demand

if TYPE_CHECKING:
    from kit.images.form import form_of
    from kit.images.preparing import engines, prepare, require_whole
    from kit.images.raster_file import size_of
else:  # type checkers would take any name for one of these
    __getattr__ = names_on_demand(
        "kit.images",
        {"form": "form_of", "preparing": "engines prepare require_whole", "raster_file": "size_of"},
    )

__all__ = ["embedded", "embedded_in_text", "engines", "form_of", "prepare", "require_whole", "size_of"]
