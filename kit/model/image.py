"""Photos and logos: as `kit.yaml` names them, as they were found, and the part of one that a picture shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path  # noqa: TC003  (msgspec reads the annotations of what is kept)
from typing import TYPE_CHECKING, Literal

from kit.base.geometry import Point, Size
from kit.model.document import record

if TYPE_CHECKING:
    from kit.base.geometry import Box
    from kit.model.layout import Element


#: The formats of photos and logos, whatever the file ending.
ImageForm = Literal["png", "jpeg", "webp", "svg"]
#: A point of an image: its distance from the left and from the top.
_FOCUS = re.compile(r"(\d{1,3}(?:\.\d+)?)% (\d{1,3}(?:\.\d+)?)%")


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
        match = _FOCUS.fullmatch(self.focus.strip())
        point = Point(float(match[1]) / 100, float(match[2]) / 100) if match else Point(2, 2)
        return point if max(point) <= 1 else None


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
