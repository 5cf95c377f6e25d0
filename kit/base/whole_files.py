"""Write files that are whole or not there: an interruption leaves the old file, never half of the new one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and then put it there in one step, with the mode of the one that it replaces.

    Raises OSError.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        os.replace(beside, path)  # noqa: PTH105  (`Path.replace` names no second path in its errors)
    finally:
        beside.unlink(missing_ok=True)
