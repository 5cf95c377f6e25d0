"""Pack a kit that passes every check into zips with their checksums: of all of it, and of each of its parts.

A part is a language, or a platform or a message in it. Its zip is a kit by itself, with its own documents, manifest and
checksums. Several languages are never in one zip: each has its platforms' zips and a small one that is
an overview of them, so that nothing is in two zips and all of a release stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from kit.base.errors import Fault, OutputError
from kit.base.real_folders import open_folder
from kit.base.real_paths import ChosenPath, chosen_folder, in_chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import read_regular
from kit.judge.kit_files import unbuilt_languages
from kit.judge.scanned_codes import codes_in
from kit.model.finding import CheckError, Finding, Severity, Verification
from kit.model.manifest import KitPart, Manifest
from kit.model.project import Project
from kit.project.folders import SPEC
from kit.publish.extras import stated_differences
from kit.publish.gallery import gallery_files
from kit.publish.gallery.site_files import require_new, write_site
from kit.publish.store.contents import MANIFEST, SUMS, Contents, digests_of, folder_contents, format_sums
from kit.publish.store.contents import MOST_BYTES as MOST_FILE_BYTES
from kit.publish.store.manifest_file import format_manifest, is_current, parse_manifest, part_of, released
from kit.publish.store.opening import drafts_of, files_in, folder_in_zip, parts_of
from kit.publish.store.publishing import publish_files
from kit.publish.store.staging import recover, staging_folder, write_file
from kit.publish.store.verification import verify as verify_archive
from kit.publish.store.zip_files import DosTime, dos_time, zip_parts
from kit.run.pipeline.build_result import held_back_findings
from kit.run.pipeline.judging.checking import check
from kit.run.pipeline.judging.checking_built import lacking_languages, without_known
from kit.run.pipeline.loading import AnyPath, load
from kit.run.pipeline.open_project import file_date, icon_of

#: Each zip must be smaller, so that a phone can handle it, but those of all there is in a kit of one language.
MOST_BYTES = 100_000_000


@reporting_os_errors("the kit was packed")
def pack(  # noqa: PLR0913  (the kit, where to, and what is wanted)
    folder: AnyPath,
    out: AnyPath,
    *,
    project: Project | None = None,
    report: Callable[[tuple[Finding, ...]], None] | None = None,
    release: bool = False,
    site_folder: AnyPath | None = None,
) -> tuple[Path, ...]:
    """Check the kit in a folder and write its zips into another; return their paths.

    The first is that of the whole kit if that has one language, or else the overview of a language.

    A kit is always checked against its campaign first: as by `verify` and, if it is intact, as by `check` with `built`.
    The campaign is `project`, by default that of the nearest `kit.yaml` above the folder. `report` is called with the
    findings. A `release` needs every language of the campaign, without those that are set aside, and has what nobody
    has reviewed in zips of their own. What is packed is also written into a `site_folder`, if given, with the zips that
    its page offers. Raises CheckError if one of them is an error, OutputError if the folder is not a kit of the
    project, or a zip would be too large or can't be written, SpecError if `kit.yaml` is broken.
    """
    place, target = in_chosen_folder(folder), chosen_folder(out)
    kit, site = place.shown, chosen_folder(site_folder) if site_folder else None
    if site:
        require_new(site.real)
    recover(place.parent.real)
    _require_manifest(kit)
    project = project or _project_above(kit)
    _require_name(kit, project.kit_name)
    with staging_folder(target.real) as staging:
        _check(place, project, report, release=release)
        packed = _packed(project.kit_name, folder_contents(kit)[0], project.set_aside, release=release)
        names = _write_zips([*_archives(packed)], staging, dos_time(file_date(project.campaign)))
        publish_files(staging, target.real)
    zips = tuple(target.shown / name for name in names)
    if site:
        write_site(packed.whole, partial(icon_of, project), zips, site.real)
    return zips


def _check(
    kit: ChosenPath, project: Project, report: Callable[[tuple[Finding, ...]], None] | None, *, release: bool
) -> None:
    findings: tuple[Finding, ...] = verify(kit)
    if not _has_error(findings):
        manifest = _current_manifest(kit.shown)
        lacking = lacking_languages(project, manifest)
        severity: Severity = "error" if release else "warning"
        findings += (*unbuilt_languages(lacking, manifest.left_out or {}, severity),)
        project, known = without_known(project.without(lacking), manifest)
        findings += (*held_back_findings(known, severity), *check(project, built=kit))
    if report:
        report(findings)
    if _has_error(findings):
        raise CheckError(findings)


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _current_manifest(kit: Path) -> Manifest:
    """Return the manifest of a kit.

    Raises OutputError for a kit of another version, as this one can't make its documents for one language.
    """
    manifest = parse_manifest(read_regular(kit / MANIFEST, MOST_FILE_BYTES))
    if not is_current(manifest):
        another = f"another version of the generator built the kit in {kit}"
        raise OutputError(Fault(another, None, "run `kit build` again", code="kit-of-another-version"))
    return manifest


def _write_zips(archives: Sequence[Archive], staging: Path, stamp: DosTime) -> list[str]:
    """Write every zip of a kit and their checksums; return the names of the zips, in the order of the archives."""
    names = [_write_zip(staging, archive, stamp) for archive in archives]
    _require_small(staging, [name for name, archive in zip(names, archives, strict=True) if archive.for_phones])
    write_file(staging / SUMS, format_sums({name: _digest(staging / name) for name in names}))
    return names


@reporting_os_errors("the kit was verified")
def verify(path: AnyPath) -> Verification:
    """Return a finding for everything in which a kit, a zip or a folder, differs from its manifest.

    Page and documents are compared with what this version makes from the manifest; if another version made them, a
    warning says so, and so it does for all else that can't be compared. Raises ArchiveError if it can't be read as a
    kit.
    """
    return verify_archive(Path(path), codes_in, gallery_files, stated_differences)


def _project_above(folder: Path) -> Project:
    """Read the project whose folder contains the kit, at any depth."""
    spec = next((above / SPEC for above in folder.resolve().parents if (above / SPEC).is_file()), None)
    if spec is None:
        raise OutputError(
            Fault(
                f"there is no {SPEC} above {folder}",
                None,
                "name the project that it was built from",
                code="project-missing",
            )
        )
    return load(spec.parent)


def _require_manifest(folder: Path) -> None:
    if not (folder / MANIFEST).is_file():
        raise OutputError(Fault(f"there is no kit in {folder}", None, "run `kit build` first", code="kit-missing"))


def _require_name(folder: Path, name: str) -> None:
    if folder.resolve().name != name:
        remedy = "build the whole kit without --only, and don't rename the folder"
        raise OutputError(Fault(f"{folder} is not the kit '{name}'", None, remedy, code="kit-of-another-name"))


@dataclass(frozen=True, slots=True)
class _Packed:
    """What is packed of a built kit: its manifest, and that of its drafts, if they are in zips of their own."""

    name: str
    built: Contents
    manifest: Manifest
    drafts: Manifest | None = None

    @property
    def whole(self) -> Contents:
        """The files of all that is packed but drafts: those that were built, if that is all of them."""
        built = parse_manifest(self.built.read(MANIFEST))
        is_all = (self.manifest.assets, self.manifest.more) == (built.assets, built.more)
        return self.built if is_all else _part(self.built, self.manifest)


def _packed(name: str, built: Contents, unwanted: Collection[str], *, release: bool) -> _Packed:
    """Return what is packed of a built kit: of a release only what somebody has reviewed, and the drafts apart."""
    manifest = parse_manifest(built.read(MANIFEST))
    drafts = part_of(manifest, [asset for asset in manifest.assets if asset.state and asset.language not in unwanted])
    drafts = replace(drafts, more=tuple(entry for entry in drafts.more or () if entry.state) or None)
    packed = released(manifest, unwanted=unwanted, only_reviewed=release)
    return _Packed(name, built, packed, drafts if release else None)


class Archive(NamedTuple):
    """The name of a zip without its ending, its contents, and whether it must be small."""

    name: str
    contents: Contents
    for_phones: bool


def archives_of(name: str, built: Contents) -> list[Archive]:
    """Return the archives of a built kit that is not a release, by the name of the kit."""
    return [*_archives(_packed(name, built, (), release=False))]


def _archives(packed: _Packed) -> Iterator[Archive]:
    """Yield each archive: that of the whole kit first, if it has one language, and the drafts of a release last."""
    manifest = packed.manifest
    if not manifest.has_several_languages:
        yield Archive(packed.name, packed.whole, for_phones=False)
    for part in parts_of(manifest):
        is_all = part.pictures and part.thumbnails
        yield Archive(part.name, _part(packed.built, _manifest_of(part, manifest)), for_phones=not is_all)
    if packed.drafts:
        for part in drafts_of(packed.drafts):
            yield Archive(part.name, _part(packed.built, _manifest_of(part, packed.drafts)), for_phones=True)


def _manifest_of(part: KitPart, manifest: Manifest) -> Manifest:
    """Return the manifest of a part of a kit."""
    of_part = part_of(manifest, part.assets, thumbnails=part.thumbnails)
    return replace(of_part, overview=part.name) if part.is_overview else of_part


def _part(whole: Contents, manifest: Manifest) -> Contents:
    """Return the files of a manifest of some of a kit's pictures, with the documents and checksums made from it."""
    new = {MANIFEST: format_manifest(manifest), **gallery_files(manifest)}
    names = tuple(sorted({*new, SUMS, *files_in(manifest)}))

    def read(name: str) -> bytes:
        """Return a file of the part: a new one, or else that of the whole kit."""
        return new[name] if name in new else whole.read(name)

    new[SUMS] = format_sums(digests_of(Contents(names, read)))
    return Contents(names, read)


def _write_zip(folder: Path, archive: Archive, stamp: DosTime) -> str:
    """Write a zip whose only folder has the same name, if there is room for it; return its name."""
    with open_folder(folder) as staging:
        staging.write(f"{archive.name}.zip", zipped(archive, stamp))
    return f"{archive.name}.zip"


def zipped(archive: Archive, stamp: DosTime) -> Iterator[bytes]:
    """Yield the bytes of a zip, each file read when it is its turn."""
    name, contents, _ = archive
    top = folder_in_zip(name, contents.names)
    members = ((f"{top}/{file}", contents.read(file)) for file in contents.names)
    yield from (data for _, data in zip_parts(members, stamp))


def _require_small(folder: Path, names: Sequence[str]) -> None:
    sizes = {name: (folder / name).stat().st_size for name in names}
    remedy = "build fewer placements, or simpler drawings, whose files are smaller"
    faults = [
        Fault(
            f"{name} would have {size:,} bytes; the limit is {MOST_BYTES:,}",
            None,
            remedy,
            code="zip-too-large",
        )
        for name, size in sizes.items()
        if size >= MOST_BYTES
    ]
    if faults:
        raise OutputError(*faults)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
