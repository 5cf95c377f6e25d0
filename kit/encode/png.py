"""PNG files (https://www.w3.org/TR/png-3/) in sRGB: with a palette where one is enough, else without any loss.

Rows are not filtered: drawn pictures have equal runs, which filters break up.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from struct import pack
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from kit.encode.deflating import QUICK, SMALL, deflated
from kit.encode.palette import indexed
from kit.encode.pixel_images import OPAQUE, image_of, is_opaque, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    from kit.encode.palette import Indexed
    from kit.model.asset import PremultipliedPixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: The colour types of the modes that are written (https://www.w3.org/TR/png-3/#11IHDR).
_COLOUR_TYPES = {"RGB": 2, "P": 3, "RGBA": 6}
#: Keyword, no compression, no language (https://www.w3.org/TR/png-3/#11iTXt); the name is that of ISO 16684-3, 1.1.5.
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def compress(pixels: PremultipliedPixels) -> tuple[bytes, str]:
    """Return a file of some pixels, and the digest of the RGBA that it decodes to."""
    return compressed(pixels), _digest(pixels)


def compressed(pixels: PremultipliedPixels) -> bytes:
    """Return a file of some pixels."""
    reduced = with_palette(pixels)
    if reduced is None:
        image = image_of(pixels, opaque=is_opaque(pixels))
        return _file(image.size, image.mode, _rows(image))
    rows = np.pad(reduced.pixels, ((0, 0), (1, 0))).tobytes()
    return _file((pixels.width, pixels.height), "P", rows, _chunk(b"PLTE", _table(reduced).tobytes()))


def _digest(pixels: PremultipliedPixels) -> str:
    """Return the digest of the RGBA that the file of some pixels decodes to."""
    reduced = with_palette(pixels)
    if reduced is None:
        return sha256(image_of(pixels, opaque=is_opaque(pixels)).convert("RGBA").tobytes()).hexdigest()
    return sha256(reduced.coloured(np.insert(_table(reduced), 3, 255, axis=1).view(np.uint32)[:, 0])).hexdigest()


def _table(reduced: Indexed) -> NDArray[np.uint8]:
    """Return the red, green and blue of the entries of a palette."""
    return np.asarray(reduced.palette, ">u4").view(np.uint8).reshape(-1, 4)[:, 1:]


def quick_png(pixels: PremultipliedPixels) -> bytes:
    """Return a file of some pixels that is made in little time and has more bytes, to be looked at once."""
    image = image_of(pixels, opaque=is_opaque(pixels))
    return _file(image.size, image.mode, _rows(image), level=QUICK)


def decoded(pixels: PremultipliedPixels) -> PremultipliedPixels:
    """Return the pixels that the file of some pixels decodes to."""
    reduced = with_palette(pixels)
    if reduced is None:
        return pixels
    bgra = bytearray(4 * pixels.width * pixels.height)
    words = np.frombuffer(bgra, "<u4").reshape(reduced.pixels.shape)
    reduced.coloured((reduced.palette | OPAQUE).astype("<u4"), onto=words)
    return replace(pixels, stride=4 * pixels.width, bgra=bgra)


@lru_cache(maxsize=1)
def with_palette(pixels: PremultipliedPixels) -> Indexed | None:
    """Return a picture with a palette, or None where it needs more colours or is transparent.

    That of the picture at hand is kept, because both its file and what is measured of it are made of it.
    """
    return indexed(words_of(pixels), pixels.fills, plain=pixels.plain) if is_opaque(pixels) else None


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet before its pixels."""
    at = len(_SIGNATURE)
    while data[at + 4 : at + 8] != b"IDAT":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return data[:at] + _chunk(b"iTXt", _XMP + xmp) + data[at:]


def _file(size: tuple[int, int], mode: str, rows: bytes, palette: bytes = b"", *, level: int = SMALL) -> bytes:
    head = pack(">2I5B", *size, 8, _COLOUR_TYPES[mode], 0, 0, 0)
    chunks = (
        _chunk(b"IHDR", head),
        _chunk(b"sRGB", b"\x00"),  # perceptual intent (https://www.w3.org/TR/png-3/#11sRGB)
        palette,
        _chunk(b"IDAT", deflated(rows, level)),
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
