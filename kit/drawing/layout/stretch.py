"""Stretch and move the shapes of a drawing by their corners; shapes without corners can't stretch.

Strokes, radii and patterns keep the scale of the drawing, gradients follow the shape.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.geometry import Box
from kit.drawing.layout.stretched_paint import Stretch, scaled_stroke
from kit.drawing.svg.shapes.element_shapes import corners, is_open
from kit.drawing.svg.shapes.outlines import drawn_steps, element_steps, moved_steps
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import url_of
from kit.model.layout import Element, Hug, Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.base.geometry import Matrix, Point
    from kit.base.path_steps import PathSteps
    from kit.drawing.layout.inherited import Inherited
    from kit.drawing.layout.pins import PinnedMap
    from kit.drawing.layout.stretched_paint import PaintServers
    from kit.model.slot import Slot


#: A property in the own coordinates of its element, which is therefore laid out as one piece.
CLIP = "clip-path"
#: Attributes for the place and the form of a shape.
GEOMETRY = frozenset((
    "transform", "x", "y", "width", "height", "d", "points", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
))  # fmt: skip
#: How far a matrix may turn or skew a shape that counts as upright.
_UPRIGHT = 1e-6


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
    own, here = inherited.inside(element), inherited.map_of(element)
    before = [here.apply(point) for point in corners(element.tag, element.attributes) or ()]
    after = [pinned.apply(point, in_live=False) for point in before]
    stretch = Stretch(here, Box.around(before), Box.around(after), pinned.fitting.scale)
    copies = servers.copies(own.properties, stretch)
    attributes = {
        **{key: value for key, value in element.attributes.items() if key not in GEOMETRY},
        **scaled_stroke(own.properties, stretch.factor),
        **{key: url_of(server.attributes["id"]) for key, server in copies.items()},
    }
    tag, outline = _outline(element, after, stretch)
    shape = replace(element, tag=tag, attributes={**attributes, **outline}, children=())
    return Element("g", {}, (*copies.values(), shape), "", element.line) if copies else shape


def stretching_points(element: Element, inherited: Inherited, slots: Mapping[str, Slot]) -> Iterator[Point]:
    """Yield the corners of everything in an element that will stretch, in px of the drawing."""
    if element.tag == "slot":
        yield from slots[element.name].bounds.corners
        return
    if isinstance(element.follows, Hug | Sample):
        return
    own = inherited.inside(element)
    yield from map(own.to_drawing.apply, corners(element.tag, element.attributes) or ())
    for child in element.children:
        yield from stretching_points(child, own, slots)


def _outline(element: Element, after: Sequence[Point], stretch: Stretch) -> tuple[str, dict[str, str]]:
    """Return the tag and the geometry of a shape whose corners have moved: a rectangle only if it is still upright."""
    if element.tag == "rect" and not _is_turned(element, stretch.here):
        radii = {key: number(element.attributes[key]) for key in ("rx", "ry") if key in element.attributes}
        x, y, width, height = stretch.after.x0, stretch.after.y0, stretch.after.width, stretch.after.height
        box = {"x": f"{x:.3f}", "y": f"{y:.3f}", "width": f"{width:.3f}", "height": f"{height:.3f}"}
        return "rect", {**box, **{key: f"{radius * stretch.factor:.4g}" for key, radius in radii.items()}}
    points = " ".join(f"{x:.3f},{y:.3f}" for x, y in after)
    return "polyline" if is_open(element.tag, element.attributes) else "polygon", {"points": points}


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
    copies = servers.copies(paint, stretch)
    attributes = {
        **{key: value for key, value in element.attributes.items() if key not in GEOMETRY | {"id"}},
        **scaled_stroke(paint, stretch.factor),
        **{key: url_of(server.attributes["id"]) for key, server in copies.items()},
    }
    tag, outline, steps = _moved_outline(element, stretch)
    attributes.update(outline)
    shape = replace(element, tag=tag, attributes=attributes, children=(), follows=None, steps=steps)
    return Element("g", {}, (*copies.values(), shape), "", element.line) if copies else shape


def _moved_outline(element: Element, stretch: Stretch) -> tuple[str, dict[str, str], PathSteps | None]:
    """Return the tag and the geometry of a shape: a rectangle or an ellipse if upright, or else the steps of a path."""
    upright = abs(stretch.here.b) + abs(stretch.here.c) <= _NEARLY_UPRIGHT
    if element.tag == "rect" and upright:
        radii = {key: number(element.attributes[key]) for key in ("rx", "ry") if key in element.attributes}
        x, y, width, height = stretch.after.x0, stretch.after.y0, stretch.after.width, stretch.after.height
        box = {"x": x, "y": y, "width": width, "height": height}
        scaled = {key: radius * stretch.factor for key, radius in radii.items()}
        return "rect", {key: f"{value:.3f}" for key, value in {**box, **scaled}.items()}, None
    if element.tag in _ROUND and upright:
        (x, y), width, height = stretch.after.center, stretch.after.width, stretch.after.height
        values = {"cx": x, "cy": y, "rx": width / 2, "ry": height / 2}
        return "ellipse", {key: f"{value:.3f}" for key, value in values.items()}, None
    return "path", {}, drawn_steps(moved_steps(element_steps(element), stretch.following))
