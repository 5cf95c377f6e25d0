"""Find the files of a project, read them all, and report everything that is wrong with them at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Fault, Mark, SpecError
from kit.model.message_picture import used_layouts
from kit.model.project import Project
from kit.project.charts import chart_faults
from kit.project.comparisons import comparison_faults
from kit.project.copy_slots import copy_faults
from kit.project.countdowns import countdown_faults, with_counted_days
from kit.project.documents import read_document
from kit.project.figure_values import value_faults
from kit.project.image_files import find_images, named_image_faults
from kit.project.image_slots import image_slot_faults
from kit.project.images import image_faults
from kit.project.layouts import FoundLayouts, Layouts
from kit.project.likes import with_likes
from kit.project.links import address_faults, link_faults
from kit.project.names import hashtag_faults, id_faults, info_faults
from kit.project.own_placements import read_own_placements
from kit.project.placements import read_placements
from kit.project.references import platform_faults, reference_faults
from kit.project.sections import read_campaign
from kit.project.sources import date_faults, statistic_faults
from kit.project.texts import text_faults, with_figures
from kit.project.themes import theme_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]
#: Where the drawings and fonts of the generator lie: inside it when it is installed, beside it in a checkout.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent


def load_project(spec: Path) -> Project:
    """Read `kit.yaml` and what it names; the project is the folder it lies in.

    Raises SpecError with every fault found, in the order of the files.
    """
    document, faults = with_likes(read_document(spec, name=spec.name))
    root = spec.resolve().parent
    folders, fonts = _folders(root, "templates/svg"), _folders(root, "fonts")
    shipped = read_placements()
    own, own_faults = read_own_placements(document, shipped)
    placements = {**shipped, **own}
    found = FoundLayouts(folders, placements)
    campaign, wrong = read_campaign(document, fonts)
    faults += [*own_faults, *wrong]
    if campaign:
        images, wrong = find_images(campaign, root)
        project = Project(root, campaign, Layouts(found), placements, font_folders=fonts, images=images)
        faults += [*wrong, *_cross_faults(project, found)]
    if faults or not campaign:
        raise SpecError(*sorted(dict.fromkeys(faults), key=_place))
    return replace(project, campaign=with_counted_days(with_figures(campaign)))


def published_at(project: Project, site: str) -> Project:
    """Return a project whose kit is published at an address, unless `kit.yaml` names one. Raises SpecError."""
    faults = address_faults(site, None, Mark("--site", 1))
    if faults:
        raise SpecError(*(replace(fault, mark=None) for fault in faults))
    campaign = project.campaign
    return replace(project, campaign=replace(campaign, kit=replace(campaign.kit, site=campaign.kit.site or site)))


def _folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders of a name, the project's own before the shipped one."""
    return tuple(dict.fromkeys(folder.resolve() for folder in (root / name, SHIPPED / name) if folder.is_dir()))


def _cross_faults(project: Project, found: FoundLayouts) -> Iterator[Fault]:
    """Yield what is wrong between valid entries, and in the files of every layout that was found and is used."""
    campaign, layouts, placements = project.campaign, project.layouts, project.placements
    yield from chain.from_iterable(found[name].faults for name in used_layouts(campaign) if name in found)
    yield from info_faults(campaign)
    yield from hashtag_faults(campaign)
    yield from id_faults(campaign)
    yield from link_faults(campaign)
    yield from date_faults(campaign)
    yield from statistic_faults(campaign)
    yield from value_faults(campaign)
    yield from theme_faults(campaign, found)
    yield from platform_faults(campaign, placements)
    yield from reference_faults(campaign)
    yield from image_faults(campaign, found.keys(), placements)
    yield from copy_faults(campaign, layouts)
    yield from image_slot_faults(campaign, layouts)
    yield from named_image_faults(campaign)
    yield from chart_faults(campaign, layouts)
    yield from comparison_faults(campaign, layouts)
    yield from countdown_faults(campaign, placements)
    yield from text_faults(campaign)


def _place(fault: Fault) -> tuple[str, int, int]:
    return (fault.mark.file, fault.mark.line, fault.mark.column) if fault.mark else ("", 0, 0)
