"""A campaign to break, and the faults that are found in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.project import load_project
from support.campaigns import HEADER, written

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


BREAKABLE = (
    HEADER
    + """\
  theme: night
links:
  petition: {url: https://www.change.org/a, shown: change.org/a}
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020", url: https://www.missingkids.org/a}
statistics:
  reports: {qualifier: more than, text: 82 million, counts: of it, source: letter, as_of: 2020-12, value: 82000000}
themes:
  night: {wall: "#000000", text: "#ffffff", emphasis: "#ffff00"}
platforms: [x/square, telegram]
messages:
  sign:
    images: [{layout: plain, on: [feed]}, {layout: plain, on: [header], at: [x]}]
    statistic: reports
    link: petition
    theme: night
    copy: {headline: "**Sign** for {reports}", support: Please}
    caption: {short: Please sign., long: Please sign it.}
    shows: A wall.
  series:
    images: [{layout: figure, on: [feed]}]
    copy: {headline: One of two}
    frames:
      - copy: {headline: Another}
      - {copy: {support: More}, statistic: reports}
    caption: {short: Please share., long: Please share.}
    shows: A wall.
checks: [{off: widow, reason: it is meant}]
voice: [victim]
"""
)
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
