"""How much memory a worker may have: which of the limits in force is the tightest, and what a picture needs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "win32":
    import resource

#: Where the kernel keeps what a container may use (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory).
_CGROUPS = Path("/sys/fs/cgroup")
_OF_PROCESS = Path("/proc/self/cgroup")
#: Bytes of a painted pixel.
_PIXEL = 4


class MemoryLimit(NamedTuple):
    """A limit of memory in bytes, and what sets it."""

    bytes: int
    source: str

    def __str__(self) -> str:
        """Write the limit as a message says it."""
        return f"{mebibytes(self.bytes)} ({self.source})"


def mebibytes(count: float) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 2**20:,.0f} MiB"


def tightest_limit(own: int) -> MemoryLimit:
    """Return the tightest limit of memory for a worker; `own` is what the generator allows one."""
    return min(_limits(own), key=lambda limit: limit.bytes)


def least_bytes(size: tuple[float, float]) -> int:
    """Return how many bytes the pixels of a picture of a size in px take."""
    return int(size[0] * size[1]) * _PIXEL


def peak_bytes() -> int:
    """Return the most memory that this process has held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS counts bytes, Linux KiB


def _limits(own: int) -> Iterator[MemoryLimit]:
    """Yield every limit in force."""
    yield MemoryLimit(own, "what one picture may take")
    if sys.platform == "win32":
        return
    for name, source in (("RLIMIT_AS", "ulimit -v"), ("RLIMIT_DATA", "ulimit -d")):
        limit = resource.getrlimit(getattr(resource, name))[0]
        if limit != resource.RLIM_INFINITY:
            yield MemoryLimit(limit, source)
    yield from _of_cgroups()
    yield MemoryLimit(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"), "the memory of this computer")


def _of_cgroups() -> Iterator[MemoryLimit]:
    """Yield the limits of the control groups that this process is in."""
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
