"""Small campaigns, written into a folder of a test with what it changes."""

from __future__ import annotations

import atexit
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KIT = "tiny-1.0.0"
#: What lies in a kit besides its pictures and their words.
DOCUMENTS = {
    "index.html", "captions.csv", "START-HERE.txt", "SOURCES.md", "LICENSE.txt", "manifest.json", "SHA256SUMS",
}  # fmt: skip
#: The golden campaign: a small one with a picture of every kind, of which tests copy some messages.
GOLDEN = TESTS / "golden" / "project"
#: Its messages of which what is composed is kept and compared, and the places of their pictures.
COMPARED = ("tools", "tools-by-day", "reports", "hotline", "us-four")
COMPARED_PLACES = "x/square, x/in_stream, x/header, instagram/story"
#: A campaign in every layout that comes with the generator.
EVERY_LAYOUT = (GOLDEN / "every-layout.yaml").read_text(encoding="utf-8")
_DRAWINGS = "templates/svg"


def _sections() -> dict[str, str]:
    """Return the sections of the golden `kit.yaml` by name."""
    text = (GOLDEN / "kit.yaml").read_text(encoding="utf-8")
    return {part.partition(":")[0]: part for part in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]}


def _entries(section: str) -> dict[str, str]:
    """Return the entries of a section by name."""
    parts = re.split(r"^(?=  [\w/-]+:)", section, flags=re.MULTILINE)[1:]
    return {part.partition(":")[0].strip(): part for part in parts}


def _layouts_in(text: str) -> list[Path]:
    """Return the folders of the golden layouts that a text names."""
    named = dict.fromkeys(re.findall(r"layout: ([\w-]+)", text))
    return [folder for name in named if (folder := GOLDEN / _DRAWINGS / name).is_dir()]


