"""Copying words and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.browser import until

from gallery.open_page import Visit, caption, picture
from gallery.page_variants import ARABIC, SIGN, SIGN_X

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.ci
@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_the_caption_is_copied_as_it_lies_beside_the_picture(
    base: str, folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{base}/{where}")
    there.page.locator("button:visible", has_text="Copy the caption").first.click()
    there.says("The caption is copied. Paste it where you post.")
    assert there.pasted() == caption(folder)


def test_the_alt_text_is_copied_as_it_lies_beside_the_picture(
    base: str, folder: Path, visit: Callable[..., Visit]
) -> None:
    there = visit(picture(base))
    there.page.click("text=Copy the alt text")
    there.says("The alt text is copied. Paste it into the field for alt text.")
    assert there.pasted() == (folder / SIGN).with_suffix(".alt.txt").read_text(encoding="utf-8")[:-1]


def test_an_arabic_caption_is_copied_without_invisible_characters(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/arabic.html#platform=instagram")
    there.page.locator(".card button").first.click()
    until(there.page, "document.getElementById('status').textContent")
    assert there.pasted() == ARABIC


@pytest.mark.parametrize("stem", [SIGN, SIGN_X])
def test_the_picture_itself_is_copied_as_png(site: str, folder: Path, visit: Callable[..., Visit], stem: str) -> None:
    there = visit(picture(site, stem))
    there.page.click("text=Copy the picture")
    there.says("The picture is copied. Paste it where you post.")
    size = there.page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('image/png'))"
        ".then(createImageBitmap).then(({ width, height }) => [width, height])"
    )
    with Image.open(folder / stem) as own:
        assert size == list(own.size)
