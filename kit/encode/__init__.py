"""Files to publish: images from pixels, pages to print from painted sheets; the same bytes for the same input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.encode import image
from kit.encode.body import Body, Form, make_body
from kit.encode.image import choose, encode, encode_png
from kit.encode.jpeg import QUALITIES
from kit.encode.pdf import encode_pdf, on_sheet
from kit.encode.png import decoded, quick_png
from kit.encode.reading import Reading, is_whole_image, read_file
from kit.encode.thumbnail import make_thumbnail, thumbnail_size
from kit.encode.xmp import packet
from kit.on_demand import on_demand

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = on_demand("pikepdf")


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the bytes of a file, beside what paints it."""
    return {**image.engines(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}


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
    "is_whole_image",
    "make_body",
    "make_thumbnail",
    "on_sheet",
    "packet",
    "quick_png",
    "read_file",
    "thumbnail_size",
]
