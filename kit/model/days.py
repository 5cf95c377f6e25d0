"""Days as `kit.yaml` and the manifest write them: 2020-12-21."""

from __future__ import annotations

import datetime as dt
import re


def day_of(written: str) -> dt.date | None:
    """Return the day that is written as YYYY-MM-DD; None where it is none."""
    try:
        return dt.date.fromisoformat(written) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else None
    except ValueError:
        return None
