"""The campaign that shows what follows words: its pictures, and its drawings as Chromium shows them."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import TESTS
from PIL import Image

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan
from support.follower_project import image_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kit.model.artwork import Artwork

LANTERN = TESTS / "campaigns" / "followers"
#: px: the side of its pictures.
SIDE = 600
_FONTS = {
    "Source Serif 4": "source-serif-4/SourceSerif4Variable-Roman.ttf",
    "Source Sans 3": "source-sans-3/SourceSans3VF-Upright.ttf",
}


@cache
def artworks() -> dict[str, Artwork]:
    """Return the artworks of the campaign by message."""
    project = load_project(LANTERN / "kit.yaml")
    composer = Composer(project)
    return {board.message.id: composer.compose(board) for board in plan(project)}


def ours(message: str) -> Image.Image:
    """Return a picture of the campaign."""
    return image_of(artworks()[message].svg)


def drawn(page: Page, layout: str) -> Image.Image:
    """Return a drawing as Chromium shows it with the fonts of the kit."""
    svg = (LANTERN / "templates" / "svg" / layout / "square.svg").read_text(encoding="utf-8")
    return shown(page, svg)


def shown(page: Page, svg: str) -> Image.Image:
    """Return an SVG as Chromium shows it with the fonts of the kit."""
    page.set_content(f"<style>body{{margin:0}}{''.join(map(_face, _FONTS))}</style>{svg}")
    page.evaluate("document.fonts.ready")
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


@cache
def _face(family: str) -> str:
    """Return the rule of CSS that gives a page a font of the kit."""
    data = b64encode((TESTS.parent / "fonts" / _FONTS[family]).read_bytes()).decode()
    source = f"url(data:font/ttf;base64,{data})"
    return f'@font-face{{font-family:"{family}";font-weight:200 900;src:{source}}}'
