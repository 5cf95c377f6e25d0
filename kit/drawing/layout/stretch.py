"""Stretch and move the shapes of a drawing by their corners; shapes without corners can't stretch.

Strokes, radii and patterns keep the scale of the drawing, gradients follow the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kit.base.geometry import IDENTITY, Box, Matrix, Point
from kit.base.path_steps import PathSteps
from kit.drawing.layout.pins import Inherited, PinnedMap
from kit.drawing.svg.normal.patterns import chain_of
from kit.drawing.svg.outlines import corners, drawn_steps, element_steps, is_open, moved_steps
from kit.drawing.svg.source.numbers import number, numbers
from kit.drawing.svg.source.references import href_target, url_of, url_target
from kit.drawing.svg.source.values import read_transform, write_transform
from kit.model.layout import Element, Hug, Sample
from kit.model.slot import Slot
from kit.model.tree import box_attributes

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
    def maps(self) -> tuple[Matrix, Matrix]:
        """The maps from the shape's own coordinates to the artboard for paint: one that stretches, one that does not.

        Where paint keeps the scale of the drawing, its upper left corner moves with the shape's.
        """
        return self.following, self._from_corner(self.scale, self.scale)

    @property
    def following(self) -> Matrix:
        """The map from the shape's own coordinates to the artboard that stretches like the shape."""
        a = self.after.width / (self.before.width or 1)
        d = self.after.height / (self.before.height or 1)
        return self._from_corner(a, d)

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


class PaintServers:
    """The gradients and patterns of a drawing, by id; makes numbered copies, one for each shape."""

    def __init__(self, root: Element, copied: str = "") -> None:
        """Set the root of a drawing, and the prefix of the number in the ids of copies."""
        self._servers = root.by_id(_UNITS)
        self._copied = copied
        self._copies = 0

    def painted(
        self, shape: Element, paint: Mapping[str, str], maps: tuple[Matrix, Matrix], outline: Mapping[str, str]
    ) -> Element:
        """Return a shape with an outline, in a group with copies of the paint servers in user space that it uses.

        `paint` has its properties, including inherited ones. `maps` lead from its old coordinates to those of the copy:
        for gradients, which follow the shape, and for patterns, which keep the scale of the drawing. Those in units of
        the shape's bounding box need no copy (https://www.w3.org/TR/SVG11/pservers.html).
        """
        copies: dict[str, Element] = {}
        following, scaled = maps
        for key in ("fill", "stroke"):
            server = self._servers.get(url_target(paint.get(key, "")) or "")
            if server is None or self._inherited(server, _UNITS[server.tag]) != "userSpaceOnUse":
                continue
            self._copies += 1
            name = _TRANSFORM[server.tag]
            drawn = read_transform(self._inherited(server, name)) or IDENTITY
            matrix = (scaled if server.tag == "pattern" else following) @ drawn
            id_ = f"{server.attributes['id']}-{self._copied}{self._copies}"
            copies[key] = server.with_attributes({**server.attributes, "id": id_, name: write_transform(matrix)})
        used = {key: url_of(server.attributes["id"]) for key, server in copies.items()}
        painted = shape.with_attributes({**shape.attributes, **used, **outline})
        return Element("g", {}, (*copies.values(), painted), "", shape.line) if copies else painted

    def holds_picture(self, fill: str) -> bool:
        """Return whether a fill is a pattern as large as the shape that shows an image, which would be distorted."""
        server = self._servers.get(url_target(fill) or "")
        if server is None or server.tag != "pattern" or self._inherited(server, "patternUnits") == "userSpaceOnUse":
            return False
        chain = chain_of(server, self._servers)
        return any(_shows_image(child) for pattern in chain for child in pattern.children)

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


#: A property in the own coordinates of its element, which is therefore laid out as one piece.
CLIP = "clip-path"
#: Attributes for the place and the form of a shape.
GEOMETRY = frozenset((
    "transform", "x", "y", "width", "height", "d", "points", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
))  # fmt: skip
#: How far a matrix may turn or skew a shape that counts as upright.
_UPRIGHT = 1e-6


def is_open_group(element: Element) -> bool:
    """Return whether what is in a group is placed piece by piece, as no clip and no effect is in px of the group."""
    is_shaped = element.effect is not None and bool(element.effect.filter or element.effect.mask)
    return element.tag == "g" and CLIP not in element.attributes and not is_shaped


def stretch_problem(element: Element, here: Matrix) -> str:
    """Return why a shape can't stretch, or ''; `here` maps its own coordinates to the drawing."""
    if element.effect:
        return "what has a filter or a mask can't stretch"
    what = "" if corners(element.tag, element.attributes) else f"<{element.tag}>"
    if not what and _is_turned(element, here) and {"rx", "ry"} & element.attributes.keys():
        what = "a turned rectangle with round corners"
    if what:
        return f"{what} can't stretch; only rectangles and straight-sided polygons can"
    return "a clipped shape can't stretch" if CLIP in element.attributes else ""


