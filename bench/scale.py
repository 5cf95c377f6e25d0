"""Build campaigns of more and more cards, and print whether time and memory grow with their number.

Run as `python -m bench.scale [--jobs N] [--keep] [CARDS ...]`. Cards are those of `bench.peers`, ten messages in six
sizes, as many times as are asked for, rounded up; no two are alike. Of more cards than `kit.yaml` may hold each message
has more sizes. Each campaign is built by a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import kit
from bench.own_process import measured
from bench.peers.cards import MESSAGES, SIZES, write_campaign
from bench.results import RESULTS, keep, measured_on

#: How many cards are made by default, and how many one round of messages makes.
CARDS, ROUND = (100, 1000), len(MESSAGES) * len(SIZES)
#: For how many cards a message has each size once more: those of so many messages fit `kit.yaml`.
_MORE_SIZES = 6000
#: The section of the results that is this measurement's.
SECTION = "Time and memory of large kits"


def main() -> None:
    """Measure and print, or build one campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="*", default=CARDS, help="how many cards, in turn")
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
            sizes = 1 + cards // _MORE_SIZES
            spec = write_campaign(Path(folder, str(cards)), -(-cards // (ROUND * sizes)), sizes)
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
        keep(SECTION, text)


def _built(spec: Path, jobs: int | None) -> dict[str, float]:
    """Return what building a campaign took: ms a card of wall, and the peaks of memory in MB."""
    began = time.perf_counter()
    project = kit.load(spec)
    result = kit.build(project, spec.parent / "dist", jobs=jobs)
    cards = len(result.assets)
    return {
        "cards": cards,
        "seconds": time.perf_counter() - began,
        "worker": result.peak_bytes / 1e6,
        "waiting": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


if __name__ == "__main__":
    main()
