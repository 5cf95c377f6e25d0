"""Where the browser is that some tests drive."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


def browser_program() -> str:
    """Return the path of Chromium; the tests fail without it."""
    mac = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or (str(mac) if mac.exists() else "")
    if not found:
        pytest.fail("there is no Chromium: install it, or run `make test`, which does")
    return found
