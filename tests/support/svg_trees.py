"""Trees out of SVG text, for tests that say in SVG what is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.raster.layers import read_svg

if TYPE_CHECKING:
    from kit.model.tree import Tree

#: More px than any picture has along a side.
MOST = 1 << 20


def tree_of(svg: str) -> Tree:
    """Return the tree of an SVG whose root says nothing but its size."""
    picture = read_svg(svg, MOST)
    assert picture
    return picture.tree
