"""List the partners of a project with the kits that were built for them, and those that are partners no more."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from kit.base.errors import Fault
from kit.base.real_paths import ChosenPath, chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import read_regular, write_whole
from kit.model.manifest import PAGE
from kit.model.project import Project
from kit.publish.gallery import PartnerRow, partner_list
from kit.publish.store.contents import MANIFEST, MOST_BYTES, REPORT
from kit.publish.store.manifest_file import built_languages, parse_manifest
from kit.publish.store.opening import parts_of
from kit.publish.store.staging import INCOMPLETE
from kit.run.pipeline.loading import AnyPath, load, partners_of
from kit.run.pipeline.open_project import summary_of

#: The folder of the kits of partners, in that of kits; each has a folder of its own, named by its id.
PARTNERS = "partners"


#: A folder of kits: a path, or one that is known to be what the user chose.
_Folder = TypeVar("_Folder", Path, ChosenPath)


class PartnerList(NamedTuple):
    """The list of partners as a page and as a table, how many there are, and the folders of former ones."""

    page: Path
    table: Path
    partners: int
    removed: tuple[Path, ...]


@reporting_os_errors("the partners were listed")
def list_partner_kits(path: AnyPath, out: AnyPath) -> PartnerList:
    """Write `partners.html` and `partners.csv` into the folder of kits: page and zips of the kit of each partner.

    The project is given as for `load`. Nothing is deleted. Raises SpecError for a project or a file of partners that
    can't be read, OutputError if the folder can't be written to.
    """
    place, partners, project = chosen_folder(out), partners_of(path), load(path)
    folder = place.real
    rows = [_row(id_, found, folder) for id_, found in partners.items()]
    files = partner_list(summary_of(project), rows, project.campaign.sentences["page"])
    for name, data in files.items():
        write_whole(folder / name, data, make=True)
    page, table = (place.shown / name for name in files)
    return PartnerList(page, table, len(rows), tuple(_removed(place.shown / PARTNERS, partners)))


def kits_folder(root: AnyPath, out: AnyPath | None = None) -> ChosenPath:
    """Return the folder of all kits: `out`, which may be a link, or else `dist` in the folder of a project.

    The links on the way to what the user named are followed once; `dist`, which came with the project, must not be one.
    """
    return chosen_folder(root) / "dist" if out is None else chosen_folder(out)


def partner_folder(out: _Folder, partner: str) -> _Folder:
    """Return the folder of the kits of a partner, by its id, in that of kits."""
    return out / PARTNERS / partner


def _row(id_: str, found: Project | tuple[Fault, ...], out: Path) -> PartnerRow:
    """Return what the list says of a partner: of its kit, if there is one, or what is wrong with it."""
    if isinstance(found, tuple):
        return PartnerRow(id_, id_, fault=found[0].message)
    campaign, folder = found.campaign, partner_folder(out, id_)
    link = next((link.url for link in campaign.links.values()), "")
    name = campaign.partner.name if campaign.partner else id_
    kit = folder / found.kit_name
    try:
        manifest = parse_manifest(read_regular(kit / MANIFEST, MOST_BYTES))
    except (OSError, ValueError):  # there is no kit, or not one that was built here
        return PartnerRow(id_, name, link, fault=_why_not_built(folder / INCOMPLETE / REPORT))
    wanted = [part.name for part in parts_of(manifest) if part.is_overview] or [found.kit_name]
    zips = [folder / f"{name}.zip" for name in wanted]
    page, *others = (path.relative_to(out).as_posix() for path in (kit / PAGE, *filter(Path.is_file, zips)))
    return PartnerRow(id_, name, link, built_languages(manifest.assets), page, tuple(others))


def _why_not_built(report: Path) -> str:
    """Return the first line of the first reason in the report of an incomplete kit; empty if there is none."""
    try:
        failures = json.loads(read_regular(report, MOST_BYTES))["failures"]
        reason, count = str(failures[0]["reasons"][0]).splitlines()[0], len(failures)
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return reason if count == 1 else f"{reason} (and {count - 1} more pictures failed)"


def _removed(folder: Path, partners: Collection[str]) -> Iterator[Path]:
    """Yield the folders of the kits of former partners."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_dir() and path.name not in partners)
