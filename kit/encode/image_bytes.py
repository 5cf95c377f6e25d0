"""Pixels into an image under a byte limit: compressed once, described inside, the same for the same input.

The pixels of a picture are compressed once for each form that a placement takes; every file of it is such a body with
its own description.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import PIL
from PIL import features

from kit.base.errors import EncodeError, Fault
from kit.encode import jpeg, png, webp
from kit.encode.decoding import decoded_digest
from kit.encode.jpeg import QUALITIES
from kit.encode.xmp import packet
from kit.model.asset import FORMATS, IMAGE_FORMATS, EncodedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.asset import Description, EncodeRule, PremultipliedPixels

    #: Returns the body of a form, new or cached.
    Bodies = Callable[["Form"], "Body"]


#: A lossless file is taken only under this part of the limit and under this size: platforms recompress large ones.
LOSSLESS_SHARE, LOSSLESS_MOST = 0.6, 1_000_000


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the bytes of an image file."""
    names = [format_.codec for format_ in FORMATS.values() if format_.codec]
    codecs = {name: features.version(name) or "none" for name in names}
    return {"pillow": PIL.__version__, **codecs, **png.engine()}


def encode(pixels: PremultipliedPixels, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file of some pixels, as `choose` does."""
    return choose(partial(make_body, pixels), rule, about)


def encode_png(pixels: PremultipliedPixels, about: Description) -> bytes:
    """Return some pixels as a PNG of any length, without the digest of what it decodes to."""
    return png.described(png.compressed(pixels), packet(about))


def choose(bodies: Bodies, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file: PNG where it stays small, else JPEG or WebP, as `FORMATS` orders them.

    The quality of lossy ones is what the picture needs, and where that is too large one below, but not under the least.

    Raises EncodeError when none stays under the byte limit, of which the description inside is a part.
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
    """Yield each file without words and the most bytes that it may have with them, in the order of preference."""
    taken = [format_ for name, format_ in FORMATS.items() if name in rule.formats]
    small = min(LOSSLESS_MOST, int(rule.max_bytes * LOSSLESS_SHARE)) if rule.max_bytes else LOSSLESS_MOST
    any_size = all(format_.lossless for format_ in taken)
    for format_ in taken:
        yield (first := bodies(Form(format_.name))), small if format_.lossless and not any_size else rule.max_bytes
        for quality in QUALITIES:
            if quality < first.quality:
                yield bodies(Form(format_.name, quality)), rule.max_bytes


@dataclass(frozen=True, slots=True)
class Codec:
    """How files of a format are made.

    `compress` makes one of pixels in a quality of 100, or for 0 in the one they need, and says in which; of a lossless
    format that is 0. `described` puts an XMP packet into one. `digest` is that of the pixels that it decodes to, where
    it is known without decoding.
    """

    compress: Callable[[PremultipliedPixels, int], tuple[bytes, int]]
    described: Callable[[bytes, bytes], bytes]
    digest: Callable[[PremultipliedPixels], str] | None = None


#: The codec of each format, by its name.
_CODECS = {
    "png": Codec(lambda pixels, _: (png.compressed(pixels), 0), png.described, png.digest),
    "jpeg": Codec(jpeg.compress, jpeg.described),
    "webp": Codec(webp.compress, webp.described),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A format as placements name it; of one that loses something the quality, of 100, or 0 for what is needed."""

    format: str
    quality: int = 0

    def __str__(self) -> str:
        """Write the form as a key of a cache says it."""
        return f"{self.format} {self.quality}"


@dataclass(frozen=True, slots=True)
class Body:
    """An image file without words inside, the digest of the pixels that it decodes to, and the quality it has, or 0."""

    media_type: str
    data: bytes
    pixels_sha256: str
    quality: int = 0

    def described(self, xmp: bytes) -> EncodedFile:
        """Return the file with an XMP packet inside; it decodes to the same pixels."""
        codec = _CODECS[IMAGE_FORMATS[self.media_type]]
        return EncodedFile(self.media_type, codec.described(self.data, xmp), self.pixels_sha256)


def make_body(pixels: PremultipliedPixels, form: Form) -> Body:
    """Compress the pixels of a picture in a form."""
    codec, media_type = _CODECS[form.format], FORMATS[form.format].media_type
    data, quality = codec.compress(pixels, form.quality)
    digest = codec.digest(pixels) if codec.digest else decoded_digest(data, media_type)
    return Body(media_type, data, digest, quality)
