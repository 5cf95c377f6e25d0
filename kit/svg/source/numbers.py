"""The numbers of SVG and CSS, by one grammar: numbers in a text, lengths with a unit, and what may be between numbers.

The grammar is `number` of https://www.w3.org/TR/SVG11/types.html#DataTypeNumber with the points of path data, `5.` and
`.5` (https://www.w3.org/TR/SVG11/paths.html#PathDataBNF). Digits are those of ASCII: `٣` is not a number to a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container


#: The source of a regular expression for one number. Its groups are atomic, so that a match takes linear time.
NUMBER = r"[-+]?(?>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?>[eE][-+]?[0-9]+)?"
#: The largest number in a drawing, in px of its own.
MOST = 1e6
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"({NUMBER})([a-z%]*)")
_COUNT = re.compile("0*[1-9][0-9]{0,3}")
#: What a text must contain for a number in it to be a million: seven digits before a point, or an exponent.
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
    found = _NUMBER.search(text or "")
    return float(found[0]) if found else default


def read_length(text: str, units: Container[str] = ("", "px")) -> Length | None:
    """Return the length that a text is, in one of some units; None when it is anything else."""
    match = _LENGTH.fullmatch(text)
    return Length(match[1], match[2]) if match and match[2] in units else None


def read_count(text: str) -> int | None:
    """Return a whole number from 1 to 9999 that a text is; None when it is anything else."""
    return int(text) if _COUNT.fullmatch(text) else None


def split_numbers(text: str) -> list[str] | None:
    """Return the numbers of a list as they are written; None when anything but blanks and commas is between them."""
    return _NUMBER.findall(text) if is_gap(_NUMBER.sub("", text)) else None


def is_gap(text: str) -> bool:
    """Return whether a text is nothing but what may be between numbers: blanks and commas."""
    return not text.strip(", \t\r\n\f")


def within_limit(text: str) -> bool:
    """Return whether every number of a text is at most a million, either side of 0."""
    return _MAYBE_LARGE.search(text) is None or all(abs(value) <= MOST for value in numbers(text))
