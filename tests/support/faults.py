"""The golden campaign to break, and the faults that are found in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.project import load_project
from support.campaigns import GOLDEN, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.base.errors import Fault, KitError


@contextmanager
def refused(error: type[KitError], *codes: str) -> Iterator[list[Fault]]:
    """Assert that a block raises an error whose faults have these codes, in this order.

    Yields a list that holds the faults once the block has ended.
    """
    faults: list[Fault] = []
    with pytest.raises(error) as caught:
        yield faults
    assert type(caught.value) is error
    faults += caught.value.faults
    assert [fault.code for fault in faults] == list(codes)


BREAKABLE = (GOLDEN / "breakable.yaml").read_text(encoding="utf-8").partition("\n")[2]
#: Layouts by name, as `layout.yaml` says what they hold.
LAYOUTS = {
    "plain": "title: Plain\nslots:\n  headline: {required: yes}\n  support: {}\n  source: {}\n  qr: {}\n",
    "figure": "title: Figure\nslots:\n  headline: {}\n  support: {}\n  number: {}\n  source: {}\n  chart: {}\n",
    "bare": "title: Bare\nslots:\n  headline: {}\n",
}
PALETTE = 'wall: "#0f2a2e"\ntext: "#fff4dc"\nemphasis: "#f5a83c"\n'


def write_breakable(folder: Path, *changes: tuple[str, str], files: dict[str, str] | None = None) -> Path:
    """Write the project with changes to `kit.yaml`, each (old, new), and files that are others; return its path."""
    kit = BREAKABLE
    for old, new in changes:
        assert old in kit, old
        kit = kit.replace(old, new, 1)
    drawings = {"palette.yaml": PALETTE}
    for name, layout in LAYOUTS.items():
        drawings |= {f"{name}/layout.yaml": layout, f"{name}/square.svg": "<svg/>"}
    drawn = {f"templates/svg/{name}": text for name, text in {**drawings, **(files or {})}.items()}
    return written(folder, {"kit.yaml": kit, **drawn}) / "kit.yaml"


def faults_of(path: Path) -> tuple[Fault, ...]:
    """Return the faults of a project and of its translations, none when all of it loads."""
    try:
        project = load_project(path)
    except SpecError as error:
        return error.faults
    return tuple(fault for language in project.broken for fault in language.faults)


def located(path: Path) -> list[tuple[str, str]]:
    """Return the code of each fault of a project, with the words in its line from its column on."""
    return [
        (fault.code, fault.mark.snippet[fault.mark.column - 1 :] if fault.mark else "") for fault in faults_of(path)
    ]
