"""A picture as a tree of plain shapes, in its final colours: it is painted as it is, and written as SVG on demand.

https://www.w3.org/TR/SVG11/ defines its elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.geometry import Size
    from kit.model.drawing_looks import Effect
    from kit.model.layout import Element


_NAMESPACE = "http://www.w3.org/2000/svg"
_PLAIN = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Tree:
    """A picture of a size in px: elements with attributes of SVG only, and no roles for colours."""

    size: Size
    children: tuple[Element, ...]

    @cached_property
    def svg(self) -> str:
        """The SVG text."""
        return ET.tostring(self.xml, encoding="unicode")

    @property
    def xml(self) -> ET.Element:
        """The outermost element of the SVG, with all that is in it."""
        root = svg_root(self.size)
        for child in self.children:
            _append(root, child)
        return root

    @cached_property
    def digest(self) -> str:
        """The digest of all that affects how it is painted: 64 hexadecimal digits, the same in every process."""
        words = [f"{self.size.width:g} {self.size.height:g}"]
        for child in self.children:
            _add_words(child, words)
        return sha256("\0".join(words).encode()).hexdigest()

    @cached_property
    def has_images(self) -> bool:
        """Whether it has an image anywhere."""
        return any(map(_has_image, self.children))

    @cached_property
    def has_effects(self) -> bool:
        """Whether any group of it has an effect."""
        return any(map(has_effect, self.children))

    @cached_property
    def fills(self) -> frozenset[int]:
        """The plain colours of shapes and lines, 0xRRGGBB."""
        return frozenset(int(colour[1:], 16) for colour in set(_paints(self.children)) if _PLAIN.fullmatch(colour))


def has_effect(element: Element) -> bool:
    """Return whether an element or one in it has an effect."""
    return element.effect is not None or any(map(has_effect, element.children))


def svg_root(size: Size) -> ET.Element:
    """Return the outermost element of an SVG of a size in px, without anything in it."""
    width, height = f"{size.width:g}", f"{size.height:g}"
    box = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return ET.Element("svg", {"xmlns": _NAMESPACE, **box})


def written_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element as SVG has them, the path data of its steps among them."""
    own = {**element.attributes}
    if element.steps:
        moved = {"transform": own.pop("transform")} if "transform" in own else {}
        own |= {"d": element.steps.d, **moved}
    return {**own, **_effects(element.effect)} if element.effect else own


def _effects(effect: Effect) -> dict[str, str]:
    """Return the effect of a group as SVG has it."""
    ids = {key: f"url(#{id_})" for key, id_ in (("filter", effect.filter), ("mask", effect.mask)) if id_}
    blend = f"mix-blend-mode:{effect.blend}" if effect.blend != "normal" else ""
    return {**ids, "style": blend or "isolation:isolate"} if blend or not ids else ids


def _append(parent: ET.Element, element: Element) -> None:
    """Append an element and its descendants."""
    node = ET.SubElement(parent, element.tag, written_attributes(element))
    for child in element.children:
        _append(node, child)


def _has_image(element: Element) -> bool:
    return element.tag == "image" or any(map(_has_image, element.children))


def _add_words(element: Element, words: list[str]) -> None:
    """Add all of an element's data, unambiguously: no name of an attribute begins with a bracket."""
    words.append(f"<{element.tag}")
    for pair in element.attributes.items():
        words += pair
    if element.steps:
        words += ("<steps", element.steps.digest)
    if element.effect:
        words += ("<effect", *element.effect)
    for child in element.children:
        _add_words(child, words)
    words.append(">")


def _paints(elements: tuple[Element, ...]) -> Iterator[str]:
    """Yield the paints of shapes and lines, in elements and their descendants."""
    for element in elements:
        for key in ("fill", "stroke"):
            if key in element.attributes:
                yield element.attributes[key]
        yield from _paints(element.children)
