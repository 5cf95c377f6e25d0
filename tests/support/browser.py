"""Chromium, which some tests drive."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


def browser_program() -> str:
    """Return the path of Chromium; the tests fail without it."""
    mac = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or (str(mac) if mac.exists() else "")
    if not found:
        pytest.fail("there is no Chromium: install it, or run `make test`, which does")
    return found


def chromium() -> Iterator[Browser]:
    """Start Chromium, once for all tests of a process: Playwright can't be started twice in one."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=arguments)
        yield browser
        browser.close()
