"""An open project, kept for its next picture: its plan, fonts and drawings, and the date and pages of its files.

That date never depends on the day of a build.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from kit.base.cache.cache_folder import project_cache
from kit.base.errors import Fault, Mark, SpecError
from kit.base.geometry import Point
from kit.base.lazy_imports import on_demand
from kit.base.memory_caches import IdentityKey
from kit.base.whole_files import digest_if_read
from kit.compose import Composer, logo_alone
from kit.compose.content import turned_off
from kit.drawing.images.preparing import embedded
from kit.model.artwork import Artboard, PictureId
from kit.model.asset import Asset, PrintPage
from kit.model.campaign import Campaign
from kit.model.image import FoundImage
from kit.model.manifest import KitSummary
from kit.model.picture import ImageContent, Picture
from kit.model.project import Project
from kit.paint.raster.painter import paint_premultiplied
from kit.project.plan import plan

if TYPE_CHECKING:
    from kit import judge
    from kit.compose.content import summary
    from kit.paint.encode import png
else:
    judge, png, summary = map(on_demand, ("kit.judge", "kit.paint.encode.png", "kit.compose.content.summary"))

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
        digests = {path: digest_if_read(path) for path in self._files(artboard.layout)}
        if any(self._digests.get(path, digest) != digest for path, digest in digests.items()):
            self._composer, self._digests = composer_of(self._project), {}
        self._digests |= digests
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
        families = (family for campaign in self._project.campaigns for family in campaign.families.values())
        files = dict.fromkeys(face.file for family in families for face in family.faces)
        wanted = [
            folder / file for folder in self._project.font_folders for file in files
        ]  # which need not be there yet
        return tuple(dict.fromkeys((*wanted, *map(self._project.font, files))))


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
    file, image = project.campaign.kit.logo, _logo(project)
    if file is None or image is None:
        return None
    logo = ImageContent(image, file.file, Point(0.5, 0.5), Mark(file.file, 1))
    tree, parts = logo_alone(logo, side)
    return png.quick_png(paint_premultiplied(embedded(tree, parts)))


def has_bitmap_logo(project: Project) -> bool:
    """Return whether the logo of a kit is made of pixels, so that another engine paints it than shapes."""
    image = _logo(project)
    return image is not None and image.form != "svg"


def _logo(project: Project) -> FoundImage | None:
    file = project.campaign.kit.logo
    return project.images.get(file.file) if file else None


def rules_off_in(project: Project, *, advice: bool = False) -> frozenset[str]:
    """Return the names of the rules that are not applied to a project; `advice` asks for advice in its place.

    Raises SpecError if it turns off a rule that does not exist.
    """
    campaign = project.campaign
    return judge.rules_off(turned_off(campaign), advice=advice or campaign.advice)


#: px per inch of a picture for screens (https://www.w3.org/TR/css-values-4/#absolute-lengths).
_PX_PER_INCH, _MM_PER_INCH = 96, 25.4
_VARIABLE = "SOURCE_DATE_EPOCH"
#: The last second that a date can have.
_LAST = 253_402_300_799


def page_for(picture: Picture, date: dt.datetime) -> PrintPage | None:
    """Return the page of a picture whose placement has a sheet."""
    sheet = picture.placement.sheet
    return PrintPage(sheet.trim, sheet.bleed, date) if sheet else None


def page_of_screen(picture: Picture, date: dt.datetime) -> PrintPage:
    """Return a page without bleed and crop marks, the size of a picture on a screen."""
    width, height = (side / _PX_PER_INCH * _MM_PER_INCH for side in picture.placement.size)
    return PrintPage((width, height), 0, date, marks=False)


def file_date(campaign: Campaign) -> dt.datetime:
    """Return the date of a kit's files: SOURCE_DATE_EPOCH if that is set, else midnight of the kit's date, in UTC.

    Raises SpecError if the variable is not a number of seconds (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    seconds = os.environ.get(_VARIABLE, "")
    if not seconds:
        return dt.datetime.combine(campaign.kit.date, dt.time(), dt.UTC)
    if not re.fullmatch("[0-9]{1,12}", seconds) or int(seconds) > _LAST:
        message = f"the variable {_VARIABLE} is not a number of seconds: '{seconds}'"
        raise SpecError(
            Fault(message, None, "unset it, or give the seconds since 1970 in digits", code="invalid-source-date-epoch")
        )
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
