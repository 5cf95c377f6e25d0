"""Colours: the palettes of drawings, colours as sRGB bytes, their contrast by WCAG 2, how far apart people see them."""

from __future__ import annotations

import math
import re
from collections.abc import (
    Mapping,
    Sequence,
)
from dataclasses import field
from typing import NamedTuple

from kit.base.document.document import record
from kit.base.errors import Mark

#: The least contrast of words with their ground, and of words that are shown large (WCAG 2.2, 1.4.3); and what is
#: enough for readers with low vision (1.4.6).
LEAST_CONTRAST, LEAST_CONTRAST_LARGE, ENHANCED_CONTRAST = 4.5, 3.0, 7.0
#: The contrast of a code's modules to its plate that cheap cameras need.
LEAST_CODE_CONTRAST = 4.5
#: How far apart, in CIE 1976 units, colours must be seen whose difference carries meaning.
LEAST_DISTANCE = 20.0
#: What linear red, green and blue add to the luminance of a colour.
LUMINANCE_OF = (0.2126, 0.7152, 0.0722)
#: How the three colour-vision deficiencies at full severity change linear red, green and blue
#: (Machado, Oliveira and Fernandes 2009, https://doi.org/10.1109/TVCG.2009.113, table 1).
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
#: From linear sRGB to CIE XYZ, each row divided by the white of D65 (IEC 61966-2-1).
_TO_XYZ = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)
_EYE = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
_Matrix = tuple[tuple[float, float, float], ...]
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@record
class Mix:
    """A colour that is mixed from those of two roles; `share` is the part of the second, between 0 and 1."""

    roles: tuple[str, str]
    share: float


@record
class Palette:
    """The colours of drawings: role → `#rrggbb`, and where each is written.

    `distinct` are pairs of roles whose difference carries meaning. `mixes` are the roles whose colour is mixed from
    others, in an order in which each uses only base roles and earlier mixes.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    distinct: tuple[tuple[str, str], ...] = ()
    mixes: Mapping[str, Mix] = field(default_factory=dict)


class Rgb(NamedTuple):
    """Red, green and blue from 0 to 255 in sRGB."""

    red: int
    green: int
    blue: int


def parse_hex(text: str) -> Rgb | None:
    """Read `#rgb` or `#rrggbb`; None for anything else."""
    if not HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])  # noqa: PLR2004
    return Rgb(*bytes.fromhex(digits))


def full_hex(text: str) -> str:
    """Return `#rgb` or `#rrggbb` as `#rrggbb` in small letters; any other text unchanged."""
    colour = parse_hex(text)
    return "#" + bytes(colour).hex() if colour else text


def mixed(one: str, other: str, share: float) -> str:
    """Return `#rrggbb` between two colours in that form, in sRGB; `share` is the part of the second, from 0 to 1."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(first + (second - first) * share) for first, second in pairs).hex()


def with_mixes(colours: Mapping[str, str], mixes: Mapping[str, Mix]) -> dict[str, str]:
    """Return colours by role in which each mix follows from the roles that it is of, in the order of the mixes."""
    result = dict(colours)
    for role, mix in mixes.items():
        one, other = mix.roles
        result[role] = mixed(result[one], result[other], mix.share)
    return result


def luminance(colour: Rgb) -> float:
    """Return the relative luminance from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (linear_light(channel / 255) for channel in colour)
    return _dot(LUMINANCE_OF, (red, green, blue))


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def distance(one: Rgb, other: Rgb, deficiency: str | None = None) -> float:
    """Return how far apart two colours are seen, in CIE 1976 units: below 2 they are hardly distinct.

    `deficiency` is a key of DEFICIENCIES; None is full colour vision.
    """
    eye = DEFICIENCIES[deficiency] if deficiency else _EYE
    return math.dist(_lab(one, eye), _lab(other, eye))


def _lab(colour: Rgb, eye: _Matrix) -> tuple[float, float, float]:
    """Return CIE L*a*b* of a colour as an eye sees it (ISO/CIE 11664-4)."""
    linear = [linear_light(channel / 255) for channel in colour]
    seen = [min(1.0, max(0.0, _dot(row, linear))) for row in eye]
    x, y, z = (_cube_root(_dot(row, seen)) for row in _TO_XYZ)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _dot(row: Sequence[float], column: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(row, column, strict=True))


def _cube_root(value: float) -> float:
    return math.cbrt(value) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29


def linear_light(channel: float) -> float:
    """Return a channel of sRGB in proportion to its light, 0 to 1 or beyond (IEC 61966-2-1)."""
    size = abs(channel)
    return math.copysign(size / 12.92 if size <= 0.04045 else ((size + 0.055) / 1.055) ** 2.4, channel)  # noqa: PLR2004


def channel_of(light: float) -> float:
    """Return the channel of sRGB with an amount of light, the inverse of `linear_light`."""
    size = abs(light)
    return math.copysign(size * 12.92 if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055, light)  # noqa: PLR2004
