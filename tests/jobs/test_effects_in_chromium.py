"""Effects are painted as Chromium paints the same file: thirty drawings in the syntax of their editors."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.effect_drawings import DRAWINGS
from support.pictures import apart, painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kit.model.layout import Drawing

#: The most that they may differ by, in levels of 255: on average, and in the worst square of 16 px.
MOST_MEAN, MOST_IN_SQUARE = 1, 5
LIVE = '<rect id="live" x="20" y="20" width="440" height="440" fill="none"/>'


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 480, "height": 480})
    yield page
    page.close()


@pytest.mark.few(10)
@pytest.mark.parametrize("name", DRAWINGS)
def test_chromium_paints_the_same(draw_file: Callable[[str], Drawing], page: Page, name: str) -> None:
    drawing = draw_file(DRAWINGS[name].replace("</svg>", f"{LIVE}</svg>"))
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:480px;height:480px}}</style>{DRAWINGS[name]}")
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    mean, in_square = apart(shown, painted(drawing).convert("RGB"))
    assert (mean < MOST_MEAN, in_square <= MOST_IN_SQUARE) == (True, True), (mean, in_square)


def test_there_are_thirty() -> None:
    assert len(DRAWINGS) == 30


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "mask" not in name])
def test_without_its_effect_a_drawing_differs(draw_file: Callable[[str], Drawing], name: str) -> None:
    drawing = draw_file(DRAWINGS[name].replace("</svg>", f"{LIVE}</svg>"))
    _, in_square = apart(painted(drawing), painted(drawing, effects=False))
    assert in_square > 2 * MOST_IN_SQUARE
