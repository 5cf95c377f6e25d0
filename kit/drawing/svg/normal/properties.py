"""The properties of an element in the painter's form: roles for colours, plain numbers, references and dashes.

A shape whose stroke is painted below its fill (https://www.w3.org/TR/SVG2/painting.html#PaintOrder) becomes two.

Dotted lines are dashes of length zero: if the line ends exactly with a gap, the painter adds a dot there, and browsers
don't. So all dots are moved by an invisible length, and the additional one would begin after the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from kit.base.errors import Fault
from kit.drawing.svg.outlines import CLOSED_SHAPES
from kit.drawing.svg.source.css import REFUSED, Styles
from kit.drawing.svg.source.editor_remedies import COLOUR, WIDE
from kit.drawing.svg.source.element_context import Context, Node, in_clip_path, is_defined, is_painted
from kit.drawing.svg.source.numbers import NUMBER, PX_OF, number, numbers, read_length, within_limit
from kit.drawing.svg.source.reading_report import ReadingReport
from kit.drawing.svg.source.references import SERVERS, SVG, elements_by_id, href_of, href_target, url_of, url_target
from kit.drawing.svg.source.surroundings import has_variable
from kit.drawing.svg.source.svg_colours import COLOURS, NO_PAINT, is_wide, paint_role
from kit.drawing.svg.source.values import invalid, refused
from kit.model.layout import Element
from kit.model.tree import divided

_APART = "put the stroke on a shape of its own below"


def is_stroked_first(node: Node) -> bool:
    """Return whether an element is a shape whose stroke, or that of a clone of it, is painted below its fill."""
    values = node.values
    if node.tag not in CLOSED_SHAPES or in_clip_path(node.element) or not _reverses(values):
        return False
    may_have = is_defined(node.element) or values.get("stroke", "none") not in NO_PAINT
    return may_have and values.get("fill", "") not in NO_PAINT


def stroked_first(shape: Element) -> Element:
    """Return a group in place of a shape: its stroke, and its fill above."""
    outer, inner = divided(shape.attributes)
    parts = tuple(Element(shape.tag, {**inner, paint: "none"}, line=shape.line) for paint in ("fill", "stroke"))
    return replace(shape, tag="g", attributes=outer, children=parts)


def order_problem(node: Node, targets: Mapping[str, Sequence[etree._Element]], styles: Styles) -> Fault | None:
    """Return the fault, without its place, of an element that can't become two shapes: a follower of words, or a clone.

    The shapes in a clone may have another order.
    """
    follows = node.name.follower and is_stroked_first(node)
    if not follows and not (node.tag == "use" and _reverses(node.values) and _is_stroked(node, targets, styles)):
        return None
    what, remedy = ("of what follows words", _APART) if follows else ("of a clone", "unlink the clone in the editor")
    return refused(f"'paint-order' {what}", node.values["paint-order"], remedy)


def _is_stroked(clone: Node, targets: Mapping[str, Sequence[etree._Element]], styles: Styles) -> bool:
    """Return whether a clone, or anything that it repeats, has a stroke."""
    cloned = targets.get(href_target(href_of(clone.element)) or "", ())
    strokes = {styles.declared(part).values.get("stroke", "none") for clone in cloned for part in clone.iter(f"{SVG}*")}
    return not strokes | {clone.values.get("stroke", "none")} <= {*NO_PAINT}


def _reverses(values: Mapping[str, str]) -> bool:
    order = values.get("paint-order", "normal").split()
    return "stroke" in order and "fill" not in order[: order.index("stroke")]


#: Properties of words, which have no meaning for a shape.
_OF_WORDS = (
    "font",
    "baseline-shift",
    "letter-spacing",
    "line-height",
    "text-",
    "word-spacing",
    "writing-mode",
    "direction",
)
#: Properties that are read elsewhere: those of the drawing itself, of shapes with a fill and a stroke, and of effects.
_RESOLVED = (
    "background", "background-color", "paint-order", "isolation", "flood-color", "flood-opacity",
    "color-interpolation-filters",
)  # fmt: skip
#: Elements that are drawings inside the drawing.
_VIEWPORTS = ("svg", "symbol")
#: Properties that are plain numbers, which editors may write with a unit.
_NUMBERS = frozenset((
    "opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-width", "stroke-miterlimit",
    "stroke-dashoffset",
))  # fmt: skip
#: Those that are lengths.
_IN_PX = frozenset(("stroke-width", "stroke-dashoffset"))
_DASHES = re.compile(rf"(?:(?!-){NUMBER}(?:px)?(?:[\s,]+|$))*")


def plain_properties(node: Node, context: Context) -> dict[str, str]:
    """Return the properties that paint an element, `@role` for each colour with a role; report all other colours.

    Properties that can't be painted are reported as faults.
    """
    element, report = node.element, context.report
    plain = {
        key: _plain(key, value, element, report)
        for key, value in node.declared.values.items()
        if not _is_idle(key, value, node)
    }
    plain.update(dot_offset(node.values, plain))
    plain.update(_sharpness(node))
    for key in filter(plain.__contains__, COLOURS):
        plain[key] = _or_fallback(plain[key], element)
        is_mixed = key == "stop-color" and is_wide(plain[key])
        plain[key], problem = paint_role(plain[key], _role(key, node, context), context.palette)
        if is_mixed:
            problem = f"the colour '{node.declared.values[key]}' can't be painted in a gradient"
        if problem:
            report.add(
                Fault(problem, remedy=WIDE if "display-p3" in problem else COLOUR, code="unpaintable-colour"), element
            )
        elif plain[key][:1] == "#" and not context.of_mask and is_painted(element, context.painted.cloned):
            report.add_unmapped(plain[key], element)
    return plain


#: The values with which browsers paint shapes without smooth edges, and pictures with square pixels.
_SHARP = {"shape-rendering": {"crispedges", "optimizespeed"}, "image-rendering": {"pixelated", "crisp-edges"}}


def _sharpness(node: Node) -> dict[str, str]:
    """Return the property of a shape without smooth edges, or of a picture whose pixels are squares.

    It is inherited, but not by words, so it is written on the shape itself.
    """
    key, value = ("image-rendering", "pixelated") if node.tag == "image" else ("shape-rendering", "crispEdges")
    is_sharp = node.values.get(key, "").lower() in _SHARP[key]
    return {key: value} if is_sharp and node.tag in {"image", "line", *CLOSED_SHAPES} else {}


def _or_fallback(value: str, element: etree._Element) -> str:
    """Return a paint, or its fallback if the drawing has no such gradient or pattern.

    https://www.w3.org/TR/SVG2/painting.html#SpecifyingPaint
    """
    server, fallback = url_target(value), value.partition(")")[2].strip()
    if not server or not fallback:
        return value
    tags = (target.tag for target in elements_by_id(element.getroottree().getroot()).get(server, ()))
    return value if SERVERS.intersection(tags) else fallback


def _is_idle(key: str, value: str, node: Node) -> bool:
    """Return whether a property has no meaning for an element, isn't painted, or is reported elsewhere."""
    is_elsewhere = key in REFUSED or key in _RESOLVED or key in _SHARP or has_variable(value)
    if is_elsewhere or key.startswith(_OF_WORDS):
        return True
    if key == "overflow":
        return node.tag not in _VIEWPORTS
    if key == "mask-type":
        return node.tag != "mask"
    return (key, value) == ("clip-path", "none") or (key == "opacity" and in_clip_path(node.element))


