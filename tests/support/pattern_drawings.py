"""Shapes filled with patterns as Figma and Inkscape write them, and the picture that a drawing of them gives."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import PALETTE
from PIL import Image

from kit.compose.artwork_svg import write_svg
from kit.raster import paint
from kit.svg.normal.pattern_fills import expand_patterns

if TYPE_CHECKING:
    from kit.model.layout import Drawing, Element

RECT = '<rect x="{}" y="{}" width="600" height="400"/>'
ROUND = '<rect x="150" y="170" width="600" height="400" rx="40"/>'
CIRCLE = '<circle cx="500" cy="500" r="200"/>'
#: What a tile of 20 x 10 px holds: a shape inside it, and one that reaches over its sides.
MOTIF = '<path d="M2 2h6v6h-6z" fill="#f5a83c"/><circle cx="20" cy="5" r="4" fill="#0f2a2e"/>'
WALL = '<rect x="130" y="270" width="600" height="400" fill="url(#p)"/>'
#: The stock patterns of Inkscape: one that is placed refers to the one that holds the content.
STOCK = (
    '<pattern id="stock" inkscape:stockid="Motif" patternUnits="userSpaceOnUse" width="20" height="10"'
    ' preserveAspectRatio="xMidYMid" patternTransform="scale(9)">{}</pattern>'
    '<pattern inkscape:collect="always" xlink:href="#stock" preserveAspectRatio="xMidYMid" id="p"'
    ' patternTransform="{}"/>'
)


def photo() -> str:
    """Return a photo of 60 x 40 px whose every pixel differs, as an address."""
    file = BytesIO()
    pixels = bytes(level for y in range(40) for x in range(60) for level in (x * 4, y * 6, (x + y) % 2 * 80))
    Image.frombytes("RGB", (60, 40), pixels).save(file, "PNG")
    return "data:image/png;base64," + b64encode(file.getvalue()).decode()


PHOTO = photo()


def plainly(element: Element) -> Element:
    """Return a drawing without patterns, each replaced by what it paints; a fault is raised as it is."""
    return expand_patterns(element, lambda fault, _line: fault)


def picture(drawing: Drawing) -> Image.Image:
    """Return a drawing as it is painted without its patterns, on white."""
    pixels = paint(write_svg(plainly(drawing.root).children, drawing.size, PALETTE))
    whole = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)


def figma(shape: str, use: str, tile: str = 'width="1" height="1"') -> str:
    """Return a shape with an image fill, as Figma exports it."""
    return (
        f"{shape[:-2]} fill='url(#pattern0_1_2)'/><defs>"
        f'<pattern id="pattern0_1_2" patternContentUnits="objectBoundingBox" {tile}>'
        f'<use xlink:href="#image0_1_2" transform="{use}"/></pattern>'
        f'<image id="image0_1_2" width="60" height="40" preserveAspectRatio="none" xlink:href="{PHOTO}"/></defs>'
    )
