"""The values of attributes that place and shape: numbers of a reasonable size, transforms, path data step by step.

The painter turns `nan`, `inf` and unreadable numbers into pictures that are wrong or never end. It takes quadratic time
for a run of steps under one letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache, lru_cache

from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import RecordingPen

from kit.base.errors import Fault
from kit.base.geometry import IDENTITY, Matrix
from kit.drawing.svg.source.numbers import NUMBER, is_gap, numbers, read_length, split_numbers, within_limit
from kit.model.layout import Element

#: How far a map may turn or skew what counts as upright.
UPRIGHT = 1e-9
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: The next function of a transform, its name and its numbers; SVG 1.1 allows blanks before the bracket, CSS doesn't.
_FUNCTION = re.compile(r"[, \t\r\n\f]*([a-zA-Z]+)[ \t\r\n\f]*\(([^()]*)\)")


@lru_cache(maxsize=4096)
def read_transform(text: str) -> Matrix | None:
    """Return the map of a `transform` attribute (https://www.w3.org/TR/SVG11/coords.html#TransformAttribute)."""
    text, result, end = _COMMENT.sub(" ", text), IDENTITY, 0
    while match := _FUNCTION.match(text, end):
        written = split_numbers(match[2])
        step = None if written is None else _function(match[1].lower(), [float(digits) for digits in written])
        if step is None:  # browsers drop numbers with a unit, as in `translate(20px)`
            return None
        result, end = result @ step, match.end()
    return result if is_gap(text[end:]) else None


def transform_of(element: Element) -> Matrix:
    """Return the transform of an element, or the identity if it has none."""
    return read_transform(element.attributes.get("transform", "")) or IDENTITY


def turns(matrix: Matrix) -> bool:
    """Return whether a map turns, skews or mirrors."""
    return max(abs(matrix.b), abs(matrix.c)) > UPRIGHT or min(matrix.a, matrix.d) <= 0


def write_transform(matrix: Matrix) -> str:
    """Return a map as a `transform` attribute, each number to six digits."""
    return f"matrix({' '.join(f'{value:.6g}' for value in matrix)})"


def _function(name: str, values: list[float]) -> Matrix | None:  # noqa: PLR0911  (one return a function of the standard)
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            return _rotation(angle)
        case "rotate", [angle, x, y]:
            return Matrix(e=x, f=y) @ _rotation(angle) @ Matrix(e=-x, f=-y)
        case "skewx", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewy", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    return None


def _rotation(angle: float) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Matrix(cos, sin, -sin, cos)


_GAP = r"[\s,]*"
_ARC = re.compile(_GAP + _GAP.join((f"({NUMBER})",) * 3 + ("([01])",) * 2 + (f"({NUMBER})",) * 2))
_STEP = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_BETWEEN = r"[, \t\r\n\f]*+"
#: Path data, without arcs, with a letter before every step, which is the most common form.
_WRITTEN_OUT = re.compile(
    rf"[Mm]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{2}}"
    rf"(?>[Zz]{_BETWEEN}"
    rf"|[HhVv]{_BETWEEN}{NUMBER}{_BETWEEN}"
    rf"|[MmLlTt]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{2}}"
    rf"|[SsQq]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{4}}"
    rf"|[Cc]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{6}})*+"
)
#: Numbers that the library's parser takes for two: those with zeros before their digits, or an exponent after a point.
_TAKEN_FOR_TWO = re.compile(r"(?<![0-9.])0[0-9]|\.[eE]")
#: The largest angle of one curve of an arc.
_OF_ARC = math.pi / 16
#: The count of numbers in a step of each letter.
_ARITY = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}


@lru_cache(maxsize=8)
def full_path(d: str) -> str | None:
    """Return path data with a letter before every step, or None if it can't be read.

    https://www.w3.org/TR/SVG11/paths.html#PathDataBNF; the last results are cached, as an element is checked and then
    read.
    """
    if _WRITTEN_OUT.fullmatch(d) and not _TAKEN_FOR_TWO.search(d):
        return d
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
    """Return the steps of one letter, each with its own letter; a move continues as lines."""
    groups = _arcs(text) if letter in "aA" else _groups(text, _ARITY[letter.lower()])
    if groups is None:
        return None
    if len(groups) < 2 and letter not in "aA" and not _TAKEN_FOR_TWO.search(text):  # noqa: PLR2004
        return [letter + text]
    then = {"m": "l", "M": "L"}.get(letter, letter)
    return [(then if at else letter) + " ".join(map(_unambiguous, group)) for at, group in enumerate(groups)]


