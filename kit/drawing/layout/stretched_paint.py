"""Paint stretched shapes: strokes and patterns keep the scale of the drawing, gradients follow the shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kit.base.geometry import IDENTITY, Box, Matrix
from kit.drawing.svg.normal.patterns import chain_of
from kit.drawing.svg.source.numbers import numbers
from kit.drawing.svg.source.references import href_target, url_target
from kit.drawing.svg.source.transforms import read_transform, write_transform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element


_STROKE = ("stroke-width", "stroke-dasharray", "stroke-dashoffset")
_TRANSFORM = {
    "linearGradient": "gradientTransform",
    "radialGradient": "gradientTransform",
    "pattern": "patternTransform",
}
_UNITS = {"linearGradient": "gradientUnits", "radialGradient": "gradientUnits", "pattern": "patternUnits"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a shape was stretched: `here` maps its own coordinates to the drawing, where it covered `before`.

    On the artboard it covers `after`, where a px of the drawing is `scale` px.
    """

    here: Matrix
    before: Box
    after: Box
    scale: float

    @property
    def factor(self) -> float:
        """How many px of the artboard one px of the shape's own coordinates is, unstretched."""
        return self.here.scale * self.scale

    @property
    def following(self) -> Matrix:
        """The map from the shape's own coordinates to the artboard that stretches like the shape."""
        a = self.after.width / (self.before.width or 1)
        d = self.after.height / (self.before.height or 1)
        return self._from_corner(a, d)

    @property
    def unstretched(self) -> Matrix:
        """The map that keeps the scale of the drawing; the upper left corner moves with the shape's."""
        return self._from_corner(self.scale, self.scale)

    def _from_corner(self, across: float, down: float) -> Matrix:
        """Return the map that scales by two factors and moves the shape's upper left corner to its place."""
        x, y = self.after.x0 - across * self.before.x0, self.after.y0 - down * self.before.y0
        return Matrix(across, 0, 0, down, x, y) @ self.here


def scaled_stroke(paint: Mapping[str, str], factor: float) -> dict[str, str]:
    """Return the lengths of a shape's stroke, in px of the artboard, now that its transform is removed."""
    if paint.get("stroke", "none") == "none":
        return {}
    written = {"stroke-width": "1", **{key: paint[key] for key in _STROKE if key in paint}}
    lengths = {key: numbers(value) for key, value in written.items()}
    return {key: " ".join(f"{value * factor:.4g}" for value in values) for key, values in lengths.items() if values}


class PaintMap(Protocol):
    """How the paint of a shape moves with it: the maps from its own coordinates to those of its copy."""

    @property
    def following(self) -> Matrix:
        """The map for paint that follows the shape, such as gradients."""

    @property
    def unstretched(self) -> Matrix:
        """The map for paint that keeps its scale, such as patterns."""


class PaintServers:
    """The gradients and patterns of a drawing, by id; makes numbered copies, one for each shape."""

    def __init__(self, root: Element, copied: str = "") -> None:
        """Set the root of a drawing, and the prefix of the number in the ids of copies."""
        self._servers = root.by_id(_UNITS)
        self._copied = copied
        self._copies = 0

    def copies(self, paint: Mapping[str, str], stretch: PaintMap) -> dict[str, Element]:
        """Return copies, by property, of the paint servers in user space that a stretched shape uses.

        Patterns keep the scale of the drawing, gradients follow the shape; those in units of the shape's bounding box
        need no copy (https://www.w3.org/TR/SVG11/pservers.html).
        """
        by_property: dict[str, Element] = {}
        for key in ("fill", "stroke"):
            server = self._servers.get(url_target(paint.get(key, "")) or "")
            if server is None or self._inherited(server, _UNITS[server.tag]) != "userSpaceOnUse":
                continue
            self._copies += 1
            name = _TRANSFORM[server.tag]
            own = read_transform(self._inherited(server, name)) or IDENTITY
            matrix = (stretch.unstretched if server.tag == "pattern" else stretch.following) @ own
            id_ = f"{server.attributes['id']}-{self._copied}{self._copies}"
            by_property[key] = server.with_attributes({**server.attributes, "id": id_, name: write_transform(matrix)})
        return by_property

    def holds_picture(self, fill: str) -> bool:
        """Return whether a fill is a pattern as large as the shape that shows an image, which would be distorted."""
        server = self._servers.get(url_target(fill) or "")
        if server is None or server.tag != "pattern" or self._inherited(server, "patternUnits") == "userSpaceOnUse":
            return False
        chain = chain_of(server, self._servers)
        return any(_shows_image(child) for one in chain for child in one.children)

    def _inherited(self, server: Element, name: str) -> str:
        """Return an attribute of a server or, if it has none, of the one that it refers to."""
        seen: set[str] = set()
        while name not in server.attributes:
            above = href_target(server.attributes.get("href", "")) or ""
            if above in seen or above not in self._servers:
                return ""
            seen.add(above)
            server = self._servers[above]
        return server.attributes[name]


def _shows_image(element: Element) -> bool:
    """Return whether an element is an image or a clone, or contains one."""
    return element.tag in {"image", "use"} or any(map(_shows_image, element.children))
