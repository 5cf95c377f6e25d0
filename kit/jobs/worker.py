"""A worker process: how it starts, runs one task, and ends.

A worker has a limit of memory: where that is not enough it ends, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from kit.jobs.limits import OUT_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform != "win32":
    import resource

T = TypeVar("T")
R = TypeVar("R")


#: What the tasks of a pool share, in a tuple; nothing where they share nothing.
_shared: tuple[Any, ...] = ()


def initialise(most_bytes: int, shared: tuple[Any, ...] = ()) -> None:
    """Prepare a worker: ^C is the parent's to handle, and without the parent there is nothing to do.

    Its own memory (heap, pictures, stacks; not shared libraries) is bounded on Linux, which alone enforces RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the guard on drawings and the
    time limit hold.
    """
    global _shared  # noqa: PLW0603  (a worker serves one pool)
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()
    if sys.platform == "linux":
        before = [limit for limit in resource.getrlimit(resource.RLIMIT_DATA) if limit != resource.RLIM_INFINITY]
        most = min([most_bytes, *before])  # nobody but root may raise a limit
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run(work: Callable[..., R], task: T) -> R:
    """Return what a function makes of a task, and of what the tasks share.

    Ends the process when memory runs out: what is left of it is not to be trusted.
    """
    try:
        return work(task, *_shared)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
