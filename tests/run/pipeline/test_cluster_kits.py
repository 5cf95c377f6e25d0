"""Kits made in this process, by a pool and on a cluster are the same to the byte, whatever happens to workers.

The golden project stands for all kits in `make test`; in `make test-all` it is the campaign in four languages, with
more than 2,000 pictures.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import TESTS
from support.campaigns import golden_folder
from support.clusters import running_cluster
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.base.cache.entries import ENTRY, Cache
from kit.publish.store.targets import CollectedFiles
from kit.run.jobs.batches import pictures_of_batch
from kit.run.pipeline.build_tasks import inputs_of
from kit.run.pipeline.making import Maker, Makers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.clusters import RunningCluster

DATE = dt.datetime(2020, 12, 1, tzinfo=dt.UTC)
#: Four languages in three scripts and both directions.
LANGUAGES = ("ar", "de", "el", "en")
#: The fewest pictures that are compared.
LEAST = 2000


class Made(NamedTuple):
    """A project, and the bytes of its kit as a pool of two made it."""

    project: kit.Project
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Build the golden project with a pool."""
    project = kit.load(golden_folder() / "kit.yaml")
    result = forked(kit.build, project, tmp_path_factory.mktemp("pool"), jobs=2)
    return Made(project, contents(result.folder))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Yield a cluster of two workers without a cache, with dask's own settings."""
    with running_cluster(tmp_path_factory.mktemp("cluster"), nanny=True) as running:
        yield running


