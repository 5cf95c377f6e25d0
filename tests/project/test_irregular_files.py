"""Files of a project that are no ordinary files, or far too large: refused by name, at once and without being read."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Bytes of a sparse file, of the address space that a command may use, and the seconds that it may take.
SPARSE, MEMORY, SECONDS = 600_000_000, 2_500_000_000, 20


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SPARSE)


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def check(folder: Path) -> tuple[int, str, float]:
    """Return the exit code of `kit check`, what it printed, and how long it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "kit", "check"], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        preexec_fn=limit_memory,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr, time.monotonic() - began


@pytest.mark.parametrize("make", [device, pipe, sparse])
@pytest.mark.parametrize(
    "name",
    ["kit.yaml", "locales/de.yaml", "templates/svg/palette.yaml", "templates/svg/notice/layout.yaml",
     "templates/svg/notice/square.svg", "fonts/families.yaml", "fonts/Own.ttf", "images/bus.png"],
)  # fmt: skip
def test_an_irregular_file_is_refused_by_its_name(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "project"
    copytree(TESTS / "golden" / "project", folder)
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
    code, printed, seconds = check(folder)
    assert code in {1, 2}, printed
    assert path.name in printed
    assert "Traceback" not in printed
    assert seconds < SECONDS
