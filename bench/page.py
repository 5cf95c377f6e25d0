"""Measure what the page of a kit loads, in Chromium on a line that is as slow as one likes.

    python -m bench.page [FOLDER] [--kbit 1600] [--delay 150]

Prints the bytes on the wire and the time until the first picture is seen, then the bytes after scrolling through all
messages on Instagram, and on all platforms, each on the day of the kit. The folder is that of a kit, by default the
one below `dist/`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, CDPSession, Page

#: A phone, in CSS px, and how many of its pixels are one of them.
_PHONE, _RATIO = {"width": 375, "height": 812}, 2
_SEEN = (
    "(() => { const one = document.querySelector('.card img'); return Boolean(one?.complete && one.naturalWidth); })()"
)


class Line(NamedTuple):
    """A line to the network: kbit a second, and ms until an answer begins. With 0 kbit it is as fast as it can be."""

    kbit: int
    delay: int


class Loaded(NamedTuple):
    """What a visit loaded: bytes and requests, and the seconds until the first picture was seen."""

    size: int
    requests: int
    first: float


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Visit:
    """A page on a phone, with an empty cache, on a line."""

    def __init__(self, browser: Browser, line: Line) -> None:
        context = browser.new_context(viewport=_PHONE, device_scale_factor=_RATIO)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self._session: CDPSession = context.new_cdp_session(self.page)
        self.size = self.requests = 0
        self._session.on("Network.loadingFinished", self._count)
        self._session.send("Network.enable")
        speed = line.kbit * 1000 / 8 if line.kbit else -1
        conditions = {"offline": False, "latency": line.delay, "downloadThroughput": speed, "uploadThroughput": speed}
        self._session.send("Network.emulateNetworkConditions", conditions)

    def _count(self, event: dict[str, float]) -> None:
        self.size += int(event["encodedDataLength"])
        self.requests += 1

    def open(self, address: str) -> float:
        """Open an address; return the seconds until its first picture was seen."""
        began = time.perf_counter()
        self.page.goto(address, wait_until="commit")
        while not self.page.evaluate(_SEEN):
            self.page.wait_for_timeout(10)
        return time.perf_counter() - began

    def scroll(self) -> None:
        """Scroll to the end, until all pictures are there."""
        height = -1
        while height != (height := self.page.evaluate("document.documentElement.scrollHeight")) or not self._is_there():
            for place in range(0, height, _PHONE["height"]):
                self.page.evaluate(f"scrollTo(0, {place})")
                self.page.wait_for_timeout(20)

    def _is_there(self) -> bool:
        self.page.wait_for_timeout(200)
        return bool(self.page.evaluate("[...document.querySelectorAll('.card img')].every((image) => image.complete)"))

    def close(self) -> None:
        self.page.context.close()


def measure(browser: Browser, address: str, line: Line, *, scroll: bool) -> Loaded:
    """Visit an address with an empty cache."""
    visit = _Visit(browser, line)
    first = visit.open(address)
    if scroll:
        visit.scroll()
    else:
        visit.page.wait_for_load_state("networkidle")
    loaded = Loaded(visit.size, visit.requests, first)
    visit.close()
    return loaded


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a kit, and print a line for each visit; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.page", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--kbit", type=int, default=1600, help="kbit a second, 0 for no limit (default: %(default)s)")
    parser.add_argument("--delay", type=int, default=150, help="ms until an answer begins (default: %(default)s)")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or next((path.parent for path in sorted(Path("dist").glob("*/index.html"))), None)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if folder is None or program is None:
        print("there is no kit below dist/: run `make kit`" if program else "there is no Chromium", file=sys.stderr)
        return 2
    slow, fast = Line(chosen.kbit, chosen.delay), Line(0, 0)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server,
        sync_playwright() as play,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        day = json.loads((folder / "manifest.json").read_bytes())["kit"]["date"]
        site = f"http://127.0.0.1:{server.server_port}/index.html#day={day}"
        browser = play.chromium.launch(executable_path=program, args=flags)
        print(f"a line of {slow.kbit} kbit/s and {slow.delay} ms, a phone of 375 x 812, nothing in the cache")
        for name, address, line, scroll in (
            ("the first screen", site, slow, False),
            ("all of Instagram", f"{site}&platform=instagram", fast, True),
            ("all platforms", f"{site}&platform=", fast, True),
        ):
            found = measure(browser, address, line, scroll=scroll)
            size = f"{found.size / 1e6:.2f} MB in {found.requests} requests"
            print(f"{name}: {size}, first picture after {found.first:.2f} s")
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
