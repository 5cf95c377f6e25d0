"""Simulate a build by many workers, from what one batch costs here: how long it takes, and what is full first.

Run as `python -m bench.many_workers [--keep] [PICTURES ...]`. Every batch of the campaign is made once in this process
and timed; a simulated batch takes one of these times at random. A scheduler hands batches out one after the other, a
worker has one and the next, sends its files to a store, and now and then is taken away and loses what it has begun. The
figures of scheduler, network and store are in `ASSUMED`, with their sources.
"""

from __future__ import annotations

import argparse
import heapq
import math
import os
import pickle
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import kit
from bench.results import RESULTS, keep, measured_on
from kit.project.plan import chosen
from kit.run.jobs.batches import batches_of, pictures_of_batch
from kit.run.pipeline.building import build_some

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from kit import Fault
    from kit.run.jobs.pool import Inputs, R
    from kit.run.jobs.pool import W as P

ROOT = Path(__file__).parents[1]
#: The section of the results that is this measurement's.
SECTION = "A thousand workers, simulated"
#: How many pictures and workers are simulated by default.
PICTURES, WORKERS = (1_000_000, 100_000_000), 1000


@dataclass(frozen=True)
class Assumed:
    """What is not measured here: seconds the scheduler takes for a batch, and others' figures for the rest.

    `scheduling` is what 1,000 tasks of 2 ms cost over their work on two busy cores, measured for this project with
    dask.distributed 2026.8; its documentation says up to 1 ms. `bandwidth` is that of one worker to the store, in bytes
    a second; `request` the seconds of one of its requests, of which 8 are under way; `lost` the share of workers that
    are taken away in an hour, as cheap ones are. All are round figures to be replaced by those of a real place.
    """

    scheduling: float = 0.0052
    bandwidth: float = 50e6
    request: float = 0.03
    at_a_time: int = 8
    lost: float = 0.05


ASSUMED = Assumed()


@dataclass(frozen=True)
class Batch:
    """One batch as it was made here: its pictures, the seconds of processor time, its bytes and its files."""

    pictures: int
    seconds: float
    bytes: float
    files: float

    def of(self, pictures: int) -> Batch:
        """Return what a batch of so many pictures costs, each like those of this one."""
        times = pictures / self.pictures
        return Batch(pictures, self.seconds * times, self.bytes * times, self.files * times)


@dataclass(frozen=True)
class Simulated:
    """A simulated build: its hours, the shares of time in which workers and scheduler were busy, and batches redone."""

    hours: float
    working: float
    scheduling: float
    redone: int
    batches: int


def main() -> None:
    """Measure, simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=int, nargs="*", default=PICTURES, help="how many pictures, in turn")
    parser.add_argument("--workers", type=int, default=WORKERS, help="how many workers")
    parser.add_argument("--language", default="en", help="the language of the batches that are measured")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {RESULTS.name}")
    asked = parser.parse_args()
    batches = measured_batches(asked.language)
    text = f"{_described(batches)}; {measured_on()}.\n\n{table(batches, asked.pictures, asked.workers)}"
    print(text)
    if asked.keep:
        keep(SECTION, text)


@dataclass
class _Timed:
    """Does the tasks of each batch in this process, one after another, and notes what it cost."""

    shares_files: ClassVar[bool] = False
    found: list[Batch] = field(default_factory=list)

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[P], shared: tuple[Any, ...], _inputs: Callable[..., Inputs]
    ) -> Generator[tuple[P, R | Fault]]:
        """Yield each task with its result."""
        shared = pickle.loads(pickle.dumps(shared))  # noqa: S301  (a worker has values of its own)
        for batch in batches_of(tasks, 1):
            began = time.process_time()
            made: list[Any] = [work(task, *shared) for task in batch]
            seconds = time.process_time() - began
            pictures = [picture for task in made for part in task for picture in part]
            files = [data for picture in pictures for data in picture.files.values()]
            self.found.append(Batch(len(pictures), seconds, sum(map(len, files)), len(files)))
            yield from zip(batch, made, strict=True)


def measured_batches(language: str) -> list[Batch]:
    """Make the kit of a language in this process, batch by batch, and return what each cost."""
    os.environ["KIT_CACHE"] = ""
    project, timed = kit.load(ROOT, locale=language), _Timed()
    with tempfile.TemporaryDirectory() as folder:
        build_some(project, folder, chosen(project), executor=timed)
    return timed.found


def simulated(
    batches: Sequence[Batch], pictures: int, workers: int, assumed: Assumed = ASSUMED, seed: int = 1
) -> Simulated:
    """Return how a build of some pictures goes, the pictures of each batch like those of a measured one.

    Each worker asks for a batch when it has one left, waits for the scheduler if it must, works, and sends its files.
    """
    chance = random.Random(seed)  # noqa: S311  (no secret)
    size = pictures_of_batch(pictures, workers)
    waiting = math.ceil(pictures / size)
    total, redone, busy, free_at, end = waiting, 0, 0.0, 0.0, 0.0
    events = [(0.0, number) for number in range(min(workers, waiting))]
    heapq.heapify(events)
    while waiting and events:
        now, worker = heapq.heappop(events)
        free_at = max(free_at, now) + assumed.scheduling
        batch = chance.choice(batches).of(size)
        took = batch.seconds + _sent(batch, assumed)
        waiting -= 1
        done = free_at + took
        if chance.random() < assumed.lost * took / 3600:
            waiting, redone, done = waiting + 1, redone + 1, done + 60  # another one starts
        busy += took
        end = max(end, done)
        heapq.heappush(events, (done, worker))
    return Simulated(end / 3600, busy / (end * workers), (total + redone) * assumed.scheduling / end, redone, total)


def _sent(batch: Batch, assumed: Assumed) -> float:
    """Return the seconds that a worker takes to send the files of a batch: asking for each, and storing it."""
    requests = 2 * batch.files / assumed.at_a_time * assumed.request
    return requests + batch.bytes / assumed.bandwidth


def table(batches: Sequence[Batch], counts: Sequence[int], workers: int) -> str:
    """Return the simulated builds as a table, with what a worker of 1,000 and the store have to do."""
    heads = (
        "pictures", "workers", "batches", "minutes", "workers busy", "scheduler busy", "batches redone", "TB sent",
        "requests a second",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    each = statistics.mean(batch.bytes / batch.pictures for batch in batches)
    files = statistics.mean(batch.files / batch.pictures for batch in batches)
    for pictures in counts:
        found = simulated(batches, pictures, workers)
        requests = 2 * files * pictures / (found.hours * 3600)
        cells = (
            f"{pictures:,}", f"{workers:,}", f"{found.batches:,}", f"{found.hours * 60:.1f}", f"{found.working:.0%}",
            f"{found.scheduling:.0%}", f"{found.redone:,}", f"{pictures * each / 1e12:.2f}", f"{requests:,.0f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def _described(batches: Sequence[Batch]) -> str:
    """Return what was measured in a sentence."""
    each = sorted(1000 * batch.seconds / batch.pictures for batch in batches)
    pictures, total = sum(batch.pictures for batch in batches), sum(batch.bytes for batch in batches)
    return (
        f"{pictures} pictures in {len(batches)} batches: {statistics.mean(each):.0f} ms of processor time a picture "
        f"({each[0]:.0f} to {each[-1]:.0f} by batch), {total / pictures / 1e3:.0f} kB; assumed: {ASSUMED}"
    )


if __name__ == "__main__":
    main()
