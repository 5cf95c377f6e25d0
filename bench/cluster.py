"""Make the same pictures with one worker and with two, in a pool and on a cluster, and print how well both scale.

Run as `python -m bench.cluster [--languages TAG,TAG] [--rounds N] [--keep]`. Workers of the cluster are started before,
and have made a picture, so that their start is not measured; nothing is cached. The efficiency of two workers is
T1 / (2 T2), and what the cluster costs is its time over that of the pool with as many workers.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from bench.results import RESULTS, keep, measured_on

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "One worker and two, in a pool and on a cluster"
#: Languages whose kits have more than 2,000 pictures together.
LANGUAGES = "en,de,el,ar"
#: The numbers of workers.
WORKERS = (1, 2)


def main() -> None:
    """Measure and print, or make one kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", metavar="TAG,TAG", default=LANGUAGES, help="the languages of the kit")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is made")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    parser.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.jobs or asked.scheduler:
        print(json.dumps(_made(asked.languages, asked.jobs, asked.scheduler)))
        return
    seconds: dict[tuple[str, int], list[float]] = {}
    pictures = 0
    for _ in range(asked.rounds):
        for count in WORKERS:
            for place in ("pool", "cluster"):
                made = _in_pool(asked.languages, count) if place == "pool" else _on_cluster(asked.languages, count)
                seconds.setdefault((place, count), []).append(made["seconds"])
                pictures = int(made["pictures"])
                print(place, count, made, file=sys.stderr, flush=True)
    medians = {case: statistics.median(found) for case, found in seconds.items()}
    text = f"{pictures:,} pictures, {asked.languages}, nothing cached; {measured_on()}.\n\n{table(medians, pictures)}"
    print(text)
    if asked.keep:
        keep(SECTION, text)


def table(seconds: dict[tuple[str, int], float], pictures: int) -> str:
    """Return the seconds of each place by number of workers, with its efficiency."""
    one, two = WORKERS
    lines = [
        "| place | s with one worker | s with two | ms a picture with two | T1 / (2 T2) |",
        "|---|---|---|---|---|",
    ]
    efficiency: dict[str, float] = {}
    for place in ("pool", "cluster"):
        first, second = seconds[place, one], seconds[place, two]
        efficiency[place] = first / (two * second)
        each = 1000 * second / pictures
        lines.append(f"| {place} | {first:.1f} | {second:.1f} | {each:.1f} | {efficiency[place]:.0%} |")
    ratio = efficiency["cluster"] / efficiency["pool"]
    longer = seconds["cluster", two] / seconds["pool", two]
    lines += ["", f"The cluster reaches {ratio:.2f} of the pool's efficiency, and takes {longer:.2f} of its time."]
    return "\n".join(lines)


def _in_pool(languages: str, count: int) -> dict[str, float]:
    return _in_own_process(languages, "--jobs", str(count))


def _on_cluster(languages: str, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, _cluster(Path(folder), count) as address:
        return _in_own_process(languages, "--scheduler", address)


def _in_own_process(languages: str, *options: str) -> dict[str, float]:
    """Make the kit in a process of its own; return what was measured."""
    command = [sys.executable, "-m", "bench.cluster", "--languages", languages, *options]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=_environment())  # noqa: S603
    return dict(json.loads(ran.stdout))


def _environment() -> dict[str, str]:
    return {**os.environ, "KIT_CACHE": "", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@contextmanager
def _cluster(folder: Path, count: int) -> Iterator[str]:
    """Yield the address of a scheduler with some workers, each a process of its own."""
    about = folder / "scheduler.json"
    common = ("--no-dashboard", "--scheduler-file", str(about))
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *common]
    with ExitStack() as stack:
        for command in (scheduler, *[worker] * count):
            place = [*command, *(["--local-directory", str(folder)] if command is worker else [])]
            process = subprocess.Popen(place, env=_environment(), stderr=subprocess.DEVNULL)  # noqa: S603
            stack.callback(process.wait)
            stack.callback(process.kill)
            while not about.exists():
                time.sleep(0.05)
        yield str(json.loads(about.read_text("utf-8"))["address"])


def _made(languages: str, jobs: int | None, scheduler: str | None) -> dict[str, float]:
    """Make some pictures, so that workers are warm, and then the kit; return its seconds and number of pictures."""
    project = kit.in_languages(kit.load(ROOT), languages.split(","))
    cluster = kit.Cluster(scheduler) if scheduler else None
    with tempfile.TemporaryDirectory() as folder:
        if cluster:
            kit.build(project, folder, only="*tools-at-risk*", cluster=cluster)
        result = kit.build(project, folder, jobs=jobs, cluster=cluster)
        if not result.published:
            sys.exit("not everything was made; `kit check` says why")
        return {"seconds": result.took, "pictures": len(result.assets), "painted": result.painted}


if __name__ == "__main__":
    main()
