"""What the second engine can't read, in forms that it can: new colours of CSS, fallbacks, turned and CMYK pictures.

Nothing here is shared with what the painter gets, so that the two can still be compared: colours are converted by the
formulas of the standard (https://www.w3.org/TR/css-color-4/), pictures are turned by the table of theirs. Only custom
properties and `light-dark()` are resolved once for both.
"""

from __future__ import annotations

import colorsys
import math
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO

import tinycss2
from lxml import etree
from PIL import Image, ImageChops

from kit.drawing.images.image_file import DAMAGES, TURNS, embedded_png, orientation_of
from kit.drawing.svg.source.css import UNKNOWN, Styles
from kit.drawing.svg.source.references import SERVERS, href_of, url_target
from kit.model.colour import channel_of, linear_light

_COLOURS = ("fill", "stroke", "stop-color", "flood-color", "color")
_FUNCTION = re.compile(r"(rgb|hsl|hwb|color)a?\(\s*(?:(srgb|display-p3)\s)?([^()]*)\)", re.IGNORECASE)
_CHANNEL = re.compile(r"([-+]?[\d.]+(?:e[-+]?\d+)?)(%|deg|grad|rad|turn|)|none", re.IGNORECASE)
_DEGREES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
#: From linear Display P3 to the colours of CIE, and from these to linear sRGB, both with the white point D65.
_P3_TO_XYZ = (
    (608311 / 1250200, 189793 / 714400, 198249 / 1000160),
    (35783 / 156275, 247089 / 357200, 198249 / 2500400),
    (0.0, 32229 / 714400, 5220557 / 5000800),
)
_XYZ_TO_SRGB = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
_PICTURE = re.compile(r"data:image/jpe?g;base64,(.*)", re.IGNORECASE | re.DOTALL)


def readable_properties(
    element: etree._Element, styles: Styles, targets: Mapping[str, Sequence[etree._Element]]
) -> dict[str, str]:
    """Return the properties of an element that resvg reads differently from browsers, in a form that both read alike.

    `targets` are the elements of the drawing by id.
    """
    values = styles.declared(element).values
    changed = {key: values[key] for key in styles.rewritten.get(element, ()) if key in values}
    for key in _COLOURS:
        written = values.get(key, "")
        server = targets.get(url_target(written) or "", ())
        if server and written.partition(")")[2].strip():
            written = _with_fallback(written, server[0])
        plain = readable_colour(written)
        if plain != values.get(key, ""):
            changed[key] = plain
    as_written = " ".join(map(str, element.attrib.values()))
    for key, value in UNKNOWN:
        if value in as_written or element.get("class"):
            changed[key] = values.get(key, "inherit")
    return changed


def with_properties(style: str, properties: Mapping[str, str]) -> str:
    """Return the text of a `style=` with other properties, without custom ones and what is written in place of these.

    resvg reads no declaration after one with brackets inside brackets.
    """
    written = (part for part in tinycss2.parse_blocks_contents(style) if part.type == "declaration")
    kept = [part for part in written if part.name[:2] != "--" and part.lower_name not in properties]
    rest = [f"{part.lower_name}:{tinycss2.serialize(part.value).strip()}" for part in kept]
    return ";".join((*rest, *(f"{key}:{value}" for key, value in properties.items())))


def _with_fallback(written: str, server: etree._Element) -> str:
    """Return a paint: its fallback if it refers to something else, and none for a gradient without colours."""
    if server.tag not in SERVERS:
        return written.partition(")")[2].strip()
    return written if len(server) or href_of(server) else "none"


@lru_cache(maxsize=1024)
def readable_colour(written: str) -> str:
    """Return a colour of a form that resvg doesn't read as `#rrggbbaa`, any other without its value in a profile."""
    written = written.partition(" icc-color(")[0]
    if written.lower() == "rebeccapurple":
        return "#663399"
    match = _FUNCTION.fullmatch(written.strip())
    parts = [(part[1], part[2]) for part in _CHANNEL.finditer(match[3])] if match else []
    name = match[1].lower() if match else ""
    units = [unit for _, unit in parts]
    is_old = name in {"rgb", "hsl"} and "/" not in written and "none" not in written
    if not match or len(parts) not in {3, 4} or (is_old and units[0] in {"", "%"} and units[3:] in ([], [""])):
        return written
    shares = [float(digits or 0) / (100 if unit == "%" else 1) for digits, unit in parts]
    space, alpha = match[2] or name, [*shares, 1.0][3]
    if space == "rgb":
        channels = [share if unit == "%" else share / 255 for share, unit in zip(shares[:3], units, strict=False)]
    elif space in {"hsl", "hwb"}:
        hue = shares[0] * _DEGREES.get(units[0].lower(), 1.0) / 360 % 1
        channels = _of_hue(space, hue, shares[1], shares[2])
    else:
        channels = shares[:3] if space.lower() == "srgb" else _of_p3(shares[:3])
    return "#" + "".join(f"{math.floor(255 * min(max(value, 0), 1) + 0.5):02x}" for value in (*channels, alpha))


def _of_hue(space: str, hue: float, second: float, third: float) -> list[float]:
    """Return a colour of HSL, or of HWB with its white and its black, as channels of sRGB."""
    if space == "hsl":
        return [*colorsys.hls_to_rgb(hue, third, second)]
    whole = max(1.0, second + third)
    white, black = second / whole, third / whole
    return [white + (1 - white - black) * channel for channel in colorsys.hls_to_rgb(hue, 0.5, 1.0)]


def _of_p3(channels: Sequence[float]) -> list[float]:
    """Return a colour of Display P3 as channels of sRGB, which may be beyond 0 and 1."""
    light = [linear_light(value) for value in channels]
    for matrix in (_P3_TO_XYZ, _XYZ_TO_SRGB):
        light = [sum(factor * value for factor, value in zip(row, light, strict=True)) for row in matrix]
    return [channel_of(value) for value in light]


@lru_cache(maxsize=16)
def readable_picture(href: str) -> str:
    """Return an embedded picture upright and in RGB, as PNG; one that is so already as it is written."""
    match = _PICTURE.fullmatch(href)
    if match is None:
        return href
    try:
        with Image.open(BytesIO(b64decode("".join(match[1].split()))), formats=("JPEG",)) as picture:
            turn = TURNS.get(orientation_of(picture))
            if turn is None and picture.mode != "CMYK":
                return href
            upright = picture.copy() if turn is None else picture.transpose(turn)
    except DAMAGES:
        return href  # a damaged picture is reported where the drawing is read
    if upright.mode == "CMYK":
        cyan, magenta, yellow, black = map(ImageChops.invert, upright.split())
        upright = Image.merge("RGB", [ImageChops.multiply(ink, black) for ink in (cyan, magenta, yellow)])
    return embedded_png(upright)
