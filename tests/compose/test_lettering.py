"""The golden drawing of lettering, which sets words in every way that a layout may ask for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from PIL import ImageChops, ImageStat
from support.campaigns import GOLDEN
from support.followers import shown
from support.pictures import image_of

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kit.model.artwork import Artwork

PICTURES = ("unseen x/square", "unseen-at-dawn x/square", "unseen-he x/square")


@cache
def pictures() -> dict[str, Artwork]:
    projects = (load_project(GOLDEN / name) for name in ("lettering.yaml", "lettering.he.yaml"))
    return {str(artboard): Composer(project).compose(artboard) for project in projects for artboard in plan(project)}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_composed_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    path = TESTS / "golden" / "expected" / f"{re.sub(r'[ /]', '-', name)}.svg"
    text = pictures()[name].svg.replace("><", ">\n<") + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} is written anew; look at it and run the tests again")
    assert path.read_text(encoding="utf-8") == text, f"{name} has changed; --update-golden writes {path.name} anew"


def test_there_is_a_golden_of_every_picture() -> None:
    assert set(pictures()) == set(PICTURES)


def test_words_of_every_slot_begin_or_end_at_the_safe_area() -> None:
    assert pictures()
    for artwork in pictures().values():
        assert artwork.words
        safe = artwork.picture.placement.safe_box
        for name, words in artwork.words.items():
            assert words.ink is not None
            at_right = (name == "help") != artwork.picture.mirrored
            edge, ink = (safe.x1, words.ink.x1) if at_right else (safe.x0, words.ink.x0)
            assert ink == pytest.approx(edge, abs=0.01), name


@pytest.mark.ci
@pytest.mark.parametrize("name", PICTURES)
def test_chromium_paints_a_picture_as_we_do(browser: Browser, name: str) -> None:
    artwork = pictures()[name]
    page = browser.new_page(viewport={"width": 1080, "height": 1080})
    difference = ImageStat.Stat(ImageChops.difference(shown(page, artwork.svg), image_of(artwork.svg)))
    page.close()
    assert max(difference.mean) < 0.5, difference.mean
