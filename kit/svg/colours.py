"""Colours of a drawing: however they are written, as `#rrggbb` and an opacity, or as the role that they have."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2.color4

from kit.svg.numbers import read_length
from kit.svg.references import url_of, url_target

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The properties that are colours, and the opacity beside each.
OPACITIES = {"fill": "fill-opacity", "stroke": "stroke-opacity", "stop-color": "stop-opacity"}
COLOURS = tuple(OPACITIES)
#: Paints that are not colours.
NO_COLOUR = ("none", "transparent", "inherit")


@lru_cache(maxsize=4096)
def split_colour(value: str) -> tuple[str, float] | None:
    """Return a colour of sRGB, however it is written, as `#rrggbb` and its opacity; None when it is none.

    https://www.w3.org/TR/css-color-4/; what was split before is kept, as a drawing repeats its colours. Behind a colour
    may stand what it is in a profile, as icc-color(): editors show the one of sRGB.
    """
    parsed = tinycss2.color4.parse_color(value.partition(" icc-color(")[0])
    if parsed is None or isinstance(parsed, str) or parsed.space not in {"srgb", "hsl", "hwb"}:
        return None
    channels = (round(255 * min(max(channel, 0), 1)) for channel in parsed.to("srgb").coordinates)
    return "#" + "".join(f"{channel:02x}" for channel in channels), parsed.alpha


def plain_colour(value: str) -> str | None:
    """Return a colour as `#rrggbb`; None when it is not opaque."""
    colour, alpha = split_colour(value) or ("", 0)
    return colour if alpha == 1 else None


def paint_role(value: str, role: str | None, palette: Mapping[str, str]) -> tuple[str, str | None]:
    """Return a paint as `@role`, a plain colour, or as it is written, and what is wrong with it, if anything.

    `role` is the one that the element's class names; else the role is that of the first equal colour in the palette.
    """
    server = url_target(value)
    if server or value in NO_COLOUR:
        return url_of(server) if server else value, None
    colour = plain_colour(value)
    if colour is None:
        return value, f"the colour '{value}' can't be painted"
    by_value = next((name for name, known in palette.items() if known == colour), None)
    chosen = role or by_value
    return (f"@{chosen}" if chosen else colour), None


def with_opacities(own: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return properties in which the opacity of a colour is a property of its own, as the painter reads it."""
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
