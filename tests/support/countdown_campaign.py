"""A campaign that counts seven days down on three placements, to be changed in a folder of a test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = TESTS / "campaigns" / "countdown"


def write_countdown(folder: Path, *changes: tuple[str, str]) -> Path:
    """Copy the campaign into a new folder, with changes of its `kit.yaml`, each (old, new); return the path of that."""
    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("dist"))
    path = folder / "kit.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path
