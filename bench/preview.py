"""Measure how soon what is saved is seen: from the write to new pixels on the page of `kit preview`, in Chromium.

    python -m bench.preview [--times 30] [--only CASE] [--keep]

A copy of the campaign is edited: a drawing, its palette and words in `kit.yaml`, each with one picture on screen, and
the palette with nine. Prints the median, the best and the worst of each, the load, and the processor time that all
processes of the preview took for a save, those for pictures that nobody sees among it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from bench.results import RESULTS, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "From saving to seeing, in the preview"
#: What of the repository a project is made of.
_PARTS = ("kit.yaml", "templates/svg", "fonts")
#: Seconds of processor time in half a second of a preview that has nothing to do.
_IDLE = 0.03
#: What is measured.
_ABOUT = (
    "From the write to new pixels on the page in Chromium, of the campaign's 700 pictures; nine are those of one shape."
    " Each save waits up to 6 s until other programs leave the processors alone; where they do not, the best is nearer"
    " to what a designer has who does nothing else."
)
#: How much of the processors others may use at a save, and for how many seconds it waits for that.
_OTHERS, _PATIENCE = 0.15, 6
#: The layout that is edited.
_LAYOUT = "templates/svg/lamp"
#: Notes each picture whose pixels were changed on screen, with the time in ms since 1970.
_NOTE = """() => {
    window.seen = [];
    new MutationObserver((changes) => {
        for (const { target } of changes)
            window.seen.push([target.closest('.card')?.dataset.id, performance.timeOrigin + performance.now()]);
    }).observe(document.body, { subtree: true, attributeFilter: ['data-version'] });
}"""
#: Whether every picture on screen is there, and the server has looked at all others.
_QUIET = """async () => {
    const state = await (await fetch('/state')).json();
    const cards = [...document.querySelectorAll('.card .picture')].filter(
        (card) => card.getBoundingClientRect().top < innerHeight);
    return state.looks.length === state.entries.length && cards.every((card) => card.dataset.version);
}"""


@dataclass(frozen=True)
class Case:
    """Something that is edited, what is on screen, how many pictures must change there, and in how many ms."""

    name: str
    choice: str
    edit: Callable[[Path, int], None]
    pictures: int
    most: int


def _drawing(project: Path, turn: int) -> None:
    """Put a small shape into a drawing, each time at another place."""
    path = project / _LAYOUT / "square.svg"
    bare = re.sub(r"<rect id=.measured.[^>]*/>", "", path.read_text("utf-8"))
    shape = f'<rect id="measured" x="{300 + turn}" y="300" width="40" height="40" fill="#fff4dd"/></svg>'
    path.write_text(bare.replace("</svg>", shape), "utf-8")


def _palette(project: Path, turn: int) -> None:
    """Mix one of the colours otherwise, by more than a level: a smaller step may leave all as it is."""
    path = project / _LAYOUT / "palette.yaml"
    mixed = rf"\g<1>{(20 + 2 * (turn % 31)) / 100:.2f}"
    path.write_text(re.sub(r"(warm: {mix: \[spread, ember, )[\d.]+", mixed, path.read_text("utf-8")), "utf-8")


def _words(project: Path, turn: int) -> None:
    """Let a headline end in another letter."""
    path = project / "kit.yaml"
    said = rf"\g<1> {chr(ord('a') + turn % 26)}"
    path.write_text(
        re.sub(r"(headline: Some lights you \*\*never\*\* switch off\.).*", said, path.read_text("utf-8")), "utf-8"
    )


@dataclass(frozen=True)
class Measured:
    """What was measured of a case, a figure a save: ms until the pixels were there, and ms of processor time."""

    case: Case
    took: list[float]
    used: list[float]

    @property
    def middle(self) -> float:
        """The median of the ms until the pixels were there."""
        return statistics.median(self.took)

    def row(self) -> str:
        """Return what was measured as a row of Markdown."""
        figures = (self.middle, min(self.took), max(self.took), statistics.median(self.used))
        kept = "yes" if self.middle <= self.case.most else "**no**"
        return f"| {self.case.name} | {' | '.join(f'{one:.0f}' for one in figures)} | {self.case.most} | {kept} |"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="how often each is saved")
    parser.add_argument("--only", default="", help="the cases to measure, by the start of their name")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}; not with --only")
    asked = parser.parse_args()
    before, found = _load(), []
    with tempfile.TemporaryDirectory() as folder:
        project = _copied(Path(folder) / "project")
        for case in CASES:
            if case.name.startswith(asked.only):
                found.append(_measure(project, case, asked.times))
                print(found[-1].row(), flush=True)
    text = table(found, f"load {before} before, {_load()} after")
    print(text)
    if asked.keep and not asked.only:
        keep(SECTION, text)


def table(found: list[Measured], load: str) -> str:
    """Return what was measured as Markdown, with the day, the processors and their load."""
    now, processors = dt.datetime.now(tz=dt.UTC), len(os.sched_getaffinity(0))
    head = (
        f"{len(found[0].took)} saves each, {now:%Y-%m-%d}; {processors} processors, which Chromium uses too, {load}."
        f" {_ABOUT}\n\n"
        "| saved | median, ms | best | worst | processor time of a save, ms | aim, ms | kept |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(one.row() for one in found) + "\n"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _copied(project: Path) -> Path:
    """Copy the campaign into a folder, which is returned."""
    for name in _PARTS:
        source, target = ROOT / name, project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return project


def _measure(project: Path, case: Case, times: int) -> Measured:
    with _preview(project) as (process, address), _page(address, case.choice) as page:
        while not page.evaluate(_QUIET):
            page.wait_for_timeout(500)
        page.evaluate(_NOTE)
        took, used = [], []
        for turn in range(times + 1):
            _calm()
            before, began = _cpu(process.pid), time.time()
            case.edit(project, turn)
            page.wait_for_function(f"() => window.seen.length >= {case.pictures}", polling=5)
            seen: list[Any] = page.evaluate("window.seen.splice(0)")
            took.append(seen[case.pictures - 1][1] - 1000 * began)
            _rest(process.pid)
            page.evaluate("window.seen.splice(0)")
            used.append(1000 * (_cpu(process.pid) - before))
    return Measured(case, took[1:], used[1:])  # the first finds nothing at hand


def _calm() -> None:
    """Wait until other programs leave the processors to this one, but not for ever."""
    until, (busy, all_) = time.monotonic() + _PATIENCE, _ticks()
    while time.monotonic() < until:
        time.sleep(0.3)
        (before, all_before), (busy, all_) = (busy, all_), _ticks()
        if busy - before < _OTHERS * (all_ - all_before):
            return


def _ticks() -> tuple[int, int]:
    """Return for how many ticks the processors were busy, and how many there were."""
    found = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    return sum(found) - found[3] - found[4], sum(found)


def _rest(pid: int) -> None:
    """Wait until a preview has looked at what nobody sees too."""
    last, now = -1.0, _cpu(pid)
    while now - last > _IDLE:
        time.sleep(0.5)
        last, now = now, _cpu(pid)


@contextmanager
def _preview(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a preview; yield its process and its address."""
    command = [sys.executable, "-m", "kit", "preview", "--no-open", "--spec", str(project)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")  # noqa: S603
    try:
        assert process.stdout is not None  # noqa: S101
        yield process, process.stdout.readline().removeprefix("open ").strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@contextmanager
def _page(address: str, choice: str) -> Iterator[Page]:
    """Open the page with a choice of pictures."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page(viewport={"width": 1400, "height": 1400})
        page.set_default_timeout(600_000)
        page.goto(address)
        page.evaluate("(choice) => { location.hash = choice; location.reload(); }", choice)
        page.wait_for_selector(".card")
        yield page
        browser.close()


def _cpu(pid: int) -> float:
    """Return the seconds of processor time that a process and those below it have used."""
    every = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/stat")}
    parents, used = {}, {}
    for number, path in every.items():
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[number], used[number] = int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family, size = {pid}, 0
    while len(family) > size:
        size = len(family)
        family |= {number for number, parent in parents.items() if parent in family}
    return sum(used.get(number, 0.0) for number in family)


_ONE = "message=tools-at-risk&placement=telegram%2Fsquare"
CASES = (
    Case("a drawing, one picture", _ONE, _drawing, 1, 150),
    Case("a palette, one picture", _ONE, _palette, 1, 150),
    Case("kit.yaml, one picture", _ONE, _words, 1, 250),
    Case("a palette, nine pictures", "message=tools-at-risk&shape=tall", _palette, 9, 500),
)

if __name__ == "__main__":
    main()
