"""Verify a kit, as a zip or as a folder, from its contents alone, including its page and documents.

A zip that isn't canonical is only compared with its checksums, to name the files that differ. Names come first: files
are opened only if all names are valid.

Only the version that made a kit makes the same documents, byte for byte. Any other version gives a warning, and checks
only the table of captions.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import StringIO
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path

from kit.base.errors import ArchiveError, Fault, KitError
from kit.base.version import __version__
from kit.model.asset import Asset, Pixels
from kit.model.finding import Finding, Verification
from kit.model.manifest import CAPTIONS, OF_EACH_LANGUAGE, PAGE, KitSummary, Manifest, MoreEntry, page_path
from kit.publish.store.asset_verification import (
    KitAround,
    file_differences,
    size_differences,
    statement_differences,
    text_differences,
    thumbnail_differences,
    thumbnail_pixels,
)
from kit.publish.store.contents import (
    MANIFEST,
    REPORT,
    SUMS,
    Contents,
    difference,
    digests_of,
    entry_differences,
    folder_contents,
    name_differences,
    printable,
    sums_differences,
)
from kit.publish.store.json_records import count_unknown
from kit.publish.store.manifest_file import built_languages, is_current, parse_manifest
from kit.publish.store.opening import files_in, folder_in_zip, names_of, require_bytes, require_manifest, unreadable
from kit.publish.store.staging import INCOMPLETE, PARTIAL
from kit.publish.store.zip_files import canonical_differences, contents_of, read_directory

MakeDocuments = Callable[[Manifest], Mapping[str, bytes]]
ReadCodes = Callable[[Pixels], list[str]]
ReadStated = Callable[[MoreEntry, bytes, KitSummary], Iterable[Finding]]


#: The documents of any version of the generator: the only files beside the pictures that one may not know the bytes of.
_DOCUMENTS = frozenset({CAPTIONS, *OF_EACH_LANGUAGE})
#: The prefix of words that a spreadsheet would take for a formula.
_GUARD = "'"


def document_differences(contents: Contents, manifest: Manifest, make: MakeDocuments) -> Iterator[Finding]:
    """Yield a finding for each document that is missing, differs from what the generator makes, or is unknown to it."""
    yield from _unknown_documents(contents, manifest)
    if not is_current(manifest):
        yield _not_compared(manifest, contents.names)
        yield from _table_differences(contents, manifest)
        return
    try:
        made = make(manifest)
    except (KitError, ValueError) as error:  # from a forged manifest: invalid text, long links
        yield difference(
            "documents",
            f"the documents can't be made from {MANIFEST}: {printable(str(error))}",
            code="documents-not-made",
        )
        return
    for name in made:
        if name not in contents.names:
            yield difference("documents", f"{name} is missing", code="document-missing")
        elif contents.read(name) != made[name]:
            named = list(_table_differences(contents, manifest)) if name == CAPTIONS else []
            other = f"{name} is not what the generator makes from {MANIFEST}"
            yield from named or [difference("documents", other, "get the original kit", code="document-differs")]
    known = _DOCUMENTS | _documents_of_languages(manifest)
    for name in sorted(known.intersection(contents.names) - made.keys()):
        message = f"{name} is not among the documents that the generator makes from {MANIFEST}"
        yield difference("documents", message, code="document-unknown")


def _documents_of_languages(manifest: Manifest) -> frozenset[str]:
    """Return the paths of the documents that the languages of a kit may have in folders of their own."""
    languages = {asset.language for asset in manifest.assets}
    if len(languages) < 2:  # noqa: PLR2004  (more than one language)
        return frozenset()
    return frozenset(page_path(language, name) for language in languages for name in OF_EACH_LANGUAGE)


def _unknown_documents(contents: Contents, manifest: Manifest) -> Iterator[Finding]:
    """Yield a finding for each file beside the documents that no version makes, and for a report of failures."""
    for name in contents.names:
        if "/" not in name and name not in {*_DOCUMENTS, MANIFEST, SUMS, REPORT}:
            yield difference("documents", f"{name} is not a document that the generator makes", code="document-unknown")
    if REPORT in contents.names:
        message = f"{REPORT} was not compared: pictures of {printable(manifest.kit.name)} failed, and this is the rest"
        fault = Fault(message, None, "fix what it names, and build the kit again", code="report-not-compared")
        yield Finding("documents", "warning", fault)


def _not_compared(manifest: Manifest, names: Collection[str]) -> Finding:
    made_by = manifest.engines.get("kit")
    version = f"version {made_by!a:.40}" if made_by else "an earlier version"
    named = [name for name in names if name.rpartition("/")[2] == PAGE or name in _DOCUMENTS - {CAPTIONS}]
    documents = f"the documents ({', '.join(named)})" if named else "the documents"
    message = f"{documents} were not compared: {version} of the generator made this kit, and this is '{__version__}'"
    remedy = "verify it with the version that made it, before you open its page"
    return Finding("documents", "warning", Fault(message, None, remedy, code="documents-not-compared"))


def _table_differences(contents: Contents, manifest: Manifest) -> Iterator[Finding]:
    """Compare the rows of the table with the manifest by their path; PDFs have no rows."""
    if CAPTIONS not in contents.names:
        return
    try:
        rows = list(csv.reader(StringIO(contents.read(CAPTIONS).decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield difference("caption", f"{CAPTIONS} can't be read: {error}", code="captions-table-unreadable")
        return
    cells_of = {cell: {cell.removeprefix(_GUARD) for cell in row} | {*row} for row in rows for cell in row}
    for asset in manifest.assets:
        cells = cells_of.get(asset.path, set())
        if not cells and asset.media_type.startswith("image/"):
            yield difference(
                "caption", f"{CAPTIONS} has no row for {printable(asset.path)}", code="captions-row-missing"
            )
        elif cells and not {asset.caption, asset.alt} <= cells:
            yield difference(
                "caption",
                f"{CAPTIONS} has other words for {printable(asset.path)} than {MANIFEST}",
                code="captions-row-differs",
            )


@dataclass(frozen=True, slots=True)
class _Injected:
    """Functions of other packages for a verification; see `verify`."""

    read_codes: ReadCodes
    documents: MakeDocuments
    stated: ReadStated


def verify(path: Path, read_codes: ReadCodes, documents: MakeDocuments, stated: ReadStated) -> Verification:
    """Return a finding for each difference between a kit and its manifest; none if it is intact.

    `read_codes` returns the contents of the QR codes in a picture, `documents` the page and the documents that the
    generator makes from a manifest, by name, and `stated` what a file beyond pictures says that its kit does not.
    Differences are errors; a warning names what was not compared. Raises ArchiveError if the file is not a zip, or not
    a kit.
    """
    injected = _Injected(read_codes, documents, stated)
    try:
        compared = _verify_folder(path, injected) if path.is_dir() else _verify_zip(path, injected)
    except OSError as error:
        raise ArchiveError(unreadable(path, error)) from error
    return Verification((replace(finding, where=path.name) for finding in compared), compared.unknown_fields)


def _verify_folder(folder: Path, injected: _Injected) -> Verification:
    contents, findings = folder_contents(folder)
    require_manifest(contents.names, folder)
    findings += name_differences(contents.names)
    return Verification(findings) if findings else _compared(contents, injected, _Top(folder.resolve().name))


def _verify_zip(path: Path, injected: _Injected) -> Verification:
    require_bytes(path)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        rows, findings = read_directory(data, path.name)
        if findings:
            return Verification(findings)
        top = rows[0].name.partition("/")[0] if rows else ""
        contents = contents_of(data, rows, f"{top}/")
        require_manifest(contents.names, path)
        findings = list(canonical_differences(data, rows))
        if findings:
            return Verification((*findings, *sums_differences(_sums_in(contents), digests_of(contents))))
        return _compared(contents, injected, _Top(top, in_zip=True))


def _sums_in(contents: Contents) -> bytes:
    """Return the list of checksums, or empty data if there is none."""
    return contents.read(SUMS) if SUMS in contents.names else b""


@dataclass(frozen=True, slots=True)
class _Top:
    """The name of the folder of a kit, and whether it is the one in a zip."""

    name: str
    in_zip: bool = False


def _compared(contents: Contents, injected: _Injected, top: _Top) -> Verification:
    """Return how the files of a kit, its checksums and its manifest differ; changed files aren't opened."""
    digests = digests_of(contents)
    findings = list(sums_differences(_sums_in(contents), digests))
    try:
        manifest = parse_manifest(contents.read(MANIFEST))
    except ValueError as error:
        unreadable_ = difference("manifest", f"{MANIFEST} can't be read: {error}", code="manifest-unreadable")
        return Verification((*findings, unreadable_))
    findings += _top_differences(manifest, contents.names, top)
    findings += _listed_differences(manifest, frozenset(contents.names))
    findings += _entry_differences(contents, manifest, digests, injected.read_codes)
    findings += _more_differences(contents, manifest, digests, injected.stated)
    findings += document_differences(contents, manifest, injected.documents)
    return Verification(findings, count_unknown(manifest))


