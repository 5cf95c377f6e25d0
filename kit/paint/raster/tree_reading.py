"""Read the items of a picture from an SVG tree; what isn't a shape, or might look different, is left to CairoSVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from kit.base.geometry import IDENTITY, Box, Matrix
from kit.drawing.svg.source.values import read_transform
from kit.model.colour import parse_hex
from kit.model.layout import Element
from kit.model.tree import DEFINITIONS, INITIAL, Tree, references_in
from kit.paint.raster.cairo import EXTENDS
from kit.paint.raster.display import Around, Foreign, Gradient, Group, Item, Outline, Paint, Rgba, Shape, Stroke
from kit.paint.raster.tree_outlines import MOST, OWN, UnknownError, box_of, number, numbers, outline_of, require, share

Attributes = Mapping[str, str]
_Clip = tuple[tuple[Matrix, Outline], ...]


#: Attributes that children inherit in CairoSVG, and their initial values.
_INHERITED = {**INITIAL, "shape-rendering": "auto"}
_OF_ALL = {"id", "opacity", "transform", "clip-path", *_INHERITED}
#: All attributes that each element may have.
_ALLOWED = {tag: own | _OF_ALL for tag, own in OWN.items()}
#: The attributes that place each gradient, and their initial values in shares of a shape; a focus is at the centre.
_OF_GRADIENTS = {
    "linearGradient": {"x1": "0", "y1": "0", "x2": "1", "y2": "0"},
    "radialGradient": {"cx": ".5", "cy": ".5", "r": ".5"},
}
_FOCUS = ("fx", "fy")
_OF_ALL_GRADIENTS = {"id", "gradientUnits", "gradientTransform", "spreadMethod"}
_URL = re.compile(r"url\(#([^()'\"\s]+)\)")
_NAMED = {"black": "#000", "white": "#fff"}


class TreeReader:
    """Reads the elements of one picture; gradients and clip paths may be defined anywhere in it."""

    def __init__(self, tree: Tree) -> None:
        """Set a picture."""
        self._tree = tree
        self._gradients: dict[tuple[str, Box | None], Gradient] = {}

    def item(self, element: Element, above: Attributes = _INHERITED) -> Item | None:
        """Return the item of an element, or None if it paints nothing; `above` are the inherited attributes."""
        if element.tag in DEFINITIONS:
            return None
        try:
            return self._known(element, above)
        except UnknownError:
            return self._foreign(element, above)

    def _foreign(self, element: Element, above: Attributes) -> Foreign:
        """Return an element for CairoSVG, in a group with the attributes that it inherits."""
        inherited = {key: value for key, value in above.items() if value != _INHERITED[key]}
        alone = Element("g", inherited, (element,)) if inherited else element
        waiting, found = [alone], dict[str, Element]()
        while waiting:
            names = [name for name in references_in(waiting.pop()) if name in self._defined and name not in found]
            found |= {name: self._defined[name] for name in names}
            waiting += [self._defined[name] for name in names]
        return Foreign(alone, tuple(found.values()), self._tree.size)

    def _known(self, element: Element, above: Attributes) -> Item | None:
        """Return an item of shapes. Raises UnknownError."""
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
        require(values["fill-rule"] in ("nonzero", "evenodd") and values["visibility"] == "visible")
        fill = self._paint(values["fill"], number(values["fill-opacity"]) * opacity, outline)
        line = self._paint(values["stroke"], number(values["stroke-opacity"]) * opacity, outline)
        stroke = _stroke(line, values) if line else None
        if not fill and not stroke:
            return None
        sharp = values["shape-rendering"]
        require(sharp in ("auto", "crispEdges"))
        return Shape(around, outline, fill, values["fill-rule"] == "evenodd", stroke, sharp != "auto")

    def _paint(self, value: str, opacity: float, outline: Outline) -> Paint | None:
        if value == "none" or opacity <= 0:
            return None
        url = _URL.fullmatch(value)
        if url is None:
            red, green, blue, alpha = _colour(value)
            return (red, green, blue, alpha * min(1.0, opacity))
        element = self._named(url[1])
        box = None if element.attributes.get("gradientUnits") == "userSpaceOnUse" else box_of(outline)
        if (url[1], box) not in self._gradients:
            self._gradients[url[1], box] = _gradient(element, box)
        gradient = self._gradients[url[1], box]
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
        return Element("svg", {}, self._tree.children).by_id()

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
        dashes = tuple(numbers(values["stroke-dasharray"]))
        require(sum(dashes) > 0 and min(dashes) >= 0)
    width, miter, offset = (number(values[f"stroke-{key}"]) for key in ("width", "miterlimit", "dashoffset"))
    require(width >= 0)
    return Stroke(paint, width, cap, join, miter, dashes, offset) if width else None


def _gradient(element: Element, box: Box | None) -> Gradient:
    """Return a gradient in the coordinates of the shape that it fills, or in shares of that shape's box."""
    require(element.tag in _OF_GRADIENTS and bool(element.children))
    places, own = _OF_GRADIENTS[element.tag], element.attributes
    require(own.keys() <= {*places, *_OF_ALL_GRADIENTS, *(_FOCUS if "cx" in places else ())})
    spread, matrix = own.get("spreadMethod", "pad"), _matrix(own.get("gradientTransform"))
    require(spread in EXTENDS)
    if box is None:
        require(own.get("gradientUnits") == "userSpaceOnUse" and places.keys() <= own.keys())
        read = number
    else:
        require(own.get("gradientUnits", "objectBoundingBox") == "objectBoundingBox" and box.width > 0 < box.height)
        read, matrix = share, Matrix(box.width, 0, 0, box.height, box.x0, box.y0) @ matrix
    values = {key: read(own.get(key, initial)) for key, initial in places.items()}
    if element.tag == "linearGradient":
        x1, y1, x2, y2 = values.values()
        return Gradient(_stops(element), line=(x1, y1, x2, y2), matrix=matrix, spread=spread)
    x, y, radius = values.values()
    seen_from = (read(own.get("fx", f"{x!r}")), read(own.get("fy", f"{y!r}")))
    seen = None if seen_from == (x, y) else seen_from
    return Gradient(_stops(element), circle=(x, y, radius), matrix=matrix, focus=seen, spread=spread)