def golden_spec(*messages: str, platforms: str, checks: bool = False) -> str:
    """Return a `kit.yaml` with some messages of the golden campaign, all that they name, and platforms."""
    sections = _sections()
    every = _entries(sections["messages"])
    kept = {
        "messages": "messages:\n" + "".join(every[name] for name in messages),
        "platforms": f"platforms: [{platforms}]\n",
    }
    if checks:
        kept["checks"] = sections["checks"]
    for name in ("themes", "statistics", "sources", "links", "placements"):
        text = "".join(kept.values())
        entries = _entries(sections[name])
        used = [
            entry for id_, entry in entries.items() if re.search(rf"(: |, |[{{\[]){id_.partition('/')[0]}\b(?!-)", text)
        ]
        kept[name] = f"{name}:\n{''.join(used)}" if used else ""
    head = sections["kit"]
    hosts = re.findall(r"[\w.]+(?=[,\]])", head.partition("hosts: ")[2].partition("\n")[0])
    used = [host for host in hosts if f"//{host}/" in kept["links"]]
    head = re.sub("hosts: .*", f"hosts: [{', '.join(used or hosts[:1])}]", head)
    layouts = _layouts_in(kept["messages"])
    if layouts:
        head = re.sub("  shipped_layouts: .*\n", "", head)
    if not any("\n  logo:" in (layout / "layout.yaml").read_text(encoding="utf-8") for layout in layouts):
        head = re.sub("  logo: .*\n", "", head)
    kept["kit"] = head
    return "".join(kept.get(name, "") for name in sections)


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, by their paths in it; return the folder."""
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def golden_files(*messages: str, platforms: str, checks: bool = False) -> dict[str, str | bytes]:
    """Return the files of some messages of the golden campaign, with their layouts and images, by their paths.

    A palette that all of these layouts have lies beside their folders.
    """
    spec = golden_spec(*messages, platforms=platforms, checks=checks)
    files: dict[str, str | bytes] = {"kit.yaml": spec}
    layouts = _layouts_in(spec)
    for path in (file for layout in layouts for file in sorted(layout.iterdir())):
        files[path.relative_to(GOLDEN).as_posix()] = path.read_text(encoding="utf-8")
    own = {name: data for name, data in files.items() if name.endswith("/palette.yaml")}
    palettes = {*own.values()}
    if len(own) != len(layouts) or len(palettes) != 1:
        own, palettes = {}, {(GOLDEN / _DRAWINGS / "palette.yaml").read_text(encoding="utf-8")}
    files = {name: data for name, data in files.items() if name not in own}
    files[f"{_DRAWINGS}/palette.yaml"] = palettes.pop()
    return files | {name: (GOLDEN / name).read_bytes() for name in re.findall(r"images/[\w-]+\.\w+", spec)}


def copy_golden(
    folder: Path,
    *changes: tuple[str, ...],
    messages: Sequence[str] = COMPARED,
    platforms: str = COMPARED_PLACES,
    checks: bool = False,
) -> Path:
    """Copy some messages of the golden campaign, with their layouts and images, into a folder; return its `kit.yaml`.

    A change is (old, new) of `kit.yaml` or, if that lacks the old, of the first file that has it; or (file, old, new).
    """
    files = golden_files(*messages, platforms=platforms, checks=checks)
    texts = {name: data for name, data in files.items() if isinstance(data, str)}
    for *file, old, new in changes:
        name = file[0] if file else next((name for name, text in texts.items() if old in text), "")
        assert old in texts.get(name, ""), old
        texts[name] = texts[name].replace(old, new)
    return written(folder, {**files, **texts}) / "kit.yaml"


@cache
def golden_folder(*messages: str, platforms: str = COMPARED_PLACES) -> Path:
    """Return a folder with some messages of the golden campaign, for tests that change nothing in it."""
    folder = Path(mkdtemp(prefix="golden-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return copy_golden(folder, messages=messages or COMPARED, platforms=platforms).parent


#: The head of a `kit.yaml`: the one section that every project has.
HEADER = golden_spec(platforms="").partition("platforms:")[0]
#: Two messages on two placements; the pictures of `sign` hold a code.
SPEC = golden_spec("sign", "share", platforms="telegram/landscape, telegram/square")
#: What keeps its pictures from being warned of: their headlines are short, and leave room.
FEW_WORDS = _sections()["checks"]
#: A third message, the last, whose drawing takes seconds to paint.
SLOW_MESSAGE = _entries(_sections()["messages"])["slow"]


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
    files = golden_files("slow", platforms="telegram/square")
    drawn = {name: str(text) for name, text in files.items() if name.startswith(f"{_DRAWINGS}/slow/")}
    return written(root, {name: re.sub("<polygon.*\n", r"\g<0>" * shapes, text) for name, text in drawn.items()})


SMALL = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square]").partition("  share:")[0]
GERMAN = """\
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""


#: The tiny campaign with a message that reads words of a partner.
PARTNERED = golden_spec("sign", "share", "town", platforms="telegram/landscape, telegram/square")
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


def write_countdown(folder: Path, *changes: tuple[str, str]) -> Path:
    """Copy a countdown of seven days on three placements, with changes of its `kit.yaml`, each (old, new)."""
    dated = ("date: 2020-12-01", "date: 2026-03-01")
    return copy_golden(folder, dated, *changes, messages=["open"], platforms="telegram, x")


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
    ("kit.yaml", "sources:", "  aid: {url: https://meadow.example/aid, shown: meadow.example/aid}\nsources:"),
    (LAYOUT, "  chart:", "  help: {lines: 1, align: left top}\n  chart:"),
    (DRAWING, '  <g id="slot-qr"', f'{_SLOT}  <g id="slot-qr"'),
)


def write_own_palette(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy messages with a palette of four roles and a layout of its own, with changes, each (file, old, new)."""
    dated = ("date: 2020-12-01", "date: 2026-05-01")
    messages = ["visit", "species", "evening"]
    return copy_golden(folder, dated, *changes, messages=messages, platforms="x/square", checks=True)


def write_own_palette_with_help(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the campaign, with a place where people find help, in English and German; return its `kit.yaml`."""
    path = write_own_palette(folder, *_HELP, *changes)
    written(folder, {"locales/de.yaml": (GOLDEN / "help.de.yaml").read_bytes()})
    return path
