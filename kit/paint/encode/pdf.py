"""Pictures as PDF: a page to print, with trim and bleed boxes, crop marks and JPEG photos, or several in one document.

`on_sheet` places a picture on its sheet, `kit.paint.raster` paints it, and `encode_pdf` finishes the painted page.
All words are outlines or pixels; each page is one tagged figure whose alternative text contains the same words. Colours
are RGB without a profile, as on screens; a printer that needs CMYK converts them. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from kit.base.geometry import Matrix, Size
from kit.base.lazy_imports import on_demand
from kit.model.asset import PDF, Description, PrintPage
from kit.paint.encode import image_bytes
from kit.paint.encode.xmp import packet

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = on_demand("pikepdf")


#: mm: the margin outside the bleed, the gap between the bleed and a crop mark, and the length of a mark.
SLUG, MARK_GAP, MARK_LENGTH = 7.0, 1.0, 5.0
#: The width of a crop mark in points.
MARK_WIDTH = 0.25
_POINTS = 72 / 25.4


def engines() -> dict[str, str]:
    """Return the names and versions of the libraries that affect the bytes of a page or an image, except renderers."""
    return {**image_bytes.engines(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}


def on_sheet(size: Size, page: PrintPage) -> tuple[tuple[float, float], Matrix]:
    """Return the size of a page in points, and where a picture is on it: scaled to cover its bleed, and centred.

    The trimmed sheet with its bleed matches the picture's canvas to within a pixel. The sheet is larger than the bleed
    by a slug of 7 mm on each side for the crop marks, if it has any.
    """
    sheet = [(side + 2 * _margin(page)) * _POINTS for side in page.trim]
    scale = max((side + 2 * page.bleed) * _POINTS / length for side, length in zip(page.trim, size, strict=True))
    left, top = (whole / 2 - length * scale / 2 for whole, length in zip(sheet, size, strict=True))
    return (sheet[0], sheet[1]), Matrix(a=scale, d=scale, e=left, f=top)


def encode_pdf(painted: bytes, page: PrintPage, about: Description) -> bytes:
    """Return a painted sheet, a PDF of one page, with its boxes, crop marks, tags and metadata."""
    with pikepdf.open(BytesIO(painted)) as pdf:
        compress_photos(pdf)
        leaf = pdf.pages[0]  # with its boxes (ISO 32000-2, 14.11.2)
        leaf.MediaBox = leaf.CropBox = _box(page, _margin(page))
        leaf.BleedBox, leaf.TrimBox = _box(page, page.bleed), _box(page, 0)
        _tag_sheet(pdf, page, about.alt_long)
        _describe_document(pdf, about, page.date)
        result = BytesIO()
        pdf.save(result, deterministic_id=True)
    return result.getvalue()


def _margin(page: PrintPage) -> float:
    """Return how far the sheet extends beyond its trim on each side, in mm."""
    return page.bleed + (SLUG if page.marks else 0.0)


def _box(page: PrintPage, margin: float) -> pikepdf.Array:
    """Return the box a margin in mm around the trim: left, bottom, right, top in points."""
    start = _margin(page) - margin
    ends = (start, start, start + page.trim[0] + 2 * margin, start + page.trim[1] + 2 * margin)
    return pikepdf.Array([round(end * _POINTS, 3) for end in ends])


def _tag_sheet(pdf: pikepdf.Pdf, page: PrintPage, alt: str) -> None:
    """Cut the picture at its bleed, make it one figure with its alternative text, and add crop marks.

    ISO 32000-2: 14.7.2 structure tree, 14.8.2.2 artifacts, which screen readers skip.
    """
    leaf = pdf.pages[0]
    left, bottom, right, top = (float(end) for end in leaf.BleedBox)
    cut = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n"
    leaf.contents_add(f"/Figure <</MCID 0>> BDC q {cut}".encode(), prepend=True)
    leaf.contents_add(f"Q EMC /Artifact <</Type /Page>> BDC {_crop_marks(page)} EMC".encode())
    _tag_figures(pdf, [alt])


def _tag_figures(pdf: pikepdf.Pdf, alternatives: Sequence[str]) -> None:
    """Make each page one figure with its alternative text (ISO 32000-2, 14.7.2)."""
    name, make, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    figures = []
    for number, (page, alt) in enumerate(zip(pdf.pages, map(pikepdf.String, alternatives), strict=True)):
        figure = pdf.make_indirect(make(Type=name.StructElem, S=name.Figure, Alt=alt, Pg=page.obj, K=0))
        figure.A = make(O=name.Layout, Placement=name.Block, BBox=page.get("/BleedBox", page.MediaBox))
        page.StructParents = number
        figures.append(figure)
    document = pdf.make_indirect(make(Type=name.StructElem, S=name.Document, K=array(figures)))
    numbers = [item for number, figure in enumerate(figures) for item in (number, array([figure]))]
    root = make(Type=name.StructTreeRoot, K=array([document]), ParentTree=make(Nums=array(numbers)))
    pdf.Root.StructTreeRoot = document.P = pdf.make_indirect(root)
    for figure in figures:
        figure.P = document
    pdf.Root.MarkInfo = make(Marked=True)


def _crop_marks(page: PrintPage) -> str:
    """Return the operators that draw two lines at each corner of the trim, outside the bleed, if the page has marks."""
    if not page.marks:
        return ""
    edge = page.bleed + SLUG
    near, far = page.bleed + MARK_GAP, page.bleed + MARK_GAP + MARK_LENGTH
    lines = []
    for x, right in ((edge, -1), (edge + page.trim[0], 1)):
        for y, up in ((edge, -1), (edge + page.trim[1], 1)):
            lines.append((x + right * near, y, x + right * far, y))
            lines.append((x, y + up * near, x, y + up * far))
    drawn = ["{:.3f} {:.3f} m {:.3f} {:.3f} l".format(*(end * _POINTS for end in line)) for line in lines]
    return f"q 0 0 0 RG {MARK_WIDTH} w {' '.join(drawn)} S Q"


def _describe_document(pdf: pikepdf.Pdf, about: Description, date: dt.datetime) -> None:
    """Set title, author, language and date, and the XMP metadata (ISO 32000-2, 14.3.2, 14.3.3 and 14.9.2)."""
    stamp = f"D:{date.astimezone(dt.UTC):%Y%m%d%H%M%S}Z"
    info = pikepdf.Dictionary(
        Title=pikepdf.String(about.title), Author=pikepdf.String(about.creator), CreationDate=stamp, ModDate=stamp
    )
    pdf.trailer.Info = pdf.make_indirect(info)
    pdf.Root.Metadata = pdf.make_stream(packet(about), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.Lang = pikepdf.String(about.language)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


#: The quality of a JPEG for print, with colours as sharp as brightness.
_QUALITY = 95
#: A picture is a photo if its JPEG is below this part of its size; one with flat colours and sharp edges is larger.
_SHARE = 0.5


def compress_photos(pdf: pikepdf.Pdf) -> None:
    """Write each opaque picture of a document as JPEG, unless that saves little (ISO 32000-2, 7.4.8)."""
    for picture in _opaque_pictures(pdf):
        size = (int(picture.Width), int(picture.Height))
        file = BytesIO()
        Image.frombytes("RGB", size, picture.read_bytes()).save(file, "JPEG", quality=_QUALITY, subsampling=0)
        if len(file.getvalue()) < _SHARE * len(picture.read_raw_bytes()):
            picture.write(file.getvalue(), filter=pikepdf.Name.DCTDecode)


def _opaque_pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Yield the opaque RGB pictures with 8 bits a channel."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != pikepdf.Name.Image or "/SMask" in item:
            continue
        if item.get("/ColorSpace") == pikepdf.Name.DeviceRGB and item.get("/BitsPerComponent") == 8:  # noqa: PLR2004
            yield item


#: Points for one px of a screen.
_OF_PX = 72 / 96


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of a picture, an image or a sheet, its size in px, its alternative text, and its address, if any."""

    data: bytes
    media_type: str
    size: tuple[int, int]
    alt: str
    link: str = ""


def joined_pages(pictures: Sequence[PictureFile], about: Description, date: dt.datetime) -> bytes:
    """Return a document with a page for each picture: images as they were encoded, sheets with their boxes and marks.

    Raises ValueError if a file can't be read.
    """
    with pikepdf.new() as pdf:
        sources = [_add_page(pdf, picture) for picture in pictures]
        _tag_figures(pdf, [picture.alt for picture in pictures])
        for page in pdf.pages:
            page.Tabs = pikepdf.Name.S
        _describe_document(pdf, about, date)
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
    width, height = (side * _OF_PX for side in picture.size)
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
