"""Paint resolved SVG, as pixels or as a PDF page; it sees paths and plain attributes only.

Pixels are painted directly with cairo; what the direct painter does not know is painted by CairoSVG in its place among
the rest, and so are pages.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image

from kit.model.asset import Pixels, PremultipliedPixels
from kit.model.layout import Element
from kit.on_demand import on_demand
from kit.raster import cairo
from kit.raster.direct import paint_items
from kit.raster.outlines import UnknownError
from kit.raster.reading import TreeReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.raster import reference
    from kit.raster.display import Item
else:
    reference = on_demand("kit.raster.reference")

_SVG = "{http://www.w3.org/2000/svg}"
#: The version of the direct painter, which rises whenever it paints other pixels.
_PAINTER = "1"
#: The plain colours of a resolved artwork.
_FILLS = re.compile(r' (?:fill|stroke)="#([0-9a-fA-F]{6})"')
#: What the root of a resolved artwork says: whole pixels, and that it shows all of them.
_OF_ROOT = {"width", "height", "viewBox"}
#: The most pixels along a side that cairo has (CAIRO_MAX_IMAGE_SIZE).
_MOST = 32767


@cache
def engines() -> dict[str, str]:
    """Return the names and versions of what decides the pixels."""
    return {"cairosvg": version("cairosvg"), "cairo": cairo.version(), "painter": _PAINTER}


def paint(svg: str) -> Pixels:
    """Paint an artwork at the size it names, in px. Raises ValueError when it names none."""
    return straight(paint_premultiplied(svg))


def straight(pixels: PremultipliedPixels) -> Pixels:
    """Return the same pixels with straight alpha."""
    size = (pixels.width, pixels.height)
    divided = Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", pixels.stride, 1)  # divides the alpha out
    return Pixels(*size, divided.tobytes())


def paint_premultiplied(svg: str, width: int | None = None) -> PremultipliedPixels:
    """Paint an SVG as `paint` does, without the step to straight alpha, which takes longer than most grounds do.

    With a `width` in px it is painted as small or as large as that, where all that its root says is its size.
    """
    return _directly(svg, width) or paint_by_reference(svg)


def paint_by_reference(svg: str) -> PremultipliedPixels:
    """Paint an SVG by CairoSVG alone: what all that is painted directly is measured by."""
    return PremultipliedPixels(*reference.painted(svg), _fills(svg))


def paint_pdf(svg: str) -> bytes:
    """Paint an SVG as a PDF of one page, of vectors, at the size it names. Raises ValueError when it names none."""
    return reference.page(svg)


def _fills(svg: str) -> frozenset[int]:
    return frozenset(int(colour, 16) for colour in _FILLS.findall(svg))


def _directly(svg: str, wanted: int | None) -> PremultipliedPixels | None:
    """Return the painted picture, as wide as is wanted, or None of one whose root is not known."""
    if "<!" in svg or "<?" in svg:  # nothing that is resolved declares anything
        return None
    try:
        tree = ET.fromstring(svg)  # noqa: S314  (without declarations there are no entities)
    except ET.ParseError:  # CairoSVG says why
        return None
    size = _size(tree)
    if size is None:
        return None
    width, height = shown = _shown(size, wanted)
    bgra = bytearray(4 * width * height)
    words = np.frombuffer(bgra, np.uint32).reshape(height, width)
    for layer in _layers(tree):
        if isinstance(layer, ET.Element):
            reference.paint_onto(ET.tostring(_resized(layer, size, shown)), words)
        else:
            paint_items(layer, words, (width / size[0], height / size[1]))
    return PremultipliedPixels(width, height, 4 * width, bgra, _fills(svg))


def _size(root: ET.Element) -> tuple[int, int] | None:
    """Return the size of a picture in whole pixels, None where its root says more than that it shows all of them."""
    width, height = root.get("width", ""), root.get("height", "")
    if root.tag != f"{_SVG}svg" or not root.attrib.keys() <= _OF_ROOT or not (width + height).isdecimal():
        return None
    if root.get("viewBox", f"0 0 {width} {height}") != f"0 0 {width} {height}":
        return None
    size = (int(width), int(height))
    return size if min(size) > 0 and max(size) <= _MOST else None


def _shown(size: tuple[int, int], wanted: int | None) -> tuple[int, int]:
    """Return the size in px at which a picture is painted: its own, or that of a width that is wanted."""
    if wanted is None:
        return size
    width = min(max(1, wanted), _MOST)
    return width, min(max(1, round(size[1] * width / size[0])), _MOST)


def _resized(root: ET.Element, size: tuple[int, int], shown: tuple[int, int]) -> ET.Element:
    """Return a picture of a size that says it is to be shown at another."""
    if shown != size:
        root.set("viewBox", f"0 0 {size[0]} {size[1]}")
        root.set("preserveAspectRatio", "none")
        root.set("width", str(shown[0]))
        root.set("height", str(shown[1]))
    return root


def _layers(root: ET.Element) -> Iterator[tuple[Item, ...] | ET.Element]:
    """Yield what is painted one over the other: shapes and groups, or a picture of what is not known among them."""
    whole = _element(root)
    reader = TreeReader(whole)
    read = [(_read(reader, element), child) for element, child in zip(whole.children, root, strict=True)]
    for is_known, layer in groupby(read, key=lambda one: one[0] is not None):
        if is_known:
            yield tuple(item for items, _ in layer for item in items or ())
        else:
            yield _alone(root, {child for _, child in layer})


def _read(reader: TreeReader, element: Element) -> tuple[Item, ...] | None:
    """Return what an element paints, None where that is not known."""
    try:
        item = reader.item(element)
    except UnknownError:
        return None
    return (item,) if item else ()


def _alone(root: ET.Element, shown: Collection[ET.Element]) -> ET.Element:
    """Return a picture of some children of its root; the others are only there to be referred to."""
    alone = ET.Element(root.tag, root.attrib)
    for child in root:
        if child in shown:
            alone.append(child)
        else:
            ET.SubElement(alone, f"{_SVG}defs").append(child)
    return alone


def _element(node: ET.Element) -> Element:
    """Return a tree in the form in which artworks are composed; what is not SVG has an unknown tag."""
    tag = node.tag.removeprefix(_SVG) if isinstance(node.tag, str) else "?"
    return Element(tag, node.attrib, tuple(map(_element, node)))
