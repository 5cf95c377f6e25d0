"""The numbers of SVG and CSS, by one grammar: numbers in a text, lengths with a unit, and gaps between numbers.

The grammar is `number` of https://www.w3.org/TR/SVG11/types.html#DataTypeNumber with the points of path data, `5.` and
`.5` (https://www.w3.org/TR/SVG11/paths.html#PathDataBNF). Only ASCII digits count: `٣` isn't a number in browsers.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

#: The source of a regular expression for one number. Its groups are atomic, so that a match takes linear time.
NUMBER = r"[-+]?(?>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?>[eE][-+]?[0-9]+)?"
#: The largest number in a drawing, in its own px.
MOST = 1e6
#: Units of length, in px (https://www.w3.org/TR/css-values-3/#absolute-lengths).
PX_OF = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"({NUMBER})([a-z%]*)")
_COUNT = re.compile("0*[1-9][0-9]{0,3}")
#: A text needs one of these for a number in it to reach a million: seven digits before a point, or an exponent.
_MAYBE_LARGE = re.compile(r"(?<![0-9.])[0-9]{7}|[0-9.][eE]")


class Length(NamedTuple):
    """A number as it is written, without its unit, and the unit: `px`, `em`, `%`, or nothing."""

    digits: str
    unit: str

    @property
    def value(self) -> float:
        """The number itself, in its unit."""
        return float(self.digits)


def numbers(text: str) -> list[float]:
    """Return every number in a list such as `points` or `viewBox`."""
    return [float(digits) for digits in _NUMBER.findall(text)]


def number(text: str | None, default: float = 0.0) -> float:
    """Return the first number of an attribute such as `12px`, or a default."""
    match = _NUMBER.search(text or "")
    return float(match[0]) if match else default


def read_length(text: str, units: Container[str] = ("", "px")) -> Length | None:
    """Return a text as a length in one of some units, or None if it isn't one."""
    match = _LENGTH.fullmatch(text)
    return Length(match[1], match[2]) if match and match[2] in units else None


def read_count(text: str) -> int | None:
    """Return a text as a whole number from 1 to 9999, or None if it isn't one."""
    return int(text) if _COUNT.fullmatch(text) else None


def split_numbers(text: str) -> list[str] | None:
    """Return the numbers of a list as they are written, or None if there is anything but blanks and commas between."""
    return _NUMBER.findall(text) if is_gap(_NUMBER.sub("", text)) else None


def is_gap(text: str) -> bool:
    """Return whether a text could be between numbers: only blanks and commas."""
    return not text.strip(", \t\r\n\f")


def within_limit(text: str) -> bool:
    """Return whether every number in a text is between minus a million and a million."""
    return _MAYBE_LARGE.search(text) is None or all(abs(value) <= MOST for value in numbers(text))
