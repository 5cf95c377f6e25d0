"""A worker process: how it starts (as a fork of this one if that is safe), runs tasks, and ends.

A worker has a memory limit, and each of its tasks one of processor time: past either it ends, and another replaces it.

A spawned worker receives the shared values of its tasks through its own pipe, which a thread fills: `multiprocessing`
fills the pipe that it starts a process with itself, and waits for ever if the process ends before reading it to the
end.

A fork has all modules and the project in memory, and starts in a few ms; a spawned process spends a second importing
them. Only a process with one thread may be forked, as the fork lacks the other threads but keeps their locks locked.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from ctypes import CDLL
from itertools import count
from math import inf
from multiprocessing import Pipe
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import RLock
from pathlib import Path
from threading import Event, Thread, get_ident
from typing import TYPE_CHECKING, Any, TypeVar

from kit.base.lazy_imports import signals_held
from kit.run.jobs.limits import LARGE, OUT_OF_MEMORY, OUT_OF_TIME, Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


if sys.platform != "win32":
    import resource

T = TypeVar("T")
R = TypeVar("R")


#: Two settings of the GNU C library (`malloc.h`), with values in bytes: free memory at the end of the heap beyond the
#: first, `_FREE`, is returned; allocations beyond the second, `LARGE`, are made outside the heap.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_FREE = 1 << 24
#: After how many tasks free memory is returned: after each one, the system would clear the same pages again and again,
#: which is a twentieth of the time of a kit.
_TASKS = 8
#: The numbers of the tasks that this process does, from 1.
_tasks = count(1)
#: The least time to wait, in seconds, before the time of a task is read again.
_PAUSE = 0.05
#: The shared values of a pool's tasks; empty if there are none.
_shared: tuple[Any, ...] = ()


def initialise(most_bytes: int, shared: Shared) -> None:
    """Prepare a worker: ignore ^C, which the parent handles, end with the parent, and limit the memory.

    Its own memory (heap, pictures, stacks; not shared libraries) is limited on Linux, which alone enforces RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the limits on drawings and
    on time apply.
    """
    global _shared  # noqa: PLW0603  (a worker serves one pool)
    _shared = shared.values
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGPROF,))
    Thread(target=_exit_with_parent, daemon=True).start()
    if sys.platform == "linux":
        before = [limit for limit in resource.getrlimit(resource.RLIMIT_DATA) if limit != resource.RLIM_INFINITY]
        most = min([most_bytes, *before])  # only root may raise a limit
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        _keep_memory()


def _keep_memory() -> None:
    """Let the C library keep freed memory for the next array; the system would have to clear every page again.

    See https://man7.org/linux/man-pages/man3/mallopt.3.html; other libraries have no such setting.
    """
    with suppress(AttributeError, OSError):
        set_option = CDLL(None).mallopt
        set_option(_TRIM_THRESHOLD, _FREE)
        set_option(_MMAP_THRESHOLD, LARGE)


def return_free_memory() -> None:
    """Return what is free in the heap to the system, also between what is not, before more is taken.

    See https://man7.org/linux/man-pages/man3/malloc_trim.3.html; other libraries have no such function.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            CDLL(None).malloc_trim(0)


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run(seconds: float, work: Callable[..., R], task: T) -> R:
    """Return the result of a function for a task and the shared values.

    Ends the process when the task has taken some seconds of the processor, and when memory runs out, as its state can't
    be trusted.
    """
    try:
        with _within(seconds):
            return work(task, *_shared)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        if next(_tasks) % _TASKS == 0:
            return_free_memory()


