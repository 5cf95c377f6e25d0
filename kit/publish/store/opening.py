"""Open an untrusted kit, a folder or a zip: its manifest, its parts, and the locations of its files.

The checks are those of a verification: names first, a zip only in the canonical form, a consistent manifest. Nothing is
unpacked; whether a file matches the manifest is left to its reader.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path

from kit.base.errors import ArchiveError, Fault
from kit.base.system_errors import reason_of
from kit.model.asset import TEXTS, Asset, text_files
from kit.model.finding import Finding
from kit.model.manifest import (
    OF_DRAFTS,
    OF_DRAFTS_ON,
    OF_LANGUAGE,
    OF_MESSAGE,
    OF_PLATFORM,
    KitPart,
    Manifest,
)
from kit.publish.store.contents import LONGEST, MANIFEST, StoredFile, folder_contents, name_differences, printable
from kit.publish.store.manifest_file import built_languages, parse_manifest
from kit.publish.store.zip_files import canonical_differences, read_directory


@dataclass(frozen=True, slots=True)
class OpenedKit:
    """The manifest of a kit, and the location of each of its files, by its name in the kit."""

    manifest: Manifest
    files: Mapping[str, StoredFile]


def open_kit(path: Path) -> OpenedKit:
    """Return a kit that can be read safely. Raises ArchiveError, with all of its faults, if it can't."""
    try:
        files = _folder_files(path) if path.is_dir() else _zip_files(path)
        require_manifest(files, path)
        return _with_manifest(path, files)
    except OSError as error:
        raise ArchiveError(unreadable(path, error)) from error


def require_listed(kit: OpenedKit, path: Path) -> None:
    """Raise ArchiveError if a picture, or the texts beside it, don't match the manifest.

    This compares bytes and texts; only a verification compares pixels.
    """
    changed = [name for asset in kit.manifest.assets for name in _changed_files(asset, kit.files)]
    if changed:
        message = f"{printable(changed[0])} in {path} is not the file that {MANIFEST} lists"
        others = f" ({len(changed):,} files differ)" if len(changed) > 1 else ""
        raise ArchiveError(Fault(message + others, None, f"`kit verify {path}` lists them all", code="kit-changed"))


def _changed_files(asset: Asset, files: Mapping[str, StoredFile]) -> Iterator[str]:
    """Yield the names of a picture, its caption and its alternative text that do not match the manifest."""
    if sha256(files[asset.path].read()).hexdigest() != asset.sha256:
        yield asset.path
    for name, data in text_files(asset.stem, asset):
        if name in files and files[name].read() != data:
            yield name


def require_manifest(names: Container[str], path: Path) -> None:
    """Raise ArchiveError if there is no manifest among some names."""
    if MANIFEST not in names:
        message = f"there is no {MANIFEST} in {path.name or path}, so it is not a kit"
        raise ArchiveError(Fault(message, None, "name a kit's folder or its zip", code="manifest-missing"))


def require_bytes(path: Path) -> None:
    """Raise ArchiveError for an empty file or something that isn't a file; OSError if it does not exist."""
    if path.stat().st_size == 0 or not path.is_file():
        raise ArchiveError(Fault(f"{path.name} is empty or not a file", None, "download it again", code="kit-empty"))


def unreadable(path: Path, error: OSError) -> Fault:
    """Return the fault of a path that the system can't read."""
    remedy = "name a readable folder or zip of a kit"
    return Fault(f"can't read {path}: {reason_of(error).words}", None, remedy, code="kit-unreadable")


def _folder_files(folder: Path) -> dict[str, StoredFile]:
    contents, findings = folder_contents(folder)
    _require_sound([*findings, *name_differences(contents.names)])
    return {name: StoredFile(folder / name, 0, (folder / name).stat().st_size) for name in contents.names}


def _zip_files(path: Path) -> dict[str, StoredFile]:
    require_bytes(path)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        rows, findings = read_directory(data, path.name)
        _require_sound(findings)
        _require_sound(canonical_differences(data, rows))
    return {row.name.partition("/")[2]: row.in_file(path) for row in rows}


def _with_manifest(path: Path, files: Mapping[str, StoredFile]) -> OpenedKit:
    try:
        manifest = parse_manifest(files[MANIFEST].read())
    except ValueError as error:
        message = f"{MANIFEST} in {path} can't be read: {error}"
        raise ArchiveError(Fault(message, None, "build the kit again", code="manifest-unreadable")) from error
    if manifest.overview:
        files = {**files, **dict(_beside(path, manifest))}
    missing = sorted((files_of(manifest.assets) | files_in(manifest)) - files.keys())
    if missing:
        message = f"{printable(missing[0])} is missing in {path}, though {MANIFEST} lists it"
        remedy = f"`kit verify {path}` lists them all"
        if manifest.overview:
            remedy = f"put the zips of its platforms, {printable(manifest.overview)}-PLATFORM.zip, beside its own"
        raise ArchiveError(Fault(message, None, remedy, code="asset-file-missing"))
    return OpenedKit(manifest, files)


