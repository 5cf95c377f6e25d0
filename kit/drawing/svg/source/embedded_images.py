"""Pictures inside a drawing: PNG, JPEG, WebP or GIF, opened only as such, complete, still, and of limited size.

The painter opens a picture by its content, as any format that it supports, so the content is checked here.
"""

from __future__ import annotations

import re
import warnings
from base64 import b64decode
from io import BytesIO

from PIL import Image, ImageOps

from kit.base.errors import Fault
from kit.drawing.images.image_file import (
    DAMAGES,
    SIDEWAYS,
    embedded_png,
    is_in_srgb,
    orientation_of,
    profile_of,
    to_srgb,
)
from kit.drawing.svg.source.editor_remedies import EMBED

#: The most pixels of one picture, more than a sheet of A4 has at 300 dpi.
MOST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_INLINE = re.compile(r"data:image/(png|jpe?g|webp|gif);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)


def picture_problem(href: str) -> Fault | None:
    """Return the fault of the picture of an `<image>`, without its place, or None if it can be painted."""
    match = _INLINE.fullmatch(href)
    if match is None:
        if href.lower().startswith("data:"):
            return Fault("<image> is not of a known type", remedy=EMBED, code="invalid-embedded-picture")
        return Fault("<image> points outside the drawing", remedy=EMBED, code="outside-reference")
    try:
        return _content_problem(_bytes(match[2]), match[1].lower().replace("jpg", "jpeg"))
    except DAMAGES:
        message = "the picture in <image> is damaged, or not of the type that it declares"
        return Fault(message, remedy=EMBED, code="invalid-embedded-picture")


def size_of(href: str) -> tuple[int, int]:
    """Return the width and height in px of the picture of a valid `<image>`, turned upright."""
    match = _INLINE.fullmatch(href)
    if match is None:
        return 0, 0
    with warnings.catch_warnings(), Image.open(BytesIO(_bytes(match[2])), formats=_FORMATS) as picture:
        turned = picture.format == "JPEG" and orientation_of(picture) >= SIDEWAYS
        return (picture.height, picture.width) if turned else picture.size


def without_metadata(href: str) -> str:
    """Return only the pixels of the picture of a valid `<image>`, upright as the painter shows it."""
    match = _INLINE.fullmatch(href)
    if match is None:
        return href
    with warnings.catch_warnings(), Image.open(BytesIO(_bytes(match[2])), formats=_FORMATS) as picture:
        upright = ImageOps.exif_transpose(picture) if picture.format == "JPEG" else picture
        if not is_in_srgb(upright):
            plain = to_srgb(_with_alpha(upright), profile_of(upright))
        else:
            plain = upright.convert("RGB") if upright.mode == "CMYK" else upright.copy()
    plain.info = {key: value for key, value in plain.info.items() if key == "transparency"}
    return embedded_png(plain)


def as_browsers_show(href: str) -> str:
    """Return the picture of a valid `<image>`, as pixels alone if it is a WebP that only the painter would turn.

    Browsers turn a JPEG by its EXIF, and nothing else.
    """
    match = _INLINE.fullmatch(href)
    if match is None or match[1].lower() != "webp":
        return href
    with warnings.catch_warnings(), Image.open(BytesIO(_bytes(match[2])), formats=_FORMATS) as picture:
        is_turned = orientation_of(picture) != 1
    return without_metadata(href) if is_turned else href


def in_srgb(href: str) -> str:
    """Return the picture of an `<image>` as browsers show its colours: as PNG in sRGB if it has another profile.

    Neither engine knows profiles. A picture that is damaged, and is refused, stays as it is.
    """
    match = _INLINE.fullmatch(href)
    if match is None:
        return href
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(_bytes(match[2])), formats=_FORMATS) as picture:
            warnings.simplefilter("ignore")
            is_plain = is_in_srgb(picture)
        return href if is_plain else without_metadata(href)
    except DAMAGES:
        return href


def _with_alpha(picture: Image.Image) -> Image.Image:
    """Return a picture whose transparency, of indexed or of single colours, is an alpha channel."""
    if "transparency" not in picture.info:
        return picture
    return picture.convert("LA" if picture.mode == "L" else "RGBA")


def _bytes(text: str) -> bytes:
    return b64decode("".join(text.split()), validate=True)


def _content_problem(data: bytes, kind: str) -> Fault | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes that are refused here, and of odd chunks
        with Image.open(BytesIO(data), formats=[kind.upper()]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                message = f"the picture in <image> is {picture.width} x {picture.height} px"
                remedy = f"make it smaller: at most {MOST_PIXELS:,} pixels are painted"
                return Fault(message, remedy=remedy, code="embedded-picture-too-large")
            if getattr(picture, "n_frames", 1) > 1:
                message = "the picture in <image> is animated, or contains several"
                return Fault(message, remedy="embed one still picture", code="invalid-embedded-picture")
            picture.load()
    if kind != "png" and b"<svg" in data:  # the painter would take it for a drawing
        message, remedy = "the picture in <image> contains an SVG", "save the picture without its metadata"
        return Fault(message, remedy=remedy, code="invalid-embedded-picture")
    return None
