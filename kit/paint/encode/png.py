"""PNG files (https://www.w3.org/TR/png-3/) in sRGB: with a palette if it is good enough, or else lossless.

Rows are not filtered: drawn pictures have equal runs, which filters break up.

They are compressed by libdeflate, which makes smaller files in less time than Python's zlib.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from struct import pack
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import deflate
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kit.base.memory_caches import while_alive
from kit.model.asset import IndexedPixels, PremultipliedPixels
from kit.paint.encode.ground_palette import indexed_over
from kit.paint.encode.pixel_images import OPAQUE, Words, image_of, is_opaque, words_of
from kit.paint.encode.reduced_palette import Indexed, indexed

if TYPE_CHECKING:
    from hashlib import _Hash as HASH


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: The colour types of the modes in use (https://www.w3.org/TR/png-3/#11IHDR).
_COLOUR_TYPES = {"RGB": 2, "P": 3, "RGBA": 6}
#: The possible bits of a pixel in a picture with a palette.
_DEPTHS = (1, 2, 4, 8)
#: How many rows are decoded at once.
_ROWS = 128
#: Keyword, no compression, no language (https://www.w3.org/TR/png-3/#11iTXt); the name is that of ISO 16684-3, 1.1.5.
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"
#: The level above which more time makes a picture hardly smaller: 6 takes two thirds of the time, and makes it a
#: twentieth larger, by which a kit of 26 languages would be over 2 GB.
SMALL = 7
#: The level that takes the least time.
QUICK = 1


def compressed(pixels: PremultipliedPixels) -> bytes:
    """Return a file of some pixels."""
    reduced = with_palette(pixels)
    if reduced is None:
        return lossless(pixels)
    size = (pixels.width, pixels.height)
    image = Image.frombuffer("P", size, reduced.pixels, "raw", "P", 0, 1)
    depth = next(bits for bits in _DEPTHS if len(reduced.palette) <= 1 << bits)
    table = _chunk(b"PLTE", _table(reduced).tobytes())
    return _file(_head(size, "P", depth), table, _data(_rows(image, depth), SMALL))


def digest(pixels: PremultipliedPixels, *, full_colour: bool = False) -> str:
    """Return the digest of the RGBA that the file of some pixels decodes to."""
    reduced = None if full_colour else with_palette(pixels)
    if reduced:
        return _digest_of_indexed(reduced)
    image, total = image_of(pixels, opaque=is_opaque(pixels)), sha256()
    for top in range(0, image.height, _ROWS):  # the RGBA of a whole poster would be the most memory that a worker takes
        total.update(image.crop((0, top, image.width, min(top + _ROWS, image.height))).convert("RGBA").tobytes())
    return total.hexdigest()


class _Summed(NamedTuple):
    """A picture with a palette, and the sums of its rows as far as each part of it."""

    reduced: Indexed
    sums: tuple[HASH, ...]


#: The picture that was summed last, in this process: the next one, of another kit, may begin with the same rows.
_LAST: list[_Summed] = []


def _digest_of_indexed(reduced: Indexed) -> str:
    """Return the digest of the RGBA of a picture with a palette; rows like those of the last one are not read again."""
    table = np.insert(_table(reduced), 3, 255, axis=1).view(np.uint32)[:, 0]
    sums = [*_sums_of_same_rows(reduced)]
    total = sums[-1].copy() if sums else sha256()
    for top in range(len(sums) * _ROWS, len(reduced.pixels), _ROWS):
        total.update(replace(reduced, pixels=reduced.pixels[top : top + _ROWS]).coloured(table))
        sums.append(total.copy())
    _LAST[:] = [_Summed(reduced, tuple(sums))]
    return total.hexdigest()


def _sums_of_same_rows(reduced: Indexed) -> Iterator[HASH]:
    """Yield the sums of the last picture as far as its rows are those of a picture with a palette."""
    for last, sums in _LAST:
        if last.pixels.shape == reduced.pixels.shape and np.array_equal(last.palette, reduced.palette):
            for index, summed in enumerate(sums):
                part = slice(index * _ROWS, (index + 1) * _ROWS)
                if not np.array_equal(last.pixels[part], reduced.pixels[part]):
                    return
                yield summed


def _table(reduced: Indexed) -> NDArray[np.uint8]:
    """Return the red, green and blue of the entries of a palette."""
    return np.asarray(reduced.palette, ">u4").view(np.uint8).reshape(-1, 4)[:, 1:]


def quick_png(pixels: PremultipliedPixels) -> bytes:
    """Return a file of some pixels that is quick to make but larger, for a single look."""
    return lossless(pixels, QUICK)


def lossless(pixels: PremultipliedPixels, level: int = SMALL) -> bytes:
    """Return a file without a palette, which decodes to exactly the pixels."""
    image = image_of(pixels, opaque=is_opaque(pixels))
    return _file(_head(image.size, image.mode), _data(_rows(image), level))


def in_its_palette(pixels: PremultipliedPixels) -> PremultipliedPixels | IndexedPixels:
    """Return a picture as its file has it, without decoding each pixel."""
    reduced = with_palette(pixels)
    if reduced is None:
        return pixels
    return IndexedPixels(pixels.width, pixels.height, _bgra(reduced).tobytes(), reduced.pixels.data)


def decoded(pixels: PremultipliedPixels) -> PremultipliedPixels:
    """Return the pixels that the file of some pixels decodes to."""
    reduced = with_palette(pixels)
    if reduced is None:
        return pixels
    bgra = bytearray(4 * pixels.width * pixels.height)
    words = np.frombuffer(bgra, "<u4").reshape(reduced.pixels.shape)
    reduced.coloured(_bgra(reduced), onto=words)
    return replace(pixels, bgra=bgra)


def _bgra(reduced: Indexed) -> Words:
    """Return the entries of a palette as opaque pixels."""
    return (reduced.palette | OPAQUE).astype("<u4")


@while_alive
def with_palette(pixels: PremultipliedPixels) -> Indexed | None:
    """Return a picture with a palette, or None if it needs more colours or is transparent.

    The result is kept with the pixels, because both the file and its measurements are made from it.
    """
    if not is_opaque(pixels):
        return None
    shares = pixels.ground is not None and is_opaque(pixels.ground)
    return indexed_over(pixels) if shares else indexed(words_of(pixels), pixels.fills, plain=pixels.plain)


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet before its pixels."""
    at = len(_SIGNATURE)
    while data[at + 4 : at + 8] != b"IDAT":
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return data[:at] + _chunk(b"iTXt", _XMP + xmp) + data[at:]