#: How many pictures are decoded at once, each of which may take 250 MB if somebody else made the kit.
_MOST_AT_ONCE = 4


def _entry_differences(
    contents: Contents, manifest: Manifest, digests: Mapping[str, str], read_codes: ReadCodes
) -> Iterator[Finding]:
    """Yield the differences between each entry of the manifest and its file, and what was not compared."""
    small = {thumbnail.path: thumbnail for thumbnail in manifest.thumbnails if thumbnail.path in digests}

    def thumbnail_of(path: str) -> Pixels | None:
        """Return the pixels of a thumbnail by its path, None if it is missing, changed or damaged."""
        unchanged = path in small and small[path].sha256 == digests[path]
        return thumbnail_pixels(small[path], contents.read(path)) if unchanged else None

    around = KitAround(manifest.kit, thumbnail_of, read_codes)

    def compared(asset: Asset) -> tuple[Finding, ...]:
        """Return how an entry differs from itself, and its file from it."""
        stated = tuple(statement_differences(asset, manifest.kit, first_schema=manifest.schema == 1))
        if asset.path not in digests:
            return stated
        changed = tuple(entry_differences(asset, digests[asset.path]))
        return stated + (changed or tuple(file_differences(asset, contents.read(asset.path), around)))

    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_AT_ONCE)) as pool:  # decoders let other threads run
        yield from chain.from_iterable(pool.map(compared, manifest.assets))
    for thumbnail in small.values():
        changed = tuple(entry_differences(thumbnail, digests[thumbnail.path]))
        yield from changed or thumbnail_differences(thumbnail, contents.read(thumbnail.path))
    names = frozenset(contents.names)
    for asset in manifest.assets:
        yield from text_differences(asset, contents, names)


