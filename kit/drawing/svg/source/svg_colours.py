"""Colours and opacity of a drawing: colours as `#rrggbb` with an opacity, or as their role.

The painter makes the fill and the stroke of a shape translucent one by one, so that the fill shows through the stroke,
although both should fade as one picture (https://www.w3.org/TR/SVG11/masking.html#OpacityProperty).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.drawing.svg.outlines import CLOSED_SHAPES
from kit.drawing.svg.source.numbers import number, read_length
from kit.drawing.svg.source.references import url_of, url_target
from kit.model.colour import channel_of, linear_light
from kit.model.layout import Element

if TYPE_CHECKING:
    from tinycss2 import color4
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
    by its value in a profile, as icc-color(): editors show the sRGB one. A translucent colour that no sRGB screen
    shows does not count: browsers cut it off only when they have mixed it with what is below.
    """
    parsed = _within_range(color4.parse_color(value.partition(" icc-color(")[0]))
    if parsed is None or isinstance(parsed, str) or parsed.space not in {"srgb", "hsl", "hwb", "display-p3"}:
        return None
    is_wide = parsed.space == "display-p3"
    channels = [255 * each for each in (_srgb_of(parsed.coordinates) if is_wide else parsed.to("srgb").coordinates)]
    if is_wide and parsed.alpha < 1 and not all(-_ROUNDING < channel < 255 + _ROUNDING for channel in channels):
        return None
    return "#" + "".join(f"{round(min(max(channel, 0), 255)):02x}" for channel in channels), parsed.alpha


def is_wide(value: str) -> bool:
    """Return whether a colour is written in Display P3, in which browsers also mix the colours of a gradient."""
    return value.lower().startswith("color(") and split_colour(value) is not None and "display-p3" in value.lower()


#: How far a channel may be beyond those of sRGB, in levels of 255, without a visible difference.
_ROUNDING = 0.5
#: From linear Display P3 to linear sRGB: both have the white point D65
#: (https://www.w3.org/TR/css-color-4/#color-conversion-code).
_FROM_P3 = (
    (1.2249401763, -0.2249401763, 0.0),
    (-0.0420569547, 1.0420569547, 0.0),
    (-0.0196375546, -0.0786360456, 1.0982736001),
)


def _srgb_of(p3: Sequence[float | None]) -> list[float]:
    """Return a colour of Display P3 in sRGB, of which Chromium cuts off what the screen can't show.

    Both have the same curve of light.
    """
    linear = [linear_light(channel or 0.0) for channel in p3]
    return [channel_of(sum(part * channel for part, channel in zip(row, linear, strict=True))) for row in _FROM_P3]


def _within_range(parsed: color4.Color | str | None) -> color4.Color | str | None:
    """Return a colour of HSL with at most its whole saturation, as browsers take it; any other as it is."""
    if parsed is None or isinstance(parsed, str) or parsed.space != "hsl":
        return parsed
    hue, saturation, light = (channel or 0 for channel in parsed.coordinates)
    return color4.Color("hsl", (hue, min(max(saturation, 0), 100), light), parsed.alpha)


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
        share = min(max(beside.value / (100 if beside.unit == "%" else 1), 0), 1) if beside else 1
        if alpha < 1 and own[key] != "transparent" and beside:
            result.update({key: colour, opacity: f"{alpha * share:.4g}"})
        elif share < 1 and key != "stop-color" and is_wide(paint := own.get(key, inherited.get(key, ""))):
            translucent = f"{paint.rstrip(') ')} / {share:g})"
            result.update({} if split_colour(translucent) else {key: translucent})
    return result


#: Properties that the shapes in a group inherit, and that affect the cost of painting them.
INHERITED = ("fill", "stroke", "stroke-dasharray")
NO_PAINT = ("none", "transparent")
#: Elements whose content is painted with the paint of their clones.
_CLONED = frozenset(("defs", "symbol"))
#: A placeholder for a stroke that a clone may have.
_UNKNOWN = "of a clone"


def paint_of(element: Element, above: Mapping[str, str]) -> dict[str, str]:
    """Return the paint of an element: its own, or the one that it inherits, or may inherit from a clone."""
    if element.tag in _CLONED:
        above = {**above, "stroke": above.get("stroke") or _UNKNOWN}
    attributes = element.attributes
    return {
        key: above.get(key, "") if (value := attributes.get(key, "inherit")) == "inherit" else value
        for key in INHERITED
    }


def is_faded_as_one(element: Element, paint: Mapping[str, str]) -> bool:
    """Return whether an element is translucent and has a fill and a stroke, so that a group must fade them as one.

    `paint` is its paint, its own or inherited.
    """
    if element.tag not in CLOSED_SHAPES or number(element.attributes.get("opacity"), 1.0) >= 1:
        return False
    return paint["fill"] not in NO_PAINT and paint["stroke"] not in {"", *NO_PAINT}
