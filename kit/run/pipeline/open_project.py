"""An open project, kept for its next picture: its plan, its fonts and its drawings."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from functools import cached_property, lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

from kit.base.cache.cache_folder import project_cache
from kit.base.digests import digest_if_read
from kit.base.errors import Mark
from kit.base.geometry import Point
from kit.base.lazy_imports import on_demand
from kit.base.memory_caches import IdentityKey
from kit.compose import Composer, logo_alone
from kit.compose.content import turned_off
from kit.drawing.images import embedded
from kit.model.picture import ImageContent
from kit.paint.raster import paint_premultiplied
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit import judge
    from kit.compose.content import summary
    from kit.model.artwork import Artboard, PictureId
    from kit.model.asset import Asset
    from kit.model.manifest import KitSummary
    from kit.model.project import Project
    from kit.paint import encode
else:
    judge, encode, summary = map(on_demand, ("kit.judge", "kit.paint.encode", "kit.compose.content.summary"))

#: The side of the logo in a summary, in px: that of an icon beside a title on a fine screen.
_MARK_PX = 96


class OpenProject:
    """The plan of a project, which never changes, and the composer of its pictures."""

    def __init__(self, project: Project) -> None:
        """Take a project; nothing is opened until it is needed."""
        self._project = project
        self._composer = composer_of(project)
        self._digests: dict[Path, str] = {}

    @cached_property
    def artboards(self) -> Mapping[PictureId, Artboard]:
        """The artboards of the whole plan, in its order."""
        return {artboard.id: artboard for artboard in plan(self._project)}

    def composer_for(self, artboard: Artboard) -> Composer:
        """Return the previous composer, or a new one if a file that this picture reads has changed.

        Such files are the drawings and parts of its layout, the fonts and the images of the project. YAML files are
        read with the project: later changes are seen once it is loaded again.
        """
        found = {path: digest_if_read(path) for path in self._files(artboard.layout)}
        if any(self._digests.get(path, digest) != digest for path, digest in found.items()):
            self._composer, self._digests = composer_of(self._project), {}
        self._digests |= found
        return self._composer

    def _files(self, layout: str) -> Iterator[Path]:
        """Yield the paths of the files that a picture in a layout may be made from."""
        project = self._project
        yield from project.layouts[layout].drawings.values()
        yield from project.layouts[layout].parts.values()
        yield from (image.path for image in project.images.values())
        yield from self._fonts

    @cached_property
    def _fonts(self) -> tuple[Path, ...]:
        campaigns = (self._project.campaign, *self._project.translations.values())
        families = (family for campaign in campaigns for family in campaign.families.values())
        files = dict.fromkeys(face.file for family in families for face in family.faces)
        own = [folder / file for folder in self._project.font_folders for file in files]  # which need not be there yet
        return tuple(dict.fromkeys((*own, *map(self._project.font, files))))


def open_project(project: Project) -> OpenProject:
    """Return the open project; the last ones are kept, separately for each thread."""
    return _open_project(IdentityKey(project), get_ident())


@lru_cache(maxsize=4)
def _open_project(project: IdentityKey[Project], _thread: int) -> OpenProject:
    return OpenProject(project.value)


def composer_of(project: Project) -> Composer:
    """Return a composer; the drawings that it reads are cached for the next command and for other processes."""
    return Composer(project, project_cache(project.root))


def summary_of(project: Project) -> KitSummary:
    """Return what page and documents say about the kit of a project. Raises ImageError for a damaged logo."""
    mark = icon_of(project, _MARK_PX)
    written = b64encode(mark).decode() if mark else None
    return summary.summarise(project.campaign, project.placements, project.translations, mark=written)


def with_state(asset: Asset, project: Project) -> Asset:
    """Return the entry of a picture with the state of its translation, unless that is reviewed."""
    state = project.state_of(asset.language, asset.message)
    return asset if state == "reviewed" else replace(asset, state=state)


def icon_of(project: Project, side: int) -> bytes | None:
    """Return the logo of a kit as a square PNG with a side in px; None if it has none."""
    file = project.campaign.kit.logo
    image = project.images.get(file.file) if file else None
    if file is None or image is None:
        return None
    logo = ImageContent(image, file.file, Point(0.5, 0.5), Mark(file.file, 1))
    tree, parts = logo_alone(logo, side)
    return encode.quick_png(paint_premultiplied(embedded(tree, parts)))


def rules_off_in(project: Project, *, advice: bool = False) -> frozenset[str]:
    """Return the names of the rules that are not applied to a project; `advice` asks for advice in its place.

    Raises SpecError if it turns off a rule that does not exist.
    """
    campaign = project.campaign
    return judge.rules_off(turned_off(campaign), advice=advice or campaign.advice)
