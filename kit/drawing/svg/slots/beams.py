"""Find the corners of a beam that stay where they are drawn: the two farthest from the shape that it reaches."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.base.geometry import IDENTITY, Matrix
from kit.drawing.svg.shapes.element_shapes import corners
from kit.drawing.svg.shapes.outlines import box_on
from kit.drawing.svg.source.transforms import read_transform
from kit.model.layout import Beam, Hug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.base.geometry import Point
    from kit.model.layout import Element


#: The number of corners of a beam.
CORNERS = 4
_STRAIGHT = "draw it with four straight sides: two corners at its source, two at the shape that it reaches"


def beam_faults(root: Element) -> Iterator[tuple[Element, Fault]]:
    """Yield the beams of a drawing that can't be aimed, and their faults without their place."""
    hugs = {element.follows.slot for element, _ in _followers(root) if isinstance(element.follows, Hug)}
    for element, _ in _followers(root):
        beam = element.follows
        if isinstance(beam, Beam) and len(corners(element.tag, element.attributes) or ()) != CORNERS:
            message = f"'beam-{beam.slot}' does not have four straight sides"
            yield element, Fault(message, remedy=_STRAIGHT, code="beam-not-four-cornered")
        elif isinstance(beam, Beam) and beam.slot not in hugs:
            message = f"'beam-{beam.slot}' reaches no shape"
            remedy = f"draw the shape that it reaches around the words, and name it 'hug-{beam.slot}'"
            yield element, Fault(message, remedy=remedy, code="beam-without-hug")


def aim_beams(root: Element) -> Element:
    """Return a drawing without beam faults in which each beam has its source: the corners that stay in place."""
    reached: dict[str, Point] = {}
    followers = list(_followers(root))
    if not any(isinstance(element.follows, Beam) for element, _ in followers):
        return root
    for element, here in followers:
        if isinstance(element.follows, Hug) and (box := box_on(element, here)):
            reached.setdefault(element.follows.slot, box.center)
    return _aimed(root, IDENTITY, reached)


def _aimed(element: Element, above: Matrix, reached: Mapping[str, Point]) -> Element:
    """Return an element in which each beam has its source; `above` maps its parent to the drawing."""
    here, beam = above @ _transform_of(element), element.follows
    if isinstance(beam, Beam) and beam.slot in reached:
        drawn = [here.apply(point) for point in corners(element.tag, element.attributes) or ()]
        return replace(element, follows=replace(beam, source=_farthest_side(drawn, reached[beam.slot])))
    return element.with_attributes(
        element.attributes, tuple(_aimed(child, here, reached) for child in element.children)
    )


def _farthest_side(drawn: Sequence[Point], point: Point) -> int:
    """Return the first corner of the side whose ends together are the farthest from a point."""
    far = [math.dist(corner, point) for corner in drawn]
    distances = [one + other for one, other in pairwise((*far, far[0]))]
    return distances.index(max(distances))


def _followers(element: Element, above: Matrix = IDENTITY) -> Iterator[tuple[Element, Matrix]]:
    """Yield the elements in an element that follow words, each with its map to the drawing."""
    here = above @ _transform_of(element) if "transform" in element.attributes else above
    if element.follows:
        yield element, here
    for child in element.children:
        yield from _followers(child, here)


def _transform_of(element: Element) -> Matrix:
    return read_transform(element.attributes.get("transform", "")) or IDENTITY
