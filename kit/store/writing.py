"""Write files into folders that are made when the first file needs them."""

from __future__ import annotations

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


def _write(path: Path, parts: tuple[bytes, ...]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
