"""PNG files (https://www.w3.org/TR/png-3/): without loss, in sRGB, with an XMP packet in a chunk of its own.

Rows are not filtered: drawn pictures have equal runs, which filters break up.
"""

from __future__ import annotations

from hashlib import sha256
from struct import pack
from typing import TYPE_CHECKING
from zlib import crc32

from kit.encode.deflating import deflated
from kit.encode.pixel_images import image_of, is_opaque

if TYPE_CHECKING:
    from PIL import Image

    from kit.model.asset import PremultipliedPixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: The colour types of the modes that are written (https://www.w3.org/TR/png-3/#11IHDR).
_COLOUR_TYPES = {"RGB": 2, "RGBA": 6}
#: Keyword, no compression, no language (https://www.w3.org/TR/png-3/#11iTXt); the name is that of ISO 16684-3, 1.1.5.
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def compress(pixels: PremultipliedPixels) -> tuple[bytes, str]:
    """Return a file of some pixels, and the digest of the RGBA that it decodes to."""
    image = image_of(pixels, opaque=is_opaque(pixels))
    return _file(image.size, image.mode, _rows(image)), sha256(image.convert("RGBA").tobytes()).hexdigest()


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet before its pixels."""
    at = len(_SIGNATURE)
    while data[at + 4 : at + 8] != b"IDAT":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return data[:at] + _chunk(b"iTXt", _XMP + xmp) + data[at:]


def _file(size: tuple[int, int], mode: str, rows: bytes) -> bytes:
    head = pack(">2I5B", *size, 8, _COLOUR_TYPES[mode], 0, 0, 0)
    chunks = (
        _chunk(b"IHDR", head),
        _chunk(b"sRGB", b"\x00"),  # perceptual intent (https://www.w3.org/TR/png-3/#11sRGB)
        _chunk(b"IDAT", deflated(rows)),
        _chunk(b"IEND", b""),
    )
    return _SIGNATURE + b"".join(chunks)


def _rows(image: Image.Image) -> bytes:
    """Return the rows of an image, each behind a zero: the byte that says it is not filtered.

    Pillow pads each row with a zero at its end, which is moved to the start of the next.
    """
    stride = image.width * len(image.mode) + 1
    return b"\0" + image.tobytes("raw", image.mode, stride)[:-1]


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk: its length, its name, its data, and the sum of the two (5.3)."""
    return len(data).to_bytes(4, "big") + name + data + crc32(data, crc32(name)).to_bytes(4, "big")
