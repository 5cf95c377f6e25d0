"""Pictures inside a drawing: PNG, JPEG or WebP, opened as nothing else, whole, still, and of bounded size.

The painter opens what it is given by its content, as any format it knows, so the content is what is looked at here.
"""

from __future__ import annotations

import binascii
import re
import warnings
from base64 import b64decode
from io import BytesIO

from PIL import Image

#: The most pixels of one picture, more than a sheet of A4 has at 300 dpi.
MOST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_INLINE = re.compile(r"data:image/(png|jpe?g|webp);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_REMEDY = "embed the picture as PNG, JPEG or WebP"


def picture_problem(href: str) -> tuple[str, str] | None:
    """Return what is wrong with the picture of an `<image>` and the remedy; None when it can be painted."""
    match = _INLINE.fullmatch(href)
    if match is None:
        inline = href.lower().startswith("data:")
        return f"<image> {'is of another kind' if inline else 'points outside the drawing'}", _REMEDY
    try:
        return _content_problem(_bytes(match[2]), match[1].lower().replace("jpg", "jpeg"))
    # What Pillow raises for damaged files, by format and age; binascii.Error is a ValueError.
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, Image.DecompressionBombError):
        return "the picture in <image> is damaged, or of another kind than it says", _REMEDY


def pixels(href: str) -> int:
    """Return how many pixels the picture of a sound `<image>` has."""
    match = _INLINE.fullmatch(href)
    if match is None:
        return 0
    with warnings.catch_warnings(), Image.open(BytesIO(_bytes(match[2])), formats=_FORMATS) as picture:
        return picture.width * picture.height


def _bytes(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise ValueError(text[:20]) from error


def _content_problem(data: bytes, kind: str) -> tuple[str, str] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes that are refused here, and of odd chunks
        with Image.open(BytesIO(data), formats=[kind.upper()]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                message = f"the picture in <image> is {picture.width} x {picture.height} px"
                return message, f"make it smaller: at most {MOST_PIXELS:,} pixels are painted"
            if getattr(picture, "n_frames", 1) > 1:
                return "the picture in <image> moves, or holds several", "embed one still picture"
            picture.load()
    if kind != "png" and b"<svg" in data:  # the painter would take it for a drawing
        return "the picture in <image> holds an SVG", "save the picture without its metadata"
    return None
