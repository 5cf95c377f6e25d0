"""Where a build puts a kit: into a folder of kits, which has the old one until the new one is whole."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

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
from kit.publish.store.written_files import StagedFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kit.publish.store.written_files import WrittenFiles


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
