"""Tasks on a real cluster of dask.distributed: results, dying and differing workers, addresses and certificates."""

from __future__ import annotations

import pickle
import subprocess
import sys
from itertools import islice
from socket import gethostname
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
import trustme
from support import clusters
from support.clusters import Sum, running_cluster

from kit.base.errors import Fault, KitError
from kit.run.jobs.batches import batches_of, do_batch, packed
from kit.run.jobs.cluster import Cluster, require_secure
from kit.run.jobs.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.clusters import RunningCluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Yield a cluster with dask's own settings, which let three workers die of a task."""
    with running_cluster(tmp_path_factory.mktemp("cluster"), nanny=True) as running:
        yield running


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Yield a cluster of one worker, which another test may add one to."""
    with running_cluster(tmp_path_factory.mktemp("single"), 1) as running:
        yield running


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Yield a cluster that gives a task up with the first worker that dies of it."""
    folder = tmp_path_factory.mktemp("fragile")
    with running_cluster(folder, env={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}, nanny=True) as running:
        yield running


@pytest.fixture
def tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Submit every batch once only."""
    monkeypatch.setattr("kit.run.jobs.cluster.TRIES", 1)
    monkeypatch.setattr("kit.run.jobs.cluster.TRIES_ALONE", 1)


def outcomes(
    address: str,
    work: Callable[..., int],
    count: int,
    shared: str = "",
    inputs: Callable[..., dict[str, str]] = clusters.same_everywhere,
) -> dict[int, object]:
    """Return the outcome of each of some tasks by its number."""
    done = Cluster(address).outcomes(work, [Sum(number) for number in range(count)], (shared,), inputs)
    return {task.number: outcome for task, outcome in done}


def code_of(caught: pytest.ExceptionInfo[KitError]) -> list[str]:
    """Return the codes of an error's faults."""
    return [fault.code for fault in caught.value.faults]


@pytest.mark.ci
def test_every_task_has_its_result(cluster: RunningCluster) -> None:
    assert outcomes(cluster.address, clusters.doubled, 1000) == {number: number * 2 for number in range(1000)}


def test_no_task_needs_no_scheduler() -> None:
    assert outcomes("tcp://127.0.0.1:1", clusters.doubled, 0) == {}


@pytest.mark.ci
@pytest.mark.timeout(150)  # ten times what it takes
def test_workers_that_are_killed_cost_nothing_but_time(cluster: RunningCluster, tmp_path: Path) -> None:
    """Kill one that is up whenever ten more tasks have begun, in turn if it can be."""
    killed: list[bool] = []
    done = Event()

    def kill() -> None:
        while len(killed) < 4 and not done.is_set():
            before = len([*tmp_path.iterdir()])
            while len([*tmp_path.iterdir()]) < before + 10 and not done.wait(0.01):
                pass
            turn = len(killed) % 2
            killed.extend([True] * any(map(cluster.kill_worker, (turn, 1 - turn))))

    killing = Thread(target=kill, daemon=True)
    killing.start()
    try:
        found = outcomes(cluster.address, clusters.doubled_slowly, 600, str(tmp_path))
    finally:
        done.set()
    killing.join()
    assert found == {number: number * 2 for number in range(600)}
    assert killed == [True] * 4


@pytest.mark.ci
@pytest.mark.usefixtures("tried_once")
def test_a_task_that_ends_every_worker_fails_alone_and_by_name(fragile: RunningCluster) -> None:
    tasks = [Sum(number, drawing=f"plain/{number}.svg") for number in range(12)]
    same = clusters.same_everywhere
    done = Cluster(fragile.address).outcomes(clusters.doubled_unless_deadly, tasks, ("",), same)
    found = {task.number: outcome for task, outcome in done}
    fault = found.pop(7)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.mark and fault.mark.file) == ("worker-ended", "plain/7.svg")
    assert found == {number: number * 2 for number in range(12) if number != 7}


