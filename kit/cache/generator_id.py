"""What tells one generator from another: what one of them kept, the others do not find."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.cache.entries import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator


_PACKAGE = Path(__file__).parents[1]
#: How deep folders are looked into; links may lead in a circle.
_MOST_DEPTH = 6


@cache
def generator() -> str:
    """Return a key for the generator as it is now: its modules, and the libraries installed with it, by version.

    It is the same wherever the generator is installed.
    """
    modules = [
        f"{path.relative_to(_PACKAGE)} {sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(_PACKAGE.rglob("*.py"))
    ]
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    installed = {path.name for folder in folders for path in folder.glob("*.dist-info")}
    return key_of(sys.version, *modules, *sorted(installed))


@cache
def generator_at_a_glance() -> str:
    """Return a key for the generator in its place, found in a tenth of the time: no file of it is read.

    Its files are known as Python knows modules, by their size and when they were written.
    """
    return key_of(*_seen_of_generator())


def _seen_of_generator() -> Iterator[str]:
    yield sys.version
    for path in files_in(str(_PACKAGE)):
        if path.endswith((".py", ".yaml")):
            found = os.stat(path)  # noqa: PTH116  (of hundreds: a Path takes longer than the system)
            yield f"{path} {found.st_mtime_ns} {found.st_size}"
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208


def files_in(folder: str, depth: int = _MOST_DEPTH) -> Iterator[str]:
    """Yield the paths of a folder, of every file in it and of those below, by name; nothing where there is none."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    yield folder
    for entry in entries:
        if entry.is_file():
            yield entry.path
        elif depth and entry.is_dir():
            yield from files_in(entry.path, depth - 1)
