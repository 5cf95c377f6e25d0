"""What the second engine writes on its own, before it ends its process, does not reach the terminal."""

from __future__ import annotations

import subprocess
import sys

import pytest

PAINT = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
from kit.paint.raster.resvg_engine import paint_png
svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
print(len(paint_png(svg, {0}, {0})))
print("said later", file=sys.stderr)
"""


@pytest.mark.parametrize(("side", "ends"), [(9, False), (400_000, True)])
def test_native_lines_are_hidden_and_others_shown(side: int, *, ends: bool) -> None:
    run = subprocess.run([sys.executable, "-c", PAINT.format(side)], capture_output=True, text=True, check=False)
    assert (run.returncode == 0) != ends
    assert "memory allocation" not in run.stderr
    assert ("said later" in run.stderr) != ends
