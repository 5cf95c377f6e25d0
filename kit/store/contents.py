"""What a kit holds: names below its folder, with `/` between, and the bytes of each, read when they are asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.store.findings import difference, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.finding import Finding

#: The files that describe all others.
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
#: What lies in a kit of which a picture failed.
REPORT = "report.json"
#: What file managers leave in every folder that they show; it is never part of a kit.
FILE_MANAGER_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a kit, sorted by name."""

    names: tuple[str, ...]
    read: Callable[[str], bytes]


def folder_contents(folder: Path) -> tuple[Contents, list[Finding]]:
    """Return the files in a folder, without what file managers leave there, and a finding for all that is no file.

    Raises OSError for what can't be read.
    """
    names, findings = [], []
    for place, folders, files in os.walk(folder, onerror=_raise):
        for name in [*folders, *files]:
            path = Path(place, name)
            below = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                findings.append(
                    difference("names", f"{printable(below)} is a link or a device, not a file", code="not-a-file")
                )
            elif path.is_file() and name not in FILE_MANAGER_FILES:
                names.append(below)
    return Contents(tuple(sorted(names)), lambda name: (folder / name).read_bytes()), findings


def _raise(error: OSError) -> None:
    raise error
