"""Fill a slot with a photo or a logo: a photo is cut to its box around its focus, a logo stands whole in it."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit import images
from kit.errors import ImageError
from kit.geometry import Box
from kit.model.artwork import PlacedImage
from kit.model.image import ImagePart
from kit.model.layout import Element
from kit.on_demand import on_demand

if TYPE_CHECKING:
    from pathlib import Path

    from kit.geometry import Point, Size
    from kit.model.image import FoundImage, Graphic
    from kit.model.layout import SlotRule
    from kit.model.picture import ImageContent
    from kit.model.slot import Slot
    from kit.svg import graphic
else:
    graphic = on_demand("kit.svg.graphic")


def place_image(content: ImageContent, slot: Slot, rule: SlotRule) -> tuple[Element, PlacedImage]:
    """Return what shows a photo or a logo in its slot, and what was placed. Raises ImageError for a damaged one."""
    image = content.image
    covers = slot.name == "photo" and rule.fill != "contain"
    if covers:
        box = _on_pixels(slot.box)
        scale = max(box.width / image.size.width, box.height / image.size.height)
        area = _around(content.focus, image.size, box.width / scale, box.height / scale)
    else:
        scale = min(slot.box.width / image.size.width, slot.box.height / image.size.height)
        box, area = _aligned(image.size, scale, slot.box, rule.align), Box(0, 0, *image.size)
    corners = slot.radius if slot.name == "photo" else 0.0
    id_ = f"{_prefix(image.sha256)}{slot.name}"
    if image.form == "svg":
        element = _clipped(_graphic(image, area, box), box, corners, id_)
        return element, PlacedImage(slot, box, content, element, covers=covers)
    _require_whole(content)
    if not covers:
        box = _on_pixels(box)
    size = (round(box.width), round(box.height)) if scale <= 1 else (math.ceil(area.width), math.ceil(area.height))
    part = ImagePart(image, area, (max(1, size[0]), max(1, size[1])))
    element = Element("image", {"href": part.href, **_place(box), "preserveAspectRatio": "none"})
    element = _clipped(element, box, corners, id_) if corners else element
    return element, PlacedImage(slot, box, content, element, covers=covers, scale=scale, part=part)


def _require_whole(content: ImageContent) -> None:
    """Raise ImageError, at its place in `kit.yaml`, for an image that can't be read to its last pixel."""
    try:
        images.require_whole(content.image, content.file)
    except ImageError as error:
        raise ImageError(*(replace(fault, mark=content.mark) for fault in error.faults)) from error


def _around(focus: Point, size: Size, width: float, height: float) -> Box:
    """Return the area of an image, as large as is shown, that has the focus as near to its middle as can be."""
    x = min(max(focus.x * size.width - width / 2, 0.0), max(0.0, size.width - width))
    y = min(max(focus.y * size.height - height / 2, 0.0), max(0.0, size.height - height))
    return Box(x, y, min(x + width, size.width), min(y + height, size.height))


def _aligned(size: Size, scale: float, box: Box, align: str) -> Box:
    """Return where a whole image stands in a box."""
    across, down = align.split()
    width, height = size.width * scale, size.height * scale
    x = {"left": box.x0, "center": box.center.x - width / 2, "right": box.x1 - width}[across]
    y = {"top": box.y0, "middle": box.center.y - height / 2, "bottom": box.y1 - height}[down]
    return Box(x, y, x + width, y + height)


def _on_pixels(box: Box) -> Box:
    """Return a box with its edges on whole px, so that the pixels of an image are those of the picture."""
    x0, y0, x1, y1 = map(round, box)
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))


def _graphic(image: FoundImage, area: Box, box: Box) -> Element:
    """Return the shapes of an SVG, an area of which is put into a box without being stretched."""
    scale = box.width / area.width
    matrix = f"matrix({scale:.6g} 0 0 {scale:.6g} {box.x0 - area.x0 * scale:.4f} {box.y0 - area.y0 * scale:.4f})"
    return Element("g", {"transform": matrix}, _read_graphic(image.path, image.sha256).elements)


@lru_cache(maxsize=16)
def _read_graphic(path: Path, sha256: str) -> Graphic:
    return graphic.read_graphic(path, _prefix(sha256))


def _prefix(sha256: str) -> str:
    """Return what the ids of an image begin with, which those of no drawing do by chance."""
    return f"i{sha256[:8]}-"


def _clipped(element: Element, box: Box, radius: float, id_: str) -> Element:
    """Return an element that is seen in a box only, whose corners may be round."""
    round_corners = {"rx": f"{radius:.3f}", "ry": f"{radius:.3f}"} if radius else {}
    clip = Element("clipPath", {"id": id_}, (Element("rect", {**_place(box), **round_corners}),))
    return Element("g", {}, (clip, Element("g", {"clip-path": f"url(#{id_})"}, (element,))))


def _place(box: Box) -> dict[str, str]:
    values = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height}
    return {key: f"{round(value, 3):g}" for key, value in values.items()}
