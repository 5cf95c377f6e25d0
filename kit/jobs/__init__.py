"""Run tasks in worker processes: paint and encode pictures within limits on memory and time."""

from kit.jobs.limits import LIMITS, Limits
from kit.jobs.pool import OpenPool, open_pool, run_in_workers, worker_count
from kit.jobs.tasks import EncodeRequest, Measure, RenderTask, TaskResult

__all__ = [
    "LIMITS",
    "EncodeRequest",
    "Limits",
    "Measure",
    "OpenPool",
    "RenderTask",
    "TaskResult",
    "open_pool",
    "run_in_workers",
    "worker_count",
]
