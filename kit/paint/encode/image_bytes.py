"""Turn pixels into an image under a byte limit: compressed once, described inside, deterministic.

The pixels of a picture are compressed once for each form that a placement accepts; each of its files is such a body
with its own description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import PIL
from PIL import features

from kit.base.errors import EncodeError, Fault
from kit.model.asset import FORMATS, IMAGE_FORMATS, Description, EncodedFile, EncodeRule, PremultipliedPixels
from kit.paint.encode import jpeg, png
from kit.paint.encode.jpeg import QUALITIES, srgb_profile
from kit.paint.encode.pixel_images import image_of, is_opaque
from kit.paint.encode.xmp import packet

Bodies = Callable[["Form"], "Body"]


_BEST_WEBP = 92
#: The bytes of the file header before the first chunk, the offset of its flags, and the flag of XMP (2.7.1).
_HEAD, _FLAGS, _HAS_XMP = 12, 20, 0x04


def _compress_webp(pixels: PremultipliedPixels, quality: int) -> tuple[bytes, int]:
    """Return a file of some pixels at a quality of 1 to 100, or 0 for the best, and that quality."""
    quality = quality or _BEST_WEBP
    file, image = BytesIO(), image_of(pixels, opaque=is_opaque(pixels))
    image.save(file, "WEBP", quality=quality, icc_profile=srgb_profile())
    return file.getvalue(), quality


def _described_webp(data: bytes, xmp: bytes) -> bytes:
    """Return a file with an XMP packet after its pixels."""
    if data[_HEAD : _HEAD + 4] != b"VP8X":
        raise ValueError("a WebP was written that is not in the extended form")
    padding = bytes(len(xmp) % 2)
    body = bytearray(data[8:] + b"XMP " + len(xmp).to_bytes(4, "little") + xmp + padding)
    body[_FLAGS - 8] |= _HAS_XMP
    return data[:4] + len(body).to_bytes(4, "little") + bytes(body)


#: A lossless file is only used below this part of the limit and below this size: platforms recompress large ones.
LOSSLESS_SHARE, LOSSLESS_MOST = 0.6, 1_000_000


def engines() -> dict[str, str]:
    """Return the names and versions of the libraries that affect the bytes of an image file."""
    names = [format_.codec for format_ in FORMATS.values() if format_.codec]
    codecs = {name: features.version(name) or "none" for name in names}
    return {"pillow": PIL.__version__, **codecs, **png.engine()}


def encode(pixels: PremultipliedPixels, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file of some pixels, as `choose` does."""
    return choose(partial(make_body, pixels), rule, about)


def encode_png(pixels: PremultipliedPixels, about: Description, *, full_colour: bool = False) -> bytes:
    """Return some pixels as a PNG of any length, without the digest of what it decodes to."""
    return png.described((png.lossless if full_colour else png.compressed)(pixels), packet(about))


def choose(bodies: Bodies, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file: PNG if it is small, or else JPEG or WebP, in the order of `FORMATS`.

    An opaque picture that needs more colours than a palette has is thrice as long in a PNG as in a JPEG, whose loss
    can't be seen; so it isn't a PNG if another format is allowed, but in full colour. A lossy file has the quality that
    the picture needs, or a lower one if that is too large, but not below the minimum.

    Raises EncodeError if none is under the byte limit, which includes the description inside.
    """
    xmp, tried = packet(about), []
    for body, most in _candidates(rule, bodies):
        file = body.described(xmp)
        if most is None or len(file.data) <= most:
            return file
        tried.append(f"{body.media_type.removeprefix('image/')} {len(file.data):,}")
    limit = f"{rule.max_bytes:,} bytes" if rule.max_bytes else "1 MB"
    message = f"no file under {limit} could be made: {', '.join(tried)}"
    raise EncodeError(Fault(message, None, "use fewer details or flat colours in the drawing", code="image-too-large"))


def _candidates(rule: EncodeRule, bodies: Bodies) -> Iterator[tuple[Body, int | None]]:
    """Yield each body and the most bytes that its file may have with the description, in order of preference."""
    taken = [format_ for name, format_ in FORMATS.items() if name in rule.formats]
    any_size = all(format_.lossless for format_ in taken)
    small = min(LOSSLESS_MOST, int(rule.max_bytes * LOSSLESS_SHARE)) if rule.max_bytes else LOSSLESS_MOST
    for format_ in taken:
        full_colour, has_other = rule.full_colour and format_.lossless, format_.lossless and not any_size
        first = bodies(Form(format_.name, full_colour=full_colour, indexed=has_other and not full_colour))
        if first.data:
            yield first, small if has_other else rule.max_bytes
        for quality in QUALITIES:
            if quality < first.quality:
                yield bodies(Form(format_.name, quality)), rule.max_bytes


@dataclass(frozen=True, slots=True)
class Codec:
    """How files of a format are made.

    `compress` returns a file of pixels at a quality of 1 to 100, or with 0 at the one they need, and that quality,
    which is 0 for a lossless format. `described` adds an XMP packet to a file.
    """

    compress: Callable[[PremultipliedPixels, int], tuple[bytes, int]]
    described: Callable[[bytes, bytes], bytes]


#: The codec of each format, by its name.
_CODECS = {
    "png": Codec(lambda pixels, _: (png.compressed(pixels), 0), png.described),
    "jpeg": Codec(jpeg.compress, jpeg.described),
    "webp": Codec(_compress_webp, _described_webp),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A format as placements name it, and the quality of a lossy one: 1 to 100, or 0 for the one that is needed.

    A PNG in `full_colour` has no palette; an `indexed` one of an opaque picture has one, or no bytes.
    """

    format: str
    quality: int = 0
    full_colour: bool = False
    indexed: bool = False

    def __str__(self) -> str:
        """Return the form as it is written in the key of a cache."""
        return f"{self.format} {'full' if self.full_colour else 'indexed' if self.indexed else self.quality}"


@dataclass(frozen=True, slots=True)
class Body:
    """An image file without a description, the digest of the pixels in a lossless one, and its quality, or 0.

    It has no bytes, and no digest, if it should be `indexed` and can't be.
    """

    media_type: str
    data: bytes
    pixels_sha256: str | None
    quality: int = 0

    def described(self, xmp: bytes) -> EncodedFile:
        """Return the file with an XMP packet inside; its pixels stay the same."""
        codec = _CODECS[IMAGE_FORMATS[self.media_type]]
        return EncodedFile(self.media_type, codec.described(self.data, xmp), self.pixels_sha256)


def make_body(pixels: PremultipliedPixels, form: Form) -> Body:
    """Compress the pixels of a picture in a form."""
    format_ = FORMATS[form.format]
    if form.indexed and is_opaque(pixels) and png.with_palette(pixels) is None:
        return Body(format_.media_type, b"", None)
    if form.full_colour:
        data, quality = png.lossless(pixels), 0
    else:
        data, quality = _CODECS[form.format].compress(pixels, form.quality)
    digest = png.digest(pixels, full_colour=form.full_colour) if format_.lossless else None
    return Body(format_.media_type, data, digest, quality)
