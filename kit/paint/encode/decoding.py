"""Read back an encoded file, only in its expected format: damaged or disguised files are errors, nothing is guessed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from kit.base.lazy_imports import on_demand
from kit.model.asset import FORMATS, IMAGE_FORMATS, PDF, Pixels

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = on_demand("pikepdf")


#: The most pixels that are decoded: four times a kit's largest sheet.
_MOST_PIXELS = 40_000_000
#: The names of texts in XMP, without their namespaces (IPTC Photo Metadata Standard: AltText, ExtDescr).
_XMP = {
    "AltTextAccessibility": "alt",
    "ExtDescrAccessibility": "alt_long",
    "description": "caption",
    "creator": "creator",
    "UsageTerms": "licence",
    "language": "language",
}
#: The entries of the catalogue and of the page of a PDF as `encode_pdf` writes it (ISO 32000-2, 7.7.2 and 7.7.3.3):
#: none that runs, opens, attaches or links to something.
_CATALOGUE = frozenset({"Type", "Pages", "Lang", "MarkInfo", "Metadata", "StructTreeRoot", "ViewerPreferences"})
_BOXES = frozenset({"MediaBox", "CropBox", "BleedBox", "TrimBox"})
_PAGE = _BOXES | {"Type", "Parent", "Contents", "Resources", "Group", "StructParents"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a file: its pixels, unless it is a PDF, and the texts inside, by the fields of the manifest."""

    pixels: Pixels | None
    stated: Mapping[str, str]


def read_file(data: bytes, media_type: str) -> Reading:
    """Return the content of a file of a media type. Raises ValueError if it can't be read as one."""
    try:
        return _read_pdf(data) if media_type == PDF else _read_image(data, IMAGE_FORMATS[media_type])
    except Exception as error:  # decoders raise a dozen kinds of errors for damaged files
        raise ValueError(str(error).partition("\n")[0] or type(error).__name__) from error


def is_whole_image(data: bytes, media_type: str) -> bool:
    """Return whether data is an image of a type from its first to its last byte, without decoding its pixels."""
    name = IMAGE_FORMATS.get(media_type)
    if name is None or not data.endswith(FORMATS[name].end):
        return False
    try:
        with Image.open(BytesIO(data), formats=[name]) as image:
            image.verify()
    except (OSError, SyntaxError, ValueError, IndexError, Image.DecompressionBombError):  # as Pillow raises them
        return False
    return True


def _read_image(data: bytes, format_name: str) -> Reading:
    with warnings.catch_warnings(action="error"), Image.open(BytesIO(data), formats=[format_name]) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError(f"it has {image.width:,} by {image.height:,} pixels")
        if not _ends_with_picture(data, format_name):
            raise ValueError("other data follow the picture")
        return Reading(Pixels(*image.size, image.convert("RGBA").tobytes()), dict(_texts(image.getxmp())))


def _ends_with_picture(data: bytes, format_name: str) -> bool:
    """Return whether a file ends where its picture does: at the first end of the format, or at its stated length.

    An end can't be part of compressed pixels (PNG 5.3, CRC; JPEG, ITU-T T.81, B.1.1.5); a WebP states its length.
    """
    end = FORMATS[format_name].end
    if end:
        return data.find(end) + len(end) == len(data)
    return int.from_bytes(data[4:8], "little") + len(b"RIFFsize") == len(data)


def _texts(node: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (a tree of dictionaries, lists and strings)
    """Yield the texts in a tree from XMP, at any depth."""
    if isinstance(node, dict):
        for name, below in node.items():
            if name in _XMP:
                yield _XMP[name], _first(below)
            else:
                yield from _texts(below)
    elif isinstance(node, list):
        for below in node:
            yield from _texts(below)


def _first(node: Any) -> str:  # noqa: ANN401  (the same)
    """Return the first words of a language alternative (XMP, ISO 16684-1, 8.2.2.4)."""
    while not isinstance(node, str):
        node = node[0] if isinstance(node, list) else node.get("text", next(iter(node.values()), ""))
    return node


def _read_pdf(data: bytes) -> Reading:
    """Read the language of a page and the text of its one figure, as `encode_pdf` writes them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if len(pdf.pages) != 1:
            raise ValueError(f"it has {len(pdf.pages)} pages")
        _require_plain(pdf)
        figure = pdf.Root.StructTreeRoot.K[0].K[0]
        author = pdf.docinfo.get("/Author")
        stated = {"alt_long": str(figure.Alt), "language": str(pdf.Root.Lang)}
        return Reading(None, stated if author is None else {**stated, "creator": str(author)})


def _require_plain(pdf: pikepdf.Pdf) -> None:
    """Raise ValueError for a page with actions, attachments, forms or links, which all begin at these two objects."""
    names = {f"{name}".removeprefix("/") for name in pdf.Root.keys()}  # noqa: SIM118  (an object of a PDF)
    more = sorted((names - _CATALOGUE) | {name.removeprefix("/") for name in pdf.pages[0].obj.keys()} - _PAGE)  # noqa: SIM118
    if more:
        raise ValueError(f"it has {more[0]!a:.40}, which no page of a kit has")
