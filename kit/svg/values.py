"""What the values of attributes that place and shape may be: plain numbers of a sane size, and sound path data.

The painter turns `nan`, `inf` and numbers it can't read into pictures that are wrong or never end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.svg.numbers import numbers, read_length, split_numbers, within_limit
from kit.svg.path_data import full_path
from kit.svg.transforms import read_transform

if TYPE_CHECKING:
    from collections.abc import Callable

_LENGTHS = frozenset(("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy"))
#: Elements whose lengths may be shares of what they paint; all others would be measured on the artboard.
_SHARED = frozenset(("linearGradient", "radialGradient", "pattern", "symbol", "clipPath"))
#: How many characters of a value a message quotes.
_QUOTED = 60


def value_problem(tag: str, key: str, value: str) -> Fault | None:
    """Return what is wrong with the value of an attribute that places or shapes, without its place."""
    text = value.strip()
    is_sound, remedy = _form(tag, key)
    if not is_sound(text):
        return Fault(f"'{key}' is {quoted(value)}", remedy=remedy, code="invalid-attribute")
    if key in _NUMERIC and not within_limit(text):
        return beyond_limit(key, value)
    return None


def beyond_limit(key: str, value: str) -> Fault:
    """Return the fault of an attribute that holds a number above the limit, without its place."""
    message = f"'{key}' holds a number above a million: {quoted(value)}"
    return Fault(message, remedy="draw it nearer, and smaller", code="number-too-large")


def quoted(value: str) -> str:
    """Return a value as a message shows it: on one line, and not all of a long one."""
    text = " ".join(value.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _form(tag: str, key: str) -> tuple[Callable[[str], object], str]:
    """Return how the value of an attribute is judged, and the remedy."""
    if key in _LENGTHS:
        return _is_share if tag in _SHARED else _is_px, "write it in px, as a plain number"
    return _FORMS.get(key, (lambda _text: True, ""))


def _is_px(text: str) -> bool:
    return text == "auto" or read_length(text) is not None


def _is_share(text: str) -> bool:
    return read_length(text, ("", "px", "%")) is not None


def _is_list(text: str) -> bool:
    return split_numbers(text) is not None


def _is_view_box(text: str) -> bool:
    values = numbers(text)
    return _is_list(text) and len(values) == 4 and min(values[2:]) > 0  # noqa: PLR2004


_FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "offset": (_is_share, "write it as a number from 0 to 1"),
    "viewBox": (_is_view_box, "write four numbers, the last two above 0"),
    "points": (_is_list, "write pairs of numbers"),
    "d": (lambda text: full_path(text) is not None, "draw the path again, or simplify it"),
    "gradientTransform": (read_transform, "write it as matrix(a b c d e f)"),
    "patternTransform": (read_transform, "write it as matrix(a b c d e f)"),
}
_NUMERIC = _LENGTHS | _FORMS.keys()