def different(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Return the names of the files that differ or are in one of two kits only."""
    return [name for name in {**found, **wanted} if found.get(name) != wanted.get(name)]


@pytest.mark.ci
def test_one_process_makes_the_same_bytes(golden: Made, tmp_path: Path) -> None:
    result = forked(kit.build, golden.project, tmp_path, jobs=0)
    assert different(contents(result.folder), golden.files) == []


@pytest.mark.ci
def test_a_cluster_makes_the_same_bytes(golden: Made, tmp_path: Path, cluster: RunningCluster) -> None:
    result = kit.build(golden.project, tmp_path, cluster=kit.Cluster(cluster.address))
    assert different(contents(result.folder), golden.files) == []
    assert result.painted > 0


@pytest.mark.ci
def test_the_command_takes_the_scheduler_that_the_environment_names(
    golden: Made, tmp_path: Path, cluster: RunningCluster
) -> None:
    options = ("--out", str(tmp_path), "--spec", str(golden_folder()))
    environment = {**cluster.env, "DASK_SCHEDULER_ADDRESS": cluster.address}
    subprocess.run([sys.executable, "-m", "kit", "build", *options], env=environment, check=True, capture_output=True)
    assert different(contents(tmp_path / golden.project.kit_name), golden.files) == []


@pytest.mark.ci
def test_the_command_says_first_that_there_is_no_worker_and_goes_on_when_one_comes(
    golden: Made, tmp_path: Path
) -> None:
    """Start a worker when the build waits for it; what it says is read as it is written."""
    options = ("--out", str(tmp_path / "out"), "--spec", str(golden_folder()))
    with running_cluster(tmp_path, 0) as empty:
        command = [sys.executable, "-m", "kit", "build", *options, "--scheduler", empty.address]
        with subprocess.Popen(
            command, env=empty.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as build:
            assert build.stderr
            assert next(build.stderr) == f"the scheduler at {empty.address} has no worker\n"
            assert any("; the build waits up to 60 s for it" in line for line in build.stderr)
            empty.add_worker()
            build.communicate()
    assert build.returncode == 0
    assert different(contents(tmp_path / "out" / golden.project.kit_name), golden.files) == []


@pytest.mark.ci
def test_the_command_says_that_there_is_no_worker_before_it_reads_the_project(tmp_path: Path) -> None:
    with running_cluster(tmp_path, 0) as empty:
        command = [sys.executable, "-m", "kit", "build", "--spec", str(tmp_path), "--scheduler", empty.address]
        ran = subprocess.run(command, env=empty.env, capture_output=True, text=True, check=False)
    first, remedy, *rest = ran.stderr.splitlines()
    assert (ran.returncode, first) == (2, f"the scheduler at {empty.address} has no worker")
    assert (remedy, "kit.yaml" in "".join(rest)) == (f"  start one: dask worker {empty.address} --nthreads 1", True)


def test_a_worker_compares_every_drawing_font_and_library(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(golden_folder(), root)
    maker = Maker(kit.load(root), CollectedFiles(), Cache(None), DATE)
    before = inputs_of(Makers([maker]))
    assert {"numpy", "uharfbuzz", "icu4py", "cairo", "pillow"} <= {name.lower() for name in before}
    assert all(len(before[str(path)]) == 64 for path in maker.project.layouts["figure"].drawings.values())
    assert sum(name.endswith((".ttf", ".otf")) for name in before) > 1
    drawing = min((root / "templates" / "svg" / "figure").glob("*.svg"))
    drawing.write_text(drawing.read_text("utf-8") + "<!-- changed -->", "utf-8")
    after = inputs_of(Makers([maker]))
    assert [name for name in before if before[name] != after[name]] == [str(drawing)]


@pytest.mark.ci
def test_a_picture_that_fails_is_in_the_report_as_from_a_pool(tmp_path: Path, cluster: RunningCluster) -> None:
    copied = tmp_path / "project"
    subprocess.run(["cp", "-r", str(golden_folder()), str(copied)], check=True)
    spec = copied / "kit.yaml"
    spec.write_text(spec.read_text("utf-8").replace("headline: ", f"headline: {'far too long ' * 40}", 1), "utf-8")
    project = kit.load(copied)
    results = [
        forked(kit.build, project, tmp_path / "pool", jobs=2),
        kit.build(project, tmp_path / "cluster", cluster=kit.Cluster(cluster.address)),
    ]
    pool, elsewhere = ([(one.path, one.findings) for one in result.failures] for result in results)
    assert pool == elsewhere != []


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Build the campaign in four languages with a pool."""
    project = kit.in_languages(kit.load(TESTS.parent), LANGUAGES)
    result = forked(kit.build, project, tmp_path_factory.mktemp("pool"), jobs=2)
    assert len(result.assets) > LEAST
    return Made(project, contents(result.folder))


def _killing(cluster: RunningCluster, times: int, begun: Event) -> tuple[Thread, list[bool]]:
    """Return a thread that kills workers in turn once work has begun, a few seconds apart, and what it did."""
    killed: list[bool] = []

    def kill() -> None:
        begun.wait()
        while len(killed) < times:
            time.sleep(3)
            killed.extend([True] * cluster.kill_worker(len(killed) % 2))

    return Thread(target=kill, daemon=True), killed


def _noting(event: Event) -> Callable[[int, int, str], None]:
    """Return a progress that notes when the first picture is made."""

    def step(done: int, _total: int, _path: str) -> None:
        if done:
            event.set()

    return step


@pytest.mark.slow
def test_2000_pictures_are_the_same_though_workers_are_killed_ten_times_and_one_joins_late(
    campaign: Made, tmp_path: Path, cluster: RunningCluster
) -> None:
    begun = Event()
    killing, killed = _killing(cluster, 10, begun)

    def join() -> None:
        begun.wait()
        cluster.add_worker()

    joining = Thread(target=join, daemon=True)
    killing.start()
    joining.start()
    result = kit.build(campaign.project, tmp_path, cluster=kit.Cluster(cluster.address), progress=_noting(begun))
    joining.join()
    assert different(contents(result.folder), campaign.files) == []
    assert killed == [True] * 10


_BUILD = """
import os, sys, kit
def step(done, total, path):
    if done == int(sys.argv[4]):
        os._exit(9)
if __name__ == "__main__":
    project = kit.in_languages(kit.load(sys.argv[1]), sys.argv[5].split(","))
    result = kit.build(project, sys.argv[2], cluster=kit.Cluster(sys.argv[3]), progress=step)
    print(result.composed, result.painted)
"""


def kept_in(cache: Path) -> int:
    """Return how many pictures are in a cache with all that makes them, so that they need not be composed again."""
    return sum(ENTRY.fullmatch(path.name) is not None for path in cache.rglob("pictures/*/*"))


@pytest.mark.slow
def test_after_a_kill_at_half_nothing_that_was_finished_and_at_most_a_batch_a_worker_is_made_again(
    campaign: Made, tmp_path: Path
) -> None:
    """Hold a resumed build to what was not in the caches when the first one was killed.

    Once, of 2,308 pictures in batches of 57, 1,210 were finished then; the workers went on with what they had, and the
    resumed build composed 956 and painted 560 of them, as others look the same.
    """
    caches, workers, pictures = tmp_path / "cache", 2, len(kit.plan(campaign.project))
    batch = pictures_of_batch(pictures, workers)
    with running_cluster(tmp_path, workers, env={"KIT_CACHE": str(caches)}, nanny=True) as cluster:

        def build(stop: int) -> subprocess.CompletedProcess[str]:
            """Build the campaign, and end the process when some pictures are made."""
            given = (TESTS.parent, tmp_path / "out", cluster.address, str(stop), ",".join(LANGUAGES))
            command = [sys.executable, "-c", _BUILD, *map(str, given)]
            return subprocess.run(command, env=cluster.env, capture_output=True, text=True, check=False)

        assert build(pictures // 2).returncode == 9
        finished = kept_in(caches)
        resumed = build(-1)
    composed, painted = map(int, resumed.stdout.split())
    numbers = {"pictures": pictures, "batch": batch, "finished": finished, "composed": composed, "painted": painted}
    assert different(contents(tmp_path / "out" / campaign.project.kit_name), campaign.files) == []
    assert pictures // 2 <= finished < pictures, numbers
    assert 0 < painted <= composed <= pictures - finished, numbers  # nothing that was finished
    assert composed <= pictures - pictures // 2 + batch * workers, numbers
