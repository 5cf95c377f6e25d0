"""Where a maker of pictures puts its files: into the staging folder of a build, or aside for another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kit.store.staging import write_file

if TYPE_CHECKING:
    from pathlib import Path


class WrittenFiles(Protocol):
    """Takes the files of a kit by their names in it."""

    def has(self, name: str, /) -> bool:
        """Return whether a file is there already."""

    def put(self, name: str, data: bytes, /) -> None:
        """Take a file. Raises OSError and OutputError if it can't be written."""


@dataclass(frozen=True, slots=True)
class StagedFiles:
    """The files in a staging folder; one that has not changed since the kit `before` is a link to that."""

    folder: Path
    before: Path

    def has(self, name: str) -> bool:
        """Return whether a file is there already."""
        return (self.folder / name).exists()

    def put(self, name: str, data: bytes) -> None:
        """Write a file. Raises OSError and OutputError if it can't be written."""
        write_file(self.folder / name, data, self.before / name)


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

    def take(self) -> dict[str, bytes]:
        """Return the files that were put since the last call."""
        files, self._files = self._files, {}
        return files
