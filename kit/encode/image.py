"""Pixels into PNG, JPEG or WebP under a byte limit: sRGB, described inside, the same bytes for the same input."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageCms, ImageFile, features
from PIL.PngImagePlugin import PngInfo

from kit.encode.reading import decode
from kit.encode.xmp import packet
from kit.errors import EncodeError, Fault
from kit.model.asset import EncodedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.asset import Description, EncodeRule, Pixels

#: A PNG is taken only under this part of the limit and under this size: platforms recompress large ones.
PNG_SHARE, PNG_MOST = 0.6, 1_000_000
QUALITIES = range(92, 79, -2)
#: The one format that decodes to the pixels that were painted.
_LOSSLESS = "image/png"
#: Bytes of a block that Pillow writes by default; those of a PNG's chunks.
_BLOCK = 65536
_BLOCKS_OF_ONE_SIZE = Lock()


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the bytes of an image file."""
    codecs = {name: features.version(name) or "none" for name in ("jpg", "webp", "zlib")}
    return {"pillow": PIL.__version__, **codecs}


def encode(pixels: Pixels, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file: PNG where it stays small, else JPEG or WebP from the best quality down.

    Raises EncodeError when none stays under the byte limit, of which the description inside is a part.
    """
    tried: list[str] = []
    for media_type, data, most in _candidates(_image(pixels), rule, packet(about)):
        if most is None or len(data) <= most:
            decoded = pixels if media_type == _LOSSLESS else decode(data, media_type)
            return EncodedFile(media_type, data, decoded.digest)
        tried.append(f"{media_type.removeprefix('image/')} {len(data):,}")
    limit = f"{rule.max_bytes:,} bytes" if rule.max_bytes else "1 MB"
    message = f"no file under {limit} could be made: {', '.join(tried)}"
    raise EncodeError(Fault(message, None, "use fewer details or flat colours in the drawing", code="image-too-large"))


def _candidates(image: Image.Image, rule: EncodeRule, xmp: bytes) -> Iterator[tuple[str, bytes, int | None]]:
    """Yield (media type, bytes, the most bytes it may have), in the order of preference."""
    alone = rule.formats == ("png",)
    if "png" in rule.formats:
        small = min(PNG_MOST, int(rule.max_bytes * PNG_SHARE)) if rule.max_bytes else PNG_MOST
        yield "image/png", _png(image, xmp), rule.max_bytes if alone else small
    for name, write in (("jpeg", _jpeg), ("webp", _webp)):
        for quality in QUALITIES if name in rule.formats else ():
            yield f"image/{name}", write(image, xmp, quality), rule.max_bytes


def _image(pixels: Pixels) -> Image.Image:
    """Return a picture without an alpha channel, unless something in it is transparent."""
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)
    opaque = image.getchannel("A").getextrema() == (255, 255)
    return image.convert("RGB") if opaque else image


def _png(image: Image.Image, xmp: bytes) -> bytes:
    info = PngInfo()
    info.add(b"sRGB", b"\x00")  # perceptual intent (https://www.w3.org/TR/png-3/#11sRGB)
    info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    file = BytesIO()
    with _blocks_of(_BLOCK):
        image.save(file, "PNG", compress_level=6, pnginfo=info)
    return file.getvalue()


def _jpeg(image: Image.Image, xmp: bytes, quality: int) -> bytes:
    file = BytesIO()
    described = {"icc_profile": _srgb(), "xmp": xmp}
    with _blocks_of(max(_BLOCK, 4 * image.width * image.height)):
        image.convert("RGB").save(file, "JPEG", quality=quality, subsampling=0, optimize=True, **described)
    return file.getvalue()


@contextmanager
def _blocks_of(size: int) -> Iterator[None]:
    """Let Pillow write blocks of a size in bytes, here only and whatever a program has set: it decides a PNG's chunks.

    An optimised JPEG must fit one block, and Pillow's guess of a byte a pixel is too small for fine detail. The size
    is one of the whole process, so that one picture is written at a time.
    """
    with _BLOCKS_OF_ONE_SIZE:
        before = ImageFile.MAXBLOCK
        ImageFile.MAXBLOCK = size
        try:
            yield
        finally:
            ImageFile.MAXBLOCK = before


def _webp(image: Image.Image, xmp: bytes, quality: int) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=quality, icc_profile=_srgb(), xmp=xmp)
    return file.getvalue()


@cache
def _srgb() -> bytes:
    """Return an sRGB profile without the date of its making, so that files can be compared."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # creation date, ICC.1:2022 7.2.8
    profile[84:100] = bytes(16)  # profile id, a digest that would hold the date, ICC.1:2022 7.2.18
    return bytes(profile)
