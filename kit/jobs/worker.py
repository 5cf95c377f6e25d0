"""A worker process: how it starts, runs one task, and ends.

A worker has a limit of memory: where that is not enough it ends, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING

from kit.errors import ImageError
from kit.jobs.render_task import Render
from kit.jobs.tasks import TaskResult

if TYPE_CHECKING:
    from kit.jobs.tasks import RenderTask

if sys.platform != "win32":
    import resource

#: The code with which a worker ends whose picture takes more memory than there is.
OUT_OF_MEMORY = 77


def initialise(most_bytes: int) -> None:
    """Prepare a worker: ^C is the parent's to handle, and without the parent there is nothing to do.

    Its own memory (heap, pictures, stacks; not shared libraries) is bounded on Linux, which alone enforces RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the guard on drawings and the
    time limit hold.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()
    if sys.platform == "linux":
        before = [limit for limit in resource.getrlimit(resource.RLIMIT_DATA) if limit != resource.RLIM_INFINITY]
        most = min([most_bytes, *before])  # nobody but root may raise a limit
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run(task: RenderTask) -> TaskResult:
    """Make the files of a task. Ends the process when memory runs out: what is left of it is not to be trusted."""
    render = Render(task)
    try:
        files = tuple(render.files(request) for request in task.requests)
        measured = render.measured()
    except ImageError as error:  # a photo that was changed since it was found
        return TaskResult(error.faults[:1] * len(task.requests), render.painted, render.seconds, _peak_bytes())
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    return TaskResult(files, render.painted, render.seconds, _peak_bytes(), measured)


def _peak_bytes() -> int:
    """Return the most memory that this process has held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS counts bytes, Linux KiB
