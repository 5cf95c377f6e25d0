"""An image file without words inside, made once of a picture's pixels, and how words are put into it.

The pixels of a picture are compressed once for each form that a placement takes; every file of it is such a body with
its own description.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.encode import jpeg, png, webp
from kit.encode.reading import decoded_digest
from kit.model.asset import EncodedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.asset import PremultipliedPixels

    #: Returns the body of a form, made now or before.
    Bodies = Callable[["Form"], "Body"]

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