def stretched(element: Element, inherited: Inherited, pinned: PinnedMap, servers: PaintServers) -> Element:
    """Return a shape without a `stretch_problem` on the artboard, in a group with the paint servers it needs.

    Its children are left out: browsers don't paint elements inside a shape.
    """
    inside, here = inherited.inside(element), inherited.map_of(element)
    before = [here.apply(point) for point in corners(element.tag, element.attributes) or ()]
    after = [pinned.apply(point, in_live=False) for point in before]
    stretch = Stretch(here, Box.around(before), Box.around(after), pinned.fitting.scale)
    kept = {key: value for key, value in element.attributes.items() if key not in GEOMETRY}
    tag, outline = _outline(element, after, stretch)
    attributes = {**kept, **scaled_stroke(inside.properties, stretch.factor)}
    shape = replace(element, tag=tag, attributes=attributes, children=())
    return servers.painted(shape, inside.properties, stretch.maps, outline)


def stretching_points(element: Element, inherited: Inherited, slots: Mapping[str, Slot]) -> Iterator[Point]:
    """Yield the corners of everything in an element that will stretch, in px of the drawing."""
    if element.tag == "slot":
        yield from slots[element.name].bounds.corners
        return
    if isinstance(element.follows, Hug | Sample):
        return
    inside = inherited.inside(element)
    yield from map(inside.to_drawing.apply, corners(element.tag, element.attributes) or ())
    for child in element.children:
        yield from stretching_points(child, inside, slots)


def _outline(element: Element, after: Sequence[Point], stretch: Stretch) -> tuple[str, dict[str, str]]:
    """Return the tag and the geometry of a shape whose corners have moved: a rectangle only if it is still upright."""
    if element.tag == "rect" and not _is_turned(element, stretch.here):
        return "rect", {**box_attributes(stretch.after), **_radii(element, stretch, "{:.4g}".format)}
    points = " ".join(f"{x:.3f},{y:.3f}" for x, y in after)
    return "polyline" if is_open(element.tag, element.attributes) else "polygon", {"points": points}


def _radii(element: Element, stretch: Stretch, write: Callable[[float], str]) -> dict[str, str]:
    """Return the radii of the corners of a rectangle, in px of the artboard."""
    written = {key: element.attributes[key] for key in ("rx", "ry") if key in element.attributes}
    return {key: write(number(radius) * stretch.factor) for key, radius in written.items()}


def _is_turned(element: Element, here: Matrix) -> bool:
    """Return whether an element is a rectangle that isn't upright in the drawing."""
    return element.tag == "rect" and abs(here.b) + abs(here.c) >= _UPRIGHT


_ROUND = frozenset(("circle", "ellipse"))
#: How far a map may turn or skew a shape that stays upright.
_NEARLY_UPRIGHT = 1e-4


def reshaped(element: Element, paint: Mapping[str, str], stretch: Stretch, servers: PaintServers) -> Element:
    """Return a shape mapped to the artboard by `stretch`, in a group with the paint servers it needs.

    It has no id, because there may be several copies. `paint` has its properties, including inherited ones. Gradients
    follow the shape, patterns keep their scale.
    """
    kept = {key: value for key, value in element.attributes.items() if key not in GEOMETRY | {"id"}}
    tag, outline, steps = _moved_outline(element, stretch)
    attributes = {**kept, **scaled_stroke(paint, stretch.factor)}
    shape = replace(element, tag=tag, attributes=attributes, children=(), follows=None, steps=steps)
    return servers.painted(shape, paint, stretch.maps, outline)


def _moved_outline(element: Element, stretch: Stretch) -> tuple[str, dict[str, str], PathSteps | None]:
    """Return the tag and the geometry of a shape: a rectangle or an ellipse if upright, or else the steps of a path."""
    upright = abs(stretch.here.b) + abs(stretch.here.c) <= _NEARLY_UPRIGHT
    if element.tag == "rect" and upright:
        return "rect", {**box_attributes(stretch.after), **_radii(element, stretch, "{:.3f}".format)}, None
    if element.tag in _ROUND and upright:
        (x, y), width, height = stretch.after.center, stretch.after.width, stretch.after.height
        values = {"cx": x, "cy": y, "rx": width / 2, "ry": height / 2}
        return "ellipse", {key: f"{value:.3f}" for key, value in values.items()}, None
    return "path", {}, drawn_steps(moved_steps(element_steps(element), stretch.following))
