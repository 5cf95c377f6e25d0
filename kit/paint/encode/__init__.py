"""Files to publish: images from pixels, print pages from painted sheets; the same input gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.paint.encode import image_bytes
from kit.paint.encode.decoding import Reading, is_whole_image, read_file
from kit.paint.encode.image_bytes import Body, Form, choose, encode, encode_png, make_body
from kit.paint.encode.jpeg import QUALITIES
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.encode.pixel_images import is_thumbnail_of, make_thumbnail, thumbnail_size
from kit.paint.encode.png import decoded, in_its_palette, quick_png, raw_deflated
from kit.paint.encode.xmp import packet

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = on_demand("pikepdf")


def engines() -> dict[str, str]:
    """Return the names and versions of the libraries that affect the bytes of a file, except the renderers."""
    return {**image_bytes.engines(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}


__all__ = [
    "QUALITIES",
    "Body",
    "Form",
    "Reading",
    "choose",
    "decoded",
    "encode",
    "encode_pdf",
    "encode_png",
    "engines",
    "in_its_palette",
    "is_thumbnail_of",
    "is_whole_image",
    "make_body",
    "make_thumbnail",
    "on_sheet",
    "packet",
    "quick_png",
    "raw_deflated",
    "read_file",
    "thumbnail_size",
]
