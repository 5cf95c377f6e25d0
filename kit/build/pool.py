"""Run tasks in worker processes; a worker that dies costs its own picture, not the batch."""

from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from kit.build import worker
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

#: Seconds that one picture may take, far above any real one.
TIME_LIMIT = 120


def default_jobs() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(tasks: Sequence[worker.Task], jobs: int) -> Iterator[worker.Done | Fault]:
    """Yield what becomes of each task, in order: its files, or why it was given up."""
    if not tasks:
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=min(jobs, len(tasks)), context=context, initializer=worker.start)
    try:
        futures = [pool.schedule(worker.run, args=(task,), timeout=TIME_LIMIT) for task in tasks]
        for future in futures:
            yield _outcome(future)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _outcome(future: Future[worker.Done]) -> worker.Done | Fault:
    try:
        return future.result()
    except TimeoutError:
        return Fault(f"painting took over {TIME_LIMIT} s", None, "simplify the drawing")
    except ProcessExpired as error:
        return Fault(f"the process that painted it ended with code {error.exitcode}", None, "simplify the drawing")
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return Fault(f"painting failed: {type(error).__name__}: {error}", None, "simplify the drawing")
