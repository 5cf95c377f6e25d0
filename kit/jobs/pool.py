"""Run tasks in worker processes; one that dies or breaks its limits costs its own picture, not the batch.

Such a worker is replaced, and what was waiting for it is painted by the next.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, TypeVar

from pebble import ProcessExpired, ProcessPool

from kit.errors import Fault, Mark
from kit.jobs import worker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

#: Seconds between two looks whether the pool still works.
_LOOK = 0.5
_REMEDY = "simplify the drawing: fewer shapes, clones and gradients, smaller pictures"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one picture may take, far above any real one: seconds, and bytes of a worker's own memory.

    The largest real picture, a poster to print, takes a second and a fifth of the memory.
    """

    seconds: float = 60
    bytes: int = 1 << 30


def default_jobs() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(tasks: Sequence[worker.Task], jobs: int, limits: Limits = Limits()) -> Generator[worker.Done | Fault]:
    """Yield what becomes of each task, in order: its files, or why it was given up.

    Closing the generator stops the workers.
    """
    if not tasks:
        return
    with _pool(min(jobs, len(tasks)), limits) as pool:
        with _deaf_to_interrupts():
            futures = [pool.schedule(worker.run, args=(task,), timeout=limits.seconds) for task in tasks]
        futures.reverse()
        for task in tasks:  # taken off the list, so that files already written are not held in memory
            yield _outcome(futures.pop(), pool, task, limits)


def share_out(work: Callable[[T], R], parts: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield what a function makes of each part, in order; several worker processes share the parts."""
    if jobs == 1 or len(parts) <= 1:
        yield from map(work, parts)
        return
    with _pool(min(jobs, len(parts)), Limits()) as pool:
        with _deaf_to_interrupts():
            futures = [pool.schedule(work, args=(part,)) for part in parts]
        for future in futures:
            yield future.result()


@contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    """Keep worker processes; leaving by an error stops them at once."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=workers, context=context, initializer=worker.start, initargs=(limits.bytes,))
    try:
        yield pool
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start what is started here with ^C held off: it is for the parent, and a worker would answer with a traceback.

    Workers take this over from the thread that starts them, and ignore ^C as soon as they can say so themselves. A
    ^C that comes meanwhile reaches the parent afterwards.
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


def _outcome(future: Future[worker.Done], pool: ProcessPool, task: worker.Task, limits: Limits) -> worker.Done | Fault:
    # A pool whose workers die before they take a task gives up, and leaves what was scheduled unanswered.
    while not wait([future], _LOOK).done:
        if not pool.active and not future.done():
            return Fault("the processes that paint ended before they began", None, "free memory, or use fewer --jobs")
    mark = Mark(task.drawing, 1)
    try:
        return future.result()
    except TimeoutError:
        return Fault(f"painting it took over {limits.seconds:g} s", mark, _REMEDY)
    except ProcessExpired as error:
        if error.exitcode == worker.OUT_OF_MEMORY:
            return Fault(f"painting it took over {limits.bytes / 2**20:g} MiB of memory", mark, _REMEDY)
        return Fault(f"the process that painted it ended with code {error.exitcode}", mark, _REMEDY)
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return Fault(f"painting it failed: {type(error).__name__}: {error}", mark, _REMEDY)
