"""Executors of tasks on this machine: in this process, or in worker processes with limits.

A worker that dies or exceeds its limits costs its own picture, not the batch; it is replaced, and the next one paints
its waiting tasks. Wherever tasks are done the results are the same; only the order in which they come differs.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from kit.base.errors import Fault, InstallationError, KitError
from kit.base.system_errors import reason_of
from kit.run.jobs import worker
from kit.run.jobs.limits import LIMITS, Limits, Paintable, Weighed, hung, painter_raised, process_ended
from kit.run.jobs.worker import Shared, WorkerContext, without_current_folder

R = TypeVar("R")
P = TypeVar("P", bound="Paintable")
W = TypeVar("W", bound="Weighed")

#: Seconds that a worker has to end by itself. It has nothing to save, and some painters block the signal.
CONSTS.term_timeout = 0.02
#: Seconds between two looks whether the pool has something to do or was closed: each command waits for one.
CONSTS.sleep_unit = 0.02
#: Seconds between two checks that the pool is still working.
_POLL = 0.5
_FREE = "free memory, or use fewer --jobs"
_GUARD = f'{_FREE}; in your own script, put the code below `if __name__ == "__main__":`'


def worker_count(jobs: int | None) -> int:
    """Return how many worker processes to start: the given number, or one for each processor available.

    Raises KitError for less than one.
    """
    if jobs is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if jobs < 1:
        remedy = "use 1 or more, or None for one per processor"
        raise KitError(Fault(f"{jobs} jobs can't paint anything", None, remedy, code="jobs-below-one"))
    return jobs


def run_in_workers(
    work: Callable[..., R], pictures: Sequence[P], jobs: int, limits: Limits = LIMITS, *, shared: tuple[Any, ...] = ()
) -> Generator[R | Fault]:
    """Yield the result of a function for each picture, in order, or the fault that stopped it.

    The function takes a picture and the `shared` values, which are sent to each worker once. All must be picklable; it
    runs in worker processes with limits on time and memory. Closing the generator stops the workers. Raises
    InstallationError if a file of the program is missing.
    """
    if not pictures:
        return
    with _pool(min(jobs, len(pictures)), limits, shared) as pool:
        with _sigint_blocked():
            futures = [
                pool.schedule(worker.run, args=(limits.seconds, work, picture), timeout=limits.wall)
                for picture in pictures
            ]
        futures.reverse()
        for picture in pictures:  # removed from the list, so that files already written are not kept in memory
            yield _outcome(futures.pop(), pool, picture, limits)


class OpenPool(Generic[P]):
    """Worker processes that wait for tasks, and keep their caches between them."""

    def __init__(self, pool: ProcessPool, limits: Limits) -> None:
        """Set the pool of a `open_pool`."""
        self._pool, self._limits = pool, limits

    def submit(self, work: Callable[[P], R], picture: P) -> Future[R]:
        """Run a function on a picture in a worker; a future that is cancelled before it starts never runs."""
        with _sigint_blocked():
            args = (self._limits.seconds, work, picture)
            future: Future[R] = self._pool.schedule(worker.run, args=args, timeout=self._limits.wall)
        return future

    def fault(self, error: BaseException, picture: P) -> Fault:
        """Return the fault of a picture, from the error that its future raised."""
        try:
            return _fault_of(error, picture, self._limits)
        except InstallationError as broken:
            return broken.faults[0]


@contextmanager
def open_pool(workers: int, limits: Limits = LIMITS) -> Iterator[OpenPool[Any]]:
    """Yield worker processes with limits on time and memory; on exit, they end at once, even during a task."""
    with suppress(_EndError), _pool(workers, limits, ()) as pool:
        yield OpenPool(pool, limits)
        raise _EndError


class _EndError(Exception):
    """Ends an open pool without waiting for its tasks."""


@contextmanager
def _pool(workers: int, limits: Limits, shared: tuple[Any, ...]) -> Iterator[ProcessPool]:
    """Yield a pool of worker processes; an error inside stops them at once."""
    _start_tracker()
    given = limits.bytes, Shared(shared)
    context = WorkerContext(*given)
    pool = ProcessPool(max_workers=workers, context=context, initializer=worker.initialise, initargs=given)
    try:
        with _reporting_start_errors():
            yield pool
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()
        given[1].close()


def _start_tracker() -> None:
    """Start the process of `multiprocessing` that tracks semaphores in a way that survives a closed terminal.

    It ignores ^C and SIGTERM on its own; if SIGHUP ended it, its successor would complain about unknown semaphores. It
    inherits the signal mask.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows has no tracker
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        with without_current_folder():
            resource_tracker.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _reporting_start_errors() -> Iterator[None]:
    """Raise KitError if the system can't start a process to paint in."""
    try:
        yield
    except BrokenProcessPool as error:
        cause = error.__cause__ or error.__context__
        words, remedy = reason_of(cause) if isinstance(cause, OSError) else ("they end immediately", _FREE)
        message = f"can't start the processes that paint: {words}"
        raise KitError(Fault(message, None, remedy, code="workers-not-started")) from error


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT while workers start: ^C is meant for the parent, and a worker would print a traceback.

    Workers inherit the mask of the thread that starts them, and ignore the signal once they are initialised. A signal
    that arrives meanwhile reaches the parent afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # before: starting it lets ^C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _outcome(future: Future[R], pool: ProcessPool, picture: Paintable, limits: Limits) -> R | Fault:
    """Return the result of a task. Raises KitError if workers die before they take one, or if `painter_raised` does.

    In that case a pool gives up, and leaves some scheduled tasks without a result.
    """
    while not wait([future], _POLL).done:
        if not pool.active and not future.done():
            raise _not_begun()
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _not_begun() from error
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return _fault_of(error, picture, limits)


