"""Pattern fills as shapes: the painter blurs and misplaces the tiles of patterns, so every tile becomes shapes.

A pattern takes what it lacks from the one that it refers to (https://www.w3.org/TR/SVG11/pservers.html#Patterns).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.geometry import IDENTITY, Box, Matrix, Point
from kit.svg.numbers import number, numbers, read_length
from kit.svg.references import href_target
from kit.svg.transforms import read_transform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element

_SIDES = ("x", "y", "width", "height")
_SHARES = "objectBoundingBox"
#: Attributes of a pattern that say where its tiles are; all others are the paint that its content inherits.
_OWN = frozenset((*_SIDES, "id", "href", "patternUnits", "patternContentUnits", "patternTransform", "viewBox",
    "preserveAspectRatio"))  # fmt: skip
#: Properties that what fills a shape would inherit from it, and their initial values.
INITIAL = {
    "fill": "#000000", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-opacity": "1",
    "stroke-width": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-dashoffset": "0", "visibility": "visible",
}  # fmt: skip
#: How much the proportions of a view box and its tile may differ, as a part.
_SAME = 1e-3


@dataclass(frozen=True, slots=True)
class Tiling:
    """A pattern as it fills one shape.

    `to_shape` maps its own coordinates to those of the shape, `tile` is the first of its tiles, from whose corner
    `to_tile` places the content.
    """

    to_shape: Matrix
    tile: Box
    to_tile: Matrix
    content: tuple[Element, ...]
    paint: Mapping[str, str]


def pattern_problem(pattern: Element, patterns: Mapping[str, Element]) -> str:
    """Return what can't be painted exactly in a pattern, or nothing."""
    written = _written(pattern, patterns)
    in_user_space = written.get("patternUnits") == "userSpaceOnUse"
    if in_user_space and any("%" in written.get(side, "") for side in _SIDES):
        return "is measured in shares of the page"
    if not _keeps_proportions(written) and (in_user_space or written.get("preserveAspectRatio") != "none"):
        return "has a viewBox of other proportions than its tile"
    return ""


def tiling(pattern: Element, patterns: Mapping[str, Element], shape: Box) -> Tiling | None:
    """Return how a pattern without a `pattern_problem` fills a shape in a box; None when it paints nothing."""
    written = _written(pattern, patterns)
    x, y, width, height = (_length(written.get(side, "0")) for side in _SIDES)
    if written.get("patternUnits") != "userSpaceOnUse":
        x, y = shape.x0 + x * shape.width, shape.y0 + y * shape.height
        width, height = width * shape.width, height * shape.height
    to_shape = read_transform(written.get("patternTransform", "")) or IDENTITY
    if width <= 0 or height <= 0 or to_shape.scale == 0 or not shape.width * shape.height:
        return None
    to_tile = IDENTITY
    if "viewBox" in written:
        left, top, across, down = numbers(written["viewBox"])
        to_tile = Matrix(width / across, 0, 0, height / down) @ Matrix(e=-left, f=-top)
    elif written.get("patternContentUnits") == _SHARES:
        to_tile = Matrix(shape.width, 0, 0, shape.height)
    paint = {key: value for key, value in written.items() if key not in _OWN}
    return Tiling(to_shape, Box(x, y, x + width, y + height), to_tile, _content(pattern, patterns), paint)


def chain_of(pattern: Element, patterns: Mapping[str, Element]) -> list[Element]:
    """Return a pattern and those that it takes from, the nearest first."""
    chain = [pattern]
    while above := patterns.get(href_target(chain[-1].attributes.get("href", "")) or ""):
        if any(one is above for one in chain):
            break
        chain.append(above)
    return chain


def _written(pattern: Element, patterns: Mapping[str, Element]) -> dict[str, str]:
    """Return the attributes of a pattern, with those that it takes from others."""
    found: dict[str, str] = {}
    for one in reversed(chain_of(pattern, patterns)):
        found.update(one.attributes)
    # The paint of the content is that of the pattern that holds it.
    holder = next((one for one in chain_of(pattern, patterns) if one.children), pattern)
    return {key: value for key, value in found.items() if key in _OWN or holder.attributes.get(key) == value}


def _content(pattern: Element, patterns: Mapping[str, Element]) -> tuple[Element, ...]:
    return next((one.children for one in chain_of(pattern, patterns) if one.children), ())


def _keeps_proportions(written: Mapping[str, str]) -> bool:
    """Tell whether a view box, if there is one, fills its tile in user space without being stretched or cut."""
    if "viewBox" not in written or written.get("preserveAspectRatio") == "none":
        return True
    _, _, across, down = numbers(written["viewBox"])
    width, height = (_length(written.get(side, "0")) for side in ("width", "height"))
    return written.get("patternUnits") == "userSpaceOnUse" and abs(width * down - height * across) <= _SAME * (
        height * across
    )


def _length(text: str) -> float:
    """Return a length; a share in percent as a part."""
    found = read_length(text.strip(), ("", "px", "%"))
    return number(text) if found is None else found.value / (100 if found.unit == "%" else 1)


def tiles_over(tiling: Tiling, shape: Box) -> tuple[range, range]:
    """Return the columns and rows of tiles that a shape in a box needs; the first tile is number 0 in both."""
    back, tile = tiling.to_shape.inverse, tiling.tile
    area = Box.around([back.apply(Point(*corner)) for corner in shape.corners])
    return (
        _range((area.x0 - tile.x0) / tile.width, (area.x1 - tile.x0) / tile.width),
        _range((area.y0 - tile.y0) / tile.height, (area.y1 - tile.y0) / tile.height),
    )


def _range(start: float, end: float) -> range:
    """Return the whole numbers of tiles between two places; what reaches a thousandth into a tile needs none of it."""
    first, last = int((start + _SAME) // 1), int(-((-end + _SAME) // 1))
    return range(first, max(last, first + 1))
