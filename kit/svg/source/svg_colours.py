"""Colours and opacity of a drawing: colours as `#rrggbb` with an opacity, or as their role.

The painter makes the fill and the stroke of a shape translucent one by one, so that the fill shows through the stroke,
although both should fade as one picture (https://www.w3.org/TR/SVG11/masking.html#OpacityProperty).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.svg.shapes.element_shapes import CLOSED_SHAPES
from kit.svg.source.numbers import number, read_length
from kit.svg.source.references import url_of, url_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tinycss2 import color4

    from kit.model.layout import Element
else:
    color4 = on_demand("tinycss2.color4")


#: The properties that are colours, and the opacity that belongs to each.
OPACITIES = {"fill": "fill-opacity", "stroke": "stroke-opacity", "stop-color": "stop-opacity"}
COLOURS = tuple(OPACITIES)
#: Paints that are not colours.
NO_COLOUR = ("none", "transparent", "inherit")


@lru_cache(maxsize=4096)
def split_colour(value: str) -> tuple[str, float] | None:
    """Return an sRGB colour in any notation as `#rrggbb` and its opacity, or None if it isn't one.

    https://www.w3.org/TR/css-color-4/; results are cached, as a drawing repeats its colours. The colour may be followed
    by its value in a profile, as icc-color(): editors show the sRGB one.
    """
    parsed = color4.parse_color(value.partition(" icc-color(")[0])
    if parsed is None or isinstance(parsed, str) or parsed.space not in {"srgb", "hsl", "hwb"}:
        return None
    channels = (round(255 * min(max(channel, 0), 1)) for channel in parsed.to("srgb").coordinates)
    return "#" + "".join(f"{channel:02x}" for channel in channels), parsed.alpha


def plain_colour(value: str) -> str | None:
    """Return a colour as `#rrggbb`, or None if it isn't opaque."""
    colour, alpha = split_colour(value) or ("", 0)
    return colour if alpha == 1 else None


def paint_role(value: str, role: str | None, palette: Mapping[str, str]) -> tuple[str, str | None]:
    """Return a paint as `@role`, a plain colour, or as it is written, and its fault, if it has one.

    `role` is the one that the element's class names; without it, the first role with the same colour in the palette
    counts.
    """
    server = url_target(value)
    if server or value in NO_COLOUR:
        return url_of(server) if server else value, None
    colour = plain_colour(value)
    if colour is None:
        return value, f"the colour '{value}' can't be painted"
    by_value = next((name for name, listed in palette.items() if listed == colour), None)
    chosen = role or by_value
    return (f"@{chosen}" if chosen else colour), None


def with_opacities(own: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return properties with the opacity of each colour as a property of its own, the painter's form."""
    result = dict(own)
    for key, opacity in OPACITIES.items():
        colour, alpha = split_colour(own.get(key, "")) or ("", 1.0)
        # A stop inherits no opacity (https://www.w3.org/TR/SVG11/pservers.html#StopOpacityProperty).
        above = "" if key == "stop-color" else inherited.get(opacity, "")
        written = own.get(opacity, above) or "1"
        beside = read_length(written, ("", "px", "%"))
        if alpha < 1 and own[key] != "transparent" and beside:
            share = beside.value / (100 if beside.unit == "%" else 1)
            result.update({key: colour, opacity: f"{alpha * min(max(share, 0), 1):.4g}"})
    return result


#: Properties that the shapes in a group inherit, and that affect the cost of painting them.
INHERITED = ("fill", "stroke", "stroke-dasharray")
_NO_PAINT = ("none", "transparent")
#: Elements whose content is painted with the paint of their clones.
_CLONED = frozenset(("defs", "symbol"))
#: A placeholder for a stroke that a clone may have.
_UNKNOWN = "of a clone"


def paint_of(element: Element, above: Mapping[str, str]) -> dict[str, str]:
    """Return the paint of an element: its own, or the one that it inherits, or may inherit from a clone."""
    if element.tag in _CLONED:
        above = {**above, "stroke": above.get("stroke") or _UNKNOWN}
    own = element.attributes
    return {key: above.get(key, "") if (value := own.get(key, "inherit")) == "inherit" else value for key in INHERITED}


def is_faded_as_one(element: Element, paint: Mapping[str, str]) -> bool:
    """Return whether an element is translucent and has a fill and a stroke, so that a group must fade them as one.

    `paint` is its paint, its own or inherited.
    """
    if element.tag not in CLOSED_SHAPES or number(element.attributes.get("opacity"), 1.0) >= 1:
        return False
    return paint["fill"] not in _NO_PAINT and paint["stroke"] not in {"", *_NO_PAINT}
