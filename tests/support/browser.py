"""Chromium, which some tests drive, and how they wait for what a page does.

A page answers a press, a tap or a new address a moment later, and much later on a computer with much else to do. So
nothing is looked at once behind such a step: a test waits for what is to come of it.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

#: Milliseconds that anything may take in a page on a computer with much else to do.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def browser_program() -> str:
    """Return the path of Chromium; the tests fail without it.

    The shell that Debian builds of it for programs alone opens a page in a third of the time. `make test-all` asks for
    the browser that people have, by the variable WHOLE_BROWSER.
    """
    names = ["chromium", "chromium-browser"]
    if not os.environ.get("WHOLE_BROWSER"):
        names.insert(0, "chromium-headless-shell")
    mac = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
    found = next(filter(None, map(shutil.which, names)), str(mac) if mac.exists() else "")
    if not found:
        pytest.fail("there is no Chromium: install it, or run `make test`, which does")
    return found


def chromium() -> Iterator[Browser]:
    """Start Chromium, once for all tests of a process: Playwright can't be started twice in one."""
    arguments = ["--font-render-hinting=none"]  # for the shell, which hints letters otherwise
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=arguments)
        yield browser
        browser.close()


def becomes(page: Page, what: str | Callable[[], object], wanted: object) -> None:
    """Wait until an expression of JavaScript, or what is read of a page, is exactly what is wanted.

    Unlike `expect`, it tells a no-break space from a space.
    """
    end = time.monotonic() + PATIENCE / 1000
    while (found := page.evaluate(what) if isinstance(what, str) else what()) != wanted:
        if time.monotonic() > end:
            pytest.fail(f"never came to {wanted!r}: {found!r}")
        page.wait_for_timeout(20)


def until(page: Page, true: str) -> None:
    """Wait until an expression holds; `wait_for_function` is against the policy of the pages that are tested."""
    becomes(page, f"Boolean({true})", wanted=True)
