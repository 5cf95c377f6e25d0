"""A campaign with a palette of four roles and a layout of its own, to be changed in a folder of a test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from pathlib import Path

MEADOW = TESTS / "campaigns" / "own-palette"
LAYOUT, PALETTE = "templates/svg/leaf/layout.yaml", "templates/svg/palette.yaml"
DRAWING = "templates/svg/leaf/square.svg"
_SLOT = """\
  <g id="slot-help" data-pin="stretch top">
    <rect x="65" y="475" width="950" height="60" fill="none"/>
    <text fill="#2b2118" style="font-family: 'Source Sans 3'; font-size: 40px"><tspan x="65" y="515">Help</tspan></text>
  </g>
"""
#: What a campaign writes that names a place where people find help: the place, its address, and a slot for the line.
_HELP = (
    (
        "kit.yaml",
        "hosts: [meadow.example]\n",
        "hosts: [meadow.example]\n  help: {text: 'Help after a fall:', link: aid}\n",
    ),
    ("kit.yaml", "\nsources:", "  aid: {url: https://meadow.example/aid, shown: meadow.example/aid}\n\nsources:"),
    (LAYOUT, "  chart:", "  help: {lines: 1, align: left top}\n  chart:"),
    (DRAWING, '  <g id="slot-qr"', f'{_SLOT}  <g id="slot-qr"'),
)
_GERMAN = """\
kit: {help: {text: "Hilfe nach einem Sturz:"}}
links: {aid: {url: https://meadow.example/hilfe, shown: meadow.example/hilfe}}
sources: {count: {title: Die Zählung von 2025, publisher: Freunde der Wiese}}
statistics: {species: {text: 140 Arten, counts: leben auf der Wiese}}
messages:
  visit:
    copy: {headline: "Komm und **sieh sie an.**"}
    caption: {short: Komm und sieh sie an., long: Komm und sieh die Wiese an.}
    shows: Ein Blatt über einer Zeile.
  species:
    copy: {headline: "{species} **leben hier.**"}
    caption: {short: Viele leben hier., long: Viele leben auf der Wiese.}
    shows: Ein Blatt über einer Zeile.
  evening:
    copy: {headline: "Komm am Abend, **wenn alles still ist.**"}
    caption: {short: Komm am Abend., long: Komm am Abend auf die Wiese.}
    shows: Ein Blatt über einer Zeile.
"""


def write_own_palette(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the campaign into a new folder, with changes, each (file, old text, new text); return its `kit.yaml`."""
    shutil.copytree(MEADOW, folder, ignore=shutil.ignore_patterns("dist"))
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder / "kit.yaml"


def write_own_palette_with_help(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the campaign, with a place where people find help, in English and German; return its `kit.yaml`."""
    path = write_own_palette(folder, *_HELP, *changes)
    (folder / "locales").mkdir()
    (folder / "locales" / "de.yaml").write_text(_GERMAN, encoding="utf-8")
    return path
