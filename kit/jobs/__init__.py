"""Run tasks in worker processes: paint and encode pictures under limits of memory and time."""

from kit.jobs.pool import Limits, default_jobs, parallel_map, run_all
from kit.jobs.tasks import EncodeRequest, FileCache, RenderTask, TaskResult

__all__ = [
    "EncodeRequest",
    "FileCache",
    "Limits",
    "RenderTask",
    "TaskResult",
    "default_jobs",
    "parallel_map",
    "run_all",
]
