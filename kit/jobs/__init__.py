"""Run tasks in worker processes: paint and encode pictures within limits on memory and time."""

from kit.jobs.limits import LIMITS, Limits
from kit.jobs.pool import StandingPool, run_each, standing_pool, worker_count
from kit.jobs.tasks import EncodeRequest, Measure, RenderTask, TaskResult

__all__ = [
    "LIMITS",
    "EncodeRequest",
    "Limits",
    "Measure",
    "RenderTask",
    "StandingPool",
    "TaskResult",
    "run_each",
    "standing_pool",
    "worker_count",
]
