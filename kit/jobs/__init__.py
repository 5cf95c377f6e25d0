"""Run tasks in worker processes: paint and encode pictures under limits of memory and time."""

from kit.jobs.limits import LIMITS, Limits
from kit.jobs.pool import StandingPool, run_all, run_each, standing_pool, worker_count
from kit.jobs.tasks import EncodeRequest, FileCache, Measure, Measured, RenderTask, TaskResult

__all__ = [
    "LIMITS",
    "EncodeRequest",
    "FileCache",
    "Limits",
    "Measure",
    "Measured",
    "RenderTask",
    "StandingPool",
    "TaskResult",
    "run_all",
    "run_each",
    "standing_pool",
    "worker_count",
]