@pytest.mark.ci
@pytest.mark.usefixtures("tried_once")
def test_a_task_that_takes_too_long_ends_its_worker_and_one_that_fails_does_not(
    fragile: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.run.jobs.cluster.LIMITS", Limits(hung=5))
    found = outcomes(fragile.address, clusters.doubled_unless_stuck, 9)
    stuck, failed = found[7], found[8]
    assert isinstance(stuck, Fault)
    assert isinstance(failed, Fault)
    assert (stuck.code, failed.code) == ("worker-ended", "picture-failed")
    assert "ValueError: no such colour" in failed.message
    assert {number: found[number] for number in range(7)} == {number: number * 2 for number in range(7)}


@pytest.mark.ci
def test_a_worker_that_differs_refuses_and_the_others_do_its_work_though_one_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_TEST_INPUTS", "fonts=1 numpy=2")
    tasks, inputs = [Sum(number) for number in range(500)], clusters.named_inputs
    with running_cluster(tmp_path, 1, nanny=True) as mixed:
        mixed.add_worker(KIT_TEST_INPUTS="fonts=1 numpy=3")
        done = Cluster(mixed.address).outcomes(clusters.doubled_slowly, tasks, (str(tmp_path),), inputs)
        found = dict(islice(done, 150))
        assert mixed.kill_worker(0)
        found |= dict(done)
    assert {task.number: outcome for task, outcome in found.items()} == {number: number * 2 for number in range(500)}


@pytest.mark.ci
def test_if_all_workers_refuse_the_error_says_what_differs(
    single: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_TEST_INPUTS", "fonts=1 numpy=2 a=1 b=1")
    monkeypatch.setattr("kit.run.jobs.cluster._ALL_REFUSE", 1)
    with pytest.raises(KitError) as caught:
        outcomes(single.address, clusters.doubled, 5, "", clusters.named_inputs)
    assert code_of(caught) == ["worker-refused"]
    assert "these differ there, or are not there: fonts, numpy, a and 1 more" in str(caught.value)


@pytest.mark.parametrize(
    ("here", "differing"),
    [("fonts=1 numpy=2", ""), ("fonts=1", "numpy"), ("fonts=2 numpy=2", "fonts"), ("", "fonts, numpy")],
)
def test_a_worker_refuses_a_batch_if_anything_differs_or_is_lacking_there(
    monkeypatch: pytest.MonkeyPatch, here: str, differing: str
) -> None:
    monkeypatch.setenv("KIT_TEST_INPUTS", "fonts=1 numpy=2")
    sent = packed(clusters.doubled, (here,), clusters.named_inputs, Limits())
    monkeypatch.setenv("KIT_TEST_INPUTS", here)
    done = do_batch(pickle.dumps([Sum(4)]), sent)
    refusal = f"{gethostname()}: these differ there, or are not there: {differing}" if differing else ""
    assert (done.outcomes, done.refusal) == (() if differing else (8,), refusal)


@pytest.mark.ci
def test_a_worker_with_another_generator_refuses(single: RunningCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.run.jobs.batches.generator_files", lambda: {"qr.py": "another"})
    monkeypatch.setattr("kit.run.jobs.cluster._ALL_REFUSE", 1)
    with pytest.raises(KitError) as caught:
        outcomes(single.address, clusters.doubled, 5)
    assert code_of(caught) == ["worker-refused"]
    assert "another version of the generator, or one with other files, is installed there: qr.py, " in str(caught.value)


@pytest.mark.ci
def test_a_worker_that_joins_late_takes_its_part(single: RunningCluster, tmp_path: Path) -> None:
    tasks, same = [Sum(number) for number in range(800)], clusters.same_everywhere
    done = Cluster(single.address).outcomes(clusters.doubled_slowly, tasks, (str(tmp_path),), same)
    found = dict([next(done)])
    single.add_worker()
    found |= dict(done)
    assert {task.number: outcome for task, outcome in found.items()} == {number: number * 2 for number in range(800)}
    assert len({path.name.partition("-")[0] for path in tmp_path.iterdir()}) == 2


@pytest.mark.ci
def test_a_scheduler_that_goes_away_ends_the_work_with_an_error(tmp_path: Path) -> None:
    tasks, same = [Sum(number) for number in range(2000)], clusters.same_everywhere
    with running_cluster(tmp_path, 1) as short:
        done = Cluster(short.address).outcomes(clusters.doubled_slowly, tasks, (str(tmp_path),), same)
        next(done)
        short.scheduler.kill()
        with pytest.raises(KitError) as caught:
            list(done)
    assert code_of(caught) == ["scheduler-lost"]


@pytest.mark.ci
def test_a_scheduler_without_workers_is_left_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.run.jobs.cluster._FIRST_WORKER", 0.5)
    with running_cluster(tmp_path, 0) as empty, pytest.raises(KitError) as caught:
        outcomes(empty.address, clusters.doubled, 1)
    assert code_of(caught) == ["cluster-without-workers"]
    assert f"dask worker {empty.address}" in str(caught.value)


@pytest.mark.ci
def test_it_is_said_at_once_that_there_is_no_worker_and_one_that_comes_is_used(tmp_path: Path) -> None:
    said: list[str] = []
    with running_cluster(tmp_path, 0) as late:

        def waiting(words: str) -> None:
            said.append(words)
            late.add_worker()

        same = clusters.same_everywhere
        done = Cluster(late.address, waiting=waiting).outcomes(clusters.doubled, [Sum(4)], ("",), same)
        assert [outcome for _, outcome in done] == [8]
        assert f"dask worker {late.address}" in said.pop()
        assert said == []


@pytest.mark.ci
def test_a_result_that_is_lost_with_the_last_worker_is_waited_for_only_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.run.jobs.cluster._POLL", 0.2)
    monkeypatch.setattr("kit.run.jobs.cluster._NO_WORKER", 4)
    said: list[str] = []
    with running_cluster(tmp_path, 1) as single:
        cluster, same = Cluster(single.address, waiting=said.append), clusters.same_everywhere
        with pytest.raises(KitError) as caught:
            list(cluster.outcomes(clusters.deadly_to_send, [Sum(1)], ("",), same))
    assert code_of(caught) == ["cluster-without-workers"]
    assert "waits up to 4 s" in said[-1]


def test_no_scheduler_is_an_error_that_says_how_to_start_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.run.jobs.cluster._CONNECT", 0.5)
    with pytest.raises(KitError) as caught:
        outcomes("tcp://127.0.0.1:9", clusters.doubled, 1)
    assert code_of(caught) == ["scheduler-unreachable"]
    assert "make cluster" in str(caught.value)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tcp://localhost:1", "tls://10.0.0.1:1"]
)
def test_loopback_and_encrypted_addresses_are_taken(address: str) -> None:
    require_secure(address)


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tcp://scheduler:8786", "tcp://127.0.0.1.example.org:1"])
def test_others_are_refused_unless_asked_for(address: str) -> None:
    with pytest.raises(KitError) as caught:
        require_secure(address)
    assert code_of(caught) == ["scheduler-not-encrypted"]
    require_secure(address, insecure=True)


@pytest.mark.parametrize("address", ["", "127.0.0.1:8786", "http://127.0.0.1", "tcp://", "inproc://x", "file:///etc"])
def test_what_is_no_address_of_a_scheduler_is_refused(address: str) -> None:
    with pytest.raises(KitError) as caught:
        require_secure(address, insecure=True)
    assert code_of(caught) == ["invalid-scheduler"]


def certificates(folder: Path, name: str) -> dict[str, str]:
    """Write an authority and a certificate of it into a folder; return the settings that name them."""
    authority = trustme.CA()
    own = authority.issue_cert("127.0.0.1")
    paths = {part: folder / f"{name}-{part}.pem" for part in ("ca", "cert", "key")}
    authority.cert_pem.write_to_path(paths["ca"])
    own.cert_chain_pems[0].write_to_path(paths["cert"])
    own.private_key_pem.write_to_path(paths["key"])
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(paths["ca"])}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = str(paths["cert"])
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = str(paths["key"])
    return settings


_DOUBLE = """
import sys
from support import clusters
import kit.run.jobs.cluster
from kit.base.errors import KitError
from kit.run.jobs.cluster import Cluster
kit.run.jobs.cluster._CONNECT = 2
try:
    done = Cluster(sys.argv[1]).outcomes(
        clusters.doubled, [clusters.Sum(4)], ("",), clusters.same_everywhere
    )
    print([outcome for _, outcome in done])
except KitError as error:
    print(error.faults[0].code)
"""


@pytest.mark.ci
def test_tls_takes_the_right_certificate_and_no_other(tmp_path: Path) -> None:
    right, wrong = certificates(tmp_path, "right"), certificates(tmp_path, "wrong")
    with running_cluster(tmp_path, 1, right) as secret:
        assert secret.address.startswith("tls://")
        found = [
            subprocess.run(
                [sys.executable, "-c", _DOUBLE, secret.address],
                env={**secret.env, **settings}, capture_output=True, text=True, check=True,
            ).stdout.strip()
            for settings in (right, wrong, dict.fromkeys(right, ""))
        ]  # fmt: skip
    assert found == ["[8]", "scheduler-unreachable", "scheduler-unreachable"]


@pytest.mark.parametrize(
    ("count", "workers", "sizes"), [(2000, 2, {50}), (100_000, 4, {200}), (10, 2, {2}), (1, 8, {1}), (9000, 3, {150})]
)
def test_batches_are_of_50_to_200_pictures_or_of_fewer_for_every_worker(
    count: int, workers: int, sizes: set[int]
) -> None:
    batches = [*batches_of([Sum(number) for number in range(count)], workers)]
    assert [task.number for batch in batches for task in batch] == [*range(count)]
    assert {len(batch) for batch in batches[:-1]} | {len(batches[0])} == sizes


@pytest.mark.ci
def test_heavy_tasks_make_small_batches() -> None:
    assert {len(batch) for batch in batches_of([Sum(number, 26) for number in range(1000)], 2)} == {8}
