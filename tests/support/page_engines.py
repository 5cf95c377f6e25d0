"""The page in three engines: Chromium through Playwright, Firefox through WebDriver BiDi, WebKit through Selenium.

A `Tab` does what a person can do, and reads what is there; how is told by one class for each engine. Chromium is that
of all browser tests; the others are started when a test asks for them, and once for each scheme of colours.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from support.browser import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Download

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
        """Wait until a file is saved; return what it holds."""
        path, end = self.downloads / name, _end()
        while not (path.is_file() and path.stat().st_size):
            assert time.monotonic() < end, f"{name} was not saved; there is {[*self.downloads.iterdir()]}"
            self.run("new Promise((done) => { setTimeout(done, 50); })")
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
