"""WebP files in the extended form (RFC 9649, 2.7): in sRGB, with an XMP packet at the end."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.paint.encode.jpeg import srgb_profile
from kit.paint.encode.pixel_images import image_of, is_opaque

if TYPE_CHECKING:
    from kit.model.asset import PremultipliedPixels


BEST = 92
#: The bytes of the file header before the first chunk, the offset of its flags, and the flag of XMP (2.7.1).
_HEAD, _FLAGS, _HAS_XMP = 12, 20, 0x04


def compress(pixels: PremultipliedPixels, quality: int) -> tuple[bytes, int]:
    """Return a file of some pixels at a quality of 1 to 100, or 0 for the best, and that quality."""
    quality = quality or BEST
    file, image = BytesIO(), image_of(pixels, opaque=is_opaque(pixels))
    image.save(file, "WEBP", quality=quality, icc_profile=srgb_profile())
    return file.getvalue(), quality


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet after its pixels."""
    if data[_HEAD : _HEAD + 4] != b"VP8X":
        raise ValueError("a WebP was written that is not in the extended form")
    padding = bytes(len(xmp) % 2)
    body = bytearray(data[8:] + b"XMP " + len(xmp).to_bytes(4, "little") + xmp + padding)
    body[_FLAGS - 8] |= _HAS_XMP
    return data[:4] + len(body).to_bytes(4, "little") + bytes(body)