def _beside(path: Path, manifest: Manifest) -> Iterator[tuple[str, StoredFile]]:
    """Yield the pictures of an overview, and the texts with them, from the zips of its platforms that lie beside it."""
    wanted = _pictures_of(manifest.assets)
    for platform in sorted({asset.platform for asset in manifest.assets}):
        zipped = path.with_name(f"{manifest.overview}-{platform}.zip")
        if zipped.is_file():
            yield from ((name, file) for name, file in _zip_files(zipped).items() if name in wanted)


def _require_sound(findings: Iterable[Finding]) -> None:
    """Raise ArchiveError with the faults of some findings, if there are any."""
    faults = [finding.fault for finding in findings]
    if faults:
        raise ArchiveError(*faults)


def parts_of(manifest: Manifest) -> Iterator[KitPart]:
    """Yield every part of a kit: of each language an overview and each platform, so that no picture is in two.

    A kit of one language is small enough for more: the whole language, and each platform and message if there are
    several.
    """
    several = manifest.has_several_languages
    for language in built_languages(manifest.assets):
        spoken = tuple(asset for asset in manifest.assets if asset.language == language)
        names = _names(manifest, language)
        yield KitPart(OF_LANGUAGE.format(**names), spoken, pictures=not several, thumbnails=True)
        yield from _parts_by(spoken, "platform", OF_PLATFORM, names, least=1 if several else 2)
        yield from () if several else _parts_by(spoken, "message", OF_MESSAGE, names, least=2)


def drafts_of(manifest: Manifest) -> Iterator[KitPart]:
    """Yield the parts of the pictures that nobody has reviewed: of each language an overview and each platform."""
    drafts = tuple(asset for asset in manifest.assets if asset.state)
    for language in built_languages(drafts):
        spoken = tuple(asset for asset in drafts if asset.language == language)
        names = _names(manifest, language)
        yield KitPart(OF_DRAFTS.format(**names), spoken, pictures=False, thumbnails=True)
        yield from _parts_by(spoken, "platform", OF_DRAFTS_ON, names, least=1)


def _names(manifest: Manifest, language: str) -> dict[str, str]:
    """Return what the names of the parts of a language are made of."""
    return {"kit": manifest.whole_name, "language": language.lower()}


def _parts_by(
    assets: Sequence[Asset], field: str, form: str, names: Mapping[str, str], *, least: int
) -> Iterator[KitPart]:
    """Yield a part for each value of a field, if there are at least so many."""
    values = sorted({getattr(asset, field) for asset in assets})
    for value in values if len(values) >= least else ():
        alike = tuple(asset for asset in assets if getattr(asset, field) == value)
        yield KitPart(form.format(**names, **{field: value}), alike)


def names_of(manifest: Manifest) -> list[str]:
    """Return the possible names of the folder of a kit with these files: of the whole kit, or of parts with them."""
    whole = ascii(manifest.whole_name)[1:-1]
    if manifest.overview:
        return [ascii(manifest.overview)[1:-1]]
    names = {
        field: {ascii(getattr(asset, field))[1:-1] for asset in manifest.assets}
        for field in ("language", "platform", "message")
    }
    single = {field: next(iter(values)) for field, values in names.items() if len(values) == 1}
    if "language" not in single:
        return [whole]
    single |= {"kit": whole, "language": single["language"].lower()}
    forms = {OF_LANGUAGE: "language", OF_PLATFORM: "platform", OF_MESSAGE: "message"}
    if all(asset.state for asset in manifest.assets):
        forms |= {OF_DRAFTS: "language", OF_DRAFTS_ON: "platform"}
    return [whole, *(form.format(**single) for form, field in forms.items() if field in single)]


def files_of(assets: Iterable[Asset]) -> set[str]:
    """Return the names of all files of some entries: images, pages, the texts beside them, thumbnails."""
    return _pictures_of(assets) | {asset.thumbnail for asset in assets if asset.thumbnail}


def files_in(manifest: Manifest) -> set[str]:
    """Return the names of the files of its entries that a kit holds: of an overview all but the pictures."""
    held = files_of(manifest.assets) | {entry.path for entry in manifest.more or ()}
    return held - _pictures_of(manifest.assets) if manifest.overview else held


def _pictures_of(assets: Iterable[Asset]) -> set[str]:
    """Return the names of the images and pages of some entries, and of the texts beside them."""
    return {asset.path for asset in assets} | {f"{asset.stem}{ending}" for asset in assets for ending in TEXTS}


def folder_in_zip(name: str, files: Iterable[str]) -> str:
    """Return the name of the folder of a part in its zip: the part's, shortened if paths in it would be too long."""
    room = LONGEST - 1 - max(map(len, chain(files, ("",)))) - len("/")
    return name if len(name) <= room else name[: max(room, 1)].rstrip("-_.")
