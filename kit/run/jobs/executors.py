"""The one seam for work: tasks are done in this process, in worker processes of this machine, or on a cluster.

Wherever they are done the results are the same; only the order in which they come differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from kit.run.jobs.limits import LIMITS, painter_raised
from kit.run.jobs.pool import run_in_workers, worker_count

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from kit.base.errors import Fault
    from kit.run.jobs.tasks import Weighed


R = TypeVar("R")
P = TypeVar("P", bound="Weighed")

#: What must be the same where tasks are done as it is here, by name: digests of files and versions of libraries.
Inputs = Mapping[str, str]


class Executor(Protocol):
    """Does tasks somewhere. What is shared is sent to each process once; all of it must be picklable.

    Where it `shares_files`, tasks may write files that this process finds.
    """

    shares_files: ClassVar[bool]

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[P], shared: tuple[Any, ...], inputs: Callable[..., Inputs]
    ) -> Generator[tuple[P, R | Fault]]:
        """Yield each task with the result of a function for it and the shared values, or the fault that stopped it.

        `inputs` returns, from the shared values, what must be the same in another place. Closing the generator stops
        the work. Raises InstallationError if a file of the program is missing.
        """


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """Does tasks here, one after another, without limits on time and memory: for debuggers."""

    shares_files: ClassVar[bool] = True

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[P], shared: tuple[Any, ...], _inputs: Callable[..., Inputs]
    ) -> Generator[tuple[P, R | Fault]]:
        """Yield each task with its outcome; see `Executor`."""
        for task in tasks:
            yield task, done_or_fault(work, task, shared)


@dataclass(frozen=True, slots=True)
class InPool:
    """Does tasks in worker processes of this machine, with limits on time and memory."""

    jobs: int
    shares_files: ClassVar[bool] = True

    def outcomes(
        self, work: Callable[..., R], tasks: Sequence[P], shared: tuple[Any, ...], _inputs: Callable[..., Inputs]
    ) -> Generator[tuple[P, R | Fault]]:
        """Yield each task with its outcome; see `Executor`."""
        done = run_in_workers(work, tasks, self.jobs, LIMITS, shared=shared)
        try:
            yield from zip(tasks, done, strict=True)
        finally:
            done.close()


def executor_of(jobs: int | None) -> InThisProcess | InPool:
    """Return what does tasks on this machine: a number of processes, by default one for each processor, or 0 for none.

    Raises KitError for less than that.
    """
    return InThisProcess() if jobs == 0 else InPool(worker_count(jobs))


def done_or_fault(work: Callable[..., R], task: P, shared: tuple[Any, ...]) -> R | Fault:
    """Return the result of a function for a task, or the fault that stopped it. Raises InstallationError."""
    try:
        return work(task, *shared)
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return painter_raised(error, task)
