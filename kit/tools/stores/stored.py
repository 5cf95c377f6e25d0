"""Kits in an object store for those who take them from there: their names, zips as a stream, files, and a check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kit.base.errors import ArchiveError, Fault, OutputError, did_you_mean
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import is_there
from kit.model.finding import Finding
from kit.publish.store.objects import ObjectStore
from kit.publish.store.publishing import publish
from kit.publish.store.staging import staging_folder, write_file
from kit.publish.store.stored_kits import kit_names, stored_differences, stored_kit
from kit.publish.store.zip_files import dos_time
from kit.run.pipeline.loading import AnyPath
from kit.run.pipeline.packing import archives_of, zipped


def stored_kits(store: str) -> list[str]:
    """Return the names of the kits in an object store by its address, sorted. Raises OutputError."""
    return kit_names(ObjectStore(store))


def stored_zip(store: str, name: str, part: str = "") -> Iterator[bytes]:
    """Yield a zip of a kit in a store, in order, file by file: of the whole kit, or of a part such as `en-instagram`.

    The bytes are those that `pack` would write. Of a kit in several languages the whole is not in one zip: give a
    language for its overview, or a language and a platform. Raises ArchiveError for a kit or a part that is not there,
    OutputError if the store can't be used, or has lost a file.
    """
    found = stored_kit(ObjectStore(store), name)
    archives = {archive.name: archive for archive in archives_of(name, found.contents)}
    wanted = f"{name}-{part}" if part else name
    if wanted not in archives:
        known = [known_name.removeprefix(f"{name}-") for known_name in archives]
        message = f"'{name}' has no zip of '{part}'" if part else f"'{name}' is too large for one zip"
        raise ArchiveError(Fault(message, None, did_you_mean(part, known), code="stored-zip-missing"))
    return zipped(archives[wanted], dos_time(found.date))


def check_stored(store: str, name: str) -> tuple[Finding, ...]:
    """Read every file of a kit in a store; return a finding for each that is lost, or not what its lists say.

    Raises ArchiveError for a kit that is not there, OutputError if the store can't be used.
    """
    return tuple(stored_differences(ObjectStore(store), name))


@reporting_os_errors("the kit was fetched")
def fetch_stored(store: str, name: str, out: AnyPath) -> Path:
    """Write a kit in a store into a new folder of its name in another; return it. `verify` and `check` take it then.

    The folder has its name once all files are written and compared. Raises ArchiveError for a kit that is not there,
    OutputError if the store can't be used or has lost a file, or if the folder exists.
    """
    found, folder = stored_kit(ObjectStore(store), name), chosen_folder(out) / name
    _require_nothing_at(folder.shown)
    with staging_folder(chosen_folder(out).real) as staging:
        for file in found.contents.names:
            write_file(staging / file, found.contents.read(file))
        _require_nothing_at(folder.shown)  # meanwhile minutes may have passed
        publish(staging, folder.real)
    return folder.shown


def _require_nothing_at(folder: Path) -> None:
    """Raise OutputError if there is anything where a kit would be fetched to, be it a broken link."""
    if is_there(folder):
        fault = Fault(f"there is something at {folder} already", None, "move it elsewhere", code="fetched-kit-exists")
        raise OutputError(fault)


__all__ = ["check_stored", "fetch_stored", "stored_kits", "stored_zip"]
