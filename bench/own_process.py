"""Run what is measured in a process of its own, in a folder of which nothing is deleted before all is measured.

ext4 passes over the inodes of files that were deleted in the last minutes (`recently_deleted` in its ialloc.c): where
thousands were, making thousands takes seconds longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def measured(module: str, options: Sequence[str], folder: str) -> dict[str, float]:
    """Run a module with an empty cache; return what it printed, in JSON. What it makes stays in a folder."""
    own = tempfile.mkdtemp(dir=folder)
    env = {**os.environ, "TMPDIR": own, "KIT_CACHE": f"{own}/cache", "OPENBLAS_NUM_THREADS": "1"}  # as for a command
    ran = subprocess.run([sys.executable, "-m", module, *options], stdout=subprocess.PIPE, check=True, env=env)  # noqa: S603
    return dict(json.loads(ran.stdout))
