"""What was opened for a project, kept for its next picture: its plan, its fonts and its drawings."""

from __future__ import annotations

from functools import cached_property, lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

from kit.base.digests import digest_if_read
from kit.base.identity_keys import IdentityKey
from kit.cache.cache_folder import project_cache
from kit.compose import Composer
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.model.artwork import Artboard, PictureId
    from kit.model.project import Project


class OpenedProject:
    """The plan of a project, which never changes, and what composes its pictures."""

    def __init__(self, project: Project) -> None:
        """Take a project; nothing is opened before it is needed."""
        self._project = project
        self._composer = composer_of(project)
        self._digests: dict[Path, str] = {}

    @cached_property
    def artboards(self) -> Mapping[PictureId, Artboard]:
        """The artboards of the whole plan, in its order."""
        return {artboard.id: artboard for artboard in plan(self._project)}

    def composer_for(self, artboard: Artboard) -> Composer:
        """Return the composer of the pictures before, or a new one where a file that is read for this one has changed.

        Those are the drawings and parts of its layout, the fonts and the images of the project. YAML files are read
        with the project: what is written in them later is seen once it is loaded again.
        """
        found = {path: digest_if_read(path) for path in self._files(artboard.layout)}
        if any(self._digests.get(path, digest) != digest for path, digest in found.items()):
            self._composer, self._digests = composer_of(self._project), {}
        self._digests |= found
        return self._composer

    def _files(self, layout: str) -> Iterator[Path]:
        """Yield the paths at which a picture in a layout may find what it is made of."""
        project = self._project
        yield from project.layouts[layout].drawings.values()
        yield from project.layouts[layout].parts.values()
        yield from (image.path for image in project.images.values())
        yield from self._fonts

    @cached_property
    def _fonts(self) -> tuple[Path, ...]:
        families = self._project.campaign.families.values()
        files = dict.fromkeys(face.file for family in families for face in family.faces)
        return tuple(folder / file for folder in self._project.font_folders for file in files)


def opened(project: Project) -> OpenedProject:
    """Return what was opened for a project; that of the last ones is kept, for each thread by itself."""
    return _opened(IdentityKey(project), get_ident())


@lru_cache(maxsize=4)
def _opened(project: IdentityKey[Project], _thread: int) -> OpenedProject:
    return OpenedProject(project.value)


def composer_of(project: Project) -> Composer:
    """Return a composer; drawings that it reads are kept for the next command, and for other processes of this one."""
    return Composer(project, project_cache(project.root))
