"""JPEG files: every colour of every pixel sampled, in sRGB, with an XMP packet in a segment of its own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.encode.blocks import blocks_of
from kit.encode.pixel_images import image_of, is_opaque
from kit.encode.srgb import srgb_profile

if TYPE_CHECKING:
    from kit.model.asset import PremultipliedPixels

#: The marker of the segment, and what it begins with (ISO 16684-3, 1.1.3).
_APP1, _XMP = b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0"
#: The file begins with its own marker, and the segment of JFIF (ITU-T T.871, 10.1), whose length follows.
_START, _JFIF = 2, b"\xff\xd8\xff\xe0"


def compress(pixels: PremultipliedPixels, quality: int) -> bytes:
    """Return a file of some pixels in a quality of 100; what lies under a transparent one is left out."""
    file, image = BytesIO(), image_of(pixels, opaque=is_opaque(pixels)).convert("RGB")
    with blocks_of(4 * image.width * image.height):
        image.save(file, "JPEG", quality=quality, subsampling=0, optimize=True, icc_profile=srgb_profile())
    return file.getvalue()


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet behind its first segment."""
    if not data.startswith(_JFIF):
        raise ValueError("a JPEG without the segment of JFIF was written")
    at = _START + 2 + int.from_bytes(data[_START + 2 : _START + 4], "big")
    segment = _XMP + xmp
    return data[:at] + _APP1 + (len(segment) + 2).to_bytes(2, "big") + segment + data[at:]
