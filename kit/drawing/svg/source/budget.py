"""The cost of painting a drawing: its elements, counted as often as references paint them, within a budget.

Every chain of references (clones, symbols, gradients, patterns, clip paths) ends, and no pattern is painted with
another. A drawing at the limit takes 1 to 5 s.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from kit.base.errors import DrawingError
from kit.drawing.svg.outlines import SHAPES
from kit.drawing.svg.source.embedded_images import size_of
from kit.drawing.svg.source.numbers import number, numbers
from kit.drawing.svg.source.references import href_target, url_target
from kit.drawing.svg.source.svg_colours import is_faded_as_one, paint_of
from kit.drawing.svg.source.values import fault_of, path_steps, quoted
from kit.drawing.svg.source.xml import SourceFile
from kit.model.layout import Element

MOST_STEPS = 10_000
#: How deep elements may be nested once every reference is followed.
MOST_DEPTH = 100
#: The longest allowed side of a pattern's tile, in px.
_TILE = 4000
_SIMPLER = "unlink what is used many times, or flatten the background into an embedded picture"


class Cost(NamedTuple):
    """The cost of an element with everything that it contains and refers to: steps, and the depth of its nesting."""

    steps: int
    depth: int


def check_budget(root: Element, file: SourceFile) -> None:
    """Raise DrawingError if painting a drawing would never end, or exceed its budget."""
    _CostCounter(root, file).cost(root, {}, ())


class _CostCounter:
    """Counts the costs of one drawing's elements; those that are painted alike are counted once."""

    def __init__(self, root: Element, file: SourceFile) -> None:
        self._file = file
        self._targets = _by_id(root)
        self._costs: dict[tuple[int, tuple[str, ...]], Cost] = {}

    def cost(self, element: Element, above: Mapping[str, str], inside: tuple[Element, ...]) -> Cost:
        """Return the cost of an element; `above` is the paint that it inherits, `inside` are the elements around it."""
        paint = paint_of(element, above)
        key = (id(element), tuple(paint.values()))
        if key not in self._costs:
            if len(inside) >= MOST_DEPTH:
                message = f"is inside more than {MOST_DEPTH} others, counting clones"
                self._refuse(element, message, "unlink the clones", code="drawing-too-complex")
            self._costs[key] = self._total(element, paint, (*inside, element))
        return self._costs[key]

    def _total(self, element: Element, paint: Mapping[str, str], inside: tuple[Element, ...]) -> Cost:
        """Return the cost of an element, the last of `inside`, from its own steps and those of its parts."""
        parts = [self.cost(child, paint, inside) for child in element.children]
        for target, around in self._references(element, paint):
            self._check(element, target, inside)
            parts.append(self.cost(target, paint if element.tag == "use" else around, inside))
        steps = own_steps(element, paint) + sum(part.steps for part in parts)
        depth = 1 + max((part.depth for part in parts), default=0)
        if steps > MOST_STEPS:
            message = f"takes {steps:,} steps to paint; at most {MOST_STEPS:,} are allowed"
            self._refuse(element, message, _SIMPLER, code="drawing-too-complex")
        if depth > MOST_DEPTH:
            message = f"contains more than {MOST_DEPTH} levels, counting what it uses"
            self._refuse(element, message, "unlink the clones", code="nested-too-deep")
        return Cost(steps, depth)

    def _references(self, element: Element, paint: Mapping[str, str]) -> list[tuple[Element, dict[str, str]]]:
        """Return the elements that the painter draws, or draws with, for an element, each with its inherited paint."""
        written = [paint["fill"], paint["stroke"]] if element.tag in SHAPES else []
        ids = [url_target(value) for value in (*written, element.attributes.get("clip-path", ""))]
        ids.append(href_target(element.attributes.get("href", "")))
        self._require(element, ids if element.tag == "use" else ids[: len(written)])
        ids += [element.effect.filter, element.effect.mask] if element.effect else []
        return [target for id_ in ids if id_ for target in self._targets.get(id_, ())]

    def _require(self, element: Element, ids: Iterable[str | None]) -> None:
        """Raise DrawingError if a paint or a clone points to a missing element, as nothing would be painted."""
        for id_ in ids:
            if id_ and id_ not in self._targets:
                remedy = "choose its colour again, or delete the clone"
                message = f"points to '{quoted(id_)}', which is hidden or not in the drawing"
                self._refuse(element, message, remedy, code="dangling-reference")

    def _check(self, element: Element, target: Element, inside: tuple[Element, ...]) -> None:
        """Raise DrawingError for a reference that never ends, or that would take the painter too long."""
        if any(outer is target for outer in inside):
            message = f"points to '{target.attributes['id'][:60]}', which contains itself"
            self._refuse(element, message, "unlink the clone in the editor", code="reference-loop")
        if target.tag != "pattern":
            return
        if any(outer.tag == "pattern" for outer in inside) and element.tag != "pattern":
            message, remedy = "is in a pattern, and painted with a pattern", "flatten the pattern in the editor"
            self._refuse(element, message, remedy, code="pattern-in-pattern")
        lengths = [number(target.attributes.get(side)) for side in ("width", "height")]
        if max(lengths) > _TILE:
            message = f"has a tile of {lengths[0]:g} x {lengths[1]:g} px"
            self._refuse(target, message, f"at most {_TILE} px are painted", code="pattern-too-large")

    def _refuse(self, element: Element, message: str, remedy: str, *, code: str) -> None:
        raise DrawingError(self._file.located(fault_of(element, message, remedy, code=code), element.line))


