"""What one picture may take, and the faults of pictures that take more, or end the process that paints them."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import Fault, Mark
from kit.jobs.memory import least_bytes, mebibytes, tightest_limit

if TYPE_CHECKING:
    from kit.jobs.tasks import Paintable

#: The code with which a worker ends whose picture takes more memory than there is.
OUT_OF_MEMORY = 77
_REMEDY = "simplify the drawing: fewer shapes, clones and gradients, smaller pictures"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one picture may take, far above any real one: seconds, and bytes of a worker's own memory.

    The largest real picture, a poster to print, takes a second and a fifth of the memory.
    """

    seconds: float = 60
    bytes: int = 1 << 30


LIMITS = Limits()


def too_slow(picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture that took too long."""
    return Fault(f"painting it took over {limits.seconds:g} s", _mark(picture), _REMEDY, code="picture-too-slow")


def painter_raised(error: BaseException, picture: Paintable) -> Fault:
    """Return the fault of a picture at which the painter stopped."""
    message = f"painting it failed: {type(error).__name__}: {error}"
    return Fault(message, _mark(picture), _REMEDY, code="picture-failed")


def process_ended(code: int | None, picture: Paintable, limits: Limits) -> Fault:
    """Return the fault of a picture whose process ended: for want of memory, as far as can be told, or otherwise."""
    mark, limit, needed = _mark(picture), tightest_limit(limits.bytes), least_bytes(picture.size)
    needs = f"; its pixels alone take {mebibytes(needed)}" if needed else ""
    if code == OUT_OF_MEMORY:
        message = f"painting it takes more memory than {limit}{needs}"
        return Fault(message, mark, _REMEDY, code="picture-too-large")
    if code == -signal.SIGKILL:
        message = (
            f"the process that painted it was killed (signal 9), as systems do when memory runs out: {limit}{needs}"
        )
        return Fault(message, mark, f"{_REMEDY}; or free memory, or use fewer --jobs", code="worker-ended")
    return Fault(f"the process that painted it ended with code {code}", mark, _REMEDY, code="worker-ended")


def _mark(picture: Paintable) -> Mark | None:
    return Mark(picture.drawing, 1) if picture.drawing else None
