"""Pattern fills are painted as Chromium paints the same file: image fills of Figma, stock patterns of Inkscape."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat
from support.drawings import plain_picture
from test_pattern_fills import CIRCLE, MOTIF, RECT, ROUND, STOCK, WALL, figma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kit.model.layout import Drawing

FILES = {
    "an image fill": figma(RECT.format(150, 170), "scale(0.0166667 0.025)"),
    "an image fill with round corners": figma(ROUND, "scale(0.0166667 0.025)"),
    "a cropped image fill": figma(CIRCLE, "matrix(0.025 0 0 0.025 -0.25 0)"),
    "a scaled pattern": STOCK.format(MOTIF, "translate(7 3) scale(4)") + WALL,
    "a turned pattern": STOCK.format(MOTIF, "rotate(30) scale(5)") + WALL,
    "a pattern in shares": f'<pattern id="p" width=".1" height=".2"><circle cx="9" cy="9" r="9"/></pattern>{WALL}',
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    yield page
    page.close()


@pytest.mark.parametrize("body", FILES.values(), ids=FILES)
def test_chromium_paints_the_same(draw: Callable[..., Drawing], page: Page, body: str) -> None:
    drawing = draw(body + '<rect id="live" x="1" y="1" width="900" height="900" fill="none"/>')
    page.goto(drawing.path.as_uri())
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(shown, plain_picture(drawing).convert("RGB")))
    assert max(difference.mean) < 1, difference.mean
