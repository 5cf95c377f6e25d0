"""A worker process: how it starts, runs one task, and ends.

A worker has a limit of memory: where that is not enough it ends, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from ctypes import CDLL
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from kit.jobs.limits import OUT_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.jobs.starting import Shared

if sys.platform != "win32":
    import resource

T = TypeVar("T")
R = TypeVar("R")


#: The numbers of two settings of the C library of GNU (`malloc.h`), and bytes: what is free at the end of the heap is
#: given back beyond the one, and what is larger than the other never lies in the heap. That of a picture is smaller.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_FREE, _LARGE = 1 << 27, 1 << 25
#: What the tasks of a pool share, in a tuple; nothing where they share nothing.
_shared: tuple[Any, ...] = ()


def initialise(most_bytes: int, shared: Shared) -> None:
    """Prepare a worker: ^C is the parent's to handle, and without the parent there is nothing to do.

    Its own memory (heap, pictures, stacks; not shared libraries) is bounded on Linux, which alone enforces RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the guard on drawings and the
    time limit hold.
    """
    global _shared  # noqa: PLW0603  (a worker serves one pool)
    _shared = shared.values
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()
    if sys.platform == "linux":
        before = [limit for limit in resource.getrlimit(resource.RLIMIT_DATA) if limit != resource.RLIM_INFINITY]
        most = min([most_bytes, *before])  # nobody but root may raise a limit
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        _keep_memory()


def _keep_memory() -> None:
    """Let the C library keep what is freed for the next array: the system would have to clear every page of it again.

    See https://man7.org/linux/man-pages/man3/mallopt.3.html; other libraries have no such setting.
    """
    with suppress(AttributeError, OSError):
        set_option = CDLL(None).mallopt
        set_option(_TRIM_THRESHOLD, _FREE)
        set_option(_MMAP_THRESHOLD, _LARGE)


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
