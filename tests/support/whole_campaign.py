"""The campaign of this repository, loaded once and composed once a process, for the tests beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from kit.model.artwork import Artwork
    from kit.model.project import Project

REPOSITORY = Path(__file__).parents[2]


@cache
def campaign() -> Project:
    """Load the campaign from the `kit.yaml` at the root of the repository."""
    return load_project(REPOSITORY / "kit.yaml")


@cache
def artworks() -> tuple[Artwork, ...]:
    """Compose every picture of the campaign, in the order in which they are planned."""
    return every_artwork(campaign())


def every_artwork(project: Project) -> tuple[Artwork, ...]:
    """Compose every picture of a project, in the order in which they are planned."""
    composer = Composer(project)
    return tuple(composer.compose(artboard) for artboard in plan(project))
