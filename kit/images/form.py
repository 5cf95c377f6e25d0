"""Tell by its content what an image file is; its name says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault, ImageError

if TYPE_CHECKING:
    from kit.model.image import ImageForm

#: How files of each form begin.
_FORMS: dict[ImageForm, re.Pattern[bytes]] = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "svg": re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|!--|!DOCTYPE\s+svg|svg\b)"),
}
#: Other files that people have, by how they begin: what they are, and what to do.
_JPEG = "export it as JPEG"
_OTHERS = (
    (re.compile(rb"....ftyp(hei|hev|mif1|msf1)", re.DOTALL), "a HEIC photo", _JPEG),
    (re.compile(rb"....ftypavi", re.DOTALL), "an AVIF picture", _JPEG),
    (re.compile(rb"GIF8"), "a GIF", "export it as PNG"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF or a raw photo", _JPEG),
    (re.compile(rb"BM"), "a BMP", "export it as PNG"),
    (re.compile(rb"%PDF"), "a PDF", "export it as SVG or PNG"),
    (re.compile(rb"8BPS"), "a Photoshop file", _JPEG),
    (re.compile(rb"\x1f\x8b"), "a compressed file", "save it as plain SVG, PNG or JPEG"),
)


def form_of(data: bytes, name: str) -> ImageForm:
    """Return the form of an image by the bytes of its file. Raises ImageError, by its name, for every other file."""
    if not data:
        raise ImageError(Fault(f"'{name}' is empty", None, "copy the file there again", code="image-empty"))
    found = next((form for form, beginning in _FORMS.items() if beginning.match(data)), None)
    if found:
        return found
    for beginning, what, remedy in _OTHERS:
        if beginning.match(data):
            raise ImageError(Fault(f"'{name}' is {what}", None, remedy, code="image-of-another-kind"))
    message = f"'{name}' is no PNG, JPEG, WebP or SVG"
    raise ImageError(Fault(message, None, "export it as one of these", code="image-of-another-kind"))
