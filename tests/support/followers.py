"""What follows words: drawings of a golden message, and the golden layouts that show them."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import TESTS
from PIL import Image

from kit.drawing.svg.outlines import box_on
from kit.drawing.svg.source.values import transform_of
from support.campaigns import GOLDEN, copy_golden, golden_folder
from support.drawings import compose_all
from support.drawings import shapes as every
from support.pictures import image_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from kit.base.geometry import Box
    from kit.model.artwork import Artwork
    from kit.model.layout import Element


_POOL = "templates/svg/pool/square.svg"
_DRAWN = (GOLDEN / _POOL).read_text(encoding="utf-8")
#: The words of its headline, at whose box the first baseline of type of 100 px is 290; and its other slot.
ONE_LINE = '<tspan x="100" y="290">Hand in</tspan>'
SUPPORT = next(line for line in _DRAWN.splitlines() if "slot-support" in line)


def drawing(*behind: str, sample: str = ONE_LINE, support: str = SUPPORT) -> str:
    """Draw shapes behind a headline on a wall."""
    drawn = _DRAWN.replace(ONE_LINE, sample).replace(SUPPORT, support)
    return drawn.replace('<g id="slot-headline"', f'{"".join(behind)}<g id="slot-headline"')


def compose(folder: Path, svg: str, words: str = "Hand in", support: str = "", place: str = "sheet") -> Artwork:
    """Return the artwork of a drawing with a headline and, if it is given, a support."""
    copy = f'headline: "{words}"' + (f', support: "{support}"' if support else "")
    changes = ('headline: "Hand in"', copy), (_POOL, _DRAWN, svg)
    return compose_all(copy_golden(folder, *changes, messages=["pool"], platforms=f"easel/{place}"))[0]


def shapes(artwork: Artwork, name: str) -> list[Element]:
    """Return the shapes of a name in what a picture shows."""
    return [element for element in every(artwork.root) if element.name == name and element.tag != "g"]


def boxes(artwork: Artwork, name: str) -> list[Box]:
    """Return what the shapes of a name cover, in px of the artboard."""
    found = [box_on(element, transform_of(element)) for element in shapes(artwork, name)]
    return [box for box in found if box]


FOLLOWING = tuple(name + other for name in ("bars", "torch", "blind", "echo", "strips") for other in ("", "-other"))
#: The golden campaign's messages that show what follows words, each layout with its sample words, then with others.
LANTERN = golden_folder(*FOLLOWING, platforms="bench")
#: px: the side of its pictures.
SIDE = 600
_FONTS = {
    "Source Serif 4": "source-serif-4/SourceSerif4Variable-Roman.ttf",
    "Source Sans 3": "source-sans-3/SourceSans3VF-Upright.ttf",
}


@cache
def artworks() -> dict[str, Artwork]:
    """Return the artworks of the campaign by message."""
    return {artwork.picture.message: artwork for artwork in compose_all(LANTERN / "kit.yaml")}


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
