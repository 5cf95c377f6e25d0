"""Verify a kit, as a zip or as a folder, by nothing but what it holds.

A zip that is not canonical is compared with its sums, so that the files that differ are named, and no further. Names
come first: a file is opened only when the names of all are sound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from kit.errors import ArchiveError
from kit.model.part import page_of
from kit.store.asset_verification import file_differences, text_differences, thumbnail_differences
from kit.store.contents import MANIFEST, SUMS, Contents, folder_contents
from kit.store.document_verification import document_differences
from kit.store.file_names import name_differences
from kit.store.findings import difference, printable
from kit.store.manifest import parse_manifest, with_comparable_sums
from kit.store.opening import require_bytes, require_manifest, unreadable
from kit.store.parts import files_of, folder_in_zip, names_of
from kit.store.sums import digests_of, entry_differences, sums_differences
from kit.store.zip_reader import canonical_differences, contents_of, read_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from kit.model.asset import Pixels
    from kit.model.finding import Finding
    from kit.model.manifest import Manifest
    from kit.store.document_verification import MakeDocuments

    ReadCodes = Callable[[Pixels], list[str]]


@dataclass(frozen=True, slots=True)
class _Injected:
    """What other packages do for a verification; see `verify`."""

    read_codes: ReadCodes
    documents: MakeDocuments


def verify(path: Path, read_codes: ReadCodes, documents: MakeDocuments) -> list[Finding]:
    """Return a finding for everything in which a kit differs from what it says of itself; none if it is whole.

    `read_codes` returns what the QR codes in a picture say, `documents` the page and the documents that the generator
    makes of a manifest, by name. A warning says what was not compared. Raises ArchiveError when the file is no zip, or
    what lies there is no kit.
    """
    injected = _Injected(read_codes, documents)
    try:
        findings = _verify_folder(path, injected) if path.is_dir() else _verify_zip(path, injected)
    except OSError as error:
        raise ArchiveError(unreadable(path, error)) from error
    return [replace(finding, where=path.name) for finding in findings]


def _verify_folder(folder: Path, injected: _Injected) -> list[Finding]:
    contents, findings = folder_contents(folder)
    require_manifest(contents.names, folder)
    findings += name_differences(contents.names)
    return findings or list(_differences(contents, injected))


def _verify_zip(path: Path, injected: _Injected) -> list[Finding]:
    require_bytes(path)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        rows, findings = read_directory(data, path.name)
        if findings:
            return findings
        top = rows[0].name.partition("/")[0] if rows else ""
        contents = contents_of(data, rows, f"{top}/")
        require_manifest(contents.names, path)
        findings = list(canonical_differences(data, rows))
        if findings:
            return [*findings, *sums_differences(_listed(contents), digests_of(contents))]
        return list(_differences(contents, injected, top))


def _listed(contents: Contents) -> bytes:
    """Return the list of sums, empty if there is none."""
    return contents.read(SUMS) if SUMS in contents.names else b""


def _differences(contents: Contents, injected: _Injected, top: str | None = None) -> Iterator[Finding]:
    """Yield how the files of a kit differ from its sums and its manifest; a file that is changed is not opened.

    `top` is the folder that the kit has in a zip.
    """
    digests = digests_of(contents)
    yield from sums_differences(_listed(contents), digests)
    try:
        manifest = parse_manifest(contents.read(MANIFEST))
    except ValueError as error:
        yield difference("manifest", f"{MANIFEST} can't be read: {error}", code="manifest-unreadable")
        return
    yield from _top_differences(manifest, contents.names, top)
    yield from _listed_differences(manifest, frozenset(contents.names))
    for asset in with_comparable_sums(manifest).assets:
        if asset.path in digests:
            changed = tuple(entry_differences(asset, digests[asset.path]))
            yield from changed or file_differences(asset, contents.read(asset.path), injected.read_codes)
    for thumbnail in manifest.thumbnails:
        if thumbnail.path in digests:
            changed = tuple(entry_differences(thumbnail, digests[thumbnail.path]))
            yield from changed or thumbnail_differences(thumbnail, contents.read(thumbnail.path))
    for asset in manifest.assets:
        yield from text_differences(asset, contents)
    yield from document_differences(contents, manifest, injected.documents)


def _top_differences(manifest: Manifest, names: Collection[str], top: str | None) -> Iterator[Finding]:
    """Yield a finding if the folder in a zip is not called after its kit, or after the part of it that it holds."""
    allowed = [folder_in_zip(name, names) for name in names_of(manifest)]
    if top is not None and top not in allowed:
        yield difference(
            "names", f"the folder in the zip is called {top}, not {' or '.join(allowed)}", code="zip-folder-differs"
        )


def _listed_differences(manifest: Manifest, names: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each file in a folder of the kit that the manifest has and the kit has not, or vice versa."""
    paths = [asset.path for asset in manifest.assets]
    if paths != sorted(set(paths)):
        yield difference(
            "manifest",
            f"the assets in {MANIFEST} are not in the order of their paths, each once",
            code="assets-not-sorted",
        )
    wanted, languages = files_of(manifest.assets), {asset.language for asset in manifest.assets}
    pages = {page_of(language) for language in languages} if len(languages) > 1 else frozenset()
    for name in sorted(wanted - names):
        yield difference(
            "manifest", f"{printable(name)} is missing, though {MANIFEST} calls for it", code="asset-file-missing"
        )
    for name in sorted(names - wanted):
        if "/" in name and name not in pages:
            yield difference("manifest", f"{name} is not in {MANIFEST}", code="file-not-in-manifest")
