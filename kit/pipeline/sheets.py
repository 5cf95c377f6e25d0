"""Contact sheets of a kit that was built, for people to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.gallery import write_contact_sheets
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from kit.model.project import Project
    from kit.pipeline.loading import AnyPath
    from kit.pipeline.result import BuildResult

#: The family that labels are set in, unless the project lacks it or its characters: then any other that has them.
_LABELS = "source-sans"


@system_errors_told("the contact sheets were written")
def contact_sheets(project: Project, result: BuildResult, out: AnyPath) -> tuple[Path, ...]:
    """Write one labelled PNG a layout, with every picture of a build on it, into a folder; return the paths."""
    families = sorted(project.campaign.families.values(), key=lambda family: family.id != _LABELS)
    fonts = [project.font(family.faces[0].file) for family in families]
    return tuple(write_contact_sheets(result.folder, result.assets, Path(out), fonts)) if result.assets else ()
