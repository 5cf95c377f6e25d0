"""Photos and logos of a project: judged by their content, cut, scaled and embedded, as pixels and nothing else."""

from kit.images.embed import embedded
from kit.images.form import form_of
from kit.images.prepare import engines, prepare, require_whole
from kit.images.raster_file import size_of

__all__ = ["embedded", "engines", "form_of", "prepare", "require_whole", "size_of"]
