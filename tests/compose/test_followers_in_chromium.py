"""With its sample words, a picture in which shapes follow words looks as the drawing in Chromium; so do its files."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat
from support.followers import LANTERN, SIDE, artworks, drawn, ours, shown

import kit
from kit.judge.engine_agreement import engines_agree

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def painted_page(pdf: bytes) -> Image.Image:
    """Return a page as poppler paints it at 96 px an inch."""
    ran = subprocess.run(["pdftoppm", "-r", "96", "-png", "-"], input=pdf, capture_output=True, check=True)
    return Image.open(BytesIO(ran.stdout)).convert("RGB").crop((0, 0, SIDE, SIDE))


@pytest.mark.few(4)
@pytest.mark.parametrize("message", artworks())
def test_chromium_paints_the_picture_as_we_do(page: Page, message: str) -> None:
    difference = ImageStat.Stat(ImageChops.difference(shown(page, artworks()[message].svg), ours(message)))
    assert max(difference.mean) < 0.5, difference.mean


@pytest.mark.ci
@pytest.mark.parametrize("layout", FOLLOWERS)
def test_the_sample_words_bring_back_the_drawing(page: Page, layout: str) -> None:
    drawing, filled = drawn(page, layout), ours(layout)
    difference = ImageStat.Stat(ImageChops.difference(drawing, filled))
    assert max(difference.mean) < 2.5, difference.mean
    assert extent(filled, FOLLOWERS[layout]) == pytest.approx(extent(drawing, FOLLOWERS[layout]), abs=3)
    other = extent(ours(f"{layout}-other"), FOLLOWERS[layout])
    assert other != pytest.approx(extent(drawing, FOLLOWERS[layout]), abs=9)


@pytest.mark.parametrize("layout", [*FOLLOWERS, "blind"])
def test_both_engines_paint_the_drawing_alike(layout: str) -> None:
    assert not list(engines_agree(LANTERN / "templates" / "svg" / layout / "square.svg"))


@pytest.mark.few(3)
@pytest.mark.parametrize("message", artworks())
def test_the_file_to_edit_and_the_page_hold_plain_shapes_that_look_the_same(page: Page, message: str) -> None:
    project = kit.load(LANTERN / "kit.yaml")
    rendered = kit.render(project, kit.picture_named(project, f"{message} bench/sheet"))
    assert not re.search("data-|<text|fill-rule=.evenodd", rendered.svg)
    difference = ImageStat.Stat(ImageChops.difference(shown(page, rendered.svg), ours(message)))
    assert max(difference.mean) < 0.5, difference.mean
    paged = ImageStat.Stat(ImageChops.difference(painted_page(rendered.pdf()), ours(message)))
    assert max(paged.mean) < 1, paged.mean
