"""Limits on the memory and time of one picture, and the faults of pictures that exceed them or kill their worker.

Time is that of the processor, so that a busy computer refuses nothing; wall time ends only what hangs.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from kit.base.errors import Fault, InstallationError, Mark
from kit.base.process_limits import HANGS


class Paintable(Protocol):
    """A picture to paint within limits; faults name its `drawing` and the memory that its pixels need, if known."""

    @property
    def drawing(self) -> str:
        """The name of the drawing, or ''."""

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px."""


class Weighed(Paintable, Protocol):
    """One picture or several, of which some tasks make a batch."""

    @property
    def weight(self) -> int:
        """The number of pictures."""


#: The exit codes of a worker that runs out of memory, and of one past its limit of processor time where no signal ends
#: it.
OUT_OF_MEMORY, OUT_OF_TIME = 77, 78
#: The signal that ends a worker past its limit of processor time; 0 on Windows, which has no such signal.
OVER_TIME = int(getattr(signal, "SIGPROF", 0))
_REMEDY = "simplify the drawing: fewer shapes, clones and gradients, smaller images"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one picture, far above any real one: seconds of the processor, bytes of the worker's own memory.

    The largest real picture, a print poster, takes 0.8 s and a fifth of the memory, a page for own words 1.5 s. A task
    that has not ended after `hung` seconds on the clock hangs; by default that is ten times as many.
    """

    seconds: float = 60
    bytes: int = 1 << 30
    hung: float | None = None

    @property
    def wall(self) -> float:
        """The seconds on the clock after which a task hangs."""
        return HANGS * self.seconds if self.hung is None else self.hung


LIMITS = Limits()


def too_slow(picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture that took too much time of the processor."""
    message = f"painting it took over {limits.seconds:g} s of processor time"
    return Fault(message, _mark(picture), _REMEDY, code="picture-too-slow")


def hung(picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture that did not end, although it needed little time of the processor."""
    message = f"painting it was given up after {limits.wall:g} s, in which the processor worked for less than "
    message += f"{limits.seconds:g} s: it hangs, or the computer is very busy"
    remedy = "see whether the disk answers and memory is free, then try again"
    return Fault(message, _mark(picture), remedy, code="picture-hung")


def painter_raised(error: BaseException, picture: Paintable) -> Fault:
    """Return the fault of a picture that made the painter fail.

    Raises InstallationError if it failed for lack of a file of the program or of a library, which no picture can help.
    """
    if isinstance(error, InstallationError):
        raise error
    if isinstance(error, ImportError):
        message = f"installation is broken: {error}"
        raise InstallationError(Fault(message, None, "install it again", code="installation-broken")) from error
    message = f"painting it failed: {type(error).__name__}: {error}"
    return Fault(message, _mark(picture), _REMEDY, code="picture-failed")


def process_ended(code: int | None, picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture whose process ended, for lack of memory (as far as is known) or another reason."""
    if code is not None and code in {-OVER_TIME, OUT_OF_TIME} - {0}:
        return too_slow(picture, limits)
    mark, limit, needed = _mark(picture), tightest_limit(limits.bytes), least_bytes(picture.size)
    needs = f"; its pixels alone take {mebibytes(needed)}" if needed else ""
    if code == OUT_OF_MEMORY:
        message = f"painting it takes more memory than {limit}{needs}"
        return Fault(message, mark, _REMEDY, code="picture-too-large")
    if code == -signal.SIGKILL:
        message = (
            f"the process that painted it was killed (signal 9), as systems do when memory runs out: {limit}{needs}"
        )
        return Fault(message, mark, f"{_REMEDY}; or free memory, or use fewer --jobs", code="worker-ended")
    return Fault(f"the process that painted it ended with code {code}", mark, _REMEDY, code="worker-ended")


def workers_ended(picture: Paintable, attempts: int) -> Fault:
    """Return the fault of a picture that no worker of a cluster survives."""
    message = f"every worker that painted it ended, in {attempts} attempts"
    return Fault(message, _mark(picture), f"{_REMEDY}; or give workers more memory", code="worker-ended")


def _mark(picture: Paintable) -> Mark | None:
    return Mark(picture.drawing, 1) if picture.drawing else None


if sys.platform != "win32":
    import resource

#: Where the kernel has the limits of a container (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory).
_CGROUPS = Path("/sys/fs/cgroup")
_OF_PROCESS = Path("/proc/self/cgroup")
#: Bytes of a painted pixel.
_PIXEL = 4
#: Allocations of more bytes are made outside the heap of a worker.
LARGE = 1 << 24


class MemoryLimit(NamedTuple):
    """A limit of memory in bytes, and what sets it."""

    bytes: int
    source: str

    def __str__(self) -> str:
        """Return the limit as it is written in messages."""
        return f"{mebibytes(self.bytes)} ({self.source})"


def mebibytes(count: float) -> str:
    """Return a number of bytes in MiB, for messages."""
    return f"{count / 2**20:,.0f} MiB"


def tightest_limit(own: int) -> MemoryLimit:
    """Return the tightest memory limit of a worker; `own` is the generator's."""
    return min(_limits(own), key=lambda limit: limit.bytes)


def least_bytes(size: tuple[float, float]) -> int:
    """Return the bytes that the pixels of a picture take, by its size in px."""
    return int(size[0] * size[1]) * _PIXEL


def is_large(size: tuple[float, float]) -> bool:
    """Return whether a picture of a size in px is a poster or the like, whose pixels are outside the heap."""
    return least_bytes(size) >= LARGE


def peak_bytes() -> int:
    """Return the peak memory of this process; 0 if the system does not report it."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS counts bytes, Linux KiB


def _limits(own: int) -> Iterator[MemoryLimit]:
    """Yield every limit in force."""
    yield MemoryLimit(own, "the limit of one picture")
    if sys.platform == "win32":
        return
    for name, source in (("RLIMIT_AS", "ulimit -v"), ("RLIMIT_DATA", "ulimit -d")):
        limit = resource.getrlimit(getattr(resource, name))[0]
        if limit != resource.RLIM_INFINITY:
            yield MemoryLimit(limit, source)
    yield from _of_cgroups()
    yield MemoryLimit(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"), "the memory of this computer")


def _of_cgroups() -> Iterator[MemoryLimit]:
    """Yield the limits of the control groups of this process."""
    try:
        line = next(line for line in _OF_PROCESS.read_text().splitlines() if line.startswith("0::"))
    except (OSError, StopIteration):
        return
    group = _CGROUPS / line.removeprefix("0::").strip("/")
    for folder in (group, *group.parents):
        try:
            written = (folder / "memory.max").read_text().strip()
        except OSError:
            continue
        if written.isdecimal():
            yield MemoryLimit(int(written), "memory.max of the container or service")
