"""Give a shape another place and extent: outlines follow, strokes and radii grow by one factor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.layout.paint import scaled_stroke
from kit.layout.stretch import GEOMETRY
from kit.model.layout import Element
from kit.svg.numbers import number
from kit.svg.outlines import moved_steps, steps_of, written_steps
from kit.svg.references import url_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.layout.paint import PaintServers, Stretch

_ROUND = frozenset(("circle", "ellipse"))
#: How far a map may turn or skew what stays upright.
_UPRIGHT = 1e-4


def reshaped(element: Element, paint: Mapping[str, str], stretch: Stretch, servers: PaintServers) -> Element:
    """Return a shape as `stretch` takes it to the artboard, in a group with the paint servers it needs.

    It has no id, as there may be several of it. `paint` are its properties with those that it inherits. Gradients go
    with the shape, patterns keep their scale.
    """
    copies = servers.copies(paint, stretch)
    attributes = {
        **{key: value for key, value in element.attributes.items() if key not in GEOMETRY | {"id"}},
        **scaled_stroke(paint, stretch.factor),
        **{key: url_of(server.attributes["id"]) for key, server in copies.items()},
    }
    tag, outline = _outline(element, stretch)
    shape = replace(element, tag=tag, attributes={**attributes, **outline}, children=(), follows=None)
    return Element("g", {}, (*copies.values(), shape), "", element.line) if copies else shape


def _outline(element: Element, stretch: Stretch) -> tuple[str, dict[str, str]]:
    """Return the tag and the geometry of a shape: a rectangle or an ellipse while it is upright, else a path."""
    upright = abs(stretch.here.b) + abs(stretch.here.c) <= _UPRIGHT
    if element.tag == "rect" and upright:
        radii = {key: number(element.attributes[key]) for key in ("rx", "ry") if key in element.attributes}
        x, y, width, height = stretch.after.x0, stretch.after.y0, stretch.after.width, stretch.after.height
        box = {"x": x, "y": y, "width": width, "height": height}
        scaled = {key: radius * stretch.factor for key, radius in radii.items()}
        return "rect", {key: f"{value:.3f}" for key, value in {**box, **scaled}.items()}
    if element.tag in _ROUND and upright:
        (x, y), width, height = stretch.after.center, stretch.after.width, stretch.after.height
        values = {"cx": x, "cy": y, "rx": width / 2, "ry": height / 2}
        return "ellipse", {key: f"{value:.3f}" for key, value in values.items()}
    return "path", {"d": written_steps(moved_steps(steps_of(element.tag, element.attributes), stretch.following))}