def _by_id(root: Element) -> dict[str, list[tuple[Element, dict[str, str]]]]:
    """Return the elements with each id and their inherited paint; of several with one id any may be painted."""
    by_id: dict[str, list[tuple[Element, dict[str, str]]]] = defaultdict(list)
    waiting: list[tuple[Element, dict[str, str]]] = [(root, {})]
    while waiting:
        element, above = waiting.pop()
        waiting += [(child, paint_of(element, above)) for child in element.children]
        if "id" in element.attributes:
            by_id[element.attributes["id"]].append((element, above))
    return by_id


#: The steps of: a paint by gradient or pattern, a group with its own opacity, a clip, a `<use>`.
_OF_SERVER, _OF_GROUP, _OF_CLIP, _OF_USE = 30, 30, 5, 5
#: How much path data, and how many pixels of an embedded picture, cost one step.
_CHARACTERS, _PIXELS = 300, 20_000
#: The most dashes that are counted, many more than any drawing may paint.
_MOST_DASHES = 100_000


def own_steps(element: Element, paint: Mapping[str, str]) -> int:
    """Return the steps of an element itself, without its contents and references.

    `paint` are its fill, stroke and dashes, its own or inherited.
    """
    attributes = element.attributes
    drawn = element.steps.d if element.steps else attributes.get("d", "")
    steps = 1 + (len(drawn) + len(attributes.get("points", ""))) // _CHARACTERS
    steps += _OF_CLIP if "clip-path" in attributes else 0
    if "opacity" in attributes:
        is_group = bool(element.children) and number(attributes["opacity"], 1.0) < 1
        steps += _OF_GROUP if is_group or is_faded_as_one(element, paint) else 0
    steps += math.prod(size_of(attributes.get("href", ""))) // _PIXELS if element.tag == "image" else 0
    steps += _OF_USE if element.tag == "use" else 0
    steps += _OF_GROUP if element.effect or element.tag[:2] == "fe" else 0
    if element.tag in SHAPES:
        steps += _OF_SERVER * sum(url_target(paint[key]) is not None for key in ("fill", "stroke"))
        steps += _dashes(element, paint)
    return steps


def _dashes(element: Element, paint: Mapping[str, str]) -> int:
    """Return the most dashes that the outline of a shape is divided into."""
    if paint["stroke"] in {"", "none"}:
        return 0
    gaps = numbers(paint["stroke-dasharray"])
    if not sum(gaps):
        return 0
    return min(int(_length(element) / sum(gaps) * len(gaps)), _MOST_DASHES)


def _length(element: Element) -> float:
    """Return an upper limit for the length of an outline, in px of its own coordinates."""
    attributes = element.attributes
    if element.tag in {"circle", "ellipse"}:
        return 2 * math.pi * max(number(attributes.get(key)) for key in ("r", "rx", "ry"))
    if element.tag == "rect":
        return 2 * (number(attributes.get("width")) + number(attributes.get("height")))
    if element.tag == "line":
        x1, y1, x2, y2 = (number(attributes.get(key)) for key in ("x1", "y1", "x2", "y2"))
        return math.hypot(x2 - x1, y2 - y1)
    steps = path_steps(attributes.get("d", "")) if element.tag == "path" else []
    # The line through the control points of a curve is never shorter than the curve.
    points = [p for _, args in steps for p in args if p] or _pairs(numbers(attributes.get("points", "")))
    return sum(math.dist(one, other) for one, other in pairwise([*points, *points[:1]]))


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(zip(values[::2], values[1::2], strict=False))
