"""WebKit: the browser of WebKitGTK on a screen that nobody sees, driven by Selenium.

Its windows are at least 447 px wide: a narrower page is shown in a frame, whose width its styles go by. WebKitGTK 2.54
answers `(forced-colors: none)` in every theme of the desktop, and its driver has no command to print.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from support.page_engines import KEYS, Settings, Tab, require

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

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
