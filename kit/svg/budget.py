"""What a drawing asks of the painter: its elements, counted as often as references paint them, within a budget.

Every chain of references (clones, symbols, gradients, patterns, clip paths) ends, and no pattern is painted with
another. A step of the budget is about what one plain shape costs, some 50 µs; a drawing at the limit takes 1 to 5 s.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.errors import DrawingError
from kit.svg.embedded import pixels
from kit.svg.numbers import number, numbers
from kit.svg.path_data import path_steps
from kit.svg.references import href_target, url_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element
    from kit.svg.parse import SourceFile

MOST_STEPS = 10_000
#: How deep elements may stand in each other once every reference is followed.
MOST_DEPTH = 100
#: Steps: of a paint by gradient or pattern, of a group with its own opacity, of a clip, of a `<use>`.
_OF_SERVER, _OF_GROUP, _OF_CLIP, _OF_USE = 30, 30, 5, 5
#: How much path data, and how many pixels of an embedded picture, cost one step.
_CHARACTERS, _PIXELS = 300, 20_000
#: The most sides of a pattern's tile, in px.
_TILE = 4000
_SIMPLER = "unlink what is used many times, or flatten the background into an embedded picture"
#: Properties that reach the shapes in a group and decide what painting them costs.
_INHERITED = ("fill", "stroke", "stroke-dasharray")


def check_budget(root: Element, file: SourceFile) -> None:
    """Raise DrawingError when painting a drawing would never end, or take more than its budget."""
    _Scale(root, file).weigh(root, {}, ())


class _Scale:
    """Weighs the elements of one drawing; what is painted alike is weighed once."""

    def __init__(self, root: Element, file: SourceFile) -> None:
        self.file = file
        self.targets = _by_id(root)
        self.known: dict[tuple[int, tuple[str, ...]], tuple[int, int]] = {}

    def weigh(self, element: Element, above: Mapping[str, str], inside: tuple[Element, ...]) -> tuple[int, int]:
        """Return how many steps an element takes and how deep it is; `inside` are those that it is painted in."""
        paint = _paint(element, above)
        key = (id(element), tuple(paint.values()))
        if key in self.known:
            return self.known[key]
        if len(inside) >= MOST_DEPTH:
            self._refuse(element, f"stands in more than {MOST_DEPTH} others, with what is used", "unlink the clones")
        held = (*inside, element)
        parts = [self.weigh(child, paint, held) for child in element.children]
        for target, around in self._references(element, paint):
            self._check(element, target, held)
            parts.append(self.weigh(target, paint if element.tag == "use" else around, held))
        steps = _own_steps(element, paint) + sum(part[0] for part in parts)
        depth = 1 + max((part[1] for part in parts), default=0)
        if steps > MOST_STEPS:
            self._refuse(element, f"takes {steps:,} steps to paint; at most {MOST_STEPS:,} are taken", _SIMPLER)
        if depth > MOST_DEPTH:
            self._refuse(element, f"holds more than {MOST_DEPTH} levels, with what is used", "unlink the clones")
        self.known[key] = steps, depth
        return steps, depth

    def _references(self, element: Element, paint: Mapping[str, str]) -> list[tuple[Element, dict[str, str]]]:
        """Return what the painter draws, or draws with, for the sake of an element, and what reaches it there."""
        written = [paint["fill"], paint["stroke"]] if _is_shape(element) else []
        ids = [url_target(value) for value in (*written, element.attributes.get("clip-path", ""))]
        ids.append(href_target(element.attributes.get("href", "")))
        return [target for id_ in ids if id_ for target in self.targets.get(id_, ())]

    def _check(self, element: Element, target: Element, held: tuple[Element, ...]) -> None:
        """Raise DrawingError for a reference that never ends, or that the painter takes too long over."""
        if any(one is target for one in held):
            remedy = "unlink the clone in the editor"
            self._refuse(element, f"points to '{target.attributes['id'][:60]}', which holds itself", remedy)
        if target.tag != "pattern":
            return
        if any(one.tag == "pattern" for one in held) and element.tag != "pattern":
            self._refuse(element, "is a pattern's, and painted with a pattern", "flatten the pattern in the editor")
        sides = [number(target.attributes.get(side)) for side in ("width", "height")]
        if max(sides) > _TILE:
            self._refuse(target, f"has a tile of {sides[0]:g} x {sides[1]:g} px", f"at most {_TILE} px are painted")

    def _refuse(self, element: Element, message: str, remedy: str) -> None:
        raise DrawingError(self.file.fault(f"<{element.tag}> {message}", element.line, remedy))


def _paint(element: Element, above: Mapping[str, str]) -> dict[str, str]:
    """Return the paint of an element: its own, else what reaches it from above."""
    own = {key: element.attributes.get(key, "inherit") for key in _INHERITED}
    return {key: above.get(key, "") if value == "inherit" else value for key, value in own.items()}


def _by_id(root: Element) -> dict[str, list[tuple[Element, dict[str, str]]]]:
    """Return the elements with an id and the paint that reaches each; of several with one id any may be painted."""
    found: dict[str, list[tuple[Element, dict[str, str]]]] = defaultdict(list)
    waiting: list[tuple[Element, dict[str, str]]] = [(root, {})]
    while waiting:
        element, above = waiting.pop()
        waiting += [(child, _paint(element, above)) for child in element.children]
        if "id" in element.attributes:
            found[element.attributes["id"]].append((element, above))
    return found


def _is_shape(element: Element) -> bool:
    return element.tag in {"rect", "circle", "ellipse", "line", "polyline", "polygon", "path"}


def _own_steps(element: Element, paint: Mapping[str, str]) -> int:
    """Return what an element takes by itself, without what it holds or refers to."""
    own = element.attributes
    steps = 1 + sum(len(own.get(key, "")) for key in ("d", "points")) // _CHARACTERS
    steps += _OF_CLIP if "clip-path" in own else 0
    steps += _OF_GROUP if element.children and number(own.get("opacity"), 1.0) < 1 else 0
    steps += pixels(own.get("href", "")) // _PIXELS if element.tag == "image" else 0
    steps += _OF_USE if element.tag == "use" else 0
    if _is_shape(element):
        steps += _OF_SERVER * sum(url_target(paint[key]) is not None for key in ("fill", "stroke"))
        steps += _dashes(element, paint)
    return steps


def _dashes(element: Element, paint: Mapping[str, str]) -> int:
    """Return into how many dashes the outline of a shape is cut, at most."""
    gaps = numbers(paint["stroke-dasharray"])
    if not sum(gaps) or paint["stroke"] in {"", "none"}:
        return 0
    return min(int(_length(element) / sum(gaps) * len(gaps)), 10 * MOST_STEPS)


def _length(element: Element) -> float:
    """Return how long an outline is, at most, in px of its own coordinates."""
    own = element.attributes
    if element.tag in {"circle", "ellipse"}:
        return 2 * math.pi * max(number(own.get(key)) for key in ("r", "rx", "ry"))
    if element.tag == "rect":
        return 2 * (number(own.get("width")) + number(own.get("height")))
    if element.tag == "line":
        x1, y1, x2, y2 = (number(own.get(key)) for key in ("x1", "y1", "x2", "y2"))
        return math.hypot(x2 - x1, y2 - y1)
    steps = path_steps(own.get("d", "")) if element.tag == "path" else []
    # The line along the control points of a curve is no shorter than the curve.
    points = [p for _, args in steps for p in args if p] or _pairs(numbers(own.get("points", "")))
    return sum(math.dist(one, other) for one, other in pairwise([*points, *points[:1]]))


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(zip(values[::2], values[1::2], strict=False))
