"""Forms that editors write, and other engines may read differently, are painted as Chromium paints them.

`forms/GROUP/NAME.svg` are drawings of 300 x 300 px in one form each.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import LIVE, TESTS
from PIL import Image, ImageChops, ImageStat
from support.drawings import plain_picture

from kit.drawing.svg.drawing_reader import read_drawing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FORMS = {path.stem: path for path in sorted(TESTS.glob("drawing/svg/forms/*/*.svg"))}
#: How far two paintings may be apart, in levels of 255: on average, and in the worst square of 16 px.
MEAN, IN_SQUARE = 1.0, 5.0


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(device_scale_factor=4, viewport={"width": 300, "height": 300})
    yield page
    page.close()


@pytest.mark.few(9)
@pytest.mark.parametrize("form", FORMS)
def test_chromium_paints_the_same(form: str, page: Page, tmp_path: Path) -> None:
    ours = tmp_path / "ours.svg"
    before, end, after = FORMS[form].read_text(encoding="utf-8").rpartition("</svg>")
    ours.write_text(before + LIVE.replace("00", "0") + end + after, encoding="utf-8")
    page.goto(FORMS[form].as_uri())
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB").reduce(4)
    apart = ImageChops.difference(shown, plain_picture(read_drawing(ours, {})).convert("RGB"))
    assert shown.getcolors(90_000) != [(90_000, (255, 255, 255))]
    assert max(ImageStat.Stat(apart).mean) < MEAN
    assert max(max(band.reduce(16).tobytes()) for band in apart.split()) < IN_SQUARE


def test_there_are_forms_of_every_group() -> None:
    assert len(FORMS) >= 65
    assert len({path.parent.name for path in FORMS.values()}) == 3
