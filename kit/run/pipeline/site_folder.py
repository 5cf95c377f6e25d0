"""Write a kit as a site into a new folder: its files, the zips that its pages offer, and what a site has more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.errors import Fault, OutputError
from kit.model.manifest import ZIPS
from kit.paint import encode
from kit.paint.raster import paint_premultiplied
from kit.publish.gallery import ICON_SIDES, plain_icon, site_files
from kit.publish.store import MANIFEST, SUMS, Contents, digests_of, format_sums
from kit.publish.store.manifest_file import parse_manifest
from kit.publish.store.staging import write_file
from kit.run.pipeline.open_project import icon_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.model.project import Project


def require_new(site: Path) -> None:
    """Raise OutputError if there is something in the folder of a site: what it had before would be published too."""
    if site.exists() and not (site.is_dir() and not any(site.iterdir())):
        remedy = "name a folder that does not exist yet"
        raise OutputError(Fault(f"there is something in {site} already", None, remedy, code="site-folder-not-empty"))


def write_site(kit: Contents, project: Project, zips: Iterable[Path], site: Path) -> None:
    """Write a kit as a site: its pages can be installed and keep what was seen, and `zips` are what they offer."""
    own = _files_of_site(kit, project)
    whole = Contents(
        tuple(sorted({*kit.names, *own} - {SUMS})), lambda name: own[name] if name in own else kit.read(name)
    )
    for name in whole.names:
        write_file(site / name, whole.read(name))
    write_file(site / SUMS, format_sums(digests_of(whole)))
    for path in zips:
        write_file(site / ZIPS / path.name, path.read_bytes())


def _files_of_site(kit: Contents, project: Project) -> dict[str, bytes]:
    """Return the files in which a site differs from its kit, by name."""
    manifest = parse_manifest(kit.read(MANIFEST))
    pages = {name: kit.read(name) for name in kit.names if name.endswith(".html")}
    return site_files(manifest, pages, {side: _icon(project, side) for side in ICON_SIDES})


def _icon(project: Project, side: int) -> bytes:
    """Return the icon of a kit as a square PNG: its logo, or else a plain one."""
    return icon_of(project, side) or encode.quick_png(paint_premultiplied(plain_icon(side)))
