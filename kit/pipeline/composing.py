"""Make what composes the pictures of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.cache.folder import project_cache
from kit.compose import Composer

if TYPE_CHECKING:
    from kit.model.project import Project


def composer_of(project: Project) -> Composer:
    """Return a composer; drawings that it reads are kept for the next command, and for other processes of this one."""
    return Composer(project, project_cache(project.root))
