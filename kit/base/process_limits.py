"""Limits on the time and memory of one step of work in this process, where no worker can be ended, and of programs.

The time is that of the processor, so that a busy computer refuses nothing. It is limited in the main thread of systems
with interval timers, the memory on Linux, which alone enforces it (see `kit.run.jobs.worker`).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

if sys.platform != "win32":
    import resource


#: The limits of reading or composing one drawing, far above any real one: seconds, and bytes beyond those in use.
#: Reading the largest of the shipped drawings takes 0.2 s.
SECONDS, BYTES = 10.0, 1 << 29
#: How many times its limit of processor time a task may take on the clock; one that takes longer hangs.
HANGS = 10
#: The seconds after which a step that continues past its limit is interrupted again: Python ignores what is raised in a
#: finalizer or in a callback of its garbage collector.
_AGAIN = 0.1
_OF_PROCESS = Path("/proc/self/status")


class ExceededError(Exception):
    """A step took more than its limit; the message says which, as in "took over 10 s of processor time"."""


class _Signal(BaseException):
    """Leaves a step whose time is over."""


@contextmanager
def process_limits() -> Iterator[None]:
    """Run a step within the limits; one inside another is part of it. Raises ExceededError.

    A process that has a tighter memory limit of its own keeps it, and the MemoryError that it raises.
    """
    if sys.platform == "win32" or _is_limited():
        yield
        return
    own_memory = _limit_memory()
    before = signal.signal(signal.SIGVTALRM, _leave)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, _AGAIN)
    try:
        yield
    except _Signal:
        raise ExceededError(f"took over {SECONDS:g} s of processor time") from None
    except MemoryError:
        if own_memory is None:
            raise
        raise ExceededError(f"takes more memory than {BYTES >> 20} MiB") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if own_memory is not None:
            resource.setrlimit(resource.RLIMIT_DATA, own_memory)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Signal


def limited_command(command: Sequence[str], seconds: int) -> list[str]:
    """Return a command that the system ends when it has taken some seconds of processor time; on Windows, as it is.

    Such a program leaves no memory dump behind; `is_over_time` recognises its exit code.
    """
    if sys.platform == "win32":
        return [*command]
    return ["/bin/sh", "-c", 'ulimit -S -c 0; ulimit -S -t "$0"; exec "$@"', f"{seconds}", *command]


def is_over_time(code: int | None) -> bool:
    """Return whether an exit code is that of a limited command that took too much processor time."""
    return sys.platform != "win32" and code == -signal.SIGXCPU


if sys.platform != "win32":

    def _is_limited() -> bool:
        """Return whether no timer can be set: a step around this one has it, or this is not the main thread."""
        return current_thread() is not main_thread() or signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL

    def _limit_memory() -> tuple[int, int] | None:
        """Limit the memory to some more than what is in use, and return the limits before; None if they are tighter."""
        if sys.platform != "linux":
            return None
        try:
            status = _OF_PROCESS.read_text()
        except OSError:
            return None
        in_use = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:"))
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if soft != resource.RLIM_INFINITY and soft <= in_use + BYTES:
            return None
        resource.setrlimit(resource.RLIMIT_DATA, (in_use + BYTES, hard))
        return soft, hard
