"""A campaign with a palette of four roles and a layout of its own, to be changed in a folder of a test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from pathlib import Path

MEADOW = TESTS / "meadow"
LAYOUT, PALETTE = "templates/svg/leaf/layout.yaml", "templates/svg/palette.yaml"
DRAWING = "templates/svg/leaf/square.svg"


def write_meadow(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the campaign into a new folder, with changes, each (file, old text, new text); return its `kit.yaml`."""
    shutil.copytree(MEADOW, folder, ignore=shutil.ignore_patterns("dist"))
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder / "kit.yaml"
