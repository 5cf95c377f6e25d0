"""Pixels into PNG, JPEG or WebP under a byte limit: sRGB, described inside, the same bytes for the same input."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import PIL
from PIL import features

from kit.encode import deflating, png
from kit.encode.body import Form, make_body
from kit.encode.jpeg import QUALITIES
from kit.encode.xmp import packet
from kit.errors import EncodeError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.encode.body import Bodies, Body
    from kit.model.asset import Description, EncodedFile, EncodeRule, PremultipliedPixels

#: A PNG is taken only under this part of the limit and under this size: platforms recompress large ones.
PNG_SHARE, PNG_MOST = 0.6, 1_000_000


def engines() -> dict[str, str]:
    """Return the names and versions of what decides the bytes of an image file."""
    codecs = {name: features.version(name) or "none" for name in ("jpg", "webp")}
    return {"pillow": PIL.__version__, **codecs, **deflating.engine()}


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