def _not_begun() -> KitError:
    message = "the processes that paint ended before they began; see their output above"
    return KitError(Fault(message, None, _GUARD, code="workers-not-started"))


def _fault_of(error: BaseException, picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture, from the error of its task. Raises InstallationError."""
    if isinstance(error, TimeoutError):
        return hung(picture, limits)
    if isinstance(error, ProcessExpired):
        return process_ended(error.exitcode, picture, limits)
    return painter_raised(error, picture)


#: What must be the same where tasks are done as it is here, by name: digests of files and versions of libraries.
Inputs = Mapping[str, str]


class Executor(Protocol):
    """Does tasks somewhere. What is shared is sent to each process once; all of it must be picklable.

    Where it `shares_files`, tasks may write files that this process finds.
    """

    shares_files: ClassVar[bool]

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[W], shared: tuple[Any, ...], inputs: Callable[..., Inputs]
    ) -> Generator[tuple[W, R | Fault]]:
        """Yield each task with the result of a function for it and the shared values, or the fault that stopped it.

        `inputs` returns, from the shared values, what must be the same in another place. Closing the generator stops
        the work. Raises InstallationError if a file of the program is missing.
        """


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """Does tasks here, one after another, without limits on time and memory: for debuggers."""

    shares_files: ClassVar[bool] = True

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[W], shared: tuple[Any, ...], _inputs: Callable[..., Inputs]
    ) -> Generator[tuple[W, R | Fault]]:
        """Yield each task with its outcome; see `Executor`."""
        for task in tasks:
            yield task, done_or_fault(work, task, shared)


@dataclass(frozen=True, slots=True)
class InPool:
    """Does tasks in worker processes of this machine, with limits on time and memory."""

    jobs: int
    shares_files: ClassVar[bool] = True

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[W], shared: tuple[Any, ...], _inputs: Callable[..., Inputs]
    ) -> Generator[tuple[W, R | Fault]]:
        """Yield each task with its outcome; see `Executor`."""
        done = run_in_workers(work, tasks, self.jobs, LIMITS, shared=shared)
        try:
            yield from zip(tasks, done, strict=True)
        finally:
            done.close()


def executor_of(jobs: int | None) -> InThisProcess | InPool:
    """Return what does tasks on this machine: a number of processes, by default one for each processor, or 0 for none.

    Raises KitError for less than that.
    """
    return InThisProcess() if jobs == 0 else InPool(worker_count(jobs))


def done_or_fault(work: Callable[..., R], task: W, shared: tuple[Any, ...]) -> R | Fault:
    """Return the result of a function for a task, or the fault that stopped it. Raises InstallationError."""
    try:
        return work(task, *shared)
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return painter_raised(error, task)
