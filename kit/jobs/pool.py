"""Run tasks in worker processes; one that dies or breaks its limits costs its own picture, not the batch.

Such a worker is replaced, and what was waiting for it is painted by the next.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from kit.errors import Fault, KitError, Mark
from kit.jobs import worker
from kit.jobs.memory import least_bytes, mebibytes, tightest_limit
from kit.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.synchronize import RLock

    from kit.jobs.tasks import RenderTask, TaskResult

T = TypeVar("T")
R = TypeVar("R")

#: Seconds between two checks that the pool still works.
_POLL = 0.5
_FREE = "free memory, or use fewer --jobs"
_REMEDY = "simplify the drawing: fewer shapes, clones and gradients, smaller pictures"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one picture may take, far above any real one: seconds, and bytes of a worker's own memory.

    The largest real picture, a poster to print, takes a second and a fifth of the memory.
    """

    seconds: float = 60
    bytes: int = 1 << 30


def worker_count(jobs: int | None) -> int:
    """Return how many worker processes to start: those asked for, or as many as there are processors for this process.

    Raises KitError for less than one.
    """
    if jobs is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if jobs < 1:
        remedy = "ask for 1 or more, or for None: as many as there are processors"
        raise KitError(Fault(f"{jobs} jobs can't paint anything", None, remedy, code="jobs-below-one"))
    return jobs


def run_all(tasks: Sequence[RenderTask], jobs: int, limits: Limits = Limits()) -> Generator[TaskResult | Fault]:
    """Yield what becomes of each task, in order: its files, or why it was given up.

    Closing the generator stops the workers.
    """
    if not tasks:
        return
    with _pool(min(jobs, len(tasks)), limits) as pool:
        with _sigint_blocked():
            futures = [pool.schedule(worker.run, args=(task,), timeout=limits.seconds) for task in tasks]
        futures.reverse()
        for task in tasks:  # taken off the list, so that files already written are not held in memory
            yield _outcome(futures.pop(), pool, task, limits)


def parallel_map(work: Callable[[T], R], parts: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield the result of a function for each part, in order, computed in so many worker processes.

    The function and the parts must be picklable. With one job or one part there is no other process.
    """
    if jobs == 1 or len(parts) <= 1:
        yield from map(work, parts)
        return
    with _pool(min(jobs, len(parts)), Limits()) as pool:
        with _sigint_blocked():
            futures = [pool.schedule(work, args=(part,)) for part in parts]
        for future in futures:
            yield future.result()


def _ended(code: int | None, task: RenderTask, limits: Limits) -> Fault:
    """Return the fault of a picture whose process ended: for want of memory, as far as can be told, or otherwise."""
    mark, limit, needed = Mark(task.drawing, 1), tightest_limit(limits.bytes), least_bytes(task.svg)
    needs = f"; its pixels alone take {mebibytes(needed)}" if needed else ""
    if code == worker.OUT_OF_MEMORY:
        message = f"painting it takes more memory than {limit}{needs}"
        return Fault(message, mark, _REMEDY, code="picture-too-large")
    if code == -signal.SIGKILL:
        message = (
            f"the process that painted it was killed (signal 9), as systems do when memory runs out: {limit}{needs}"
        )
        return Fault(message, mark, f"{_REMEDY}; or free memory, or use fewer --jobs", code="worker-ended")
    return Fault(f"the process that painted it ended with code {code}", mark, _REMEDY, code="worker-ended")


class _Context(SpawnContext):
    """Starts processes anew, and keeps the locks that it makes until the pool has ended.

    Pebble drops the locks of a pool before it stops the workers. One that is just starting would look for them by their
    names, find none, and complain.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  (the name in the standard library)
        lock = super().RLock()
        self._locks.append(lock)
        return lock


@contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    """Yield a pool of worker processes; an error inside stops them at once."""
    _start_tracker()
    context = _Context()
    pool = ProcessPool(max_workers=workers, context=context, initializer=worker.initialise, initargs=(limits.bytes,))
    try:
        with _start_told():
            yield pool
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _start_tracker() -> None:
    """Start the process of `multiprocessing` that tracks semaphores, deaf to a terminal that is closed.

    It ignores ^C and SIGTERM by itself; if SIGHUP ended it, the next would complain of what it does not know. It
    inherits the mask.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        resource_tracker.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _start_told() -> Iterator[None]:
    """Raise KitError when the system gives no process to paint in."""
    try:
        yield
    except BrokenProcessPool as error:
        cause = error.__cause__ or error.__context__
        words, remedy = reason_of(cause) if isinstance(cause, OSError) else ("they end at once", _FREE)
        message = f"can't start the processes that paint: {words}"
        raise KitError(Fault(message, None, remedy, code="workers-not-started")) from error


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT while workers are started: ^C is for the parent, and a worker would answer with a traceback.

    Workers inherit the mask of the thread that starts them, and ignore the signal as soon as they are initialised. One
    that comes meanwhile reaches the parent afterwards.
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


def _outcome(future: Future[TaskResult], pool: ProcessPool, task: RenderTask, limits: Limits) -> TaskResult | Fault:
    # A pool whose workers die before they take a task gives up, and leaves what was scheduled unanswered.
    while not wait([future], _POLL).done:
        if not pool.active and not future.done():
            return Fault(
                "the processes that paint ended before they began",
                None,
                _FREE,
                code="workers-not-started",
            )
    mark = Mark(task.drawing, 1)
    try:
        return future.result()
    except TimeoutError:
        return Fault(f"painting it took over {limits.seconds:g} s", mark, _REMEDY, code="picture-too-slow")
    except ProcessExpired as error:
        return _ended(error.exitcode, task, limits)
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return Fault(f"painting it failed: {type(error).__name__}: {error}", mark, _REMEDY, code="picture-failed")
