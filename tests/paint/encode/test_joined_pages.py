"""Several pictures as one document: pages, tags, boxes, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import cairosvg
import pikepdf
import pytest
from PIL import Image

from kit.model.asset import PDF, Description, PrintPage
from kit.paint.encode.pdf import PictureFile, encode_pdf, joined_pages

if TYPE_CHECKING:
    from pathlib import Path

DATE = dt.datetime(2020, 12, 1, tzinfo=dt.UTC)
ABOUT = Description(
    title="Tiny: Pages",
    caption="",
    alt="",
    alt_long="",
    creator="The contributors",
    licence="CC BY 4.0",
    licence_url=None,
    language="de",
)


def picture(name: str, size: tuple[int, int] = (60, 90), colour: str = "#0f2a2e") -> PictureFile:
    """Return an image in a format of Pillow's."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, name)
    return PictureFile(file.getvalue(), f"image/{name.lower()}", size, f"A picture as {name}.")


def sheet(alt: str) -> PictureFile:
    """Return a sheet of A6 as a build makes one."""
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="700"><rect width="500" height="700"/></svg>'
    page = PrintPage((105, 148), 3, DATE)
    painted = cairosvg.svg2pdf(square.encode())
    return PictureFile(encode_pdf(painted, page, replace(ABOUT, alt_long=alt)), PDF, (1311, 1819), alt)


@pytest.fixture(scope="module")
def pages() -> bytes:
    return joined_pages([picture("PNG"), picture("JPEG", (90, 60), "#f5a83c"), picture("WEBP")], ABOUT, DATE)


def test_each_picture_is_a_page_of_its_size_and_one_figure_with_its_alternative_text(pages: bytes) -> None:
    with pikepdf.open(BytesIO(pages)) as pdf:
        assert [[float(side) for side in page.MediaBox] for page in pdf.pages] == [
            [0, 0, 45, 67.5],
            [0, 0, 67.5, 45],
            [0, 0, 45, 67.5],
        ]
        [document] = [*pdf.Root.StructTreeRoot.K]
        assert [str(figure.Alt) for figure in document.K] == [
            "A picture as PNG.",
            "A picture as JPEG.",
            "A picture as WEBP.",
        ]
        assert [figure.Pg.objgen for figure in document.K] == [page.objgen for page in pdf.pages]
        parents = [*pdf.Root.StructTreeRoot.ParentTree.Nums]
        assert [parents[2 * int(page.StructParents) + 1][0].objgen for page in pdf.pages] == [
            figure.objgen for figure in document.K
        ]
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), pdf.pdf_version) == ("de", True, "1.7")
        assert str(pdf.docinfo["/Title"]) == "Tiny: Pages"


def test_a_jpeg_is_taken_over_as_it_is(pages: bytes) -> None:
    with pikepdf.open(BytesIO(pages)) as pdf:
        image = pdf.pages[1].Resources.XObject.Picture
        assert image.read_raw_bytes() == picture("JPEG", (90, 60), "#f5a83c").data


def test_pages_are_painted_in_the_colours_of_their_pictures(pages: bytes, tmp_path: Path) -> None:
    (tmp_path / "pages.pdf").write_bytes(pages)
    subprocess.run(["pdftoppm", "-r", "96", "-png", tmp_path / "pages.pdf", tmp_path / "page"], check=True)
    painted = [Image.open(path).convert("RGB") for path in sorted(tmp_path.glob("page-*.png"))]
    assert [image.size for image in painted] == [(60, 90), (90, 60), (60, 90)]
    assert painted[0].getpixel((30, 45)) == (15, 42, 46)
    near = zip(painted[1].getpixel((45, 30)), (245, 168, 60), strict=True)  # type: ignore[arg-type]  # three numbers
    assert all(abs(one - other) < 4 for one, other in near)


def test_sheets_keep_their_boxes_and_marks(tmp_path: Path) -> None:
    joined = joined_pages([sheet("The front."), sheet("The back.")], ABOUT, DATE)
    with pikepdf.open(BytesIO(joined)) as pdf, pikepdf.open(BytesIO(sheet("").data)) as one:
        for page in pdf.pages:
            boxes = [[float(side) for side in page[name]] for name in ("/TrimBox", "/BleedBox", "/MediaBox")]
            assert boxes == [
                [float(side) for side in one.pages[0][name]] for name in ("/TrimBox", "/BleedBox", "/MediaBox")
            ]
        assert [str(figure.Alt) for figure in pdf.Root.StructTreeRoot.K[0].K] == ["The front.", "The back."]
    (tmp_path / "joined.pdf").write_bytes(joined)
    told = subprocess.run(["pdfinfo", tmp_path / "joined.pdf"], check=True, capture_output=True, encoding="utf-8")
    assert "Tagged:          yes" in told.stdout
    assert not told.stderr


def test_the_same_pictures_make_the_same_bytes() -> None:
    made = {joined_pages([picture("PNG"), sheet("The back.")], ABOUT, DATE) for _ in range(2)}
    assert len(made) == 1