if sys.platform != "win32":

    @contextmanager
    def _within(seconds: float) -> Iterator[None]:
        """End this process by a signal when it has worked for some seconds more: nothing else stops a painter."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

else:

    def _within(seconds: float) -> AbstractContextManager[None]:
        """End this process when it has worked for some seconds more, unless the painter keeps all threads waiting."""
        return watched(Limits(seconds, hung=inf))


@contextmanager
def watched(limits: Limits) -> Iterator[None]:
    """Do a task in this thread; end the process if the thread works for too long, or if the task hangs."""
    done = Event()
    watching = Thread(target=_end_late, args=(limits, _clock(), done), daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()


def _end_late(limits: Limits, clock: Callable[[], float], done: Event) -> None:
    """End this process when a clock has advanced as far as the limit of time, or the task hangs."""
    until, hangs = clock() + limits.seconds, time.monotonic() + limits.wall
    while (left := min(until - clock(), hangs - time.monotonic())) > 0:
        if done.wait(max(left, _PAUSE)):
            return
    os._exit(OUT_OF_TIME)


def _clock() -> Callable[[], float]:
    """Return a clock of the time for which this thread works; of the whole process where a system has no such clock."""
    if hasattr(time, "pthread_getcpuclockid"):
        number = time.pthread_getcpuclockid(get_ident())
        return lambda: time.clock_gettime(number)
    return time.process_time


if sys.platform == "linux":
    from multiprocessing.context import ForkProcess

    class _Fork(ForkProcess):
        """A fork of this process, with the signal handling of a new one."""

        def start(self) -> None:
            """Start it; signals that arrive meanwhile reach this process, and the fork once it runs."""
            with signals_held():
                super().start()

        def run(self) -> None:
            """Run the target of the process."""
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGHUP))
            super().run()


class _Spawned(SpawnProcess):
    """A spawned process that imports no modules from the current folder."""

    def start(self) -> None:
        """Start it."""
        with without_current_folder():
            super().start()


@contextmanager
def without_current_folder() -> Iterator[None]:
    """Start Python processes that don't search for modules in the current folder, whoever owns that.

    `multiprocessing` starts them with `-c`, so that a `signal.py` there would run in place of Python's own
    (https://docs.python.org/3/using/cmdline.html#envvar-PYTHONSAFEPATH).
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


#: Keeps Python from searching for modules in the current folder.
_SAFE_PATH = "PYTHONSAFEPATH"
#: The process's own memory, which a fork starts with, and its number of threads.
_STATUS = re.compile(r"^VmData:\s*(\d+) kB$.*^Threads:\s*(\d+)$", re.MULTILINE | re.DOTALL)
_OF_PROCESS = Path("/proc/self/status")


def may_be_forked(most_bytes: int) -> bool:
    """Return whether this process may be forked: it has one thread, and at most half the memory of a worker."""
    if sys.platform != "linux":
        return False
    try:
        status = _STATUS.search(_OF_PROCESS.read_text())
    except OSError:
        return False
    return status is not None and int(status[2]) == 1 and int(status[1]) * 1024 <= most_bytes // 2


class Shared:
    """The shared values of a pool's tasks: a fork has them in memory, a spawned process receives them."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        """Set the shared values."""
        self.values = values
        self._data = b""
        self._ends: list[Connection] = []
        self._threads: list[Thread] = []

    def __reduce__(self) -> tuple[Callable[[Connection], Shared], tuple[Connection]]:
        """Start sending the values to the process that is being started, and return how it receives them."""
        self._data = self._data or pickle.dumps(self.values)
        reading, writing = Pipe(duplex=False)
        thread = Thread(target=_send, args=(writing, self._data), daemon=True)
        self._ends.append(reading)
        self._threads.append(thread)
        thread.start()
        return _received, (reading,)

    def let_go(self) -> None:
        """Close the reading ends, which belong to a started process, so that nothing waits for it if it ends early."""
        while self._ends:
            self._ends.pop().close()
        self._threads = [thread for thread in self._threads if thread.is_alive()]

    def close(self) -> None:
        """Wait for the threads that still send, which end when nobody reads; no process may be started after that."""
        self.let_go()
        for thread in self._threads:
            thread.join()


def _send(writing: Connection, data: bytes) -> None:
    """Send everything to a process, unless it ends first."""
    with writing, suppress(BrokenPipeError):
        writing.send_bytes(data)


def _received(reading: Connection) -> Shared:
    """Return the values that the parent sends; exit if the parent is gone."""
    with reading:
        try:
            return Shared(pickle.loads(reading.recv_bytes()))  # noqa: S301  (the parent's own)
        except EOFError:
            os._exit(1)


class WorkerContext(SpawnContext):
    """Starts processes, and keeps their locks until the pool has ended.

    Pebble drops the locks of a pool before it stops the workers. A worker that is just starting would look for them by
    name, find none, and complain.
    """

    def __init__(self, most_bytes: int, shared: Shared) -> None:
        """Set the memory limit of a worker, and the shared values of its tasks."""
        super().__init__()
        self._most_bytes, self._shared = most_bytes, shared
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  (the name in the standard library)
        """Return a lock."""
        lock = super().RLock()
        self._locks.append(lock)
        return lock

    def Process(self, *args: object, **options: object) -> BaseProcess:  # type: ignore[override]  # noqa: N802
        """Return an unstarted process: a fork of this one if that is safe now, or else a spawned one.

        The process before it has been started by now.
        """
        self._shared.let_go()
        kind: type[BaseProcess] = _Fork if may_be_forked(self._most_bytes) else _Spawned
        return kind(*args, **options)  # type: ignore[arg-type]
