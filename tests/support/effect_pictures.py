"""Drawings with effects as they are painted: laid out, in the colours of a theme, with pictures for the effects."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from conftest import PALETTE
from PIL import Image, ImageChops, ImageStat

from kit.cache.entries import Cache
from kit.compose.artwork_svg import tree_of
from kit.jobs.effect_pictures import with_pictures
from kit.layout import lay_out
from kit.raster import paint
from kit.svg.normal.pattern_fills import expand_patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.cache.kinds import Store
    from kit.model.layout import Drawing, Element
    from kit.model.tree import Tree


def composed(drawing: Drawing, theme: Mapping[str, str] = PALETTE, *, mirrored: bool = False) -> Tree:
    """Return the tree of a drawing at its own size, its colours those of a theme."""
    scene = lay_out(drawing, drawing.size, drawing.live, mirrored=mirrored)
    return tree_of(expand_patterns(scene.root, lambda fault, _: fault).children, drawing.size, theme)


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
    pixels = paint(plain)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)


def _plain(element: Element) -> Element:
    children = (child for child in element.children if child.tag not in {"mask", "filter"})
    return replace(element, effect=None, children=tuple(map(_plain, children)))


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Return how far two pictures are apart in levels: on average, and in the worst square of 16 px."""
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    worst = reduce(ImageChops.lighter, bands)
    return ImageStat.Stat(worst).mean[0], max(worst.reduce(16).tobytes())
