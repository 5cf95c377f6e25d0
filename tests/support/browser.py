"""Chromium, which some tests drive, and how they wait for what a page does.

A page answers a press, a tap or a new address a moment later, and much later on a computer with much else to do. So
nothing is looked at once behind such a step: a test waits for what is to come of it.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Download, Page


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


#: Keys by the names that Playwright gives them, as WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions).
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Control": "\ue009"}
#: Return the middle of the first visible element of a selector that holds some words, in px of the window.
_MIDDLE = """((css, words) => {
  const found = [...document.querySelectorAll(css)].find((e) => e.checkVisibility() && e.textContent.includes(words));
  if (!found) return null;
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})"""


def _end() -> float:
    """Return the time at which one has waited long enough."""
    return time.monotonic() + PATIENCE / 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a tab shows a page: width and height in CSS px, and `light`, `dark` or `forced` colours."""

    size: tuple[int, int] = (1280, 800)
    scheme: str = "light"


class Tab(ABC):
    """A tab of a browser; what is saved in it lies in `downloads`."""

    downloads: Path

    @abstractmethod
    def visit(self, address: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def run(self, expression: str) -> Any:  # noqa: ANN401  (whatever JSON holds)
        """Return what an expression of JavaScript gives, or its promise."""

    @abstractmethod
    def point(self, x: float, y: float) -> None:
        """Press a place of the window."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys together, by their names in `KEYS` or their letters."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the size of the page, or the nearest that the engine has."""

    @abstractmethod
    def png(self) -> bytes:
        """Return what is on the screen."""

    @abstractmethod
    def tabs(self) -> int:
        """Return how many tabs are open."""

    @abstractmethod
    def close(self) -> None:
        """Close this tab and all that were opened from it."""

    def restyle(self) -> None:  # noqa: B027  (most engines need nothing)
        """Have the styles that the engine tells be those that it paints."""

    def until(self, true: str) -> None:
        """Wait until an expression holds."""
        self.until_some(f"Boolean({true})")

    def until_some(self, expression: str) -> Any:  # noqa: ANN401  (whatever JSON holds)
        """Wait until an expression gives something; return it."""
        end = _end()
        while not (found := self.run(expression)):
            assert time.monotonic() < end, f"never came true: {expression}"
            time.sleep(0.05)
        return found

    def click(self, css: str, words: str = "") -> None:
        """Press the first visible element of a selector that holds some words."""
        middle = self.run(f"{_MIDDLE}({json.dumps(css)}, {json.dumps(words)})")
        assert middle, f"there is no {css} with '{words}'"
        self.point(*middle)

    def sees(self, css: str, words: str = "") -> bool:
        """Tell whether an element of a selector that holds some words is visible."""
        return self.run(f"{_MIDDLE}({json.dumps(css)}, {json.dumps(words)})") is not None

    def until_tabs(self, number: int) -> None:
        """Wait until so many tabs are open."""
        end = _end()
        while self.tabs() != number:
            assert time.monotonic() < end, f"{self.tabs()} tabs are open, not {number}"
            self.run("new Promise((done) => { setTimeout(done, 50); })")

    def said(self) -> str:
        """Wait until the page says something; return it."""
        return str(self.until_some("document.getElementById('status').textContent"))

    def pasted(self) -> str:
        """Return what lies on the clipboard, by pasting it as a person would."""
        self.run("document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' }))")
        self.run("document.getElementById('pasted').focus()")
        self.press("Control", "v")
        self.until("document.getElementById('pasted').value")
        text = self.run("[document.getElementById('pasted')].map((area) => (area.remove(), area.value))[0]")
        return str(text).replace("\r\n", "\n")

    def saved(self, name: str) -> bytes:
        """Wait until a file is saved, and has grown no more for a while; return what it holds."""
        path, end = self.downloads / name, _end()
        sizes = [0]
        while not sizes[-1] or len(set(sizes[-4:])) > 1:
            assert time.monotonic() < end, f"{name} was not saved; there is {[*self.downloads.iterdir()]}"
            self.run("new Promise((done) => { setTimeout(done, 50); })")
            sizes.append(path.stat().st_size if path.is_file() else 0)
        data = path.read_bytes()
        path.unlink()
        return data


class ChromiumTab(Tab):
    """A tab with cookies of its own."""

    _COLOURS: ClassVar[dict[str, dict[str, Any]]] = {
        "light": {"color_scheme": "light"},
        "dark": {"color_scheme": "dark"},
        "forced": {"forced_colors": "active"},
    }

    def __init__(self, browser: Browser, settings: Settings, downloads: Path) -> None:
        """Open an empty tab."""
        width, height = settings.size
        self.downloads = downloads
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, **self._COLOURS[settings.scheme]
        )
        self.page = self.context.new_page()
        self._begun: list[Download] = []
        self.page.on("download", self._begin)

    def _begin(self, download: Download) -> None:
        self._begun.append(download)

    def visit(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(address)

    def run(self, expression: str) -> Any:  # noqa: ANN401
        found = self.page.evaluate(f"async () => JSON.stringify(await ({expression})) ?? null")
        while self._begun:
            download = self._begun.pop()
            download.save_as(self.downloads / download.suggested_filename)
        return None if found is None else json.loads(found)

    def point(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def press(self, *keys: str) -> None:
        self.page.keyboard.press("+".join(keys))

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def png(self) -> bytes:
        return self.page.screenshot()

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        return self.page.pdf(format="A4")

    def tabs(self) -> int:
        return len(self.context.pages)

    def close(self) -> None:
        self.context.close()


def require(program: str | None, name: str) -> str:
    """Return the path of a program; without it the test fails."""
    if not program:
        pytest.fail(f"there is no {name}: install it, or run `make test-ci`, which does")
    return program


def quietly_removed(tab: Tab) -> None:
    """Close a tab whose browser may be gone."""
    with suppress(Exception):
        tab.close()
