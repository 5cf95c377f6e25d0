"""Say which pictures a project makes, and of what, without composing or painting any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.pipeline.composing import composer_of
from kit.project.plan import chosen, globs
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from kit.model.picture_id import PictureId
    from kit.model.project import Project
    from kit.project.plan import Globs


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture that is to be made: `size` is (width, height) in px, `path` its place in the kit without an ending.

    `name` is what findings call it, and `--only`.
    `drawing` is the file below `templates/svg` that is chosen, None where a drawing to choose from can't be read.
    """

    id: PictureId
    size: tuple[int, int]
    layout: str
    drawing: str | None
    theme: str
    path: str
    name: str


@system_errors_told("the pictures were listed")
def pictures(project: Project, only: Globs = ()) -> tuple[PlannedPicture, ...]:
    """Return what each picture of a project is made of, in the order of `plan`: of all, or of those that globs name.

    Raises SpecError when there is none.
    """
    composer = composer_of(project)
    return tuple(
        PlannedPicture(
            artboard.id,
            artboard.placement.size,
            artboard.layout,
            composer.drawing_name(artboard),
            artboard.theme,
            artboard.path,
            str(artboard),
        )
        for artboard in chosen(project, *globs(only))
    )
