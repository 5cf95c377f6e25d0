"""Photos and logos: as `kit.yaml` names them, as they were found, and the part of one that a picture shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from kit.base.document.document import record
from kit.base.geometry import Box, Point, Size
from kit.model.layout import Element

#: The formats of photos and logos, whatever the file ending.
ImageForm = Literal["png", "jpeg", "webp", "svg"]
FORMS: tuple[ImageForm, ...] = get_args(ImageForm)


class FileKind(NamedTuple):
    """A kind of file: a short name, which for images is their form, what a message calls it, and how it begins."""

    name: str
    what: str
    beginning: re.Pattern[bytes]


#: The kinds of files that people take for an image or a drawing, by their first bytes.
_KINDS = tuple(
    FileKind(name, what, re.compile(beginning, re.DOTALL))
    for name, what, beginning in (
        ("png", "a PNG picture", rb"\x89PNG\r\n\x1a\n"),
        ("jpeg", "a JPEG picture", rb"\xff\xd8\xff"),
        ("webp", "a WebP picture", rb"RIFF....WEBP"),
        ("svg", "an SVG", rb"(\xef\xbb\xbf)?\s*<(\?xml|!--|!DOCTYPE\s+svg|svg\b)"),
        ("heic", "a HEIC photo", rb"....ftyp(hei|hev|mif1|msf1)"),
        ("avif", "an AVIF image", rb"....ftypavi"),
        ("gif", "a GIF picture", rb"GIF8"),
        ("tiff", "a TIFF or a raw photo", rb"II\*\0|MM\0\*"),
        ("bmp", "a BMP picture", rb"BM"),
        ("pdf", "a PDF", rb"%PDF"),
        ("postscript", "a PostScript file", rb"%!PS"),
        ("photoshop", "a Photoshop file", rb"8BPS"),
        ("zip", "a zip", rb"PK\x03\x04"),
        ("gzip", "a compressed file", rb"\x1f\x8b"),
    )
)


def kind_of(data: bytes) -> FileKind | None:
    """Return the kind of a file by its first bytes; None for one that nobody takes for an image."""
    return next((kind for kind in _KINDS if kind.beginning.match(data)), None)


_PERCENT = r"(100(?:\.0+)?|0?[0-9]{1,2}(?:\.[0-9]+)?)%"
#: A point of an image: its distance from the left and from the top.
FOCUS = re.compile(f"{_PERCENT} {_PERCENT}")


@record
class ImageFile:
    """A photo or a logo as `kit.yaml` names it; `file` is its path from there.

    `focus` is the point that stays visible if the picture is cropped, such as `40% 30%` from the left and the top.
    """

    file: str
    focus: str = "50% 50%"
    credit: str = ""
    alt: str = ""

    @property
    def focus_point(self) -> Point | None:
        """The focus in parts of the width and the height; None if it is not a valid point of the image."""
        match = FOCUS.fullmatch(self.focus.strip())
        return Point(float(match[1]) / 100, float(match[2]) / 100) if match else None


@dataclass(frozen=True, slots=True)
class FoundImage:
    """An image file of a project: its path, the sha256 of its bytes, and its size in px, turned upright."""

    path: Path = field(compare=False)
    sha256: str
    form: ImageForm
    size: Size


@dataclass(frozen=True, slots=True)
class Graphic:
    """The shapes of an SVG file, in its own px from (0, 0): colours as they are written, no slots, no names."""

    size: Size
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class ImagePart:
    """An area of an image, in its own px, scaled to a size in px: what is painted of it in one place.

    An artwork refers to it by `href`, which is the same wherever the project is, and changes with any difference.
    """

    image: FoundImage
    area: Box
    size: tuple[int, int]

    @property
    def href(self) -> str:
        """The address by which an artwork refers to the part."""
        area = " ".join(f"{value:.3f}" for value in self.area)
        return "image:" + sha256(f"{self.image.sha256} {area} {self.size[0]} {self.size[1]}".encode()).hexdigest()
