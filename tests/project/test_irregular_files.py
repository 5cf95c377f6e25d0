"""Files of a project that are no ordinary files, or far too large: refused by name, at once and without being read."""

from __future__ import annotations

import os
import resource
import signal
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from support.campaigns import golden_folder
from support.forked_calls import forked

import kit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The bytes of a sparse file, more than any file of a project may have.
SPARSE = 600_000_000
#: Bytes of address space, of which the libraries that are loaded take most, and seconds of the processor.
MEMORY, SECONDS = 2_500_000_000, 20


def check_within_limits(folder: Path) -> str:
    """Return the faults of a campaign, or what `kit check` finds in it. To be called in a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(30 * SECONDS)  # for what waits and does nothing
    try:
        return "\n".join(str(finding.fault) for finding in kit.check(kit.load(folder)))
    except kit.KitError as error:
        return str(error)


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
