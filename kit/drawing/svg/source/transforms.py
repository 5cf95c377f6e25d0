"""Transforms: read the `transform` attribute as one matrix, and write a matrix as such an attribute."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.base.geometry import IDENTITY, Matrix
from kit.base.lazy_imports import on_demand
from kit.drawing.svg.source.numbers import split_numbers

if TYPE_CHECKING:
    import tinycss2
else:
    tinycss2 = on_demand("tinycss2")


_BEFORE_BRACKET = re.compile(r"(?<=[a-zA-Z])\s+\(")


@lru_cache(maxsize=4096)
def read_transform(text: str) -> Matrix | None:
    """Return the map of a `transform` attribute (https://www.w3.org/TR/SVG11/coords.html#TransformAttribute)."""
    result = IDENTITY
    joined = _BEFORE_BRACKET.sub("(", text)  # SVG 1.1 allows blanks there, CSS doesn't
    for part in tinycss2.parse_component_value_list(joined, skip_comments=True):
        if part.type == "whitespace" or part == ",":
            continue
        if part.type != "function":
            return None
        written = split_numbers(tinycss2.serialize(part.arguments))
        step = None if written is None else _function(part.lower_name, [float(digits) for digits in written])
        if step is None:  # browsers drop numbers with a unit, as in `translate(20px)`
            return None
        result = result @ step
    return result


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
