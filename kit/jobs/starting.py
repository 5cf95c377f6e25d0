"""Start worker processes: as copies of this one where that is safe, else anew.

A new one reads what tasks share from a file: what is sent along must fit a pipe, or `multiprocessing` waits for ever
where the process ends before it has taken it.

A copy has all modules and the project at hand, and starts in some ms; one that starts anew imports them for a second of
work. Only a process of one thread may be copied, as other threads would be missing in the copy with their locks held.
"""

from __future__ import annotations

import pickle
import re
import signal
import sys
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kit.on_demand import signals_held

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from multiprocessing.synchronize import RLock

if sys.platform == "linux":
    from multiprocessing.context import ForkProcess

    class _Copy(ForkProcess):
        """A copy of this process, in which signals do what they do in a new one."""

        def start(self) -> None:
            """Start it; signals that come meanwhile are heard by this process, and by the copy once it runs."""
            with signals_held():
                super().start()

        def run(self) -> None:
            """Run what the process is for."""
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGHUP))
            super().run()


#: The memory that is a process's own, of which a copy begins with as much, and how many threads it has.
_STATUS = re.compile(r"^VmData:\s*(\d+) kB$.*^Threads:\s*(\d+)$", re.MULTILINE | re.DOTALL)
_OF_PROCESS = Path("/proc/self/status")


def may_be_copied(most_bytes: int) -> bool:
    """Tell whether this process may be copied: it has one thread, and at most half of the memory of a worker."""
    if sys.platform != "linux":
        return False
    try:
        found = _STATUS.search(_OF_PROCESS.read_text())
    except OSError:
        return False
    return found is not None and int(found[2]) == 1 and int(found[1]) * 1024 <= most_bytes // 2


class Shared:
    """What tasks share: a copy of this process has it at hand, a new one reads it from a file."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        """Take what is shared."""
        self.values = values
        self._folder: TemporaryDirectory[str] | None = None

    def __reduce__(self) -> tuple[Callable[[Path], Shared], tuple[Path]]:
        """Write the file if it is not there, and return how it is read."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="kit-")
            self._file.write_bytes(pickle.dumps(self.values))
        return _shared_of, (self._file,)

    def close(self) -> None:
        """Remove the file, if it was written."""
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def _file(self) -> Path:
        return Path(self._folder.name if self._folder else "", "shared.pickle")


def _shared_of(file: Path) -> Shared:
    return Shared(pickle.loads(file.read_bytes()))  # noqa: S301  (the parent's own)


class WorkerContext(SpawnContext):
    """Starts processes, and keeps the locks that it makes until the pool has ended.

    Pebble drops the locks of a pool before it stops the workers. One that is just starting would look for them by their
    names, find none, and complain.
    """

    def __init__(self, most_bytes: int) -> None:
        """Take the memory that a worker may have."""
        super().__init__()
        self._most_bytes = most_bytes
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  (the name in the standard library)
        """Return a lock."""
        lock = super().RLock()
        self._locks.append(lock)
        return lock

    def Process(self, *args: object, **options: object) -> BaseProcess:  # type: ignore[override]  # noqa: N802
        """Return a process that is not started: a copy of this one if it may be copied now, else a new one."""
        kind: type[BaseProcess] = _Copy if may_be_copied(self._most_bytes) else SpawnProcess
        return kind(*args, **options)  # type: ignore[arg-type]
