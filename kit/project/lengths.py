"""Read sizes and lengths as people write them: in px, in mm or cm, or by the name of a sheet of paper."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_NUMBER, _UNIT = r"([0-9]{1,6}(?:\.[0-9]{1,3})?)", r"(px|mm|cm)?"
_SIZE = re.compile(rf"{_NUMBER} *{_UNIT} *[x\u00d7] *{_NUMBER} *{_UNIT}")
_LENGTH = re.compile(rf"{_NUMBER} *(mm|cm)?")
#: The sheets of ISO 216 in mm, upright.
_SHEETS = {
    "a0": (841, 1189),
    "a1": (594, 841),
    "a2": (420, 594),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a6": (105, 148),
    "a7": (74, 105),
}
_MM = {"mm": 1, "cm": 10}


class WrittenSize(NamedTuple):
    """A width and a height, in px or in mm."""

    width: float
    height: float
    unit: Literal["px", "mm"]


def read_size(words: str) -> WrittenSize | None:
    """Return the size that words such as `1200 x 1500`, `50 x 70 cm`, `A3` or `A3 landscape` name, None for others.

    Without a unit it is in px, and then whole.
    """
    name, _, turned = words.strip().lower().partition(" ")
    if name in _SHEETS and turned in {"", "landscape"}:
        short, long = _SHEETS[name]
        return WrittenSize(long, short, "mm") if turned else WrittenSize(short, long, "mm")
    match = _SIZE.fullmatch(words.strip().lower())
    if match is None:
        return None
    width, first, height, second = match.groups()
    one, other = first or second or "px", second or first or "px"
    if "px" not in {one, other}:
        return WrittenSize(_mm(width, one), _mm(height, other), "mm")
    if one != other or "." in width + height:
        return None
    return WrittenSize(int(width), int(height), "px")


def length_in_mm(words: str) -> float:
    """Return the mm of a length that `read_length` takes, 0 for others."""
    return read_length(words) or 0.0


def read_length(words: str) -> float | None:
    """Return the mm that words such as `3 mm`, `0.5 cm` or `3` name, None for others."""
    match = _LENGTH.fullmatch(words.strip().lower())
    return _mm(match[1], match[2] or "mm") if match else None


def _mm(number: str, unit: str) -> float:
    return round(float(number) * _MM[unit], 3)
