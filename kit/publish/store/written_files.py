"""Where a maker of pictures puts its files: into the staging folder of a build, or aside for another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kit.base.real_folders import open_folder
from kit.base.whole_files import read_inside
from kit.publish.store.contents import MOST_BYTES
from kit.publish.store.staging import write_file
from kit.publish.store.unchanged_files import KitBefore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.publish.store.contents import FileSum


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

    def take(self) -> dict[str, bytes]:
        """Return the files that were put since the last call."""
        files, self._files = self._files, {}
        return files
