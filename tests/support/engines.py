"""Firefox by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), WebKit by Selenium, and a tab of any engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import warnings
from base64 import b64decode
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from websocket import create_connection

from support.browser import KEYS, ChromiumTab, Settings, Tab, quietly_removed, require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.remote.webdriver import WebDriver


#: What makes a scheme of colours.
_SCHEMES = {
    "light": {"layout.css.prefers-color-scheme.content-override": 1},
    "dark": {"layout.css.prefers-color-scheme.content-override": 0},
    "forced": {"browser.display.document_color_use": 2},
}
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """A browser that runs, with a socket to it."""

    def __init__(self, folder: Path, scheme: str) -> None:
        """Start it with a new profile in a folder."""
        program = require(shutil.which("firefox-esr") or shutil.which("firefox"), "Firefox")
        self.downloads, profile = folder / "downloads", folder / "profile"
        self.downloads.mkdir(parents=True)
        profile.mkdir()
        own: dict[str, object] = {"browser.download.folderList": 2, "browser.download.dir": str(self.downloads)}
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(to)});" for name, to in {**own, **_SCHEMES[scheme]}.items()
        )
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
        self._log = (folder / "log.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        self._ids = count(1)
        self._socket = create_connection(f"{self._address()}/session", suppress_origin=True, timeout=60)
        self.send("session.new", capabilities={})

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := _LISTENS.search(line):
                return found[1]
        raise AssertionError("Firefox ended before it listened")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401  (whatever JSON holds)
        """Send a command; return its result. Raises AssertionError for an error."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer}"
                result: dict[str, Any] = answer["result"]
                return result

    def end(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.communicate(timeout=60)
        self._log.close()


class FirefoxTab(Tab):
    """A tab with cookies of its own."""

    def __init__(self, browser: Firefox, settings: Settings) -> None:
        """Open an empty tab."""
        self.browser, self.downloads = browser, browser.downloads
        self._user: str = browser.send("browser.createUserContext")["userContext"]
        opened = browser.send("browsingContext.create", type="tab", userContext=self._user)
        self._tab: str = opened["context"]
        self.resize(*settings.size)

    def visit(self, address: str) -> None:
        for place in ("about:blank", address):
            self.browser.send("browsingContext.navigate", context=self._tab, url=place, wait="complete")

    def run(self, expression: str) -> Any:  # noqa: ANN401
        answer = self.browser.send(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await ({expression})) ?? null",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer.get("exceptionDetails", {}).get("text")
        found = answer["result"].get("value")
        return None if found is None else json.loads(found)

    def point(self, x: float, y: float) -> None:
        there = {"type": "pointerMove", "x": round(x), "y": round(y)}
        acts = [there, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": acts})

    def press(self, *keys: str) -> None:
        values = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._act({"type": "key", "id": "keyboard", "actions": [*down, *up]})

    def _act(self, source: dict[str, Any]) -> None:
        self.browser.send("input.performActions", context=self._tab, actions=[source])

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.browser.send("browsingContext.setViewport", context=self._tab, viewport=size)

    def png(self) -> bytes:
        return b64decode(self.browser.send("browsingContext.captureScreenshot", context=self._tab)["data"])

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        return b64decode(self.browser.send("browsingContext.print", context=self._tab)["data"])

    def named(self, role: str, name: str) -> int:
        """Return how many elements of a role and a name the accessibility tree of the browser holds."""
        locator = {"type": "accessibility", "value": {"role": role, "name": name}}
        return len(self.browser.send("browsingContext.locateNodes", context=self._tab, locator=locator)["nodes"])

    def tabs(self) -> int:
        tree = self.browser.send("browsingContext.getTree", maxDepth=0)["contexts"]
        return sum(tab["userContext"] == self._user for tab in tree)

    def close(self) -> None:
        self.browser.send("browser.removeUserContext", userContext=self._user)


#: px: the least width of a window.
_NARROWEST = 447
#: Put a page into a frame of a size, alone in the window, and wait until it is loaded.
_FRAME = """
const [address, width, height, done] = arguments;
const frame = Object.assign(document.createElement("iframe"), { src: address, width, height, onload: () => done() });
frame.style = "position: fixed; inset: 0; border: 0";
document.body.replaceChildren(frame);
"""
#: The theme of the desktop, which a page takes its scheme from.
_THEMES = {"light": "Adwaita", "dark": "Adwaita:dark"}


class WebKit:
    """A browser that runs, with its screen."""

    def __init__(self, folder: Path, scheme: str) -> None:
        """Start both, at home in a folder."""
        driver = require(shutil.which("WebKitWebDriver"), "WebKitWebDriver")
        browsers = (
            *Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"),
            *Path("/usr/libexec").glob("webkit*/MiniBrowser"),
        )
        folder.mkdir(parents=True)
        self.downloads = folder
        options = Options()
        options.binary_location = require(next(map(str, browsers), None), "MiniBrowser of WebKitGTK")
        options.add_argument("--automation")
        self._screen, display = _screen()
        own = {"DISPLAY": display, "HOME": str(folder), "GTK_THEME": _THEMES[scheme], "LIBGL_ALWAYS_SOFTWARE": "1"}
        environment = {**os.environ, **own, "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
        try:
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Selenium warns of itself
                self.driver: WebDriver = WebKitGTK(options=options, service=Service(driver, env=environment))
        except BaseException:
            self._end_screen()
            raise
        self.driver.set_script_timeout(60)

    def end(self) -> None:
        """End the browser and its screen."""
        self.driver.quit()
        self._end_screen()

    def _end_screen(self) -> None:
        self._screen.terminate()
        self._screen.wait(timeout=60)


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start a screen; return its process and its name."""
    program = require(shutil.which("Xvfb"), "Xvfb")
    reads, writes = os.pipe()
    command = [program, "-displayfd", str(writes), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as said:
        return process, f":{said.readline().strip()}"


class WebKitTab(Tab):
    """The window of the browser, or a frame in it; it has cookies in common with all others."""

    def __init__(self, browser: WebKit, settings: Settings) -> None:
        """Take the window, and close all others."""
        self.driver, self.downloads = browser.driver, browser.downloads
        self.close()
        self.resize(*settings.size)

    def visit(self, address: str) -> None:
        self.driver.get("about:blank")
        width, height = self._size
        if width >= _NARROWEST:
            self.driver.get(address)
            return
        self.driver.get(urljoin(address, "LICENSE.txt"))  # a file is framed by another file alone
        self.driver.execute_async_script(_FRAME, address, width, height)
        self.driver.switch_to.frame(self.driver.find_element("css selector", "iframe"))

    def run(self, expression: str) -> Any:  # noqa: ANN401
        found = self.driver.execute_async_script(
            f"const done = arguments[0]; (async () => ({expression}))()"
            ".then((value) => done([JSON.stringify(value) ?? null]), (error) => done(String(error)));"
        )
        assert isinstance(found, list), found
        return None if found[0] is None else json.loads(found[0])

    def point(self, x: float, y: float) -> None:
        acts = ActionBuilder(self.driver)
        acts.pointer_action.move_to_location(round(x), round(y))  # type: ignore[no-untyped-call]
        acts.pointer_action.click()
        acts.perform()

    def press(self, *keys: str) -> None:
        values = [KEYS.get(key, key) for key in keys]
        acts = ActionChains(self.driver)
        for value in values:
            acts.key_down(value)
        for value in reversed(values):
            acts.key_up(value)
        acts.perform()

    def resize(self, width: int, height: int) -> None:
        """Set the size of the window so that the page has it, a narrow one when it is next visited."""
        self._size = width, height
        self.driver.switch_to.default_content()
        self.driver.set_window_size(width, height)
        outer = self.driver.get_window_size()["height"]
        inner = int(self.driver.execute_script("return innerHeight"))
        self.driver.set_window_size(width, height + outer - inner)
        time.sleep(0.1)

    def restyle(self) -> None:
        """Lay the page out anew: after a load it may tell the colours of no scheme, while it paints the right ones."""
        self.run("[document.body.style.display = 'none', document.body.offsetHeight, document.body.style.display = '']")

    def png(self) -> bytes:
        return self.driver.get_screenshot_as_png()

    def tabs(self) -> int:
        return len(self.driver.window_handles)

    def close(self) -> None:
        """Close all windows but the first, which the browser lives by."""
        first, *others = self.driver.window_handles
        for window in others:
            self.driver.switch_to.window(window)
            self.driver.close()
        self.driver.switch_to.window(first)


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
