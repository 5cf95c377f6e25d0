"""What is made from a picture: its pixels, its encoded files, and the entries of these files in the manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import (
    Iterator,
    Mapping,
)
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A format of image files, by the name that placements, Pillow and its media type have for it.

    Files of a kit have the first of its `endings`. One that is `lossless` decodes to the same pixels everywhere.
    `codec` is the engine that decides its bytes and what they decode to, as Pillow and manifests name it, None where
    that is not a library of Pillow's; `end` is what whole files end with.
    """

    name: str
    endings: tuple[str, ...]
    lossless: bool = False
    codec: str | None = None
    end: bytes = b""

    @property
    def media_type(self) -> str:
        """Its media type (https://www.iana.org/assignments/media-types)."""
        return f"image/{self.name}"


#: Every format of image files, in the order in which they are preferred. A new one is an entry here, and a codec in
#: `kit.paint.encode.image_bytes`.
FORMATS = {
    format_.name: format_
    for format_ in (
        OutputFormat("png", ("png",), lossless=True, end=b"IEND\xaeB`\x82"),
        OutputFormat("jpeg", ("jpg", "jpeg"), codec="jpg", end=b"\xff\xd9"),
        OutputFormat("webp", ("webp",), codec="webp"),
    )
}
PDF = "application/pdf"
#: The format of each media type that is an image, and those of lossless ones.
IMAGE_FORMATS = {format_.media_type: name for name, format_ in FORMATS.items()}
LOSSLESS = frozenset(format_.media_type for format_ in FORMATS.values() if format_.lossless)
#: The ending, without a dot, of the files of each media type that are made of a picture.
EXTENSIONS = {**{format_.media_type: format_.endings[0] for format_ in FORMATS.values()}, PDF: "pdf"}
#: The endings of the texts beside the files of a picture: its caption, and its alternative text.
TEXTS = (".caption.txt", ".alt.txt")


def picture_path(language: str, message: str, number: int | None, placement: str, size: tuple[int, int]) -> str:
    """Return the path in a kit of the files of a picture, without the ending; `placement` is an id."""
    platform, _, name = placement.partition("/")
    series = f"-{number:02d}" if number else ""
    return f"{language.lower()}/{platform}/{message}{series}-{name}-{size[0]}x{size[1]}"


def text_files(stem: str, words: Description | Asset) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each text beside the files of a picture, which have the path `stem`."""
    for ending, text in zip(TEXTS, (words.caption, words.alt), strict=True):
        yield f"{stem}{ending}", f"{text}\n".encode("utf-8", "surrogatepass")


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


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PremultipliedPixels:
    """A painted picture as Cairo stores it: BGRA, 8 bits a channel, premultiplied, row-major.

    Equal only to itself, so that comparing two does not read millions of bytes. `bgra` may be the memory that was
    painted on; nobody writes to it any more. `fills` are the colours, as 0xRRGGBB, that something in it is filled with,
    including letters and codes. A `plain` picture is painted in these only, and everything is opaque: other colours are
    at edges. `ground` is what other pictures share with it, and `over` are the colours of what is painted over that.
    `of_kits` is whether other kits have nearly the same picture.
    """

    width: int
    height: int
    bgra: bytes | bytearray
    fills: frozenset[int] = frozenset()
    plain: bool = False
    ground: PremultipliedPixels | None = None
    over: frozenset[int] = frozenset()
    of_kits: bool = False


@dataclass(frozen=True, slots=True)
class IndexedPixels:
    """A picture that its file has a palette for: BGRA by entry, and the entry of each pixel, a byte, row after row."""

    width: int
    height: int
    palette: bytes
    entries: bytes | memoryview


@dataclass(frozen=True, slots=True)
class EncodeRule:
    """The requirements of a file: formats in order of preference, and a byte limit or None.

    A PNG in `full_colour` has no palette.
    """

    formats: tuple[str, ...]
    max_bytes: int | None
    full_colour: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata of a file, in `language`, a BCP 47 tag.

    `licence_url` is the address of the licence, if known; `site` that of the published kit, if there is one. `credit`
    names whose work is part of the file, `source` where it comes from. Empty fields are left out of the file.
    """

    title: str
    caption: str
    alt: str
    alt_long: str
    creator: str
    licence: str
    licence_url: str | None
    language: str
    site: str | None = None
    credit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A sheet to print: `trim` (width, height) and `bleed` in mm; `date` is the file's, with a time zone.

    Without crop marks the page ends with its bleed.
    """

    trim: tuple[float, float]
    bleed: float
    date: dt.datetime
    marks: bool = True


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """A file in memory and the digest of its decoded pixels; None for a PDF, which has none."""

    media_type: str
    data: bytes
    pixels_sha256: str | None

    @property
    def extension(self) -> str:
        """The file ending, without a dot."""
        return EXTENSIONS[self.media_type]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRecord:
    """A part of a manifest; `unknown` has the fields of it that this version does not know."""

    unknown: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Thumbnail(JsonRecord):
    """A small image that the page shows in place of the files of one picture, with its size in px."""

    path: str
    sha256: str
    bytes: int
    width: int
    height: int
    media_type: str


#: Marks a field that is written only if it has a value, so that a manifest without one keeps its bytes.
WHERE_THERE_IS_ONE: Mapping[str, bool] = {"left_out_when_none": True}


@dataclass(frozen=True, slots=True)
class Asset(JsonRecord):
    """One file of a kit. Field names and meanings are the manifest's; a PDF has the size of its preview.

    `pixels_sha256` is of the RGBA that the file decodes to, None for a PDF and if schema 1 did not have it. `drawing`
    is the file below `templates/svg` that the picture was made from, such as `notice/square.svg`, None in schema 1.
    `partner` is the partner's id in a partner's kit. `thumbnail` is the path of a small image of the picture, None in
    schema 1. `state` is that of a translation that is not reviewed: "draft" or "outdated".
    """

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
    drawing: str | None
    theme: str
    frame: int | None
    language: str
    partner: str | None
    alt: str
    alt_long: str
    caption: str
    link: str | None
    qr: str | None
    thumbnail: str | None = None
    state: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)

    @property
    def stem(self) -> str:
        """The path without its ending, which the other files of the picture have too."""
        return self.path.rpartition(".")[0]
