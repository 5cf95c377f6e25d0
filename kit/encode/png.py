"""PNG files (https://www.w3.org/TR/png-3/): without loss, in sRGB, with an XMP packet in a chunk of its own."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import crc32

from PIL.PngImagePlugin import PngInfo

from kit.encode.blocks import BLOCK, blocks_of
from kit.encode.pixel_images import image_of, is_opaque

if TYPE_CHECKING:
    from kit.model.asset import PremultipliedPixels

_SIGNATURE = 8
#: Keyword, no compression, no language (https://www.w3.org/TR/png-3/#11iTXt); the name is that of ISO 16684-3, 1.1.5.
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def compress(pixels: PremultipliedPixels) -> tuple[bytes, str]:
    """Return a file of some pixels, and the digest of the RGBA that it decodes to."""
    image, info, file = image_of(pixels, opaque=is_opaque(pixels)), PngInfo(), BytesIO()
    info.add(b"sRGB", b"\x00")  # perceptual intent (https://www.w3.org/TR/png-3/#11sRGB)
    with blocks_of(BLOCK):
        image.save(file, "PNG", compress_level=6, pnginfo=info)
    return file.getvalue(), sha256(image.convert("RGBA").tobytes()).hexdigest()


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet before its pixels."""
    at = _SIGNATURE
    while data[at + 4 : at + 8] != b"IDAT":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return data[:at] + chunk(b"iTXt", _XMP + xmp) + data[at:]


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk: its length, its name, its data, and the sum of the two (5.3)."""
    return len(data).to_bytes(4, "big") + name + data + crc32(data, crc32(name)).to_bytes(4, "big")
