"""Run tasks in worker processes: paint and encode pictures under limits of memory and time."""

from kit.jobs.pool import Limits, parallel_map, run_all, worker_count
from kit.jobs.tasks import EncodeRequest, FileCache, Measure, Measured, RenderTask, TaskResult

__all__ = [
    "EncodeRequest",
    "FileCache",
    "Limits",
    "Measure",
    "Measured",
    "RenderTask",
    "TaskResult",
    "parallel_map",
    "run_all",
    "worker_count",
]
