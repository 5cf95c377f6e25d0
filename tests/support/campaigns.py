"""Small campaigns, written into a folder of a test with what it changes."""

from __future__ import annotations

import math
import shutil
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from pathlib import Path

KIT = "tiny-1.0.0"
#: What lies in a kit besides its pictures and their words.
DOCUMENTS = {
    "index.html", "captions.csv", "START-HERE.txt", "SOURCES.md", "LICENSE.txt", "manifest.json", "SHA256SUMS",
}  # fmt: skip
#: The head of a `kit.yaml`: the one section that every project has.
HEADER = """\
kit:
  name: tiny
  title: Tiny
  version: 1.0.0
  date: 2020-12-01
  language: en
  creator: The contributors
  licence: CC BY 4.0
  hosts: [www.change.org]
  shipped_layouts: [cover, message, petition]
"""
#: Two messages on two placements; the pictures of `sign` hold a code.
SPEC = (
    HEADER
    + """\
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
platforms: [telegram/landscape, telegram/square]
messages:
  sign:
    images: [{layout: petition, on: [feed]}]
    link: petition
    copy: {headline: Keep child safety **first.**, button: Sign the petition}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A room with a wide opening of light in which a QR code stands.
  share:
    images: [{layout: cover, on: [feed]}]
    copy: {headline: Pass it on}
    caption: {short: Please share., long: Please share the petition.}
    shows: A short call in large letters.
"""
)
#: What keeps its pictures from being warned of: their headlines are short, and leave room.
FEW_WORDS = "checks: [{off: headline-height, reason: the words are few}]\n"
#: A third message, the last, whose drawing takes seconds to paint.
SLOW_MESSAGE = """\
  slow:
    images: [{layout: slow, on: [feed]}]
    copy: {headline: Still here}
    caption: {short: Please wait., long: Please wait a little.}
    shows: Many shapes on top of each other.
"""


def make_project(root: Path, spec: str = SPEC) -> Path:
    """Write a project into a new folder, which is returned."""
    root.mkdir(parents=True)
    (root / "kit.yaml").write_text(spec, encoding="utf-8")
    return root


def make_slow_project(root: Path, spec: str = SPEC + SLOW_MESSAGE, shapes: int = 1000) -> Path:
    """Write the project with the slow message into a new folder, which is returned.

    A shape takes about a millisecond: its outline crosses itself hundreds of times. What it paints can't be seen.
    """
    make_project(root, spec)
    folder = root / "templates" / "svg" / "slow"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text("title: Slow\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
    ring = " ".join(
        f"{540 + 500 * math.cos(step / 40):.1f},{540 + 500 * math.sin(step / 31):.1f}" for step in range(0, 500, 5)
    )
    polygons = f'<polygon points="{ring}" fill="#fff4dd"/>' * shapes
    (folder / "square.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">'
        '<rect x="-2000" y="-2000" width="5080" height="5080" fill="#fff4dd"/>'
        f'<rect id="live" x="65" y="65" width="950" height="950"/>{polygons}'
        '<g id="slot-headline"><rect x="100" y="100" width="800" height="300"/>'
        '<text fill="#0f2a2e" font-family="Source Serif 4" font-size="80"><tspan x="100" y="170">Words</tspan></text>'
        "</g></svg>",
        encoding="utf-8",
    )
    return root


SMALL = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square]").partition("  share:")[0]
GERMAN = """\
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""


#: A message that reads words of a partner.
TOWN = """\
  town:
    images: [{layout: cover, on: [feed]}]
    copy: {headline: "{partner.town} asks for more."}
    caption: {short: "{partner.name} asks.", long: "{partner.name} in {partner.town} asks."}
    shows: A short call in large letters.
"""
#: The tiny campaign with that message.
PARTNERED = SPEC + TOWN
#: A partner with all that it may read.
HARBOUR = """\
harbour:
  name: Harbour Sailors
  handle: "@harbour"
  link: https://www.change.org/harbour-sailors
  fields: {town: Rotterdam}
"""


def project_with(folder: Path, partners: str, spec: str = PARTNERED) -> Path:
    """Write a project with partners into a new folder, which is returned."""
    root = make_project(folder / "project", spec)
    (root / "partners.yaml").write_text(partners, encoding="utf-8")
    return root


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
