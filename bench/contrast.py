"""Build the kit with and without the contrast of every picture, in turn, and print what part of the time it takes.

Run as `python -m bench.contrast [--only GLOB] [--times N] [--jobs N]`. What counts is the time of the processors,
which other work on the computer changes little; its load is printed beside it. A build may spend a tenth on it.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from kit.judge import BUILD_PIXEL_RULES
from kit.model.campaign import CheckChoice
from kit.run.jobs.pool import worker_count

if TYPE_CHECKING:
    from kit import Project

ROOT = Path(__file__).parents[1]
#: The part of a build that measuring may take.
MOST = 0.1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="the pictures, as for `kit build`")
    parser.add_argument("--times", type=int, default=3, help="how often each is built")
    parser.add_argument("--jobs", type=int, default=worker_count(None), help="worker processes")
    asked = parser.parse_args()
    project = kit.load(ROOT)
    bare = _without_measures(project)
    spent: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(asked.times):
        spent["without"].append(_seconds(bare, asked.only, asked.jobs))
        spent["with"].append(_seconds(project, asked.only, asked.jobs))
        print(f"  without {spent['without'][-1]:.1f} s, with {spent['with'][-1]:.1f} s; load {os.getloadavg()[0]:.1f}")
    least = {name: min(seconds) for name, seconds in spent.items()}
    part = 1 - least["without"] / least["with"]
    print(f"contrast takes {part:.1%} of a build; at most {MOST:.0%} is allowed")


def _without_measures(project: Project) -> Project:
    """Return a project that turns off every rule which a build measures."""
    off = {-1 - n: CheckChoice(off=name, reason="to compare") for n, name in enumerate(BUILD_PIXEL_RULES)}
    return replace(project, campaign=replace(project.campaign, checks={**project.campaign.checks, **off}))


def _seconds(project: Project, only: str, jobs: int) -> float:
    """Return the processors' seconds of a build from nothing, its workers' among them."""
    before = _used()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KIT_CACHE"] = folder
        kit.build(project, Path(folder, "dist"), only=only, jobs=jobs)
    return _used() - before


def _used() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
