"""A page looks as its picture does: PDFium paints what the same code painted on it as a PDF."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat
from support.drawings import svg
from support.pictures import straight, tree_of
from test_direct_painting import FADING, SHAPES, STOPS, USER

from kit.base.geometry import Matrix
from kit.judge.engine_agreement import difference_of
from kit.judge.kit_files import MOST_OF_PAGE, page_by_pdfium, page_difference
from kit.model.asset import Description, PrintPage
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.raster.painter import paint_pdf, paint_premultiplied
from kit.paint.raster.resvg_engine import paint_again

if TYPE_CHECKING:
    from kit.model.tree import Tree

ABOUT = Description("Title", "Caption.", "Alt.", "Long alt.", "The makers", "CC BY 4.0", None, "en")
WHITE = '<rect width="240" height="180" fill="#fff"/>'


class Apart(NamedTuple):
    """How far a page and its picture are apart in levels of 255: on average, and in the worst square of 16 px."""

    mean: float
    in_square: float


def page_of(tree: Tree) -> bytes:
    """Return a picture as a page of its size on a screen."""
    width, height = (side / 96 * 25.4 for side in tree.size)
    page = PrintPage((width, height), 0, dt.datetime(2020, 12, 1, tzinfo=dt.UTC), marks=False)
    return encode_pdf(paint_pdf(tree, *on_sheet(tree.size, page)), page, ABOUT)


def both(text: str) -> tuple[bytes, Image.Image]:
    """Return the page and the picture of an SVG, on white as paper is."""
    tree = tree_of(text)
    return page_of(tree), straight(paint_premultiplied(tree)).convert("RGB")


def apart(pdf: bytes, picture: Image.Image) -> Apart:
    worst = np.asarray(ImageChops.difference(page_by_pdfium(pdf, picture.size), picture)).max(axis=2)
    grey = Image.fromarray(worst)
    return Apart(ImageStat.Stat(grey).mean[0], float(max(grey.reduce(16).tobytes())))


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_a_page_looks_as_its_picture_does(body: str) -> None:
    pdf, picture = both(svg(WHITE + body))
    assert page_difference(pdf, picture) <= MOST_OF_PAGE


def stops(*at: tuple[float, str]) -> str:
    return "".join(f'<stop offset="{offset}" stop-color="{colour}"/>' for offset, colour in at)


SUDDEN = {
    "two at .3": stops((0.3, "#f00"), (0.3, "#00f")),
    "a glow": stops((0.6, "#ff0"), (0.8, "#008")),
    "a first and a last": stops((0, "#f00"), (0, "#0f0"), (1, "#00f"), (1, "#ff0")),
    "one": stops((0.5, "#f00")),
    "all at the end": stops((1, "#f00"), (1, "#00f")),
    "all at the start": stops((0, "#f00"), (0, "#00f")),
    "several": stops((0.2, "#f00"), (0.5, "#0f0"), (0.5, "#00f"), (0.7, "#ff0")),
    "fading": FADING.replace("<stop ", '<stop offset=".6" ', 1).replace('offset="1"', 'offset=".8"'),
}
KINDS = {
    "linear": f'<linearGradient id="g" {USER} x1="70" y1="50" x2="150" y2="110" {{}}>{{}}</linearGradient>',
    "radial": f'<radialGradient id="g" {USER} cx="120" cy="90" r="60" {{}}>{{}}</radialGradient>',
    "out of its middle": (
        f'<radialGradient id="g" {USER} cx="120" cy="90" r="60" fx="100" fy="80" {{}}>{{}}</radialGradient>'
    ),
    "in shares": '<linearGradient id="g" x1=".2" x2=".8" y2=".7" {}>{}</linearGradient>',
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SUDDEN)
def test_a_page_keeps_the_colours_beyond_sudden_first_and_last_stops(name: str, kind: str) -> None:
    """The outer colour of a glow was lost, which left a disc, and so was either of two colours that met at a line."""
    gradient = KINDS[kind].format("", SUDDEN[name])
    pdf, picture = both(svg(f'{WHITE}{gradient}<rect x="9" y="9" width="222" height="162" fill="url(#g)"/>'))
    assert page_difference(pdf, picture) <= MOST_OF_PAGE / 2
    assert apart(pdf, picture).mean < 8


@pytest.mark.few(24)
@pytest.mark.parametrize("spread", ["pad", "repeat", "reflect"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SUDDEN)
def test_a_gradient_has_the_colours_of_its_first_and_last_stops_up_to_its_ends(
    name: str, kind: str, spread: str
) -> None:
    """One that repeated blended the last colour with the first where there were no stops at its ends."""
    gradient = KINDS[kind].format(f'spreadMethod="{spread}"', SUDDEN[name])
    text = svg(f'{WHITE}{gradient}<rect x="9" y="9" width="222" height="162" fill="url(#g)"/>')
    ours = paint_premultiplied(tree_of(text))
    assert not difference_of(ours, paint_again(text, ours.width, ours.height)).is_visible


def test_what_is_missing_on_a_page_is_found() -> None:
    """A thin line, a faint ground and the outer colour of a glow."""
    wall = '<rect width="960" height="720" fill="#0f2a2e"/>'
    line = '<rect x="300" y="300" width="400" height="6" fill="#f5a83c"/>'
    faint = '<rect width="480" height="720" fill="#3f5a5e"/>'
    _, picture = both(svg(wall + line, 960, 720))
    assert page_difference(page_of(tree_of(svg(wall, 960, 720))), picture) > MOST_OF_PAGE
    assert page_difference(page_of(tree_of(svg(faint + wall, 960, 720))), picture) > MOST_OF_PAGE
    _, picture = both(svg(wall + faint, 960, 720))
    assert page_difference(page_of(tree_of(svg(wall, 960, 720))), picture) > MOST_OF_PAGE
    assert page_difference(page_of(tree_of(svg(wall + faint, 960, 720))), picture) <= MOST_OF_PAGE


def test_a_page_is_vector_without_a_picture_in_it() -> None:
    body = f'<radialGradient id="g" {USER} cx="90" cy="70" r="160">{STOPS}</radialGradient>'
    body += '<g opacity=".5"><rect width="240" height="180" fill="url(#g)"/><circle cx="9" cy="9" r="9"/></g>'
    pdf = paint_pdf(tree_of(svg(body)), (180, 135), Matrix(a=0.75, d=0.75))
    assert b"/Image" not in pdf
    assert b"/ShadingType 3" in pdf
