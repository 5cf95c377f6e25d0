"""What a kit is made of: pixels, encoded files, assets, and the manifest that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Pixels:
    """A painted picture: RGBA, 8 bits a channel, row-major, straight alpha."""

    width: int
    height: int
    rgba: bytes

    @property
    def digest(self) -> str:
        """The sha256 of the bytes, in hexadecimal: `pixels_sha256` of the manifest."""
        return sha256(self.rgba).hexdigest()


@dataclass(frozen=True, slots=True)
class EncodeRule:
    """What a file must keep to: formats in order of preference, and a byte limit or None."""

    formats: tuple[str, ...]
    max_bytes: int | None


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of itself, in `language`, a BCP 47 tag; `licence_url` is where the licence is written."""

    title: str
    caption: str
    alt: str
    alt_long: str
    creator: str
    licence: str
    licence_url: str | None
    language: str


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A sheet to print: `trim` (width, height) and `bleed` in mm; `date` is the file's and knows its time zone."""

    trim: tuple[float, float]
    bleed: float
    date: dt.datetime


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """A file in memory and the digest of the pixels it was made from; None for a PDF, which holds none."""

    media_type: str
    data: bytes
    pixels_sha256: str | None

    @property
    def extension(self) -> str:
        """The ending of the file's name, without a dot."""
        endings = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "application/pdf": "pdf"}
        return endings[self.media_type]


@dataclass(frozen=True, slots=True)
class Asset:
    """One entry of the manifest. Field names and meanings are the manifest's; a PDF has the size of its preview."""

    path: str
    sha256: str
    pixels_sha256: str | None
    bytes: int
    width: int
    height: int
    media_type: str
    platform: str
    placement: str
    role: str
    message: str
    layout: str
    theme: str
    frame: int | None
    language: str
    alt: str
    alt_long: str
    caption: str
    link: str | None
    qr: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a kit holds; assets are sorted by path."""

    kit: Mapping[str, str]
    engines: Mapping[str, str]
    assets: tuple[Asset, ...]
