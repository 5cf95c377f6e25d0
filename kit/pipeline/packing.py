"""Pack a kit that passes every check into zips, one of all and one a language, with their sums beside them.

A zip of one language is a kit by itself: its papers, a manifest of that language and sums of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from kit.checks.scan import codes_in
from kit.errors import Fault, OutputError
from kit.pipeline.checking import check_built, check_composed
from kit.pipeline.page import file_date
from kit.store import MANIFEST, SUMS, Contents, dos_time, folder_contents, sums_of, zip_parts
from kit.store import verify as verify_archive
from kit.store.entries import limited
from kit.store.publishing import publish_files, workshop, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.project import Project
    from kit.store import DosTime

#: A zip of one language has fewer bytes, so that a phone can take it.
MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class PackResult:
    """The zips that were written, that of the whole kit first, or the findings that stood against it."""

    zips: tuple[Path, ...]
    findings: tuple[Finding, ...]


def pack(project: Project, out: Path, most: int = MOST_BYTES) -> PackResult:
    """Write the zips of the kit that lies in a folder, unless a check finds an error; `most` bytes a language.

    Raises OutputError when there is no kit, when a zip would be too large, or when the folder can't be written;
    SpecError when the date of its files is no date.
    """
    stem = f"{project.campaign.kit.name}-{project.campaign.kit.version}"
    stamp = dos_time(file_date(project.campaign))
    with workshop(out) as desk:
        findings = _findings(project, out, out / stem)
        if any(finding.severity == "error" for finding in findings):
            return PackResult((), tuple(findings))
        whole, _ = folder_contents(out / stem)
        names = [_write_zip(desk, name, contents, stamp) for name, contents in _archives(stem, whole)]
        _require_small(desk, names[1:], most)
        write_file(desk / SUMS, sums_of({name: _digest(desk / name) for name in names}))
        publish_files(desk, out)
    return PackResult(tuple(out / name for name in names), tuple(findings))


def verify(path: Path) -> list[Finding]:
    """Return a finding for everything in which a kit, a zip or a folder, differs from what it says of itself.

    Raises ArchiveError when it can't be read as a kit.
    """
    return verify_archive(path, codes_in)


def _findings(project: Project, out: Path, kit: Path) -> list[Finding]:
    """Return what `kit verify` finds in a kit or, if it is whole, what `kit check --built` finds."""
    if not (kit / MANIFEST).is_file():
        raise OutputError(Fault(f"there is no kit in {kit}", None, "run `kit build` first"))
    return verify(kit) or [*check_composed(project), *check_built(project, out)]


def _archives(stem: str, whole: Contents) -> Iterator[tuple[str, Contents]]:
    """Yield the name of each archive, which is that of its folder too, and what it holds."""
    yield stem, whole
    languages = {asset["language"] for asset in json.loads(whole.read(MANIFEST))["assets"]}
    for language in sorted(languages):
        others = tuple(f"{other.lower()}/" for other in languages - {language})
        names = tuple(name for name in whole.names if not name.startswith(others))
        yield f"{stem}-{language.lower()}", _of_language(whole, names, language)


def _of_language(whole: Contents, names: tuple[str, ...], language: str) -> Contents:
    """Return some files of a kit, with a manifest that lists those of one language, and sums of their own."""
    papers = {MANIFEST: limited(whole.read(MANIFEST), language)}

    def read(name: str) -> bytes:
        return papers[name] if name in papers else whole.read(name)

    papers[SUMS] = sums_of({name: sha256(read(name)).hexdigest() for name in names if name != SUMS})
    return Contents(names, read)


def _write_zip(folder: Path, name: str, contents: Contents, stamp: DosTime) -> str:
    """Write a zip of which the one folder has the same name; return its own."""
    members = ((f"{name}/{file}", contents.read(file)) for file in contents.names)
    with (folder / f"{name}.zip").open("wb") as zipped:
        zipped.writelines(data for _, data in zip_parts(members, stamp))
    return f"{name}.zip"


def _require_small(folder: Path, names: Sequence[str], most: int) -> None:
    sizes = {name: (folder / name).stat().st_size for name in names}
    remedy = "build fewer placements, or simpler drawings, whose files are smaller"
    faults = [
        Fault(f"{name} would have {size:,} bytes; it must have less than {most:,}", None, remedy)
        for name, size in sizes.items()
        if size >= most
    ]
    if faults:
        raise OutputError(*faults)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
