"""Elements and properties that the painter silently paints differently from editors: refused by name, with a remedy.

Where an element may leave its size out, it gets the size that browsers take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from kit.base.errors import Fault
from kit.drawing.svg.normal.plain_definitions import GRADIENTS, gradient_problems
from kit.drawing.svg.outlines import SHAPES, box_around
from kit.drawing.svg.source.element_context import Node, in_clip_path
from kit.drawing.svg.source.embedded_images import picture_problem, size_of
from kit.drawing.svg.source.numbers import number, numbers, read_length
from kit.drawing.svg.source.references import SVG, attributes_of, href_of, href_target, tag_of, url_target
from kit.drawing.svg.source.svg_colours import COLOURS, split_colour
from kit.drawing.svg.source.values import invalid, path_steps, quoted, refused

#: Lengths that must not be below 0.
_SIDES = ("width", "height", "r", "rx", "ry")
_VIEWPORTS = (SVG + "svg", SVG + "symbol")


def with_sizes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element with its default sizes in browsers: an ellipse has two, as has an image.

    https://www.w3.org/TR/SVG2/geometry.html#RX and https://www.w3.org/TR/SVG2/embedded.html#Placement
    """
    sized = dict(attributes)
    if tag in {"rect", "ellipse"}:
        sized = {key: value for key, value in sized.items() if key not in {"rx", "ry"} or value.strip() != "auto"}
    radius = sized.get("rx", sized.get("ry"))
    if tag == "ellipse" and radius is not None:
        sized = {"rx": radius, "ry": radius, **sized}
    if tag == "rect":
        auto = {side: "0" for side in ("width", "height") if sized.get(side, "auto").strip() == "auto"}
        sized.update(auto)  # nothing is painted, not even its stroke
    if tag == "image" and not {"width", "height"} <= sized.keys():
        href = sized.get("href", "")
        width, height = size_of(href) if picture_problem(href) is None else (0, 0)
        if not (width and height):  # it is refused
            pass
        elif "width" in sized:
            sized["height"] = f"{number(sized['width']) * height / width:g}"
        elif "height" in sized:
            sized["width"] = f"{number(sized['height']) * width / height:g}"
        else:
            sized.update(width=str(width), height=str(height))
    return sized


