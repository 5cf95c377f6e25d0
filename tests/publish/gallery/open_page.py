"""A page that is open in Chromium, and what a test reads on it."""

from __future__ import annotations

import datetime as dt
import re
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from support.browser import PATIENCE, becomes

from gallery.page_variants import SIGN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Route

#: Sizes of a small phone, a phone, a tablet and a laptop, in CSS px.
SIZES = [(320, 640), (375, 812), (768, 1024), (1280, 800)]
#: A phone, and noon on a day of the campaign.
PHONE, NOON = {"width": 375, "height": 812}, "2020-12-05T12:00:00"
#: Nothing that is said goes away by itself, however slow the machine is.
LASTING = "{ const later = setTimeout; window.setTimeout = (act, ms) => (ms < 5000 ? later(act, ms) : 0); }"
#: Chromium on computers has no `navigator.share`; this stands in for it and keeps what it was given.
SHARE_STAND_IN = """
window.shared = [];
navigator.canShare = ({ files }) => files.length === 1 && files[0].type.startsWith("image/");
navigator.share = async (given) => {
  window.refused = Boolean(window.refusal);
  if (window.refusal) throw new DOMException("no", window.refusal);
  const [{ name, type, size }] = given.files;
  window.shared.push({ keys: Object.keys(given), name, type, size });
};
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Shortening(Quiet):
    """Gives pages under names without their ending, as some hosts do, and leads there from the others."""

    def do_GET(self) -> None:
        """Answer a request."""
        path, _, ending = self.path.rpartition(".")
        if ending == "html":
            self.send_response(HTTPStatus.PERMANENT_REDIRECT)
            self.send_header("Location", path)
            self.end_headers()
            return
        self.path += ".html" if self.path.endswith("/make") else ""
        super().do_GET()


@contextmanager
def served(folder: Path, answer: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder on this computer; its address is given."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(answer, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Visit:
    """A page that is open, with what it asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        """Open an empty page; everything on the web answers with an empty page."""
        self.context = context
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if "favicon" not in str(line.location) else None
        )
        context.route(re.compile("^https://"), self._answer)

    @staticmethod
    def _answer(route: Route) -> None:
        route.fulfill(body="<title>elsewhere</title>", content_type="text/html")

    def pasted(self) -> str:
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text.replace("\r\n", "\n")

    def says(self, wanted: str) -> None:
        """Wait until the page says something of what was done."""
        becomes(self.page, "document.getElementById('status').textContent", wanted)

    def opened(self, act: Callable[[], None]) -> str:
        """Return the address of the page that something opens, which is closed again."""
        with self.page.expect_popup() as popup:
            act()
        address = popup.value.url
        popup.value.close()
        return address


def opened(browser: Browser, address: str, script: str, now: str, settings: dict[str, Any]) -> Visit:
    """Open a page in a context of its own; `script` runs first, `now` is what the clock says in UTC."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    found = Visit(context)
    found.page.add_init_script(LASTING + script)
    if now:
        context.clock.set_fixed_time(dt.datetime.fromisoformat(f"{now}+00:00"))
    found.page.goto(address)
    return found


def go_to(page: Page, part: str) -> None:
    """Go to another part of a page that is open, by what follows the `#` of its address, as its links do."""
    page.evaluate(
        """(part) => (location.hash || "#") === part || new Promise((done) => {
          addEventListener("hashchange", () => done(), { once: true });
          location.hash = part;
        })""",
        f"#{part}",
    )


def picture(base: str, path: str = SIGN) -> str:
    return f"{base}/index.html#picture={path.replace('/', '%2F')}"


def caption(folder: Path, path: str = SIGN) -> str:
    return (folder / path).with_suffix(".caption.txt").read_text(encoding="utf-8")[:-1]


def shown(page: Page) -> list[str]:
    """Return the files of the pictures that the cards show."""
    found: list[str] = page.eval_on_selector_all(".card .go", "all => all.map(link => link.hash)")
    return [parse_qs(hash_.removeprefix("#"))["picture"][0] for hash_ in found]


def shows(page: Page, paths: list[str]) -> None:
    """Wait until the cards show some pictures."""
    becomes(page, lambda: shown(page), paths)


def focus_is_on(page: Page, id_: str) -> None:
    """Wait until an element has the focus, by its id."""
    becomes(page, "document.activeElement.id", id_)


def reads(page: Page, selector: str, wanted: str) -> None:
    """Wait until the first element of a selector holds some words."""
    becomes(page, page.locator(selector).first.inner_text, wanted)


def all_read(page: Page, selector: str, wanted: list[str]) -> None:
    """Wait until the elements of a selector hold some words each."""
    becomes(page, page.locator(selector).all_inner_texts, wanted)
