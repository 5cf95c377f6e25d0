"""A real cluster on this machine, and tasks for it; its workers find this module on their path."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import distributed
import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from distributed import Nanny

TESTS = Path(__file__).parents[1]
#: Seconds within which a scheduler is up.
_UP = 30


@dataclass
class RunningCluster:
    """A scheduler by its address, and its workers."""

    address: str
    folder: Path
    env: Mapping[str, str]
    scheduler: subprocess.Popen[bytes]
    stack: ExitStack
    workers: list[psutil.Process] = field(default_factory=list)

    def add_worker(self, *, nanny: bool = False, **env: str) -> None:
        """Start one more worker, if wanted with a nanny that replaces it when it dies."""
        arguments = ["--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--local-directory", str(self.folder)]
        arguments += [] if nanny else ["--no-nanny"]
        command = [sys.executable, "-m", "distributed.cli.dask_worker", self.address, *arguments]
        log = self.stack.enter_context((self.folder / f"worker-{len(self.workers)}.log").open("wb"))
        process = self.stack.enter_context(_ended(subprocess.Popen(command, env={**self.env, **env}, stderr=log)))
        self.workers.append(psutil.Process(process.pid))

    def kill_worker(self, number: int) -> bool:
        """Kill a worker that has a nanny; return whether it was up.

        One that is starting is let start: a nanny whose first worker ends before it is up ends too, and nobody starts
        another worker.
        """
        with distributed.Client(self.address, timeout=_UP, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            up = dict(client.run(_up, nanny=True, on_error="ignore").values())
        worker = up.get(self.workers[number].pid)
        if worker:
            os.kill(worker, signal.SIGKILL)
        return bool(worker)


def _up(dask_worker: Nanny) -> tuple[int, int | None]:
    """Return, in the process of a nanny, its number and that of its worker; None as long as the nanny starts it.

    The scheduler knows a worker before its nanny does.
    """
    worker, running = dask_worker.process, distributed.Status.running
    return os.getpid(), worker.pid if worker and worker.status == dask_worker.status == running else None


@contextmanager
def running_cluster(
    folder: Path, workers: int = 2, env: Mapping[str, str] = MappingProxyType({}), *, nanny: bool = False
) -> Iterator[RunningCluster]:
    """Yield a cluster on a free port of 127.0.0.1 with settings from the environment; it is gone afterwards."""
    whole = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS))), **env}
    whole |= {"DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False", "OPENBLAS_NUM_THREADS": "1"}
    about = folder / "scheduler.json"
    protocol = ("--protocol", "tls") if any("TLS" in name for name in env) else ()
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(about), *protocol)
    with ExitStack() as stack, (folder / "scheduler.log").open("wb") as log:
        command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *arguments]
        scheduler = stack.enter_context(_ended(subprocess.Popen(command, env=whole, stderr=log)))
        until = time.monotonic() + _UP
        while not about.exists() or not about.read_text():
            assert time.monotonic() < until, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        cluster = RunningCluster(json.loads(about.read_text())["address"], folder, whole, scheduler, stack)
        for _ in range(workers):
            cluster.add_worker(nanny=nanny)
        yield cluster


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process; end it afterwards, with all that it started."""
    try:
        yield process
    finally:
        family = [psutil.Process(process.pid)] if process.poll() is None else []
        family += [child for one in family for child in one.children(recursive=True)]
        for one in family:
            with suppress_gone():
                one.kill()
        process.wait()


@contextmanager
def suppress_gone() -> Iterator[None]:
    """Ignore a process that is gone."""
    try:
        yield
    except psutil.NoSuchProcess:
        return


@dataclass(frozen=True)
class Sum:
    """A task of one picture or several; `drawing` is what faults name."""

    number: int
    weight: int = 1
    drawing: str = ""
    size: tuple[float, float] = (8, 8)


def doubled(task: Sum, _shared: str) -> int:
    """Return twice the number of a task."""
    return task.number * 2


def doubled_slowly(task: Sum, folder: str) -> int:
    """Return twice the number of a task after a moment; a file says which process did it."""
    Path(folder, f"{os.getpid()}-{task.number}").touch()
    time.sleep(0.02)
    return task.number * 2


def doubled_unless_deadly(task: Sum, _shared: str) -> int:
    """Return twice the number of a task; the seventh ends the process."""
    if task.number == 7:
        os._exit(1)
    return task.number * 2


class Deadly:
    """A result that ends the process that sends it."""

    def __reduce__(self) -> str:
        """End this process."""
        os._exit(1)


def deadly_to_send(_task: Sum, _shared: str) -> Deadly:
    """Return what ends this process when it is sent."""
    return Deadly()


def doubled_unless_stuck(task: Sum, _shared: str) -> int:
    """Return twice the number of a task; the seventh takes for ever, the eighth fails."""
    if task.number == 7:
        time.sleep(3600)
    if task.number == 8:
        raise ValueError("no such colour")
    return task.number * 2


def same_everywhere(*_shared: str) -> dict[str, str]:
    """Return no input."""
    return {}


def named_inputs(*_shared: str) -> dict[str, str]:
    """Return what the environment of a process says that it has."""
    return dict(pair.split("=") for pair in os.environ.get("KIT_TEST_INPUTS", "").split() if pair)
