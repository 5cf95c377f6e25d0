"""Find the programs of this computer, but none that lies in the folder of somebody's campaign."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path


def trusted_path(folders: Iterable[Path]) -> str:
    """Return the user's PATH without relative entries, the current folder, and what lies in some folders.

    A folder that holds the user's home is the user's own, and what lies in it is trusted.
    """
    untrusted = {folder for folder in folders if not _holds_home(folder)}
    entries = {entry: Path(entry).resolve() for entry in os.get_exec_path() if Path(entry).is_absolute()}
    return os.pathsep.join(
        entry
        for entry, place in entries.items()
        if place != Path.cwd() and not any(place.is_relative_to(other) for other in untrusted)
    )


def with_repositories_around(folder: Path) -> set[Path]:
    """Return a folder and all above it in which a repository begins, without links."""
    whole = folder.resolve()
    return {whole, *(above for above in whole.parents if os.path.lexists(above / ".git"))}


def find_program(name: str, path: str) -> str | None:
    """Return the path of a program in the folders of a PATH, and nowhere else; None if it is in none of them."""
    file_name = f"{name}.exe" if sys.platform == "win32" and not name.endswith(".exe") else name
    files = (Path(entry) / file_name for entry in path.split(os.pathsep) if entry)
    return next((str(file) for file in files if file.is_file() and os.access(file, os.X_OK)), None)


def _holds_home(folder: Path) -> bool:
    """Return whether the home folder is this one or lies in it; a user may have none."""
    try:
        return Path.home().resolve().is_relative_to(folder)
    except RuntimeError:
        return False
