"""With its sample words, a picture in which shapes follow words looks as Chromium shows the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lanterns import SIDE, artworks, drawn, ours, shown
from PIL import ImageChops, ImageStat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image
    from playwright.sync_api import Browser, Page

#: The colour of a shape that follows words, by layout.
AMBER, PAPER, MIST = (0xF5, 0xA8, 0x3C), (0xFF, 0xF4, 0xDC), (0x5F, 0x92, 0x94)
FOLLOWERS = {"bars": AMBER, "torch": AMBER, "echo": MIST, "strips": PAPER}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
    yield page
    page.close()


def extent(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Return the box of what has a colour, to within 16 levels of a channel."""
    bands = [
        band.point(lambda level, wanted=wanted: 255 if abs(level - wanted) < 16 else 0)
        for band, wanted in zip(image.split(), colour, strict=True)
    ]
    box = ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox()
    assert box is not None
    return box


@pytest.mark.long
@pytest.mark.parametrize("message", artworks())
def test_chromium_paints_the_picture_as_we_do(page: Page, message: str) -> None:
    difference = ImageStat.Stat(ImageChops.difference(shown(page, artworks()[message].svg), ours(message)))
    assert max(difference.mean) < 0.5, difference.mean


@pytest.mark.long
@pytest.mark.parametrize("layout", FOLLOWERS)
def test_the_sample_words_bring_back_the_drawing(page: Page, layout: str) -> None:
    drawing, filled = drawn(page, layout), ours(layout)
    difference = ImageStat.Stat(ImageChops.difference(drawing, filled))
    assert max(difference.mean) < 2.5, difference.mean
    assert extent(filled, FOLLOWERS[layout]) == pytest.approx(extent(drawing, FOLLOWERS[layout]), abs=3)
    other = extent(ours(f"{layout}-other"), FOLLOWERS[layout])
    assert other != pytest.approx(extent(drawing, FOLLOWERS[layout]), abs=9)
