"""Photos on a page are JPEG, and look as they are; flat colours and what is see-through stay pixel for pixel."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from support.photos import gradient, saved
from support.pictures import tree_of

from kit.model.asset import Description, PrintPage
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.raster.painter import paint_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = PrintPage((148, 210), 3, dt.datetime(2020, 12, 1, tzinfo=dt.UTC))
ABOUT = Description("Title", "Caption.", "Alt.", "Long alt.", "The makers", "CC BY 4.0", None, "en")


def photo() -> Image.Image:
    return gradient(910, 1276, noise=4)


def flat() -> Image.Image:
    picture = Image.new("RGB", (910, 1276), "#e4002b")
    picture.paste("#fefefe", (100, 100, 500, 900))
    return picture


def see_through() -> Image.Image:
    picture = photo().convert("RGBA")
    picture.putalpha(128)
    return picture


def page_with(picture: Image.Image) -> bytes:
    """Return a page on which a picture fills the bleed."""
    data = b64encode(saved(picture, "PNG")).decode()
    place = 'x="0" y="0" width="1819" height="2551" preserveAspectRatio="none"'
    image = f'<image href="data:image/png;base64,{data}" {place}/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="1819" height="2551" viewBox="0 0 1819 2551">{image}</svg>'
    tree = tree_of(svg)
    return encode_pdf(paint_pdf(tree, *on_sheet(tree.size, PAGE)), PAGE, ABOUT)


def pictures(page: bytes) -> list[tuple[str, Image.Image]]:
    """Return the filter and the pixels of each opaque picture of a page."""
    with pikepdf.open(BytesIO(page)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        return [
            (str(item.Filter), pikepdf.PdfImage(item).as_pil_image().convert("RGB"))
            for item in found
            if item.ColorSpace == "/DeviceRGB"
        ]


@pytest.mark.ci
def test_a_photo_is_a_jpeg_that_looks_the_same() -> None:
    taken = photo()
    page = page_with(taken)
    ((used, seen),) = pictures(page)
    assert (used, seen.size) == ("/DCTDecode", taken.size)
    assert len(page) < len(saved(taken, "PNG")) / 2
    assert max(ImageStat.Stat(ImageChops.difference(seen, taken)).mean) < 4
    assert page == page_with(taken)


@pytest.mark.parametrize("make", [flat, see_through], ids=["flat", "see-through"])
def test_other_pictures_keep_every_pixel(make: Callable[[], Image.Image]) -> None:
    ((used, seen),) = pictures(page_with(picture := make()))
    assert used == "/FlateDecode"
    if make is flat:
        assert seen.tobytes() == picture.tobytes()
