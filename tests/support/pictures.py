"""Pictures of trees, drawings and SVG as they are painted."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cairosvg.parser import Tree as ParsedTree
from cairosvg.surface import PNGSurface
from conftest import PALETTE
from PIL import Image, ImageChops, ImageStat

from kit.base.cache.entries import Cache
from kit.base.geometry import Size
from kit.compose.artwork_svg import tree_of as composed_tree
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.model.asset import PremultipliedPixels
from kit.model.layout import Element
from kit.model.tree import Tree
from kit.paint.effect_pictures import with_pictures
from kit.paint.raster import cairosvg_engine
from kit.paint.raster.painter import paint, paint_premultiplied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.base.cache.kinds import Store
    from kit.model.asset import Pixels
    from kit.model.layout import Drawing


_SVG = "{http://www.w3.org/2000/svg}"


def tree_of(svg: str) -> Tree:
    """Return the tree of an SVG whose root says nothing but its size."""
    root = ET.fromstring(svg)  # noqa: S314  (written by the tests)
    return Tree(Size(float(root.get("width", "")), float(root.get("height", ""))), tuple(map(_element, root)))


def _element(node: ET.Element) -> Element:
    return Element(node.tag.removeprefix(_SVG), node.attrib, tuple(map(_element, node)))


def premultiplied(image: Image.Image) -> PremultipliedPixels:
    """Return the pixels of an image as the painter hands them on."""
    red, green, blue, alpha = image.convert("RGBA").convert("RGBa").split()
    data = Image.merge("RGBA", (blue, green, red, alpha)).tobytes()
    return PremultipliedPixels(*image.size, data)


def painted_svg(svg: str, width: int | None = None) -> PremultipliedPixels:
    """Return an SVG as it is painted."""
    return paint_premultiplied(tree_of(svg), width)


def by_cairosvg(svg: str) -> PremultipliedPixels:
    """Return a picture as CairoSVG alone paints it."""
    cairosvg_engine.patch()
    image = PNGSurface(ParsedTree(bytestring=svg.encode()), None, 96).cairo
    return PremultipliedPixels(image.get_width(), image.get_height(), bytes(image.get_data()))


def straight(pixels: PremultipliedPixels | Pixels) -> Image.Image:
    """Return pixels as an image with straight alpha."""
    size = (pixels.width, pixels.height)
    if isinstance(pixels, PremultipliedPixels):
        return Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", 0, 1)
    return Image.frombytes("RGBA", size, pixels.rgba)


def image_of(svg: str) -> Image.Image:
    """Return an SVG as it is painted, without its transparency."""
    return straight(paint(tree_of(svg))).convert("RGB")


def composed(drawing: Drawing, theme: Mapping[str, str] = PALETTE, *, mirrored: bool = False) -> Tree:
    """Return the tree of a drawing at its own size, its colours those of a theme."""
    scene = lay_out(drawing, drawing.size, drawing.live, mirrored=mirrored)
    return composed_tree(expand_patterns(scene.root, lambda fault, _: fault).children, drawing.size, theme)


def painted(
    drawing: Drawing,
    theme: Mapping[str, str] = PALETTE,
    store: Store = Cache(None),  # noqa: B008  (nothing is kept in it)
    *,
    mirrored: bool = False,
    effects: bool = True,
) -> Image.Image:
    """Return a drawing as it is painted, or without its effects."""
    tree = composed(drawing, theme, mirrored=mirrored)
    plain = with_pictures(tree, store) if effects else replace(tree, children=tuple(map(_plain, tree.children)))
    return straight(paint(plain))


def _plain(element: Element) -> Element:
    children = (child for child in element.children if child.tag not in {"mask", "filter"})
    return replace(element, effect=None, children=tuple(map(_plain, children)))


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Return how far two pictures are apart in levels: on average, and in the worst square of 16 px."""
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    worst = reduce(ImageChops.lighter, bands)
    return ImageStat.Stat(worst).mean[0], max(worst.reduce(16).tobytes())
