"""Let what cuts words begin where a blind ends: the light below it gets less by the day, and what it shows with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.geometry import Box
from kit.layout.inherited import transform_of
from kit.model.artwork import PlacedChart, PlacedWords
from kit.model.layout import Clip
from kit.svg.outlines import moved_steps, points_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.geometry import Point
    from kit.model.artwork import Placed
    from kit.model.layout import Element

#: How high what cuts words is at least, in px: where a blind is shut it is below the words.
_LEAST = 10.0
#: The attributes that place a rectangle.
_PLACE = frozenset(("x", "y", "width", "height", "transform"))


def below_blind(root: Element, placed: Iterable[Placed]) -> Element:
    """Return a laid out tree in which each clip that asks for it begins at the foot of the blind, if there is one."""
    items = {item.slot.name: item for item in placed}
    foot = next((item.foot for item in items.values() if isinstance(item, PlacedChart)), None)
    words = {name: item.ink for name, item in items.items() if isinstance(item, PlacedWords) and item.ink}
    return _moved(root, foot, words) if foot else root


def _moved(element: Element, foot: tuple[Point, Point], boxes: Mapping[str, Box]) -> Element:
    """Return a tree with every clip of a blind moved to where its foot, which is uneven, is at the words' middle."""
    clip = element.follows
    if not (isinstance(clip, Clip) and clip.blind and clip.slot in boxes):
        return element.with_(element.attributes, tuple(_moved(child, foot, boxes) for child in element.children))
    drawn = Box.around(points_of(moved_steps(steps_of(element.tag, element.attributes), transform_of(element))))
    (left, right), middle = foot, boxes[clip.slot].center.x
    top = left.y + (right.y - left.y) * (middle - left.x) / (right.x - left.x)
    box = Box(drawn.x0, top, drawn.x1, max(drawn.y1, top + _LEAST))
    place = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height}
    others = {key: value for key, value in element.attributes.items() if key not in _PLACE}
    return element.with_({**others, **{key: f"{value:.3f}" for key, value in place.items()}})
