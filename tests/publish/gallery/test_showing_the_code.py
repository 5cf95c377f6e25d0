"""Showing the QR code to somebody who scans it."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from support.browser import becomes

from gallery.open_page import SIZES, Visit, focus_is_on, picture
from gallery.page_variants import LINK, SHARE, SHEET, SIGN
from kit.base.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


#: Windows, and the colours that their readers prefer.
SCREENS: list[tuple[tuple[int, int], Literal["light", "dark"]]] = [
    (SIZES[0], "light"),
    (SIZES[3], "dark"),
    ((320, 256), "light"),
    ((800, 304), "dark"),
]


@pytest.mark.ci
def test_the_code_fills_the_screen_and_is_read(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    for (width, height), scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.click("text=Show the QR code")
        becomes(page, page.locator("dialog").bounding_box, {"x": 0, "y": 0, "width": width, "height": height})
        with Image.open(BytesIO(page.screenshot())) as screen:
            grey = screen.convert("L")
        assert [code.text for code in zxingcpp.read_barcodes(grey, try_invert=False)] == [LINK]
        require_apart_within(page, width, height)
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        focus_is_on(page, "show-code")


def require_apart_within(page: Page, width: int, height: int) -> None:
    """Require that the parts of the code lie apart from each other, and within the window."""
    parts = [page.locator(f"#code > {part}").bounding_box() for part in ("h2", "svg", "p", "form")]
    boxes = [Box(part["x"], part["y"], part["x"] + part["width"], part["y"] + part["height"]) for part in parts if part]
    assert len(boxes) == 4
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert all(box.x1 <= width and box.y1 <= height for box in boxes)


def test_who_shows_a_code_on_the_phone_is_told_of_the_link(
    site: str, visit: Callable[..., Visit], read: Callable[..., Page]
) -> None:
    page = visit(f"{site}/index.html").page
    page.click("#show-code")
    expect(page.locator("#code")).to_be_visible()
    link = page.locator("#code a")
    assert (link.get_attribute("href"), link.inner_text()) == (LINK, LINK)
    assert page.inner_text("#code p").startswith("On this phone or computer, follow the link:")
    for stem, has_code in ((SIGN, True), (SHARE, False), (SHEET, False)):
        told = read(picture(site, stem)).is_visible("text=Whoever sees this picture on a phone can’t scan its code.")
        assert told == has_code, stem
