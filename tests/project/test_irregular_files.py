"""Files of a project that are no ordinary files, or far too large: refused by name, at once and without being read."""

from __future__ import annotations

import os
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from support.campaigns import golden_folder
from support.forked_calls import forked
from support.processes import check_within_limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The bytes of a sparse file, more than any file of a project may have.
SPARSE = 600_000_000


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SPARSE)


@pytest.mark.few(5)
@pytest.mark.parametrize("make", [device, pipe, sparse])
@pytest.mark.parametrize(
    "name",
    ["kit.yaml", "locales/de.yaml", "templates/svg/palette.yaml", "templates/svg/notice/layout.yaml",
     "templates/svg/notice/square.svg", "fonts/families.yaml", "fonts/Own.ttf", "images/bus.png"],
)  # fmt: skip
def test_an_irregular_file_is_refused_by_its_name(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "project"
    copytree(golden_folder(), folder)
    spec = folder / "kit.yaml"
    text = spec.read_text(encoding="utf-8")
    if name.startswith("fonts"):
        spec.write_text(f"{text}\nfonts: {{Own: {{400: Own.ttf}}}}\n", encoding="utf-8")
    if name.startswith("images"):
        spec.write_text(text.replace("kit:\n", "kit:\n  logo: images/bus.png\n", 1), encoding="utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    said = forked(check_within_limits, folder)
    assert path.name in said
