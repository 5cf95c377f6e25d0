"""`docs/preview.png`: the page of `kit preview`, with some pictures of the kit and their slots."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from signal import SIGINT
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from docs.pictures.painting import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

#: CSS px of the window, and the message that is shown in it.
_WINDOW, _MESSAGE = {"width": 1400, "height": 900}, "tools-at-risk"
#: Whether every picture in the window is there, with what lies over it.
_THERE = """() => [...document.querySelectorAll('.card')].every((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return bottom < 0 || top > innerHeight || (card.querySelector('[data-version]') && card.querySelector('svg'));
})"""


def preview_picture() -> None:
    """Take a picture of the page."""
    with _page() as page:
        page.goto(f"{page.url}#message={_MESSAGE}")
        page.reload()
        page.wait_for_selector(".card")
        page.keyboard.press("s")
        page.wait_for_function(_THERE)
        page.screenshot(path=ROOT / "docs" / "preview.png")


@contextmanager
def _page() -> Iterator[Page]:
    """Open the preview of the kit."""
    command = [sys.executable, "-m", "kit", "preview", "--no-open"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        address = process.stdout.readline().removeprefix("open ").strip() if process.stdout else ""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
            page = browser.new_page(viewport=_WINDOW)  # type: ignore[arg-type]
            page.set_default_timeout(600_000)
            page.goto(address)
            yield page
            browser.close()
    finally:
        process.send_signal(SIGINT)
        process.wait()
