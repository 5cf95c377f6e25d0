"""Build campaigns of more and more cards, and print whether time and memory grow with their number.

Run as `python -m bench.scale [--jobs N] [CARDS ...]`. Cards are those of `bench.peers`, ten messages in six sizes, as
many times as are asked for, rounded up; no two are alike. Each campaign is built by a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kit
from bench.peers.cards import MESSAGES, SIZES, write_campaign

#: How many cards are made by default, and how many one round of messages makes.
CARDS, ROUND = (100, 1000), len(MESSAGES) * len(SIZES)


def main() -> None:
    """Measure and print, or build one campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="*", default=CARDS, help="how many cards, in turn")
    parser.add_argument("--jobs", type=int, default=None, help="worker processes; by default one a core")
    parser.add_argument("--spec", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.spec:
        print(json.dumps(_built(asked.spec, asked.jobs)))
        return
    print("| cards | ms a card | MB of a worker at most | MB of the process that waits |\n|---|---|---|---|")
    for cards in asked.cards:
        with tempfile.TemporaryDirectory() as folder:
            spec = write_campaign(Path(folder, "campaign"), -(-cards // ROUND))
            jobs = ["--jobs", str(asked.jobs)] if asked.jobs else []
            command = [sys.executable, "-m", "bench.scale", "--spec", str(spec), *jobs]
            made = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)  # noqa: S603
        print("| {cards:,} | {ms:.1f} | {worker:.0f} | {waiting:.0f} |".format(**made), flush=True)
    print(f"load {' '.join(f'{value:.1f}' for value in os.getloadavg())} at the end", file=sys.stderr)


def _built(spec: Path, jobs: int | None) -> dict[str, float]:
    """Return what building a campaign took: ms a card of wall, and the peaks of memory in MB."""
    began = time.perf_counter()
    project = kit.load(spec)
    result = kit.build(project, spec.parent / "dist", jobs=jobs)
    cards = len(result.assets)
    return {
        "cards": cards,
        "ms": (time.perf_counter() - began) * 1000 / cards,
        "worker": result.peak_bytes / 1e6,
        "waiting": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


if __name__ == "__main__":
    main()
