"""Take a kit away without losing what people put into it.

Only files that are byte for byte what `SHA256SUMS` lists are deleted, and that list goes last, so that a removal
that is cut short can be taken up again.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The file that lists what a kit holds.
SUMS = "SHA256SUMS"
#: What file managers leave in every folder that they show.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def remove_kit(kit: Path, kept: Path) -> list[Path]:
    """Remove a kit; move what is not its own, or was changed, into the folder `kept`. Return where that lies now."""
    if kit.is_symlink() or not kit.is_dir():
        return [_keep(kit, kept)]
    listed = _listed(kit)
    moved = []
    for path in sorted(kit.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        name = path.relative_to(kit).as_posix()
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif path.name in _CLUTTER or _is_own(path, listed.get(name)):
            path.unlink()
        elif name != SUMS:
            moved.append(_keep(path, kept / name))
    (kit / SUMS).unlink(missing_ok=True)
    kit.rmdir()
    return moved


def _is_own(path: Path, digest: str | None) -> bool:
    return digest is not None and not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest


def _listed(kit: Path) -> dict[str, str]:
    """Return the digest of every file that a kit lists, by name; nothing when the list is gone or unreadable."""
    try:
        lines = (kit / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: digest for digest, separator, name in (line.partition("  ") for line in lines) if separator}


def _keep(path: Path, target: Path) -> Path:
    """Move a file to a name that is free."""
    number, free = 2, target
    while os.path.lexists(free):
        number, free = number + 1, target.with_name(f"{target.stem}-{number}{target.suffix}")
    free.parent.mkdir(parents=True, exist_ok=True)
    path.rename(free)
    return free