def _unambiguous(digits: str) -> str:
    return repr(float(digits)) if _TAKEN_FOR_TWO.search(digits) else digits


def _groups(text: str, arity: int) -> list[tuple[str, ...]] | None:
    """Return the numbers of each step, or None if their count isn't a multiple of that of one step."""
    parts = split_numbers(text)
    if parts is None or (not parts) != (arity == 0) or (arity and len(parts) % arity):
        return None
    return [tuple(parts[at : at + arity]) for at in range(0, len(parts), arity or 1)]


def _arcs(text: str) -> list[tuple[str, ...]] | None:
    """Return the numbers of arcs, whose flags need no gap after them, or None if there is anything else."""
    groups, at = [], 0
    while match := _ARC.match(text, at):
        groups.append(match.groups())
        at = match.end()
    return groups if groups and is_gap(text[at:]) else None


def draw_path(d: str, pen: BasePen) -> None:
    """Draw path data with a pen, arcs as fine curves. Raises any of the many errors of its parser."""
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415  (it imports lxml, and many drawings have no paths)

    parse_path(d, pen, arc_class=_fine_arc())


@cache
def _fine_arc() -> type:
    """Return arcs of short curves: the library's are off by a thousandth of the radius, which shows in a wide arc."""
    from fontTools.svgLib.path.arc import EllipticalArc  # noqa: PLC0415

    class FineArc(EllipticalArc):  # type: ignore[misc]
        theta1: float
        theta_arc: float

        def draw(self, pen: BasePen) -> None:
            """Add the arc to a path. Raises ValueError for one without a radius."""
            if not self._parametrize():
                raise ValueError("an arc without a radius")
            first, whole = self.theta1, self.theta_arc
            parts = math.ceil(abs(whole) / _OF_ARC)
            for part in range(parts):
                self.theta1, self.theta_arc = first + whole * part / parts, whole / parts
                super().draw(pen)

    return FineArc


def path_steps(d: str) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return the commands of path data with their points, or nothing if it can't be read."""
    return list(_path_steps(d))


@lru_cache(maxsize=64)
def _path_steps(d: str) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """Return the commands of path data; the last results are cached, as a shape is measured, moved and checked."""
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415  (it imports lxml, and many drawings have no paths)

    pen = RecordingPen()
    try:
        parse_path(d, pen)
    except (ValueError, IndexError, TypeError, ZeroDivisionError):
        return ()
    return tuple(pen.value)


_LENGTHS = frozenset(("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy"))
#: Elements whose lengths may be fractions of what they paint; those of all others would refer to the artboard.
_SHARED = frozenset(("linearGradient", "radialGradient", "pattern", "symbol", "clipPath"))
#: How many characters of a value a message quotes.
_QUOTED = 60


def value_problem(tag: str, key: str, value: str) -> Fault | None:
    """Return the fault in the value of an attribute that places or shapes, without its place, or None."""
    text = value.strip()
    is_sound, remedy = _form(tag, key)
    if not is_sound(text):
        return invalid(f"'{key}'", value, remedy)
    if key in _NUMERIC and not within_limit(text):
        return beyond_limit(key, value)
    return None


def refused(what: str, value: str, remedy: str) -> Fault:
    """Return the fault, without its place, of something with a value that can't be painted."""
    return Fault(f"{what} can't be painted: {quoted(value)}", remedy=remedy, code="unpaintable-property")


def invalid(what: str, value: str, remedy: str) -> Fault:
    """Return the fault, without its place, of an attribute with a value that has no meaning."""
    return Fault(f"{what} is {quoted(value)}", remedy=remedy, code="invalid-attribute")


def fault_of(element: Element, message: str, remedy: str, *, code: str) -> Fault:
    """Return a fault of an element of a drawing, by its name or its tag, without its place."""
    what = f"'{quoted(element.name)}'" if element.name else f"<{element.tag}>"
    return Fault(f"{what} {message}", remedy=remedy, code=code)


def beyond_limit(key: str, value: str) -> Fault:
    """Return the fault of an attribute with a number above the limit, without its place."""
    message = f"'{key}' contains a number above a million: {quoted(value)}"
    return Fault(message, remedy="draw it nearer, and smaller", code="number-too-large")


def quoted(value: str) -> str:
    """Return a value for a message: on one line, and shortened if it is long."""
    text = " ".join(value.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _form(tag: str, key: str) -> tuple[Callable[[str], object], str]:
    """Return the check for the value of an attribute, and the remedy."""
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
