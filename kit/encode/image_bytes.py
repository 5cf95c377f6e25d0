"""Pixels into PNG, JPEG or WebP under a byte limit: compressed once, described inside, the same for the same input.

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
from kit.model.asset import EncodedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.asset import Description, EncodeRule, PremultipliedPixels

    #: Returns the body of a form, made now or before.
    Bodies = Callable[["Form"], "Body"]


#: A PNG is taken only under this part of the limit and under this size: platforms recompress large ones.
PNG_SHARE, PNG_MOST = 0.6, 1_000_000


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the bytes of an image file."""
    codecs = {name: features.version(name) or "none" for name in ("jpg", "webp")}
    return {"pillow": PIL.__version__, **codecs, **png.engine()}


def encode(pixels: PremultipliedPixels, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file of some pixels, as `choose` does."""
    return choose(partial(make_body, pixels), rule, about)


def encode_png(pixels: PremultipliedPixels, about: Description) -> bytes:
    """Return some pixels as a PNG of any length, without the digest of what it decodes to."""
    return png.described(png.compressed(pixels), packet(about))


def choose(bodies: Bodies, rule: EncodeRule, about: Description) -> EncodedFile:
    """Return the first allowed file: PNG where it stays small, else JPEG or WebP.

    Their quality is what the picture needs, and where that is too large one below, but not under the least.

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
    alone = rule.formats == ("png",)
    if "png" in rule.formats:
        small = min(PNG_MOST, int(rule.max_bytes * PNG_SHARE)) if rule.max_bytes else PNG_MOST
        yield bodies(Form("png")), rule.max_bytes if alone else small
    for name in ("jpeg", "webp"):
        if name in rule.formats:
            yield (first := bodies(Form(name))), rule.max_bytes
            for quality in QUALITIES:
                if quality < first.quality:
                    yield bodies(Form(name, quality)), rule.max_bytes


#: How an XMP packet is put into a file of each type.
_DESCRIBED = {"image/png": png.described, "image/jpeg": jpeg.described, "image/webp": webp.described}


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
        """Return the file with an XMP packet inside; what it decodes to stays the same."""
        return EncodedFile(self.media_type, _DESCRIBED[self.media_type](self.data, xmp), self.pixels_sha256)


def make_body(pixels: PremultipliedPixels, form: Form) -> Body:
    """Compress the pixels of a picture in a form."""
    if form.format == "png":
        return Body("image/png", *png.compress(pixels))
    compress = jpeg.compress if form.format == "jpeg" else webp.compress
    media_type, (data, quality) = f"image/{form.format}", compress(pixels, form.quality)
    return Body(media_type, data, decoded_digest(data, media_type), quality)
