"""A picture as a tree of plain shapes, in its final colours: it is painted as it is, and written as SVG on demand.

https://www.w3.org/TR/SVG11/ defines its elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import count
from xml.etree import ElementTree as ET

from kit.base.geometry import Box, Size
from kit.model.layout import Effect, Element

_NAMESPACE = "http://www.w3.org/2000/svg"
_PLAIN = re.compile("#[0-9a-fA-F]{6}")
#: Elements whose content is painted only where it is used, and stays in its place.
DEFINITIONS = frozenset(("defs", "clipPath", "symbol", "linearGradient", "radialGradient", "pattern", "mask", "filter"))
#: The paint that the content of a group inherits, and its initial values.
INITIAL = {
    "fill": "#000000", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-opacity": "1",
    "stroke-width": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-dashoffset": "0", "visibility": "visible",
}  # fmt: skip
#: Attributes that place, fade and clip all of an element: they stay on a group in its place.
OF_GROUP = frozenset(("id", "transform", "opacity", "clip-path"))
#: How an attribute refers to an element: `#id`, `url(#id)`.
_REFERENCE = re.compile(r"#([^()'\"\s]+)")


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
        size = f"{self.size.width:g} {self.size.height:g}"
        return sha256("\0".join((size, *map(painting_words, self.children))).encode()).hexdigest()

    @cached_property
    def has_images(self) -> bool:
        """Whether it has an image anywhere."""
        return any(inner.tag == "image" for child in self.children for inner in all_in(child))

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
    return any(inner.effect is not None for inner in all_in(element))


def all_in(element: Element) -> Iterator[Element]:
    """Yield an element and everything in it, in the order of the file."""
    yield element
    for child in element.children:
        yield from all_in(child)


def ids_in(*elements: Element) -> set[str]:
    """Return every id in some elements that references may point to."""
    attributes = (inner.attributes for element in elements for inner in all_in(element))
    return {own["id"] for own in attributes if "id" in own}


def references_in(element: Element) -> Iterator[str]:
    """Yield the ids that an element and everything in it refer to, as `#id` or `url(#id)` or by an effect."""
    for inner in all_in(element):
        for value in inner.attributes.values():
            if "#" in value:
                yield from _REFERENCE.findall(value)
        if inner.effect:
            yield from filter(None, (inner.effect.filter, inner.effect.mask))


def divided(attributes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the attributes of a group in place of an element, and those of what is in the group."""
    outer = {key: value for key, value in attributes.items() if key in OF_GROUP}
    return outer, {key: value for key, value in attributes.items() if key not in OF_GROUP}


def unused_id(id_: str, taken: Container[str]) -> str:
    """Return an id that no element has yet: itself, or else with a number from 2 on."""
    numbered = (f"{id_}-{number}" for number in count(2))
    return id_ if id_ not in taken else next(each for each in numbered if each not in taken)


def box_attributes(box: Box, write: Callable[[float], str] = "{:.3f}".format) -> dict[str, str]:
    """Return the attributes of a rectangle or a picture that fills a box."""
    sides = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height}
    return {key: write(value) for key, value in sides.items()}


def svg_root(size: Size) -> ET.Element:
    """Return the outermost element of an SVG of a size in px, without anything in it."""
    width, height = f"{size.width:g}", f"{size.height:g}"
    box = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return ET.Element("svg", {"xmlns": _NAMESPACE, **box})


def written_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element as SVG has them, the path data of its steps among them."""
    attributes = {**element.attributes}
    if element.steps:
        moved = {"transform": attributes.pop("transform")} if "transform" in attributes else {}
        attributes |= {"d": element.steps.d, **moved}
    return {**attributes, **_effects(element.effect)} if element.effect else attributes


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


def painting_words(element: Element) -> str:
    """Return all of an element and what is in it that affects how it is painted."""
    words: list[str] = []
    _add_words(element, words)
    return "\0".join(words)


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
