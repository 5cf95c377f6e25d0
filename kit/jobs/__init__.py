"""Run tasks in worker processes: paint and encode pictures within limits on memory and time."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand
from kit.jobs.limits import LIMITS, Limits
from kit.jobs.tasks import EncodeRequest, Measure, RenderTask, TaskResult

if TYPE_CHECKING:
    from kit.jobs.cluster import Cluster
    from kit.jobs.executors import Executor, InPool, InThisProcess, executor_of
    from kit.jobs.pool import OpenPool, open_pool, run_in_workers, worker_count
else:
    __getattr__ = names_on_demand(
        "kit.jobs",
        {
            "cluster": "Cluster",
            "executors": "Executor InPool InThisProcess executor_of",
            "pool": "OpenPool open_pool run_in_workers worker_count",
        },
    )

__all__ = [
    "LIMITS",
    "Cluster",
    "EncodeRequest",
    "Executor",
    "InPool",
    "InThisProcess",
    "Limits",
    "Measure",
    "OpenPool",
    "RenderTask",
    "TaskResult",
    "executor_of",
    "open_pool",
    "run_in_workers",
    "worker_count",
]
