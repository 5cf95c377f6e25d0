"""Build campaigns of more and more cards, and print whether time and memory grow with their number.

Run as `python -m bench.scale [--kits] [--jobs N] [--keep] [CARDS ...]`. Cards are those of `bench.peers`, ten messages
in six sizes, as many times as are asked for, rounded up; no two are alike. Of more cards than `kit.yaml` may hold each
message has more sizes. With `--kits` a campaign has 120 cards, and as many partners as give the cards that are asked
for: their kits are made in one run. Each campaign is built by a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from bench.own_process import measured
from bench.peers.cards import MESSAGES, SIZES, write_campaign
from bench.results import RESULTS, keep, measured_on

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many cards are made by default, and how many one round of messages makes.
CARDS, ROUND = (100, 1000), len(MESSAGES) * len(SIZES)
#: For how many cards a message has each size once more: those of so many messages fit `kit.yaml`.
_MORE_SIZES = 6000
#: How many rounds of messages the campaign of partners has.
_ROUNDS_OF_A_KIT = 2
#: The sections of the results that are this measurement's: one kit, and several.
SECTIONS = ("Time and memory of large kits", "Time and memory of many kits")


def main() -> None:
    """Measure and print, or build one campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="*", default=CARDS, help="how many cards, in turn")
    parser.add_argument("--kits", action="store_true", help="make kits of 120 cards each")
    parser.add_argument("--jobs", type=int, default=None, help="worker processes; by default one a core")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    parser.add_argument("--spec", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.spec:
        print(json.dumps(_built(asked.spec, asked.jobs)))
        return
    lines = [
        "| cards | s | ms a card | ms a card more | MB of a worker at most | MB of the process that waits |",
        "|---|---|---|---|---|---|",
    ]
    before = {"cards": 0, "seconds": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        for cards in asked.cards:
            spec = (_write_kits if asked.kits else _write_kit)(Path(folder, str(cards)), cards)
            jobs = ["--jobs", str(asked.jobs)] if asked.jobs else []
            made = measured("bench.scale", ["--spec", str(spec), *jobs], folder)
            more, longer = made["cards"] - before["cards"], made["seconds"] - before["seconds"]
            row = "| {cards:,} | {seconds:.1f} | {ms:.1f} | {more:.1f} | {worker:.0f} | {waiting:.0f} |"
            each = {"ms": 1000 * made["seconds"] / made["cards"], "more": 1000 * longer / more}
            lines.append(row.format(**made, **each))
            print(lines[-1], file=sys.stderr, flush=True)
            before = made
    text = f"{measured_on()}; cards of `bench.peers`, no two alike, each with its captions and its small image.\n\n"
    text += "\n".join(lines)
    print(text)
    if asked.keep:
        keep(SECTIONS[asked.kits], text)


def _write_kit(folder: Path, cards: int) -> Path:
    """Write a campaign of at least so many cards into a folder; return its `kit.yaml`."""
    sizes = 1 + cards // _MORE_SIZES
    return write_campaign(folder, -(-cards // (ROUND * sizes)), sizes)


def _write_kits(folder: Path, cards: int) -> Path:
    """Write a campaign with partners whose kits have at least so many cards into a folder; return its `kit.yaml`."""
    spec = write_campaign(folder, _ROUNDS_OF_A_KIT, 1)
    partners = range(-(-cards // (ROUND * _ROUNDS_OF_A_KIT)))
    rows = (f'town-{one:03}: {{name: Town {one}, link: "https://harbour.example/{one}"}}\n' for one in partners)
    (folder / "partners.yaml").write_text("".join(rows), "utf-8")
    return spec


def _built(spec: Path, jobs: int | None) -> dict[str, float]:
    """Return what building a campaign took: ms a card of wall, and the peaks of memory in MB."""
    began, cards, worker = time.perf_counter(), 0, 0
    for result in _kits(spec, jobs):
        cards, worker = cards + len(result.assets), max(worker, result.peak_bytes)
    return {
        "cards": cards,
        "seconds": time.perf_counter() - began,
        "worker": worker / 1e6,
        "waiting": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def _kits(spec: Path, jobs: int | None) -> Iterator[kit.BuildResult]:
    """Build the kit of a campaign, or those of its partners; yield each result, or end the process."""
    out = spec.parent / "dist"
    if not (spec.parent / "partners.yaml").exists():
        yield kit.build(kit.load(spec), out, jobs=jobs)
        return
    projects = {id_: one for id_, one in kit.partners_of(spec).items() if isinstance(one, kit.Project)}
    for id_, result in kit.build_partners(projects, out, jobs=jobs):
        if isinstance(result, tuple):
            sys.exit(f"the kit of '{id_}' was not made: {result[0]}")
        yield result


if __name__ == "__main__":
    main()
