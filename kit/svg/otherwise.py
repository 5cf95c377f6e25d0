"""What editors and browsers paint and the painter paints otherwise, without a word: refused by name, with a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.svg.clip_paths import in_clip_path
from kit.svg.colours import split_colour
from kit.svg.elements import SVG
from kit.svg.gradients import GRADIENTS, gradient_problems
from kit.svg.numbers import read_length
from kit.svg.references import href_of, href_target, url_target
from kit.svg.shapes import CLOSED_SHAPES
from kit.svg.sizes import size_problems
from kit.svg.strokes import stroke_problems
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from kit.svg.node import Node

_SHAPES = CLOSED_SHAPES | {"line"}
#: Elements of which nothing is painted that stands in them, and what would be painted elsewhere.
_CLOSED = _SHAPES | {"image", "use"}
_PAINTED = frozenset(SVG + tag for tag in (*_SHAPES, "g", "image", "use", "svg", "text"))
#: Elements with a box that the painter knows, to clip in shares of.
_BOXED = frozenset(("rect", "image"))
_NO_BACKGROUND = frozenset(("none", "transparent", "inherit", "initial", "unset"))
_ON_GROUP = "set it on a group in the drawing"
_IN_PX = "draw the clip path in px, with clipPathUnits userSpaceOnUse"


def root_problems(root: etree._Element, values: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each property of the drawing itself that the painter leaves out."""
    transform = root.get("transform", "").strip()
    if transform not in {"", "none"}:
        yield _unpainted("'transform' of the drawing itself", transform, _ON_GROUP)
    if values.get("display") == "none":
        yield _unpainted("'display' of the drawing itself", "none", "remove it, or hide a layer in the drawing")
    for key in ("opacity", "clip-path", "filter", "mask", "mix-blend-mode"):
        value = values.get(key, "none")
        length = read_length(value, ("", "%"))
        if value not in {"none", "normal"} and not (length and length.value >= (100 if length.unit else 1)):
            yield _unpainted(f"'{key}' of the drawing itself", value, _ON_GROUP)
    for key in ("background-color", "background"):
        value = values.get(key, "none")
        if value not in _NO_BACKGROUND and (split_colour(value) or ("", 1))[1] > 0:
            remedy = "draw a rectangle over all of the drawing, pinned with 'stretch'"
            yield _unpainted(f"'{key}' of the drawing itself", value, remedy)


def painted_otherwise(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each thing about an element that the painter paints otherwise.

    `targets` are the elements of the drawing by id.
    """
    yield from size_problems(node.element, targets)
    yield from _reference_problems(node, targets)
    if node.tag in _CLOSED:
        yield from _content_problems(node)
    if node.tag in _SHAPES:
        yield from stroke_problems(node)
    if node.tag in GRADIENTS:
        yield from gradient_problems(node.element, node.tag)
    if node.tag in GRADIENTS or node.tag == "stop":
        yield from _stop_problems(node)
    if node.tag == "clipPath" or in_clip_path(node.element):
        yield from _clip_problems(node)


def _unpainted(what: str, value: str, remedy: str) -> Fault:
    return Fault(f"{what} can't be painted: {quoted(value)}", remedy=remedy, code="unpaintable-property")


def _reference_problems(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield what is wrong with what an element refers to: an id of several elements, or a clip in shares of no box."""
    own = node.declared.values
    fill, stroke, clip = (url_target(own.get(key, "")) for key in ("fill", "stroke", "clip-path"))
    href = href_target(href_of(node.element))
    for id_ in dict.fromkeys(filter(None, (fill, stroke, clip, href))):
        if len(targets.get(id_, ())) > 1:
            message = f"<{node.tag}> points to '{quoted(id_)}', the id of {len(targets[id_])} elements"
            yield Fault(message, remedy="give each of them an id of its own", code="duplicate-id")
    in_shares = any(one.get("clipPathUnits") == "objectBoundingBox" for one in targets.get(clip or "", ()))
    if in_shares and node.tag not in _BOXED:
        yield _unpainted(f"a clip path in shares of the box of a <{node.tag}>", own["clip-path"], _IN_PX)


def _content_problems(node: Node) -> Iterator[Fault]:
    for child in node.element.iterchildren(*_PAINTED):
        message = f"<{child.tag.removeprefix(SVG)}> stands in <{node.tag}>, where nothing is painted"
        yield Fault(message, remedy="move it out, or delete it", code="element-out-of-place")


def _stop_problems(node: Node) -> Iterator[Fault]:
    """Yield a fault for all in a gradient that is no stop, which the painter takes for one, and for all in a stop."""
    for child in node.element.iterchildren(f"{SVG}*"):
        tag = str(child.tag).removeprefix(SVG)
        if tag not in {"title", "desc", "metadata"} and (tag != "stop" or node.tag == "stop"):
            message = f"<{tag}> stands in <{node.tag}>, where only stops count"
            yield Fault(message, remedy="move it out, or delete it", code="element-out-of-place")


def _clip_problems(node: Node) -> Iterator[Fault]:
    """Yield what is wrong with a clip path or what is in it: clips, groups, and a transform in shares of a box."""
    clip, transform = node.declared.values.get("clip-path", "none"), node.element.get("transform")
    if clip != "none" and (transform or node.tag != "clipPath"):
        remedy = "put a group around what is clipped, and clip that group with the second clip path"
        what = (
            "a clip path that is clipped and transformed"
            if node.tag == "clipPath"
            else "a clip path that is clipped in part"
        )
        yield _unpainted(what, clip, remedy)
    if node.element.get("clipPathUnits") == "objectBoundingBox" and transform:
        yield _unpainted("'transform' on a clip path in shares of a box", transform, _IN_PX)
    if node.tag == "g":
        message = "<g> stands in <clipPath>, where browsers pass over it"
        yield Fault(message, remedy="ungroup it, so that its shapes clip", code="element-out-of-place")
