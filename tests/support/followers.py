"""What follows words: drawings of one message, and the golden layouts that show them."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import TESTS
from PIL import Image

from kit.layout.inherited import transform_of
from kit.svg.shapes.outlines import box_on
from support.campaigns import HEADER, golden_folder, written
from support.drawings import compose_all
from support.drawings import shapes as every
from support.pictures import image_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from kit.base.geometry import Box
    from kit.model.artwork import Artwork
    from kit.model.layout import Element


KIT = (
    HEADER
    + """\
placements:
  bench/sheet: {role: feed, size: [1000, 1000], safe: {top: 50, right: 50, bottom: 50, left: 50}, formats: [png]}
  bench/wide: {role: feed, size: [2000, 1000], safe: {top: 50, right: 50, bottom: 50, left: 50}, formats: [png]}
platforms: [PLACE]
messages:
  one:
    images: [{layout: pool, on: [feed]}]
    copy: {headline: "WORDS"SUPPORT}
    caption: {short: Look., long: Look again.}
    shows: A pool of light.
"""
)
LAYOUT = """\
title: Pool
slots:
  headline: {required: yes, lines: 4, align: left top, emphasis: {weight: 750, colour: glow}}
  support: {lines: 3}
"""
PALETTE = 'wall: "#0f2a2e"\nglow: "#f5a83c"\npaper: "#fff4dc"\nnear: "#fffbe8"\n'
#: The headline's box begins at (100, 216), so that the first baseline of its type, of 100 px, is 290.
FONT = 'font-family="Source Serif 4" font-size="100" font-weight="600"'
HEADLINE = (
    '<g id="slot-headline" data-pin="left top"><rect x="100" y="216" width="800" height="484" fill="none"/>'
    f'<text fill="#0f2a2e" {FONT} style="line-height:1.3">SAMPLE</text></g>'
)
ONE_LINE = '<tspan x="100" y="290">Hand in</tspan>'
SUPPORT = (
    '<g id="slot-support" data-pin="left bottom"><rect x="100" y="720" width="800" height="150" fill="none"/>'
    '<text fill="#fffbe8" font-family="Source Sans 3" font-size="50" x="100" y="770">Support</text></g>'
)


def drawing(*behind: str, sample: str = ONE_LINE, support: str = SUPPORT) -> str:
    """Draw shapes behind a headline on a wall."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">'
        '<rect width="1000" height="1000" data-pin="stretch" fill="#0f2a2e"/>'
        '<rect id="live" x="50" y="50" width="900" height="900" fill="none"/>'
        f"{''.join(behind)}{HEADLINE.replace('SAMPLE', sample)}{support}</svg>"
    )


def compose(folder: Path, svg: str, words: str = "Hand in", support: str = "", place: str = "sheet") -> Artwork:
    """Return the artwork of a drawing with a headline and, if it is given, a support."""
    kit = KIT.replace("PLACE", f"bench/{place}").replace("WORDS", words)
    kit = kit.replace("SUPPORT", f', support: "{support}"' if support else "")
    drawn = {"pool/square.svg": svg, "pool/layout.yaml": LAYOUT, "palette.yaml": PALETTE}
    written(folder, {"kit.yaml": kit, **{f"templates/svg/{name}": text for name, text in drawn.items()}})
    return compose_all(folder / "kit.yaml")[0]


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