def _file(*chunks: bytes) -> bytes:
    return b"".join((_SIGNATURE, *chunks, _chunk(b"IEND", b"")))


def _head(size: tuple[int, int], mode: str, depth: int = 8) -> bytes:
    """Return the chunks before the palette: size, bits of a channel, colour type, perceptual intent (11.3.2.5)."""
    head = pack(">2I5B", *size, depth, _COLOUR_TYPES[mode], 0, 0, 0)
    return _chunk(b"IHDR", head) + _chunk(b"sRGB", b"\x00")


def _data(rows: bytes, level: int) -> bytes:
    return _chunk(b"IDAT", deflated(rows, level))


def _rows(image: Image.Image, depth: int = 8) -> bytes:
    """Return the rows of an image, each after a zero: the filter type of an unfiltered row.

    An image with a palette may have fewer than 8 bits a pixel (https://www.w3.org/TR/png-3/#7Scanline). Pillow pads
    each row with a zero at its end, which becomes the filter type of the next.
    """
    stride = -(-image.width * len(image.mode) * depth // 8) + 1
    mode = image.mode if depth == 8 else f"{image.mode};{depth}"  # noqa: PLR2004  (a byte)
    return b"\0" + image.tobytes("raw", mode, stride)[:-1]


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk: its length, its name, its data, and the checksum of the last two (5.3)."""
    return len(data).to_bytes(4, "big") + name + data + crc32(data, crc32(name)).to_bytes(4, "big")


def deflated(data: bytes, level: int = SMALL) -> bytes:
    """Return a zlib stream (https://www.rfc-editor.org/rfc/rfc1950)."""
    return bytes(deflate.zlib_compress(data, level))


def raw_deflated(data: bytes) -> bytes:
    """Return what a zip holds of a text: the same without the header and the checksum of zlib."""
    return deflated(data)[2:-4]


def engine() -> dict[str, str]:
    """Return the name and the version of the compressor."""
    return {"deflate": deflate.__version__}
