"""What the values of attributes may say: plain numbers of a sane size, and path data in which every step is written.

The painter turns `nan`, `inf` and numbers it can't read into pictures that are wrong or never end, and reads a run of
steps under one letter in a time that grows with its square.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.svg.shapes import numbers, read_transform

if TYPE_CHECKING:
    from collections.abc import Callable

#: The largest number in a drawing, in px of its own.
MOST = 1e6
_N = r"[-+]?(?>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?>[eE][-+]?[0-9]+)?"
_NUMBER = re.compile(_N)
_PX = re.compile(rf"{_N}(?:px)?|auto")
_SHARE = re.compile(rf"{_N}(?:px|%)?")
_GAP = r"[\s,]*"
_ARC = re.compile(_GAP + _GAP.join((f"({_N})",) * 3 + ("([01])",) * 2 + (f"({_N})",) * 2))
_STEP = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_ARITY = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_LENGTHS = frozenset(("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy"))
#: Elements whose lengths may be shares of what they paint; all others would be measured on the artboard.
_SHARED = frozenset(("linearGradient", "radialGradient", "pattern", "symbol", "clipPath"))
#: How much of a value a message quotes.
_QUOTED = 60


def value_problem(tag: str, key: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with the value of an attribute that places or shapes, and the remedy."""
    text = value.strip()
    is_sound, remedy = _form(tag, key)
    if not is_sound(text):
        return f"'{key}' is {quoted(value)}", remedy
    if key in _NUMERIC and not are_sane(text):
        return f"'{key}' holds a number above a million: {quoted(value)}", "draw it nearer, and smaller"
    return None


def _form(tag: str, key: str) -> tuple[Callable[[str], object], str]:
    """Return how the value of an attribute is judged, and the remedy."""
    if key in _LENGTHS:
        return (_SHARE if tag in _SHARED else _PX).fullmatch, "write it in px, as a plain number"
    return _FORMS.get(key, (lambda _text: True, ""))


def are_sane(text: str) -> bool:
    """Tell whether every number of a text is within a million."""
    return all(abs(number) <= MOST for number in numbers(text))


def quoted(value: str) -> str:
    """Return a value as a message shows it: on one line, and not all of a long one."""
    text = " ".join(value.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def full_path(d: str) -> str | None:
    """Return path data with a letter before every step; None when it can't be read.

    https://www.w3.org/TR/SVG11/paths.html#PathDataBNF
    """
    if d.strip()[:1] not in {"", "M", "m"}:
        return None
    steps: list[str] = []
    for match in _STEP.finditer(d):
        written = _written_out(match[1], match[2])
        if written is None:
            return None
        steps += written
    return "".join(steps)


def _written_out(letter: str, text: str) -> list[str] | None:
    """Return the steps of one letter, each with a letter of its own; a move goes on as lines."""
    arity = _ARITY[letter.lower()]
    if arity == _ARITY["a"]:
        groups, rest = _arcs(text)
        sound = bool(groups) and _is_gap(rest)
    else:
        found = _NUMBER.findall(text)
        groups = [tuple(found[at : at + arity]) for at in range(0, len(found), arity or 1)]
        sound = _is_gap(_NUMBER.sub("", text)) and (not found) == (arity == 0) and len(found) % (arity or 1) == 0
    if not sound:
        return None
    if len(groups) < 2 and letter not in "aA":  # noqa: PLR2004  (as it was written)
        return [letter + text]
    then = {"m": "l", "M": "L"}.get(letter, letter)
    return [(then if at else letter) + " ".join(group) for at, group in enumerate(groups)]


def _arcs(text: str) -> tuple[list[tuple[str, ...]], str]:
    """Return the numbers of arcs, whose flags need no gap behind them, and what stands behind the last arc."""
    groups, at = [], 0
    while match := _ARC.match(text, at):
        groups.append(match.groups())
        at = match.end()
    return groups, text[at:]


def _is_gap(text: str) -> bool:
    return not text.strip(", \t\r\n\f")


def _is_list(text: str) -> bool:
    return _is_gap(_NUMBER.sub("", text))


def _is_view_box(text: str) -> bool:
    values = numbers(text)
    return _is_list(text) and len(values) == 4 and min(values[2:]) > 0  # noqa: PLR2004


_FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "offset": (_SHARE.fullmatch, "write it as a number from 0 to 1"),
    "viewBox": (_is_view_box, "write four numbers, the last two above 0"),
    "points": (_is_list, "write pairs of numbers"),
    "d": (lambda text: full_path(text) is not None, "draw the path again, or simplify it"),
    "gradientTransform": (read_transform, "write it as matrix(a b c d e f)"),
    "patternTransform": (read_transform, "write it as matrix(a b c d e f)"),
}
_NUMERIC = _LENGTHS | _FORMS.keys()
