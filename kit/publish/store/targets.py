"""Where a build puts a kit: into a folder of kits, which has the old one until the new one is whole.

Makers of pictures put their files into its staging folder, or aside for another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kit.base.real_folders import open_folder
from kit.base.whole_files import read_inside
from kit.publish.store.contents import MOST_BYTES, FileSum
from kit.publish.store.kit_removal import require_place_to_keep
from kit.publish.store.manifest_file import languages_of
from kit.publish.store.publishing import publish, remove_outdated
from kit.publish.store.staging import (
    INCOMPLETE,
    KEPT,
    OLD,
    PARTIAL,
    kit_before,
    remove_files,
    require_real_folders,
    staging_folder,
    write_file,
)
from kit.publish.store.unchanged_files import KitBefore


class KitTarget(Protocol):
    """Takes the files of one build, and publishes them under a name."""

    @property
    def files(self) -> WrittenFiles:
        """What makers of pictures put their files into."""

    def write(self, name: str, data: bytes, /) -> None:
        """Take a document."""

    def remove(self, names: Iterable[str], /) -> None:
        """Take some files back."""

    def languages_before(self, name: str, manifest: str, /) -> set[str]:
        """Return the languages of the kit that has a name now; none if its manifest has the same sha256."""

    def address(self, name: str, /) -> str:
        """Return the address of what has a name; empty if it is a folder."""

    def publish(self, name: str, /, *, whole: bool) -> list[Path]:
        """Publish what was taken, a kit if it is `whole`; return the new paths of files that users had put there."""


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder of kits, and the staging folder of a build in it."""

    out: Path
    staging: Path
    files: StagedFiles

    def write(self, name: str, data: bytes) -> None:
        """Write a document into the staging folder."""
        write_file(self.staging / name, data)

    def remove(self, names: Iterable[str]) -> None:
        """Remove some files from the staging folder."""
        remove_files(self.staging, names)

    def languages_before(self, name: str, manifest: str) -> set[str]:
        """Return the languages of the kit that has a name now; none if its manifest has the same sha256."""
        return languages_of(self.out / name, manifest)

    def address(self, _name: str) -> str:
        """Return nothing: it is a folder."""
        return ""

    def publish(self, name: str, *, whole: bool) -> list[Path]:
        """Replace the folder of a name with the staging folder; see `KitTarget`."""
        kept = publish(self.staging, self.out / name)
        return kept + (remove_outdated(self.out / INCOMPLETE) if whole else [])


@contextmanager
def folder_target(out: Path, kit_name: str) -> Iterator[FolderTarget]:
    """Lock a folder of kits and yield a target in it for a kit of some name; see `staging_folder`.

    Raises LinkedFolderError if a link is where the kit, an unfinished one or what is kept would be moved to.
    """
    with staging_folder(out) as staging:
        require_real_folders(out, (KEPT, PARTIAL, INCOMPLETE, f"{OLD}{kit_name}"))
        for name in (kit_name, PARTIAL, INCOMPLETE):
            require_place_to_keep(out / name, out / KEPT / name)
        yield FolderTarget(out, staging, StagedFiles(staging, kit_before(staging, kit_name)))


class WrittenFiles(Protocol):
    """Takes the files of a kit by their names in it. It is sent to workers, so it must be picklable."""

    def has(self, name: str, /) -> bool:
        """Return whether a file is there already."""

    def put(self, name: str, data: bytes, /) -> None:
        """Take a file. Raises OSError and OutputError if it can't be written."""

    def get(self, name: str, digest: str, /) -> bytes:
        """Return a file that was put or taken over, by its name and its sha256. Raises OSError and OutputError."""

    def unchanged(self, sums: Mapping[str, FileSum], /) -> set[str]:
        """Return the names of the files, by the sum of each, that need not be put again."""

    def take_over(self, names: Iterable[str], /) -> bool:
        """Take such files as they are, all or none; return whether that succeeded."""

    def hand_over(self, record: str, results: bytes | None, /) -> dict[str, bytes]:
        """Return those files of a task that is done which are still to be written, by another process.

        A store keeps its `results` under the name of its record, if it has one. Raises OutputError.
        """

    def elsewhere(self) -> WrittenFiles:
        """Return what takes files on another machine."""


@dataclass(frozen=True, slots=True)
class StagedFiles:
    """The files in a staging folder; one that has not changed since the kit `before` is a link to that."""

    folder: Path
    before: Path

    def has(self, name: str) -> bool:
        """Return whether a file is there already."""
        path = self.folder / name
        try:
            with open_folder(path.parent) as folder:
                return folder.about(path.name) is not None
        except OSError:  # its folder is not there yet
            return False

    def put(self, name: str, data: bytes) -> None:
        """Write a file. Raises OSError and OutputError if it can't be written."""
        write_file(self.folder / name, data, self.before / name)

    def get(self, name: str, _digest: str) -> bytes:
        """Return a file in the folder. Raises OSError."""
        path = self.folder / name
        with open_folder(path.parent) as folder:
            return read_inside(folder, path.name, MOST_BYTES)

    def unchanged(self, sums: Mapping[str, FileSum]) -> set[str]:
        """Return the names of the files of the kit before that are as they were made, by the sum of each."""
        return KitBefore(self.before).unchanged(sums)

    def take_over(self, names: Iterable[str]) -> bool:
        """Link to some files of the kit before; return whether that succeeded."""
        return KitBefore(self.before).link(names, self.folder)

    def hand_over(self, _record: str, _results: bytes | None) -> dict[str, bytes]:
        """Return nothing: all files are written."""
        return {}

    def elsewhere(self) -> CollectedFiles:
        """Return what takes files on another machine."""
        return CollectedFiles()


@dataclass(slots=True)
class CollectedFiles:
    """Files in memory, for a process that can't write into the staging folder."""

    _files: dict[str, bytes] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether a file is there already."""
        return name in self._files

    def put(self, name: str, data: bytes) -> None:
        """Take a file."""
        self._files[name] = data

    def get(self, name: str, _digest: str) -> bytes:
        """Return a file that was put."""
        return self._files[name]

    def unchanged(self, _sums: Mapping[str, FileSum]) -> set[str]:
        """Return nothing: all files are put."""
        return set()

    def take_over(self, names: Iterable[str]) -> bool:
        """Return whether nothing is to be taken over."""
        return not any(True for _ in names)

    def hand_over(self, _record: str, _results: bytes | None) -> dict[str, bytes]:
        """Return the files that were put since the last call."""
        files, self._files = self._files, {}
        return files

    def elsewhere(self) -> CollectedFiles:
        """Return what takes files on another machine."""
        return CollectedFiles()
