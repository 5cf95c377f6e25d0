"""Tasks for a cluster whose workers are slow, die or differ; workers find this module on their path."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sum:
    """A task of one picture or several; `drawing` is what faults name."""

    number: int
    weight: int = 1
    drawing: str = ""
    size: tuple[float, float] = (8, 8)


def doubled(task: Sum, _shared: str) -> int:
    """Return twice the number of a task."""
    return task.number * 2


def doubled_slowly(task: Sum, folder: str) -> int:
    """Return twice the number of a task after a moment; a file says which process did it."""
    Path(folder, f"{os.getpid()}-{task.number}").touch()
    time.sleep(0.02)
    return task.number * 2


def doubled_unless_deadly(task: Sum, _shared: str) -> int:
    """Return twice the number of a task; the seventh ends the process."""
    if task.number == 7:
        os._exit(1)
    return task.number * 2


class Deadly:
    """A result that ends the process that sends it."""

    def __reduce__(self) -> str:
        """End this process."""
        os._exit(1)


def deadly_to_send(_task: Sum, _shared: str) -> Deadly:
    """Return what ends this process when it is sent."""
    return Deadly()


def doubled_unless_stuck(task: Sum, _shared: str) -> int:
    """Return twice the number of a task; the seventh takes for ever, the eighth fails."""
    if task.number == 7:
        time.sleep(3600)
    if task.number == 8:
        raise ValueError("no such colour")
    return task.number * 2


def same_everywhere(*_shared: str) -> dict[str, str]:
    """Return no input."""
    return {}


def named_inputs(*_shared: str) -> dict[str, str]:
    """Return what the environment of a process says that it has."""
    return dict(pair.split("=") for pair in os.environ.get("KIT_TEST_INPUTS", "").split() if pair)
