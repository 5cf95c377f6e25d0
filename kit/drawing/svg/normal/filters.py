"""Filters with the steps that are painted as in browsers, and the regions of filters and masks.

https://www.w3.org/TR/filter-effects-1/ and https://www.w3.org/TR/css-masking-1/. The colours of floods may be roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from kit.base.errors import Fault
from kit.base.geometry import Size
from kit.drawing.svg.source.css import Styles
from kit.drawing.svg.source.editor_remedies import COLOUR, EFFECT
from kit.drawing.svg.source.element_context import Context
from kit.drawing.svg.source.numbers import number, numbers, read_length, within_limit
from kit.drawing.svg.source.references import SVG, attributes_of, href_of, line_of, tag_of
from kit.drawing.svg.source.svg_colours import paint_role, split_colour
from kit.drawing.svg.source.values import beyond_limit, quoted, refused
from kit.model.layout import Element

#: The steps of a filter, and what may be in some of them.
_STEPS = frozenset((
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feGaussianBlur",
    "feMerge", "feMorphology", "feOffset",
))  # fmt: skip
_IN_STEPS = {
    "feComponentTransfer": frozenset(("feFuncR", "feFuncG", "feFuncB", "feFuncA")),
    "feMerge": frozenset(("feMergeNode",)),
}
#: The steps that change colours alone, whatever the size.
OF_COLOUR = frozenset(("feColorMatrix", "feComponentTransfer", "feBlend", "feFlood", "feMerge"))
#: What steps could read besides each other: browsers have neither what is behind a group nor its paints.
_OUTSIDE = frozenset(("BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint"))
_ATTRIBUTES = frozenset((
    "id", "x", "y", "width", "height", "filterUnits", "primitiveUnits", "in", "in2", "result", "mode", "type", "values",
    "tableValues", "slope", "intercept", "amplitude", "exponent", "offset", "operator", "k1", "k2", "k3", "k4", "dx",
    "dy", "stdDeviation", "edgeMode", "radius",
))  # fmt: skip
_WORDS = frozenset(
    ("id", "filterUnits", "primitiveUnits", "in", "in2", "result", "mode", "type", "operator", "edgeMode")
)
#: The largest radii in px: the work for one px grows with them, and editors rarely write a tenth.
_MOST = {"radius": 4, "stdDeviation": 400}
_PROPERTIES = ("flood-color", "flood-opacity", "color-interpolation-filters")
#: The region of an effect in parts of its box, or of the drawing, where its attributes do not say it.
_REGION = {"x": -0.1, "y": -0.1, "width": 1.2, "height": 1.2}
_UNITS = {"filter": ("filterUnits", "primitiveUnits"), "mask": ("maskUnits", "maskContentUnits")}
_BOX = "objectBoundingBox"


def has_box_units(definition: Element) -> bool:
    """Return whether the region of a filter or a mask, or what is in it, is in parts of the box of its group."""
    region, content = _UNITS[definition.tag]
    attributes = definition.attributes
    return attributes.get(region, _BOX) == _BOX or attributes.get(content) == _BOX


def with_region(tag: str, attributes: Mapping[str, str], size: Size) -> dict[str, str]:
    """Return the attributes of a filter or a mask with its whole region in px, unless that is in parts of a box.

    Percentages are those of the drawing, whose size is given in px.
    """
    if attributes.get(_UNITS[tag][0], _BOX) == _BOX:
        return {**attributes}
    sides = {"x": size.width, "y": size.height, "width": size.width, "height": size.height}
    region: dict[str, str] = {}
    for key, part in _REGION.items():
        length = read_length(attributes.get(key, f"{100 * part:g}%").strip(), ("", "px", "%"))
        if length:
            region[key] = f"{length.value / 100 * sides[key]:g}" if length.unit == "%" else length.digits
    return {**attributes, **region}


def read_filter(element: etree._Element, context: Context) -> Element:
    """Return a filter with its steps, and report what in it can't be painted."""
    for fault in _faults(element, context.styles):
        context.report.add(fault, element)
    read = _step(element, context)
    return read.with_attributes(with_region("filter", read.attributes, context.canvas.size))


def _step(element: etree._Element, context: Context) -> Element:
    """Return a filter or a step of it with its attributes and properties, colours as their roles."""
    declared, own = context.styles.declared(element).values, attributes_of(element)
    attributes = {key: " ".join(value.split()) for key, value in own.items() if key in _ATTRIBUTES}
    attributes |= {key: declared[key] for key in _PROPERTIES if key in declared}
    if "flood-color" in attributes:
        colour, alpha = split_colour(attributes["flood-color"]) or ("", 1.0)
        attributes["flood-color"] = paint_role(colour or "black", None, context.palette)[0]
        if alpha < 1:
            attributes["flood-opacity"] = f"{alpha * number(attributes.get('flood-opacity'), 1.0):g}"
    children = tuple(_step(child, context) for child in element.iterchildren(f"{SVG}*"))
    return Element(tag_of(element), attributes, children, line=line_of(element))


def _faults(element: etree._Element, styles: Styles) -> Iterator[Fault]:
    """Yield the faults of a filter and its steps, without their place."""
    steps = [*element.iterchildren(f"{SVG}*")]
    if href_of(element) or not steps:
        yield refused("a filter without steps of its own", element.get("id", ""), EFFECT)
    yield from _value_faults(element, styles)
    for step in steps:
        allowed = _IN_STEPS.get(tag_of(step), ())
        inner = [child for child in step.iterchildren(f"{SVG}*") if tag_of(child) not in allowed]
        for each in [step] if tag_of(step) not in _STEPS else inner:
            yield Fault(f"<{tag_of(each)}> in a filter can't be painted", remedy=EFFECT, code="unpaintable-element")
        for each in step.iter(f"{SVG}*"):
            yield from _value_faults(each, styles)


def _value_faults(element: etree._Element, styles: Styles) -> Iterator[Fault]:
    """Yield the faults in the values of a filter or a step of it, without their place."""
    for key, value in attributes_of(element).items():
        if key in {"in", "in2"} and value.strip() in _OUTSIDE:
            yield refused(f"'{key}' of <{tag_of(element)}>", value, EFFECT)
        elif key in _ATTRIBUTES - _WORDS and not within_limit(value):
            yield beyond_limit(key, value)
        elif key in _MOST and max(numbers(value), default=0) > _MOST[key]:
            yield refused(f"'{key}' of <{tag_of(element)}> over {_MOST[key]}", value, EFFECT)
    colour = styles.declared(element).values.get("flood-color", "black")
    if split_colour(colour) is None:
        yield Fault(f"the colour '{quoted(colour)}' can't be painted", remedy=COLOUR, code="unpaintable-colour")
