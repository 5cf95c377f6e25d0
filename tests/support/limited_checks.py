"""Check a campaign within limits of memory and time, in a process that is ended by them."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import kit

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of address space, of which the libraries that are loaded take most, and seconds of the processor.
MEMORY, SECONDS = 2_500_000_000, 20


def check_within_limits(folder: Path) -> str:
    """Return the faults of a campaign, or what `kit check` finds in it. To be called in a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(30 * SECONDS)  # for what waits and does nothing
    try:
        return "\n".join(str(finding.fault) for finding in kit.check(kit.load(folder)))
    except kit.KitError as error:
        return str(error)
