"""The drawings that show what a layout may ask of words look in Inkscape as we and Chromium show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from support.campaigns import GOLDEN
from support.followers import LANTERN, SIDE, drawn, ours, shown
from support.inkscape_runs import export_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

#: The layouts whose sample words bring back the drawing.
FOLLOWERS = ("bars", "torch", "echo", "strips")
LETTERING = GOLDEN / "templates" / "svg" / "word" / "square.svg"
DRAWINGS = {
    **{name: LANTERN / "templates" / "svg" / name / "square.svg" for name in (*FOLLOWERS, "blind")},
    "lettering": LETTERING,
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Return what Inkscape paints of each drawing, from one run."""
    folder = tmp_path_factory.mktemp("inkscape")
    files: dict[Path, Path] = {path: folder / f"{name}.png" for name, path in DRAWINGS.items()}
    export_pages(folder, files)
    return {name: Image.open(files[path]).convert("RGB") for name, path in DRAWINGS.items()}


def distance(one: Image.Image, other: Image.Image) -> float:
    """Return the largest mean difference of a channel, in levels; engines smooth edges in ways of their own."""
    soft = ImageFilter.BoxBlur(2)
    return max(ImageStat.Stat(ImageChops.difference(one.filter(soft), other.filter(soft))).mean)


@pytest.mark.parametrize("layout", FOLLOWERS)
def test_inkscape_shows_the_drawing_as_the_picture_with_its_sample_words(
    exported: dict[str, Image.Image], layout: str
) -> None:
    assert distance(exported[layout], ours(layout)) < 2.5


@pytest.mark.ci
@pytest.mark.parametrize("name", DRAWINGS)
def test_inkscape_shows_the_drawing_as_chromium(exported: dict[str, Image.Image], browser: Browser, name: str) -> None:
    picture = exported[name]
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
    theirs = drawn(page, name) if picture.width == SIDE else shown(page, DRAWINGS[name].read_text(encoding="utf-8"))
    page.close()
    assert distance(picture, theirs) < 1.5
