"""JPEG files: without chroma subsampling, in sRGB, with the quality that the picture needs.

The loss is measured, once for all pictures over a ground: their words need the least quality. In drawings it shows at
sharp edges, which ring, and not on flat ground. To keep the ringing low in few bytes, fine detail is coded nearly as
exactly as coarse; the standard's tables are made for photos. Files are sequential: progressive ones have a twentieth
fewer bytes, but take more than twice as long to make and to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import accumulate
from threading import Lock

from PIL import Image, ImageChops, ImageCms, ImageFile

from kit.base.memory_caches import while_alive
from kit.model.asset import PremultipliedPixels
from kit.paint.encode.pixel_images import image_of, is_opaque

#: The qualities that are tried for what a picture needs: most drawings end at the first, and finer steps take longer to
#: try than they save. Some words need 81 by the same measure, but then a kit of 26 languages would be over 2 GB. And
#: those to which a file that is too large may fall.
NEEDED, QUALITIES = (79, 82, 85, 88, 92), range(92, 77, -2)
#: The most levels that a pixel may be off in lightness and in a channel, and the number of pixels of which one may be
#: off by more: the loss is invisible even at four times the size. Colour is seen less sharply than lightness.
OFF, OFF_IN_CHANNEL, ONE_IN = 14, 40, 1000
#: For the tables of lightness and of colour: the step of the mean of a block, and the factor of (100 - quality) that
#: gives the step of its finest detail; and the frequency, across plus down, at which the finest step is reached. Up to
#: there the step rises by the square, so that blocks of a gradient show no jumps: half a level of colour is invisible,
#: and the mean of lightness is finer.
_TABLES, _AT = ((4, 1.0), (8, 1.8)), 4
#: The side of the blocks that are coded one by one (ITU-T T.81, A.1.3); one of this many rows of blocks is measured.
_BLOCK, _MEASURED = 8, 5
#: The marker of the segment, and its first bytes (ISO 16684-3, 1.1.3).
_APP1, _XMP = b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0"
#: The length of the marker that begins a file, and what a file with a JFIF segment begins with (ITU-T T.871, 10.1).
_START, _JFIF = 2, b"\xff\xd8\xff\xe0"


def compress(pixels: PremultipliedPixels, quality: int) -> tuple[bytes, int]:
    """Return a file of some pixels at a quality of 1 to 100, or with 0 at the one they need, and that quality.

    Colours under transparent pixels are lost.
    """
    image, file = _in_colours(pixels), BytesIO()
    quality = quality or needed(pixels.ground or pixels)
    with blocks_of(4 * image.width * image.height):
        _save(image, file, quality, optimize=True, icc_profile=srgb_profile())
    return file.getvalue(), quality


@while_alive
def needed(pixels: PremultipliedPixels) -> int:
    """Return the lowest quality at which a picture is close enough to the original, or the best."""
    part = _part(_in_colours(pixels))
    return next((quality for quality in NEEDED[:-1] if _is_near(part, quality)), NEEDED[-1])


def _in_colours(pixels: PremultipliedPixels) -> Image.Image:
    """Return an image without transparency; colours under transparent pixels are lost."""
    image = image_of(pixels, opaque=is_opaque(pixels))
    return image if image.mode == "RGB" else image.convert("RGB")


def described(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet after its first segment."""
    if not data.startswith(_JFIF):
        raise ValueError("a JPEG was written without a JFIF segment")
    at = _START + 2 + int.from_bytes(data[_START + 2 : _START + 4], "big")
    segment = _XMP + xmp
    return data[:at] + _APP1 + (len(segment) + 2).to_bytes(2, "big") + segment + data[at:]


def tables(quality: int) -> list[list[int]]:
    """Return the quantisation steps of lightness and of colour: 8 rows of 8, the mean first (T.81, A.3.4)."""
    frequencies = [min(across + down, _AT) for down in range(_BLOCK) for across in range(_BLOCK)]
    return [
        [round(mean + (finest * (100 - quality) - mean) * (frequency / _AT) ** 2) for frequency in frequencies]
        for mean, finest in _TABLES
    ]


def _save(image: Image.Image, file: BytesIO, quality: int, **options: object) -> None:
    image.save(file, "JPEG", qtables=tables(quality), subsampling=0, **options)


def _is_near(image: Image.Image, quality: int) -> bool:
    """Return whether a picture is close enough at a quality: few pixels are far off in lightness, or in a channel."""
    file = BytesIO()
    _save(image, file, quality)
    with Image.open(file) as again:
        lighter = ImageChops.difference(image.convert("L"), again.convert("L"))
        return _is_within(lighter, OFF) and _is_within(_worst(ImageChops.difference(image, again)), OFF_IN_CHANNEL)


def _worst(apart: Image.Image) -> Image.Image:
    """Return, per pixel, the largest error of a channel."""
    red, green, blue = apart.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _is_within(apart: Image.Image, most: int) -> bool:
    *_, within = accumulate(apart.histogram()[: most + 1])
    return (apart.width * apart.height - within) * ONE_IN <= apart.width * apart.height


def _part(image: Image.Image) -> Image.Image:
    """Return every fifth row of blocks of a picture; each block is coded as in the whole."""
    tops = range(0, image.height - _BLOCK + 1, _BLOCK * _MEASURED)
    part = Image.new("RGB", (image.width, _BLOCK * len(tops)))
    for row, top in enumerate(tops):
        part.paste(image.crop((0, top, image.width, top + _BLOCK)), (0, row * _BLOCK))
    return part if tops else image


@cache
def srgb_profile() -> bytes:
    """Return an sRGB profile without a creation date, so that files can be compared."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # creation date, ICC.1:2022 7.2.8
    profile[84:100] = bytes(16)  # profile id, a digest that includes the date, ICC.1:2022 7.2.18
    return bytes(profile)


#: Bytes of a block that Pillow writes by default.
_LEAST = 65536
_OF_ONE_SIZE = Lock()


@contextmanager
def blocks_of(size: int) -> Iterator[None]:
    """Let Pillow write blocks of a size in bytes, only here, and restore the setting of the program afterwards.

    An optimised JPEG must fit one block, and Pillow's guess of a byte a pixel is too small for fine detail. The setting
    is global to the process, so one picture is written at a time.
    """
    with _OF_ONE_SIZE:
        before = ImageFile.MAXBLOCK
        ImageFile.MAXBLOCK = max(_LEAST, size)
        try:
            yield
        finally:
            ImageFile.MAXBLOCK = before