def _more_differences(
    contents: Contents, manifest: Manifest, digests: Mapping[str, str], stated: ReadStated
) -> Iterator[Finding]:
    """Yield how the files beyond pictures differ from their entries, and what they say that their kit does not."""
    for entry in manifest.more or ():
        if entry.path not in digests:
            continue  # it is missing, and named
        changed = tuple(entry_differences(entry, digests[entry.path]))
        yield from changed or size_differences(entry, contents.read(entry.path))
        yield from () if changed else stated(entry, contents.read(entry.path), manifest.kit)


def _top_differences(manifest: Manifest, names: Collection[str], top: _Top) -> Iterator[Finding]:
    """Yield a finding if the folder of a kit is not named after it, or after the part that it contains."""
    allowed = [folder_in_zip(name, names) for name in names_of(manifest)]
    if top.in_zip and top.name not in allowed:
        message = f"the folder in the zip is named {top.name}, not {' or '.join(allowed)}"
        yield difference("names", message, code="zip-folder-differs")
    unpublished = {PARTIAL, INCOMPLETE, *(name for name in (manifest.kit.name,) if name.startswith("pseudo-"))}
    if not top.in_zip and top.name not in {*allowed, *names_of(manifest), *unpublished}:
        message = f"the folder is named {printable(top.name)}, not {' or '.join(allowed)} as {MANIFEST} says"
        yield difference("names", message, "give it the name of its kit again", code="folder-name-differs")


def _listed_differences(manifest: Manifest, names: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each file that is in the manifest but not in the folder of the kit, or vice versa."""
    paths = [asset.path for asset in manifest.assets]
    if paths != sorted(set(paths)):
        yield difference(
            "manifest",
            f"the assets in {MANIFEST} are not sorted by path, each listed once",
            code="assets-not-sorted",
        )
    expected, documents = files_in(manifest), _documents_of_languages(manifest)
    languages = built_languages(manifest.assets)
    if manifest.languages and manifest.languages.built != languages:
        sentence = f"the languages in {MANIFEST} are not those of its pictures: {', '.join(map(printable, languages))}"
        yield difference("manifest", sentence, code="languages-differ")
    for name in sorted(expected - names):
        yield difference(
            "manifest", f"{printable(name)} is missing, though {MANIFEST} lists it", code="asset-file-missing"
        )
    for name in sorted(names - expected):
        if "/" in name and name not in documents:
            yield difference("manifest", f"{name} is not in {MANIFEST}", code="file-not-in-manifest")
