"""Drawings of 1000 x 1000 px laid out with a margin, and what is found in the scene and in its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import PALETTE
from PIL import Image

from kit.base.geometry import Box, Point, Size
from kit.compose.artwork_svg import write_svg
from kit.layout import lay_out
from kit.raster import paint
from kit.svg.shapes.element_shapes import corners
from kit.svg.source.transforms import read_transform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.layout import Drawing, Element, Scene

SQUARE, WIDE, TALL, LARGE = Size(1000, 1000), Size(2000, 1000), Size(1000, 2000), Size(2000, 2000)
QR = '<rect x="200" y="200" width="100" height="100" fill="#0f2a2e"/>'
ONE = QR.replace("<rect", '<rect data-name="one"')


def scene_of(drawing: Drawing, canvas: Size) -> Scene:
    """Lay out with a safe area of 100 px a side, as `live` has in the drawings of these tests."""
    inset = 0.1 * min(canvas)
    return lay_out(drawing, canvas, Box(inset, inset, canvas.width - inset, canvas.height - inset))


def shapes(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from shapes(child)


def placed(scene: Scene, name: str) -> Box:
    element = next(element for element in shapes(scene.root) if element.name == name)
    matrix = read_transform(element.attributes.get("transform", ""))
    own = corners("polygon" if element.tag == "polyline" else element.tag, element.attributes)
    assert own is not None
    assert matrix is not None
    return Box.around([matrix.apply(Point(*point)) for point in own])


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def picture(scene: Scene, canvas: Size) -> Image.Image:
    pixels = paint(write_svg(scene.root.children, canvas, PALETTE))
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)
