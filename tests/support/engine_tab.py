"""A tab of the engine that a test is for, by its name: Chromium that all share, the others started for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.firefox import Firefox, FirefoxTab
from support.page_engines import ChromiumTab, Settings, Tab, quietly_removed
from support.webkit import WebKit, WebKitTab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The engines as parameters: Chromium in every run, the others in that of all tests.
ENGINES = ["chromium", *(pytest.param(name, marks=pytest.mark.slow) for name in ("firefox", "webkit"))]


def tab_of(request: pytest.FixtureRequest, folder: Path) -> Iterator[Tab]:
    """Yield a tab of the engine that is the parameter of a fixture; a folder takes what another one writes."""
    running: Firefox | WebKit | None = None
    if request.param == "chromium":
        opened: Tab = ChromiumTab(request.getfixturevalue("browser"), Settings(), folder)
    elif request.param == "firefox":
        running = Firefox(folder / "engine", "light")
        opened = FirefoxTab(running, Settings())
    else:
        running = WebKit(folder / "engine", "light")
        opened = WebKitTab(running, Settings())
    yield opened
    quietly_removed(opened)
    if running:
        running.end()
