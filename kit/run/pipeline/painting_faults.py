"""Name the parts of a drawing that make the painter fail, for the faults of pictures that could not be painted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.base.errors import Fault, KitError
from kit.drawing.svg.engine_input import Original
from kit.judge import painter_stops
from kit.run.jobs import run_in_workers

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DrawingTask:
    """A drawing to paint by itself, within the limits of a picture."""

    path: Path
    drawing: str
    size: tuple[int, int] = (0, 0)


def with_parts(fault: Fault, drawing: DrawingTask) -> tuple[Fault, ...]:
    """Return the fault of a picture that could not be painted, as one for each part that makes the painter fail.

    Returns the fault itself if the painter did not fail, or fails at none of the drawing's parts.
    """
    if fault.code != "picture-failed":
        return (fault,)
    (found,) = run_in_workers(_stops, [drawing], 1)
    return (fault,) if isinstance(found, Fault) else tuple(found) or (fault,)


def _stops(task: DrawingTask) -> list[Fault]:
    with suppress(KitError):
        return painter_stops(Original(task.path))
    return []
