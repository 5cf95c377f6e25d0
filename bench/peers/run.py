"""Measure the kit beside its peers, in turn, and keep the table in `bench/RESULTS.md`.

Run as `python -m bench.peers.run [--rounds N] [--long] [--only PROGRAM]`, or by `make bench`. Each round runs every
program at one and at two processes; the order turns by one from round to round. Every output is checked: its size, that
its code is read as the address, and that every line of words has ink where it stands. The programs in JavaScript are
those of `package-lock.json`, which `npm ci` installs into a folder that is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

from bench.peers.cards import ADDRESS, Card, write_campaign, write_cards
from bench.results import RESULTS, keep, measured_on

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
#: The sections of the results that are this measurement's.
SECTION, LONG = "The kit beside its peers", "The kit beside its peers, in a long run"
#: Where the programs in JavaScript are installed.
INSTALLED = ROOT / "build" / "peers"
IN_JAVASCRIPT = {"takumi": "takumi.mjs", "satori + resvg-js": "satori.mjs", "@vercel/og": "vercel_og.mjs"}
#: The kit as `kit build` makes it, in worker processes of its own, and its pictures alone, by `kit.render`.
KIT, KIT_RENDER = "the kit", "the kit, pictures alone"
IN_PYTHON = {
    KIT: "kit",
    KIT_RENDER: "kit-render",
    "CairoSVG + Pillow": "cairosvg",
    "Chromium": "chromium",
    "Material for MkDocs": "material",
    "Typst": "typst",
}
PROGRAMS = (*IN_PYTHON, *IN_JAVASCRIPT)
#: How far the ink of a line differs from the ground at least, in levels of a channel, and where it is looked for.
_INK, _ABOVE = 60, 0.8
_ABOUT = (
    "The kit makes captions, alternative texts, small images, the page and checks of contrast besides; its pictures"
    " alone, by `kit.render`, are what others make. It alone fits words to boxes, and all others got its lines and"
    " sizes. A picture is checked for its size, its code, and ink at both ends of each line; letters are not read. A"
    " process of the kit is a worker beside the one that waits for it; its pictures alone are shared between processes"
    " as by others."
)


@dataclass
class Measured:
    """What was measured of a program at a number of processes, a figure a round; seconds and bytes."""

    whole: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    size: int = 0
    faults: set[str] = field(default_factory=set)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run")
    parser.add_argument("--long", action="store_true", help="600 cards rather than 60")
    parser.add_argument("--only", action="append", choices=PROGRAMS, help="only some programs")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    asked = parser.parse_args()
    programs = tuple(asked.only or PROGRAMS)
    if set(programs) & IN_JAVASCRIPT.keys():
        install()
    with tempfile.TemporaryDirectory() as folder:
        spec = write_campaign(Path(folder, "campaign"), 10 if asked.long else 1)
        cards = write_cards(spec, spec.with_name("cards.json"), spec.with_name("fonts"))
        found = measure(programs, spec.with_name("cards.json"), cards, asked.rounds)
    text = table(found, len(cards), asked.rounds)
    print(text)
    if asked.keep:
        keep(LONG if asked.long else SECTION, text)


def install() -> None:
    """Install the programs in JavaScript as the lock file has them."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for path in (*HERE.glob("*.mjs"), *HERE.glob("package*.json")):
        shutil.copy(path, INSTALLED)
    if not (INSTALLED / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True)  # noqa: S607


def measure(programs: tuple[str, ...], file: Path, cards: list[Card], rounds: int) -> dict[tuple[str, int], Measured]:
    """Run every program at one and two processes, in turn, in some rounds; return what was measured."""
    found: dict[tuple[str, int], Measured] = defaultdict(Measured)
    runs = [(program, processes) for program in programs for processes in (1, 2)]
    for round_ in range(rounds):
        turn = round_ % len(runs)
        for program, processes in (*runs[turn:], *runs[:turn]):
            with tempfile.TemporaryDirectory() as folder:
                whole, work = _run(program, processes, file, Path(folder))
                one = found[program, processes]
                one.whole.append(whole)
                one.work.append(work)
                one.size = sum(path.stat().st_size for path in Path(folder).glob("*.png"))
                one.faults |= {fault for card in cards for fault in faults_of(card, Path(folder))}
            print(f"{round_ + 1} {program} {processes}: {whole:.2f} s, {work:.2f} s of it work", file=sys.stderr)
    return {run: found[run] for run in runs}


def _run(program: str, processes: int, file: Path, out: Path) -> tuple[float, float]:
    """Return the seconds from the start to the end of all processes, and the longest that one worked."""
    own = program == KIT  # which starts its own workers
    if program in IN_JAVASCRIPT:
        command = ["node", str(INSTALLED / IN_JAVASCRIPT[program])]
    else:
        command = [sys.executable, "-m", "bench.peers.in_python", IN_PYTHON[program]]
    began = time.time()
    environment = {**os.environ, "BEGAN": str(began), "PYTHONPATH": str(ROOT), "KIT_CACHE": str(out / ".kept")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with it every process would compile all modules anew
    started = [
        subprocess.Popen(  # noqa: S603  (our own)
            [*command, str(file), str(out), str(index), str(processes)], stdout=subprocess.PIPE, env=environment
        )
        for index in range(1 if own else processes)
    ]
    outputs = [process.communicate()[0] for process in started]
    whole = time.time() - began
    if any(process.returncode for process in started):
        raise SystemExit(f"{program} failed")
    return whole, max(json.loads(output)["work"] for output in outputs)


def faults_of(card: Card, folder: Path) -> list[str]:
    """Return what is wrong with the picture of a card in a folder."""
    path = folder / f"{card.name}.png"
    if not path.is_file():
        return ["a picture is missing"]
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    if image.size != (card.width, card.height):
        return [f"a picture has {image.width} x {image.height} px, not {card.width} x {card.height}"]
    faults = [] if ADDRESS in {code.text for code in zxingcpp.read_barcodes(image)} else ["a code is not read"]
    pixels = np.asarray(image, dtype=int)
    ground = np.array([int(card.ground[at : at + 2], 16) for at in (1, 3, 5)])
    for line in card.lines:
        top, left = round(line.baseline - _ABOVE * line.size), round(line.x)
        end = left + round(0.3 * line.size * len(line.text))
        inked = np.abs(pixels[top : round(line.baseline), left:end] - ground).max(axis=2) > _INK
        if not inked.any(axis=0)[: len(inked[0]) // 2].any() or not inked.any(axis=0)[len(inked[0]) // 2 :].any():
            faults.append("a line of words is missing")
    return faults


def table(found: dict[tuple[str, int], Measured], cards: int, rounds: int) -> str:
    """Return what was measured as Markdown, medians of the rounds."""
    head = (
        f"{cards} cards, medians of {rounds} rounds, {measured_on()}. {_ABOUT}\n\n"
        "| program | processes | pictures a second | without start-up | MB | all in order |\n"
        "|---|---|---|---|---|---|\n"
    )
    rows = [
        f"| {program} | {processes} | {cards / statistics.median(one.whole):.1f} |"
        f" {cards / statistics.median(one.work):.1f} | {one.size / 1e6:.2f} |"
        f" {'yes' if not one.faults else '; '.join(sorted(one.faults))} |"
        for (program, processes), one in found.items()
    ]
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
