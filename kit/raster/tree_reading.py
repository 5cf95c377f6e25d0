"""Read the items of the direct painter from an SVG tree; everything that might look different is refused."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kit.base.geometry import IDENTITY, Matrix
from kit.raster.display import Around, Gradient, Group, Shape, Stroke
from kit.raster.tree_outlines import OWN, UnknownError, number, outline_of, require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element
    from kit.raster.display import Item, Outline, Paint, Rgba

    Attributes = Mapping[str, str]
    _Clip = tuple[tuple[Matrix, Outline], ...]


#: Attributes that children inherit in CairoSVG, and their initial values.
_INHERITED = {
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
}
_OF_ALL = {"id", "opacity", "transform", "clip-path", *_INHERITED}
#: All attributes that each element may have.
_ALLOWED = {tag: own | _OF_ALL for tag, own in OWN.items()}
_OF_GRADIENTS = {
    "linearGradient": frozenset(("x1", "y1", "x2", "y2")),
    "radialGradient": frozenset(("cx", "cy", "r")),
}
_DEFINITIONS = {"defs", "clipPath", *_OF_GRADIENTS}
_URL = re.compile(r"url\(#([^()'\"\s]+)\)")
_HEX, _NAMED = re.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"), {"black": "#000", "white": "#fff"}
_FUNCTION = re.compile(r"\s*,?\s*([a-zA-Z]+)\(([^()]*)\)")


class TreeReader:
    """Reads the outermost elements of one picture; gradients and clip paths may be defined anywhere in it."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        """Set the outermost elements of a picture."""
        self._elements = elements
        self._gradients: dict[str, Gradient] = {}

    def item(self, element: Element, above: Attributes = _INHERITED) -> Item | None:
        """Return the item of an element, or None if it paints nothing. Raises UnknownError.

        `above` are the inherited attributes.
        """
        if element.tag in _DEFINITIONS:
            return None
        require(element.tag in OWN and element.attributes.keys() <= _ALLOWED[element.tag])
        values = _with(above, element.attributes)
        around = Around(_matrix(element.attributes.get("transform")), self._clip(element.attributes.get("clip-path")))
        opacity = number(element.attributes.get("opacity", "1"))
        if element.tag == "g":
            items = tuple(item for child in element.children if (item := self.item(child, values)))
            return Group(around, opacity, items) if items else None
        require(not element.children)
        outline = outline_of(element)
        return self._shape(around, outline, values, opacity) if outline else None

    def _shape(self, around: Around, outline: Outline, values: Attributes, opacity: float) -> Shape | None:
        fill = self._paint(values["fill"], number(values["fill-opacity"]) * opacity)
        line = self._paint(values["stroke"], number(values["stroke-opacity"]) * opacity)
        require(values["fill-rule"] in ("nonzero", "evenodd"))
        stroke = _stroke(line, values) if line else None
        if not fill and not stroke:
            return None
        return Shape(around, outline, fill, values["fill-rule"] == "evenodd", stroke)

    def _paint(self, value: str, opacity: float) -> Paint | None:
        if value == "none" or opacity <= 0:
            return None
        url = _URL.fullmatch(value)
        if url is None:
            red, green, blue, alpha = _colour(value)
            return (red, green, blue, alpha * min(1.0, opacity))
        if url[1] not in self._gradients:
            self._gradients[url[1]] = _gradient(self._named(url[1]))
        gradient = self._gradients[url[1]]
        return gradient if opacity >= 1 else _fainter(gradient, opacity)

    def _clip(self, value: str | None) -> _Clip | None:
        """Return the outlines that clip an element."""
        if value is None:
            return None
        url = _URL.fullmatch(value)
        require(url is not None)
        clip = self._named(url[1] if url else "")
        require(clip.tag == "clipPath" and clip.attributes.keys() <= {"id"} and bool(clip.children))
        return tuple(_cut(child) for child in clip.children)

    @cached_property
    def _defined(self) -> dict[str, Element]:
        """The elements that have a name, by name."""
        every = (one for element in self._elements for one in _all_in(element))
        return {name: element for element in every if (name := element.attributes.get("id"))}

    def _named(self, name: str) -> Element:
        element = self._defined.get(name)
        if element is None:
            raise UnknownError
        return element


def _cut(shape: Element) -> tuple[Matrix, Outline]:
    allowed = OWN.get(shape.tag, frozenset()) | {"id", "transform", "fill", "fill-rule", "clip-rule"}
    require(bool(shape.tag in OWN and shape.tag != "g" and shape.attributes.keys() <= allowed))
    require(shape.attributes.get("clip-rule", "nonzero") == "nonzero")
    outline = outline_of(shape)
    if outline is None:
        raise UnknownError
    return _matrix(shape.attributes.get("transform")), outline


def _stroke(paint: Paint, values: Attributes) -> Stroke | None:
    cap, join = values["stroke-linecap"], values["stroke-linejoin"]
    require(cap in ("butt", "round", "square") and join in ("miter", "round", "bevel"))
    dashes: tuple[float, ...] = ()
    if values["stroke-dasharray"] != "none":
        dashes = tuple(number(word) for word in values["stroke-dasharray"].replace(",", " ").split())
        require(sum(dashes) > 0 and min(dashes) >= 0)
    width, miter, offset = (number(values[f"stroke-{key}"]) for key in ("width", "miterlimit", "dashoffset"))
    require(width >= 0)
    return Stroke(paint, width, cap, join, miter, dashes, offset) if width else None


def _gradient(element: Element) -> Gradient:
    """Return a gradient in the coordinates of the shape that it fills."""
    require(element.tag in _OF_GRADIENTS)
    names, get = _OF_GRADIENTS[element.tag], element.attributes.get
    require(element.attributes.keys() <= names | {"id", "gradientUnits", "gradientTransform", "spreadMethod"})
    require(get("gradientUnits") == "userSpaceOnUse" and get("spreadMethod", "pad") == "pad")
    require(names <= element.attributes.keys() and bool(element.children))
    stops, offset = [], 0.0
    for stop in element.children:
        require(stop.tag == "stop" and stop.attributes.keys() <= {"id", "offset", "stop-color", "stop-opacity"})
        offset = max(offset, number(stop.attributes.get("offset", "0")))
        red, green, blue, alpha = _colour(stop.attributes.get("stop-color", "black"))
        stops.append((offset, (red, green, blue, alpha * number(stop.attributes.get("stop-opacity", "1")))))
    matrix = _matrix(get("gradientTransform"))
    if element.tag == "linearGradient":
        x1, y1, x2, y2 = (number(element.attributes[key]) for key in ("x1", "y1", "x2", "y2"))
        return Gradient(tuple(stops), line=(x1, y1, x2, y2), matrix=matrix)
    x, y, radius = (number(element.attributes[key]) for key in ("cx", "cy", "r"))
    return Gradient(tuple(stops), circle=(x, y, radius), matrix=matrix)


def _fainter(gradient: Gradient, opacity: float) -> Gradient:
    stops = tuple((offset, (red, green, blue, alpha * opacity)) for offset, (red, green, blue, alpha) in gradient.stops)
    return Gradient(stops, gradient.line, gradient.circle, gradient.matrix)


def _with(above: Attributes, own: Attributes) -> Attributes:
    """Return the attributes that the children of an element inherit."""
    inherited = {key: value for key, value in own.items() if key in _INHERITED}
    return {**above, **inherited} if inherited else above


@lru_cache(maxsize=1024)
def _colour(value: str) -> Rgba:
    """Return a colour of three or six hexadecimal digits, or of black or white by name."""
    digits = _HEX.fullmatch(_NAMED.get(value, value))
    if digits is None:
        raise UnknownError
    wide = digits[1] if len(digits[1]) == 6 else "".join(2 * digit for digit in digits[1])  # noqa: PLR2004
    red, green, blue = bytes.fromhex(wide)
    return red / 255, green / 255, blue / 255, 1.0


@lru_cache(maxsize=1024)
def _matrix(text: str | None) -> Matrix:
    """Return the map of a transform. Raises UnknownError if it flattens the plane."""
    if text is None:
        return IDENTITY
    result, at = IDENTITY, 0
    while at < len(text.rstrip()):
        step = _FUNCTION.match(text, at)
        if step is None:
            raise UnknownError
        values = [number(word) for word in re.split(r"[\s,]+", step[2].strip())]
        result, at = result @ _function(step[1], values), step.end()
    require(abs(result.a * result.d - result.b * result.c) > 0)
    return result


def _function(name: str, values: list[float]) -> Matrix:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, y]:
            return Matrix(e=x, f=y)
        case "scale", [x, y]:
            return Matrix(a=x, d=y)
        case "translate", [x]:
            return Matrix(e=x)
        case "scale", [x]:
            return Matrix(a=x, d=x)
    raise UnknownError


def _all_in(element: Element) -> list[Element]:
    return [element, *(below for child in element.children for below in _all_in(child))]
