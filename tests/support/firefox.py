"""Firefox, driven by WebDriver BiDi over its own socket (https://www.w3.org/TR/webdriver-bidi/)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64decode
from itertools import count
from typing import TYPE_CHECKING, Any

from websocket import create_connection

from support.page_engines import KEYS, Settings, Tab, require

if TYPE_CHECKING:
    from pathlib import Path

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
