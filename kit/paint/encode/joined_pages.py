"""Several pictures as one document: a tagged PDF whose every page is one figure with its alternative text.

Pictures of a screen become the pages as they were encoded; sheets are taken over with their boxes and marks. No words
can be selected, as all are outlines or pixels: the alternative texts have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from kit.base.lazy_imports import on_demand
from kit.model.asset import PDF
from kit.paint.encode.pdf import describe_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pikepdf

    from kit.model.asset import Description
else:
    pikepdf = on_demand("pikepdf")


#: Points for one px of a screen, and how many digits of a length are written.
_POINTS = 72 / 96


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of a picture, an image or a sheet, its size in px, its alternative text, and its address, if any."""

    data: bytes
    media_type: str
    size: tuple[int, int]
    alt: str
    link: str = ""


def joined_pages(pictures: Sequence[PictureFile], about: Description, date: dt.datetime) -> bytes:
    """Return a document with a page for each picture, with the same bytes every time.

    Raises ValueError if a file can't be read.
    """
    with pikepdf.new() as pdf:
        sources = [_add_page(pdf, picture) for picture in pictures]
        _tag(pdf, pictures)
        describe_document(pdf, about, date)
        result = BytesIO()
        pdf.save(result, deterministic_id=True, min_version="1.7")
        for source in sources:
            source.close()
    return result.getvalue()


def texts_in(data: bytes) -> list[str]:
    """Return the alternative text of each page of such a document. Raises ValueError if it can't be read as one."""
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            figures = pdf.Root.StructTreeRoot.K[0].K
            if len(figures) != len(pdf.pages):
                raise ValueError(f"it has {len(pdf.pages)} pages and {len(figures)} figures")
            return [str(figure.Alt) for figure in figures]
    except (pikepdf.PdfError, AttributeError, TypeError, LookupError) as error:
        raise ValueError(str(error).partition("\n")[0] or type(error).__name__) from error


def _add_page(pdf: pikepdf.Pdf, picture: PictureFile) -> pikepdf.Pdf:
    """Add a picture as the last page; return the document that it is from, which is needed until all is written."""
    if picture.media_type == PDF:
        source = pikepdf.open(BytesIO(picture.data))
        pdf.pages.append(source.pages[0])
        return source
    width, height = (side * _POINTS for side in picture.size)
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=_image(pdf, picture)))
    paint = f"/Figure <</MCID 0>> BDC q {width:.3f} 0 0 {height:.3f} 0 0 cm /Picture Do Q EMC"
    page.Contents = pdf.make_stream(paint.encode())
    return pdf


def _image(pdf: pikepdf.Pdf, picture: PictureFile) -> pikepdf.Stream:
    """Return an image as an object: a JPEG as it is, others as pixels."""
    with Image.open(BytesIO(picture.data)) as image:
        is_jpeg = image.format == "JPEG" and image.mode == "RGB"
        data = picture.data if is_jpeg else image.convert("RGB").tobytes()
        size = image.size
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = size
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    if is_jpeg:
        stream.Filter = pikepdf.Name.DCTDecode
    return stream


def _tag(pdf: pikepdf.Pdf, pictures: Sequence[PictureFile]) -> None:
    """Make each page one figure with its alternative text (ISO 32000-2, 14.7.2); sheets are marked as such already."""
    name, make, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    figures = []
    for number, (page, picture) in enumerate(zip(pdf.pages, pictures, strict=True)):
        alternative = pikepdf.String(picture.alt)
        figure = pdf.make_indirect(make(Type=name.StructElem, S=name.Figure, Alt=alternative, Pg=page.obj, K=0))
        figure.A = make(O=name.Layout, Placement=name.Block, BBox=page.get("/BleedBox", page.MediaBox))
        page.StructParents = number
        page.Tabs = name.S
        figures.append(figure)
    document = pdf.make_indirect(make(Type=name.StructElem, S=name.Document, K=array(figures)))
    numbers = [item for number, figure in enumerate(figures) for item in (number, array([figure]))]
    root = make(Type=name.StructTreeRoot, K=array([document]), ParentTree=make(Nums=array(numbers)))
    pdf.Root.StructTreeRoot = document.P = pdf.make_indirect(root)
    for figure in figures:
        figure.P = document
    pdf.Root.MarkInfo = make(Marked=True)