def _role(key: str, node: Node, context: Context) -> str | None:
    """Return the role that the class gives a colour: of a stroke only if there is no fill, and never over `style=`."""
    declared = node.declared
    if key == "stroke" and declared.values.get("fill") != "none":
        return None
    in_palette = paint_role(declared.values[key], None, context.palette)[0][:1] == "@"
    return None if key in declared.inline and in_palette else context.role_by_class(node.element)


def _plain(key: str, value: str, element: etree._Element, report: ReadingReport) -> str:
    """Return the value of a property in the painter's form, or unchanged with a fault."""
    if key in _NUMBERS:
        return _plain_number(key, value, element, report)
    if key == "overflow":
        return "visible" if value == "auto" else value  # the same in a picture
    if key == "stroke-dasharray":
        return _dashes(value, element, report)
    return _clip_path(value, element, report) if key == "clip-path" else value


def _plain_number(key: str, value: str, element: etree._Element, report: ReadingReport) -> str:
    """Return a number without its unit, which the painter doesn't accept."""
    length = read_length(value, PX_OF if key in _IN_PX else ("", "px", "%"))
    if length is None or not within_limit(value):
        report.add(invalid(f"'{key}'", value, "write it as a plain number"), element)
        return value
    if length.unit in {"", "px"}:
        return length.digits
    return f"{length.value * PX_OF.get(length.unit, 0.01):g}"


def _dashes(value: str, element: etree._Element, report: ReadingReport) -> str:
    """Return the lengths of dashes and gaps without their units; the painter accepts none below 0."""
    if value != "none" and not (_DASHES.fullmatch(value) and within_limit(value)):
        report.add(invalid("'stroke-dasharray'", value, "write it as plain numbers, none below 0"), element)
    return value.replace("px", "")


def _clip_path(value: str, element: etree._Element, report: ReadingReport) -> str:
    """Return the reference to a clip path in the painter's form."""
    id_ = url_target(value)
    if id_ is None:
        report.add(refused("'clip-path'", value, "clip with a shape of the drawing"), element)
        return ""
    return url_of(id_)


#: How far the dots are moved, as a part of the repeated dashes and gaps.
_PART = 1e-4


def dot_offset(values: Mapping[str, str], plain: Mapping[str, str]) -> dict[str, str]:
    """Return the offset of an element's dashes if all of them are dots and the element itself sets any dashes.

    `values` are the properties that apply to the element, including inherited ones, `plain` are its own.
    """
    dashes = numbers(values.get("stroke-dasharray", ""))
    dashes *= 1 + len(dashes) % 2  # an odd number of them is repeated
    if not dashes or any(dashes[::2]) or not {"stroke-dasharray", "stroke-dashoffset"} & plain.keys():
        return {}
    return {"stroke-dashoffset": f"{number(values.get('stroke-dashoffset')) - _PART * sum(dashes):.8g}"}