def size_problems(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each size that an element lacks or that is invalid.

    `targets` are the elements of the drawing by id.
    """
    tag = tag_of(element)
    for key in _SIDES:
        written = element.get(key)
        length = read_length(written.strip()) if written else None
        if written and length and length.value < 0:
            yield invalid(f"'{key}' of <{tag}>", written, "write it as a number, none below 0")
    lacking = [side for side in ("width", "height") if element.get(side, "auto").strip() == "auto"]
    of = _viewport(element, targets)
    cloned = of if of is not None and of is not element and of.tag == _VIEWPORTS[0] else None
    if cloned is not None and next(cloned.iterancestors(f"{SVG}defs"), None) is None:
        message, remedy = "<use> points to an <svg> that is painted itself", "put the <svg> into <defs>, or copy it"
        yield Fault(message, remedy=remedy, code="unpaintable-element")
    if lacking and of is not None and (of.get("viewBox") or (cloned is not None and len(lacking) == 1)):
        message = f"<{tag}> has no {' and no '.join(lacking)}"
        yield Fault(message, remedy="write both in px: what it shows is scaled to them", code="missing-size")


def _viewport(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> etree._Element | None:
    """Return the element that is scaled to a size: a nested drawing, or the symbol or drawing of a clone."""
    parent = element.getparent()
    if element.tag == f"{SVG}svg" and parent is not None and parent.tag != f"{SVG}defs":
        return element
    originals = targets.get(href_target(href_of(element)) or "", ()) if element.tag == f"{SVG}use" else ()
    return next((original for original in originals if original.tag in _VIEWPORTS), None)


#: Elements whose content is not painted, and those that would be painted elsewhere.
_CLOSED = SHAPES | {"image", "use"}
_PAINTED = frozenset(SVG + tag for tag in (*SHAPES, "g", "image", "use", "svg", "text"))
#: Elements with a box that the painter supports for clips in fractions of it.
_BOXED = frozenset(("rect", "image"))
_ABSOLUTE = "userSpaceOnUse"
_IN_PROFILE = re.compile(r"icc-color\(\s*([^\s,)]+)")
_NO_BACKGROUND = frozenset(("none", "transparent", "inherit", "initial", "unset"))
_ON_GROUP = "set it on a group in the drawing"
_IN_PX = "draw the clip path in px, with clipPathUnits userSpaceOnUse"


def root_problems(root: etree._Element, values: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each property of the drawing itself that the painter ignores."""
    transform = root.get("transform", "").strip()
    if transform not in {"", "none"}:
        yield refused("'transform' of the drawing itself", transform, _ON_GROUP)
    if values.get("display") == "none":
        yield refused("'display' of the drawing itself", "none", "remove it, or hide a layer in the drawing")
    for key in ("opacity", "clip-path", "filter", "mask", "mix-blend-mode"):
        value = values.get(key, "none")
        length = read_length(value, ("", "%"))
        if value not in {"none", "normal"} and not (length and length.value >= (100 if length.unit else 1)):
            yield refused(f"'{key}' of the drawing itself", value, _ON_GROUP)
    for key in ("background-color", "background"):
        value = values.get(key, "none")
        if value not in _NO_BACKGROUND and (split_colour(value) or ("", 1))[1] > 0:
            remedy = "draw a rectangle over all of the drawing, pinned with 'stretch'"
            yield refused(f"'{key}' of the drawing itself", value, remedy)


def unpaintable_faults(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault, without its place, for everything in an element that the painter paints differently.

    `targets` are the elements of the drawing by id.
    """
    yield from size_problems(node.element, targets)
    yield from _reference_problems(node, targets)
    yield from _profile_problems(node)
    for child in node.element.iterchildren(*_PAINTED) if node.tag in _CLOSED else ():
        message = f"<{tag_of(child)}> is in <{node.tag}>, where nothing is painted"
        yield Fault(message, remedy="move it out, or delete it", code="element-out-of-place")
    if node.tag in SHAPES:
        yield from stroke_problems(node)
    if node.tag in GRADIENTS:
        yield from gradient_problems(node.element, node.tag)
    if node.tag in GRADIENTS or node.tag == "stop":
        yield from _stop_problems(node)
    if node.tag == "clipPath" or in_clip_path(node.element):
        yield from _clip_problems(node)
        yield from _clone_problems(node, targets)
    smoothing = node.values.get("image-rendering", "")
    if node.tag == "image" and smoothing.lower() == "optimizespeed":
        yield refused("'image-rendering'", smoothing, "write 'pixelated' for square pixels, or 'auto'")


def _reference_problems(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield the faults of an element's references: an id of several elements, or a clip in fractions of no box.

    Browsers ignore a clip path that is another element, and other painters hide what it clips.
    """
    declared = node.declared.values
    fill, stroke, clip = (url_target(declared.get(key, "")) for key in ("fill", "stroke", "clip-path"))
    href = href_target(href_of(node.element))
    for id_ in dict.fromkeys(filter(None, (fill, stroke, clip, href))):
        if len(targets.get(id_, ())) > 1:
            message = f"<{node.tag}> points to '{quoted(id_)}', the id of {len(targets[id_])} elements"
            yield Fault(message, remedy="give each of them an id of its own", code="duplicate-id")
    yield from _boxless_paints(node, targets)
    clips = targets.get(clip, ()) if clip else ()
    in_shares = any(clip.get("clipPathUnits") == "objectBoundingBox" for clip in clips)
    if in_shares and node.tag not in _BOXED:
        yield refused(f"a clip path in units of the bounding box of a <{node.tag}>", declared["clip-path"], _IN_PX)
    for first in clips[:1]:
        if first.tag != f"{SVG}clipPath":
            tag = tag_of(first)
            message = f"'clip-path' points to a <{tag}>, which is not a clip path: {quoted(declared['clip-path'])}"
            yield Fault(message, remedy="clip with a <clipPath>", code="unpaintable-property")


def _profile_problems(node: Node) -> Iterator[Fault]:
    """Yield a fault for each colour of a profile that the drawing does not contain.

    Inkscape adds the profile and shows the sRGB colour before it; without the profile, painters choose differently
    (https://www.w3.org/TR/SVG11/painting.html#SpecifyingPaint).
    """
    for key in COLOURS:
        value = node.declared.values.get(key, "")
        match = _IN_PROFILE.search(value)
        profiles = node.element.getroottree().iter(f"{SVG}color-profile") if match else ()
        if match and match[1] not in [profile.get("name") for profile in profiles]:
            message = f"'{key}' is a colour of '{quoted(match[1])}', a colour profile that the drawing does not contain"
            yield Fault(message, remedy="write the colour alone, as #rrggbb", code="unpaintable-property")


def _boxless_paints(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield a fault for each gradient in shares of a box that a straight line lacks, if another paint takes its place.

    https://www.w3.org/TR/SVG2/coords.html#ObjectBoundingBoxUnits
    """
    for key in ("fill", "stroke"):
        value = node.values.get(key, "")
        of = targets.get(url_target(value) or "", ())
        fallback = value.partition(")")[2].strip()
        if node.tag not in SHAPES or fallback in {"", "none"} or not of or of[0].get("gradientUnits") == _ABSOLUTE:
            continue
        box = box_around(node.tag, attributes_of(node.element))
        if tag_of(of[0]) in GRADIENTS and (box is None or not box.width or not box.height):
            remedy = f'write the colour alone, or give the gradient gradientUnits="{_ABSOLUTE}"'
            yield refused(f"'{key}' of a straight line, which has no box for its gradient,", value, remedy)


def _stop_problems(node: Node) -> Iterator[Fault]:
    """Yield a fault for all but stops in a gradient, which the painter takes for stops, and for all in a stop."""
    for child in node.element.iterchildren(f"{SVG}*"):
        tag = tag_of(child)
        if tag not in {"title", "desc", "metadata"} and (tag != "stop" or node.tag == "stop"):
            message = f"<{tag}> is in <{node.tag}>, which takes only stops"
            yield Fault(message, remedy="move it out, or delete it", code="element-out-of-place")


def _clip_problems(node: Node) -> Iterator[Fault]:
    """Yield the faults of a clip path or its content: clips, groups, and a transform in fractions of a box."""
    clip, transform = node.declared.values.get("clip-path", "none"), node.element.get("transform")
    if clip != "none" and (transform or node.tag != "clipPath"):
        remedy = "put a group around what is clipped, and clip that group with the second clip path"
        what = (
            "a clip path that is clipped and transformed"
            if node.tag == "clipPath"
            else "a clip path that is clipped in part"
        )
        yield refused(what, clip, remedy)
    if node.element.get("clipPathUnits") == "objectBoundingBox" and transform:
        yield refused("'transform' on a clip path in units of a bounding box", transform, _IN_PX)
    if node.tag == "g":
        message = "<g> is in <clipPath>, where browsers ignore it"
        yield Fault(message, remedy="ungroup it, so that its shapes clip", code="element-out-of-place")


def _clone_problems(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Iterator[Fault]:
    """Yield the fault of a clone in a clip path that repeats anything but a shape."""
    of = targets.get(href_target(href_of(node.element)) or "", ()) if node.tag == "use" else ()
    tag = tag_of(of[0]) if of else ""
    if tag and tag not in SHAPES:
        message = f"<use> in <clipPath> points to a <{tag}>, which browsers ignore there"
        yield Fault(message, remedy="put the shapes themselves into the clip path", code="element-out-of-place")


_POINTS = {"square": "draw it as a filled square", "round": "draw it as a filled circle"}


def stroke_problems(node: Node) -> Iterator[Fault]:
    """Yield a fault, without its place, for everything in the stroke of a shape that is painted differently."""
    values = node.values
    if values.get("stroke", "none") in {"none", "transparent"}:
        return
    length, width = node.element.get("pathLength"), read_length(values.get("stroke-width", "1"))
    if length is not None and values.get("stroke-dasharray", "none") != "none":
        yield refused("'pathLength'", length, "remove it, and write the dashes in px")
    if width and width.value < 0:
        yield invalid("'stroke-width'", width.digits, "write a number above 0")
    miter = values.get("stroke-miterlimit", "4")
    if number(miter, 4.0) < 0:
        yield invalid("'stroke-miterlimit'", miter, "write a number from 1")
    cap = values.get("stroke-linecap", "")
    if cap in _POINTS and any(closed or cap == "square" for closed in _points(node.element, node.tag)):
        message = f"the {cap} caps of a <{node.tag}> without length can't be painted"
        yield Fault(message, remedy=_POINTS[cap], code="unpaintable-property")


def _points(element: etree._Element, tag: str) -> list[bool]:
    """Return, for each part of an outline that consists of a single point, whether it is closed."""
    attributes = attributes_of(element)
    if tag == "line":
        at_once = all(number(attributes.get(f"{axis}1")) == number(attributes.get(f"{axis}2")) for axis in "xy")
        return [False] if at_once else []
    if tag == "polyline":
        at = numbers(attributes.get("points", ""))
        return [False] if len(at) > 2 and len(set(zip(at[::2], at[1::2], strict=False))) == 1 else []  # noqa: PLR2004
    if tag != "path":
        return []
    parts: list[tuple[list[tuple[float, float]], bool]] = []
    for step, args in path_steps(attributes.get("d", "")):
        if step == "moveTo":
            parts.append((list(args), False))
        elif parts:
            points, closed = parts[-1]
            parts[-1] = ([*points, *args], closed or step == "closePath")
    return [closed for points, closed in parts if len(set(points)) == 1 and (closed or len(points) > 1)]
