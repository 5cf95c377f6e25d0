"""Remove a kit without losing what people put into it.

Only files in the kit that are byte for byte what its `SHA256SUMS` lists are deleted, and that list goes last, so that
a removal that is cut short can be taken up again.
"""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.store.contents import FILE_MANAGER_FILES, MANIFEST, SUMS
from kit.store.sums import parse_sums

if TYPE_CHECKING:
    from pathlib import Path


def is_kit(folder: Path) -> bool:
    """Tell whether a folder is a kit or what a removal has left of one."""
    return bool(_listed(folder))


def remove_kit(kit: Path, kept: Path, successor: Path | None = None) -> list[Path]:
    """Remove a kit; move what is not its own, or was changed, into the folder `kept`. Return where that lies now.

    What is the same file in the kit that is its `successor` lies there still, whatever it holds.
    """
    if kit.is_symlink() or not kit.is_dir():
        return [_move(kit, kept)]
    listed = _listed(kit)
    moved, above = [], len(kit.parts)
    for path in sorted(kit.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        name = "/".join(path.parts[above:])
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif _is_in(successor, name, path) or path.name in FILE_MANAGER_FILES or _is_own(path, listed.get(name)):
            path.unlink()
        elif name != SUMS or not listed:
            moved.append(_move(path, kept / name))
    (kit / SUMS).unlink(missing_ok=True)
    kit.rmdir()
    return moved


def _is_in(kit: Path | None, name: str, path: Path) -> bool:
    """Tell whether the file at a path is that of a name in a kit, if there is one."""
    try:
        return kit is not None and os.path.samestat(path.lstat(), (kit / name).lstat())
    except OSError:
        return False


def _is_own(path: Path, digest: str | None) -> bool:
    if digest is None or path.is_symlink():
        return False
    try:
        return sha256(path.read_bytes()).hexdigest() == digest
    except OSError:  # people took away the right to read it
        return False


def _listed(kit: Path) -> dict[str, str]:
    """Return the sha256 of every file that a kit lists, by name; nothing when the list is gone or not a kit's."""
    try:
        listed = parse_sums((kit / SUMS).read_bytes())
    except OSError:
        return {}
    return listed if MANIFEST in listed else {}


def _move(path: Path, target: Path) -> Path:
    """Move a file to a name that is free, and return it."""
    number, free = 2, target
    while os.path.lexists(free):
        number, free = number + 1, target.with_name(f"{target.stem}-{number}{target.suffix}")
    free.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, free)  # `kept` may be a link to another disk
    return free
