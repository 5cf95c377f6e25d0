"""Drawings to lay out and paint: scenes of 1000 x 1000 px, patterns, and charts."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import PALETTE
from PIL import Image

from kit.base.geometry import Box, Point, Size
from kit.compose import Composer
from kit.compose.artwork_svg import tree_of
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.drawing.svg.outlines import corners
from kit.drawing.svg.source.values import read_transform
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan
from support.campaigns import GOLDEN, copy_golden, golden_spec
from support.pictures import straight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.layout import Drawing, Element, Scene


SQUARE, WIDE, TALL = Size(1000, 1000), Size(2000, 1000), Size(1000, 2000)
QR = '<rect x="200" y="200" width="100" height="100" fill="#0f2a2e"/>'


def svg(body: str, width: int = 240, height: int = 180) -> str:
    """Return the SVG of a picture, which holds no words, in px."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{body}</svg>'


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


def picture_of(scene: Scene, canvas: Size) -> Image.Image:
    return straight(paint(tree_of(scene.root.children, canvas, PALETTE)))


def photo() -> str:
    """Return a photo of 60 x 40 px whose every pixel differs, as an address."""
    file = BytesIO()
    pixels = bytes(level for y in range(40) for x in range(60) for level in (x * 4, y * 6, (x + y) % 2 * 80))
    Image.frombytes("RGB", (60, 40), pixels).save(file, "PNG")
    return "data:image/png;base64," + b64encode(file.getvalue()).decode()


PHOTO = photo()


def plainly(element: Element) -> Element:
    """Return a drawing without patterns, each replaced by what it paints; a fault is raised as it is."""
    return expand_patterns(element, lambda fault, _line: fault)


def plain_picture(drawing: Drawing) -> Image.Image:
    """Return a drawing as it is painted without its patterns, on white."""
    whole = straight(paint(tree_of(plainly(drawing.root).children, drawing.size, PALETTE)))
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)


_PLOT = "templates/svg/plot/square.svg"
#: The drawing of the golden message that shows a figure as a chart, and its theme, which no drawing was made in.
DRAWING = (GOLDEN / _PLOT).read_text(encoding="utf-8")
THEME = dict(re.findall(r'(\w+): "(#\w+)"', golden_spec("plot", platforms="x/square")))


def write_plot(
    folder: Path, statistic: str, *, rule: str = "{}", drawing: str = DRAWING, places: str = "x/square"
) -> Path:
    """Copy the message that shows a figure as a chart, with another figure, and return its `kit.yaml`."""
    changes = ("lit: {value: 3", f"lit: {{{statistic}"), ("chart: {}", f"chart: {rule}"), (_PLOT, DRAWING, drawing)
    return copy_golden(folder, *changes, messages=["plot"], platforms=places)


def compose_all(path: Path) -> list[Artwork]:
    """Return all pictures of a project by the path of its `kit.yaml`, composed."""
    project = load_project(path)
    composer = Composer(project)
    return [composer.compose(artboard) for artboard in plan(project)]


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