def _stops(gradient: Element) -> tuple[tuple[float, Rgba], ...]:
    """Return the ascending offsets of a gradient with their colours."""
    stops, offset = [], 0.0
    for stop in gradient.children:
        require(stop.tag == "stop" and stop.attributes.keys() <= {"id", "offset", "stop-color", "stop-opacity"})
        offset = min(max(offset, share(stop.attributes.get("offset", "0"))), 1.0)
        red, green, blue, alpha = _colour(stop.attributes.get("stop-color", "black"))
        stops.append((offset, (red, green, blue, alpha * number(stop.attributes.get("stop-opacity", "1")))))
    return tuple(stops)


def _fainter(gradient: Gradient, opacity: float) -> Gradient:
    stops = tuple((offset, (red, green, blue, alpha * opacity)) for offset, (red, green, blue, alpha) in gradient.stops)
    return replace(gradient, stops=stops)


def _with(above: Attributes, own: Attributes) -> Attributes:
    """Return the attributes that the children of an element inherit."""
    inherited = {key: value for key, value in own.items() if key in _INHERITED and value != "inherit"}
    return {**above, **inherited} if inherited else above


@lru_cache(maxsize=1024)
def _colour(value: str) -> Rgba:
    """Return a colour of three or six hexadecimal digits, or of black or white by name."""
    colour = parse_hex(_NAMED.get(value, value))
    if colour is None:
        raise UnknownError
    return colour.red / 255, colour.green / 255, colour.blue / 255, 1.0


def _matrix(text: str | None) -> Matrix:
    """Return the map of a transform. Raises UnknownError if it flattens the plane."""
    if text is None:
        return IDENTITY
    matrix = read_transform(text)
    if matrix is None:
        raise UnknownError
    require(max(map(abs, matrix)) < MOST and abs(matrix.a * matrix.d - matrix.b * matrix.c) > 0)
    return matrix
