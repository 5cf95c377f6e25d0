"""Clip words to a cutter shape in the drawing: the part outside gets another colour or is dropped."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kit.base.geometry import Box, Point
from kit.drawing.svg.outlines import moved_steps, points_of, steps_of, written_steps
from kit.drawing.svg.source.references import url_of
from kit.drawing.svg.source.values import transform_of
from kit.model.artwork import Placed, PlacedChart, PlacedWords
from kit.model.layout import Clip, Element
from kit.model.tree import box_attributes, ids_in, unused_id

#: How far the part outside extends under the part inside, in px, so that nothing shows between them at the edge.
_OVERLAP = 1.0
#: The distance from the edge, and the least length and width, of the checked parts of a cut letter, in px.
_CLEAR, _LEAST = 3.0, 2.0
#: The least distance from the edge, in heights of the letter: the drawn edge may be uneven.
_UNEVEN = 0.03
#: At how many points, across and down, a letter is tested for being inside.
_CELLS = 16
#: Path data of the corners of a box, and its second corner: clockwise, or anticlockwise.
_AROUND = {True: (0, 1, 2, 3), False: (0, 3, 2, 1)}


@dataclass(frozen=True, slots=True)
class Cutter:
    """A shape that cuts words, in px of the artboard: its path data, points along it, and the role of the outside."""

    d: str
    points: tuple[Point, ...]
    beyond: str | None
    is_box: bool

    def outside(self, ink: Box) -> str:
        """Return the path data of the outside, as far as some ink reaches.

        The shape is a hole in a box that runs the other way round (https://www.w3.org/TR/SVG11/masking.html).
        """
        box = Box.around(self.points)
        around = (Box.union((ink, box)) or ink).grown(2 * _OVERLAP)
        if self.is_box:
            return _box_path(around, clockwise=True) + _box_path(box.grown(-_OVERLAP), clockwise=False)
        return _box_path(around, clockwise=_area(self.points) < 0) + self.d

    def holds(self, point: Point) -> bool:
        """Return whether a point is inside, by the even-odd rule."""
        crossings = [
            one.x + (point.y - one.y) / (two.y - one.y) * (two.x - one.x)
            for one, two in pairwise((*self.points, self.points[0]))
            if (one.y <= point.y) != (two.y <= point.y)
        ]
        return sum(x < point.x for x in crossings) % 2 == 1


def cutters_in(element: Element) -> Iterator[tuple[str, Cutter]]:
    """Yield the shapes that cut words in a laid out tree, by slot."""
    if isinstance(element.follows, Clip):
        steps = moved_steps(steps_of(element.tag, element.attributes), transform_of(element))
        is_box = element.tag == "rect" and not {"rx", "ry"} & element.attributes.keys()
        points = tuple(points_of(steps))
        upright = is_box and len({round(x, 2) for x, _ in points}) == 2  # noqa: PLR2004
        yield element.follows.slot, Cutter(written_steps(steps), points, element.follows.beyond, upright)
    for child in element.children:
        yield from cutters_in(child)


def cut_words(
    root: Element, filled: Mapping[str, Element], placed: Sequence[Placed]
) -> tuple[dict[str, Element], list[Placed]]:
    """Return the contents of the slots of a laid out tree and what was placed, with words cut by the shapes for it."""
    cutters, taken, elements = dict(cutters_in(root)), ids_in(root), dict(filled)
    items: list[Placed] = []
    for item in placed:
        cutter = cutters.get(item.slot.name)
        if cutter and isinstance(item, PlacedWords):
            elements[item.slot.name], cut_item = cut(elements[item.slot.name], item, cutter, taken)
            items.append(cut_item)
        else:
            items.append(item)
    return elements, items


def cut(words: Element, placed: PlacedWords, cutter: Cutter, taken: Container[str]) -> tuple[Element, PlacedWords]:
    """Return cut words, and them as they are placed: each letter in the parts that have a single colour.

    `taken` are the ids in use in the picture.
    """
    ink = placed.ink or placed.slot.box
    parts = [_clipped(words, cutter.d, unused_id(f"within-{placed.slot.name}", taken))]
    if cutter.beyond:
        other = _recoloured(words, f"@{cutter.beyond}")
        parts.insert(0, _clipped(other, cutter.outside(ink), unused_id(f"beyond-{placed.slot.name}", taken)))
    letters = tuple(part for letter in placed.letters for part in _parts(letter, cutter))
    covered = placed.ink if cutter.beyond or not letters else Box.union(letters)
    return Element("g", {}, tuple(parts)), replace(placed, letters=letters, ink=covered)


def _clipped(words: Element, d: str, id_: str) -> Element:
    """Return words clipped to path data."""
    clip = Element("clipPath", {"id": id_}, (Element("path", {"d": d}),))
    return Element("g", {}, (clip, Element("g", {"clip-path": url_of(id_)}, (words,))))


def _recoloured(element: Element, fill: str) -> Element:
    """Return words in another colour."""
    attributes = {**element.attributes, "fill": fill} if "fill" in element.attributes else element.attributes
    return element.with_attributes(attributes, tuple(_recoloured(child, fill) for child in element.children))


def _parts(letter: Box, cutter: Cutter) -> Iterator[Box]:
    """Yield the parts of a letter with one colour on one ground: inside and, if drawn, outside, clear of the edge.

    A letter that would vanish is yielded whole, so that its contrast is found to be none; one that is cut by anything
    except an upright rectangle has no such part.
    """
    if not cutter.is_box:
        x, y = ([(step + 0.5) / _CELLS * side for step in range(_CELLS)] for side in letter.size)
        inside = {cutter.holds(Point(letter.x0 + across, letter.y0 + down)) for across in x for down in y}
        yield from [letter] if len(inside) == 1 else []
        return
    box = Box.around(cutter.points)
    clear = max(_CLEAR, _UNEVEN * letter.height)
    found = [_within(letter, box, clear), *(_beyond(letter, box, clear) if cutter.beyond else ())]
    parts = [part for part in found if min(part.size) >= _LEAST]
    yield from parts or ([] if letter.overlaps(box) else [letter])


def _within(letter: Box, box: Box, clear: float) -> Box:
    """Return the part of a letter inside a box, clear of the sides that cut it."""
    x0 = box.x0 + clear if box.x0 > letter.x0 else letter.x0
    y0 = box.y0 + clear if box.y0 > letter.y0 else letter.y0
    x1 = box.x1 - clear if box.x1 < letter.x1 else letter.x1
    y1 = box.y1 - clear if box.y1 < letter.y1 else letter.y1
    return Box(x0, y0, x1, y1)


def _beyond(letter: Box, box: Box, clear: float) -> Iterator[Box]:
    """Yield the parts of a letter above, below, left and right of a box, clear of it."""
    yield Box(letter.x0, letter.y0, letter.x1, min(letter.y1, box.y0 - clear))
    yield Box(letter.x0, max(letter.y0, box.y1 + clear), letter.x1, letter.y1)
    y0, y1 = max(letter.y0, box.y0), min(letter.y1, box.y1)
    yield Box(letter.x0, y0, min(letter.x1, box.x0 - clear), y1)
    yield Box(max(letter.x0, box.x1 + clear), y0, letter.x1, y1)


def _box_path(box: Box, *, clockwise: bool) -> str:
    """Return the path data of a box, clockwise or anticlockwise."""
    corners = [box.corners[index] for index in _AROUND[clockwise]]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) + "Z"


def _area(points: Sequence[Point]) -> float:
    """Return twice the area of an outline, positive if it runs clockwise."""
    return sum(one.x * two.y - two.x * one.y for one, two in pairwise((*points, points[0])))


#: The least height of a shape that cuts words, in px: under a closed blind it is below the words.
_LEAST_HEIGHT = 10.0
#: The attributes of a rectangle's place and size.
_PLACE = frozenset(("x", "y", "width", "height", "transform"))


def below_blind(root: Element, placed: Iterable[Placed]) -> Element:
    """Return a laid out tree in which each blind clip begins at the foot of the blind, if there is one."""
    items = {item.slot.name: item for item in placed}
    foot = next((item.foot for item in items.values() if isinstance(item, PlacedChart)), None)
    words = {name: item.ink for name, item in items.items() if isinstance(item, PlacedWords) and item.ink}
    return _moved(root, foot, words) if foot else root


def _moved(element: Element, foot: tuple[Point, Point], boxes: Mapping[str, Box]) -> Element:
    """Return a tree with every blind clip moved to its foot, which is uneven, at the middle of the words."""
    clip = element.follows
    if not (isinstance(clip, Clip) and clip.blind and clip.slot in boxes):
        return element.with_children(tuple(_moved(child, foot, boxes) for child in element.children))
    drawn = Box.around(points_of(moved_steps(steps_of(element.tag, element.attributes), transform_of(element))))
    (left, right), middle = foot, boxes[clip.slot].center.x
    top = left.y + (right.y - left.y) * (middle - left.x) / (right.x - left.x)
    box = Box(drawn.x0, top, drawn.x1, max(drawn.y1, top + _LEAST_HEIGHT))
    others = {key: value for key, value in element.attributes.items() if key not in _PLACE}
    return element.with_attributes({**others, **box_attributes(box)})
