"""Run tasks in worker processes: paint and encode pictures within limits on memory and time."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand
from kit.run.jobs.limits import LIMITS, Limits

if TYPE_CHECKING:
    from kit.run.jobs.cluster import Cluster
    from kit.run.jobs.pool import (
        Executor,
        InPool,
        InThisProcess,
        OpenPool,
        executor_of,
        open_pool,
        run_in_workers,
        worker_count,
    )
    from kit.run.jobs.render_task import EncodeRequest, RenderTask, TaskResult
else:
    __getattr__ = names_on_demand(
        "kit.run.jobs",
        {
            "cluster": "Cluster",
            "render_task": "EncodeRequest RenderTask TaskResult",
            "pool": "Executor InPool InThisProcess OpenPool executor_of open_pool run_in_workers worker_count",
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
    "OpenPool",
    "RenderTask",
    "TaskResult",
    "executor_of",
    "open_pool",
    "run_in_workers",
    "worker_count",
]
