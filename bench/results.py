"""Keep what was measured in `bench/RESULTS.md`: each measurement owns a section, and leaves the others."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_TITLE = "# What was measured\n"


def keep(section: str, text: str, file: Path = RESULTS) -> None:
    """Write a section of the results: in the place of the one with its title, else at the end."""
    written = file.read_text("utf-8") if file.is_file() else _TITLE
    head, *sections = re.split(r"^(?=## )", written, flags=re.MULTILINE)
    mine = f"## {section}\n\n{text.strip()}\n"
    by_title = {
        one.partition("\n")[0]: one.strip() + "\n" for one in (*sections, mine)
    }  # the new one where the old was
    file.write_text("\n".join([head.strip() + "\n", *by_title.values()]), "utf-8")


def measured_on() -> str:
    """Return when and on what something was measured, which ends now."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}; {os.cpu_count()} cores of {_processor()}, load {load} at the end"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
