"""Write files into folders that are made when the first file needs them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_parts(path: Path, *parts: bytes) -> None:
    """Write a file of some parts, one after the other; the folders above it are only asked for where one is missing."""
    try:
        _write(path, parts)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, parts)


def link_to_same(path: Path, data: bytes, other: Path) -> bool:
    """Make a file out of another that holds the same data already, without copying it; tell whether that was done.

    Both are one file then, until one of them is removed. One that has a third name, or lies behind a symbolic link, is
    left alone: it may be somebody's.
    """
    try:
        about = other.lstat()
        alone = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and os.path.realpath(other) == str(other)
        if not alone or other.read_bytes() != data:
            return False
        try:
            os.link(other, path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(other, path)
    except OSError:  # there is none, or the disk knows no links
        return False
    return True


def _write(path: Path, parts: tuple[bytes, ...]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
