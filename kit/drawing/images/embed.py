"""Embed the photos and logos of an artwork into its tree, so that it needs no other file."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.model.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.drawing.images import preparing
    from kit.model.image import ImagePart
    from kit.model.layout import Element
else:
    preparing = on_demand("kit.drawing.images.preparing")


#: How many parts are cached: a picture is painted with and without its words, and as a page.
_KEPT = 4


def embedded(tree: Tree, parts: Iterable[ImagePart]) -> Tree:
    """Return a tree in which every reference to a part is the part itself. Raises ImageError as `prepare` does."""
    uris = {part.href: _data_uri(part) for part in parts}
    return Tree(tree.size, tuple(_embedded(child, uris) for child in tree.children)) if uris else tree


def _embedded(element: Element, uris: Mapping[str, str]) -> Element:
    """Return an element with the parts that it refers to, or something in it does."""
    uri = uris.get(element.attributes.get("href", ""))
    held = element.with_children(tuple([_embedded(child, uris) for child in element.children]))
    return held.with_attributes({**held.attributes, "href": uri}) if uri else held


def embedded_in_text(svg: str, parts: Iterable[ImagePart]) -> str:
    """Return an SVG in which every reference to a part is the part itself. Raises ImageError as `prepare` does."""
    for part in parts:
        svg = svg.replace(f'"{part.href}"', f'"{_data_uri(part)}"')
    return svg


@lru_cache(maxsize=_KEPT)
def _data_uri(part: ImagePart) -> str:
    return "data:image/png;base64," + b64encode(preparing.prepare(part)).decode()
