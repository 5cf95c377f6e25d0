"""Shapes that follow the words of a slot, such as `hug-NAME`: they are placed and shaped once the words are set."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from kit.base.errors import Fault, did_you_mean
from kit.base.geometry import IDENTITY, Insets, Matrix, Point
from kit.drawing.svg.outlines import SHAPES, box_on, corners, steps_of
from kit.drawing.svg.slots.slot_faults import definition_fault
from kit.drawing.svg.source.element_context import Context, Node
from kit.drawing.svg.source.element_names import read_name
from kit.drawing.svg.source.numbers import NUMBER
from kit.drawing.svg.source.references import SVG, attributes_of, href_of, href_target
from kit.drawing.svg.source.values import quoted, transform_of
from kit.model.layout import Beam, Clip, Element, Follows, Hug, Sample
from kit.model.slot import Slot
from kit.model.tree import DEFINITIONS, all_in

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
    here, beam = above @ transform_of(element), element.follows
    if isinstance(beam, Beam) and beam.slot in reached:
        drawn = [here.apply(point) for point in corners(element.tag, element.attributes) or ()]
        return replace(element, follows=Beam(beam.slot, _farthest_side(drawn, reached[beam.slot])))
    return element.with_children(tuple(_aimed(child, here, reached) for child in element.children))


def _farthest_side(drawn: Sequence[Point], point: Point) -> int:
    """Return the first corner of the side whose ends together are the farthest from a point."""
    far = [math.dist(corner, point) for corner in drawn]
    distances = [one + other for one, other in pairwise((*far, far[0]))]
    return distances.index(max(distances))


def _followers(element: Element, above: Matrix = IDENTITY) -> Iterator[tuple[Element, Matrix]]:
    """Yield the elements in an element that follow words, each with its map to the drawing."""
    here = above @ transform_of(element) if "transform" in element.attributes else above
    if element.follows:
        yield element, here
    for child in element.children:
        yield from _followers(child, here)


def add_follower(
    node: Node, element: Element, targets: Mapping[str, Sequence[etree._Element]], context: Context
) -> Element:
    """Return a shape or a group with what it follows, according to its name, and report its faults."""
    problem = _clone_problem(node, targets)
    if problem:
        context.report.add(problem, node.element)
    if node.name.follower is None or node.tag in DEFINITIONS:
        return element
    placed_wrong = definition_fault(node.element, f"'{node.name.word}'", code="follower-misplaced")
    faults = [placed_wrong] if placed_wrong else list(_faults(node, element, context.palette))
    for fault in faults:
        context.report.add(fault, node.element)
    return element if faults else _marked(element, _first_shape(element), follows_of(node, context.palette))


def inner_followers(group: etree._Element) -> Iterator[tuple[etree._Element, Fault]]:
    """Yield the elements in a slot that follow words, where they would never be painted, and their faults."""
    outer = read_name(attributes_of(group)).word
    for child in group.iterdescendants(f"{SVG}*"):
        name = read_name(attributes_of(child))
        if name.follower:
            remedy = "move it out of that group, and below it so that it is behind the words"
            yield child, Fault(f"'{name.word}' is inside '{outer}'", remedy=remedy, code="follower-misplaced")


def slot_faults(element: Element, slots: Mapping[str, Slot], hidden: Container[str]) -> Iterator[tuple[Element, Fault]]:
    """Yield the elements of a drawing that follow words it does not contain, and their faults without their place."""
    cut: dict[str, Element] = {}
    for inner in all_in(element):
        follows = inner.follows
        is_checked = follows and not isinstance(follows, Sample) and follows.slot not in hidden
        fault = _slot_fault(follows, slots) if follows and is_checked else None
        if isinstance(follows, Clip) and not fault and cut.setdefault(follows.slot, inner) is not inner:
            message = f"two shapes are named 'clip-{follows.slot}'; first in line {cut[follows.slot].line}"
            fault = Fault(message, remedy="delete or rename one of them", code="duplicate-clip")
        if fault:
            yield inner, fault


def _slot_fault(follows: Follows, slots: Mapping[str, Slot]) -> Fault | None:
    """Return the fault, without its place, of a shape whose slot has no words to follow, or None."""
    kind = type(follows).__name__.lower()  # the beginning of its name
    slot, shape, named = slots.get(follows.slot), f"'{kind}-{follows.slot}'", f"'slot-{follows.slot}'"
    if slot is None:
        remedy = did_you_mean(shape[1:-1], [f"{kind}-{name}" for name, slot in slots.items() if slot.style])
        return Fault(f"{shape} follows {named}, which is not in the drawing", remedy=remedy, code="follows-no-slot")
    if slot.style is None or slot.name == "chart":
        remedy = "name it after a slot of words, or pin it as any other shape"
        return Fault(f"{shape} follows {named}, which has no words", remedy=remedy, code="follows-no-words")
    needs_sample = isinstance(follows, Hug) and follows.emphasised and follows.padding is None
    if needs_sample and not any(words.spans for words in slot.sample):
        message = f"{shape} follows emphasised words, and {named} has none among its sample words"
        remedy = "set some of them in another weight or colour, or write data-padding"
        return Fault(message, remedy=remedy, code="follows-no-emphasis")
    return None


def _first_shape(element: Element) -> Element | None:
    """Return the first shape in an element, or the element itself."""
    if element.tag in SHAPES:
        return element
    return next((shape for child in element.children if (shape := _first_shape(child))), None)


def _marked(element: Element, first: Element | None, follows: Follows) -> Element:
    """Return an element whose first shape follows words; the rest of it is only a sample of how that looks."""
    if element is first:
        return replace(element, follows=follows, children=())
    if element.tag in DEFINITIONS:
        return element
    if element.tag != "g":
        return replace(element, follows=Sample(follows.slot))
    return element.with_children(tuple(_marked(child, first, follows) for child in element.children))


def _faults(node: Node, element: Element, palette: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the faults of an element that follows words, without their place."""
    word, shape = node.name.word, _first_shape(element)
    yield from faults_of_options(node, palette)
    has_outline = shape is not None and any(points for _, points in steps_of(shape.tag, shape.attributes))
    if shape is None or not has_outline or (shape.tag == "line" and word.startswith("clip-")):
        remedy = "draw a rectangle, an ellipse or a path"
        yield Fault(f"'{word}' contains no shape", remedy=remedy, code="follower-without-shape")
    elif word.startswith("clip-") and len(re.findall("[Mm]", shape.attributes.get("d", ""))) > 1:
        remedy = "draw it as one shape without holes"
        yield Fault(f"'{word}' has several outlines", remedy=remedy, code="clip-of-several-outlines")
    elif word.startswith("clip-") and "blind" in node.name.options and shape.tag != "rect":
        message, remedy = f"'{word}' begins at the foot of a blind", "draw it as a rectangle"
        yield Fault(f"{message} and is a <{shape.tag}>", remedy=remedy, code="clip-of-blind-not-rectangle")


def _clone_problem(node: Node, targets: Mapping[str, Sequence[etree._Element]]) -> Fault | None:
    """Return the fault, without its place, of a clone of an element that follows words."""
    if node.tag != "use":
        return None
    for target in targets.get(href_target(href_of(node.element)) or "", ()):
        for child in (target, *target.iterdescendants(f"{SVG}*")):
            name = read_name(attributes_of(child))
            if name.follower and child.tag != f"{SVG}clipPath":
                message = f"a clone of '{name.word}' can't follow words"
                return Fault(message, remedy="unlink the clone, or leave it out", code="follower-misplaced")
    return None


#: The options that may come after the name of each kind, besides those that editors add to the names of copies.
_WORDS: Mapping[str, tuple[str, ...]] = {"hug": ("emphasis", "lines"), "beam": (), "clip": ("blind",)}
_COPIED = ("copy",)
#: The prefixes of options with a value, of each kind.
_PADDING, _BEYOND = "padding-", "beyond-"
_PREFIXES = {"hug": (_PADDING,), "beam": (), "clip": (_BEYOND,)}
_NUMBER = re.compile(NUMBER)


def follows_of(node: Node, palette: Mapping[str, str]) -> Follows:
    """Return how an element without faults follows the words of the slot in its name."""
    (kind, slot), options = node.name.follower or ("", ""), node.name.options
    if kind == "beam":
        return Beam(slot)
    if kind == "clip":
        return Clip(slot, _role(_written(node, _BEYOND), palette), "blind" in options)
    return Hug(slot, "emphasis" in options, "lines" in options, _padding(node))


def faults_of_options(node: Node, palette: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the faults in the options of an element that follows words, without their place."""
    kind, word = (node.name.follower or ("", ""))[0], node.name.word
    for option in node.name.options:
        if not (option in _WORDS[kind] + _COPIED or option.isdigit() or option.startswith(_PREFIXES[kind])):
            remedy = did_you_mean(option, [*_WORDS[kind], *(f"{prefix}…" for prefix in _PREFIXES[kind])])
            yield Fault(f"unknown option '{quoted(option)}' of '{word}'", remedy=remedy, code="unknown-option")
    padding, beyond = _written(node, _PADDING), _written(node, _BEYOND)
    if kind == "hug" and padding and _padding(node) is None:
        message = f"the padding of '{word}' is {quoted(padding)}"
        yield Fault(message, remedy='write one, two or four numbers: data-padding="12 20"', code="invalid-padding")
    if kind == "clip" and beyond and _role(beyond, palette) is None:
        message = f"'{word}' names the colour '{quoted(beyond)}', which is not a role of the palette"
        yield Fault(message, remedy=did_you_mean(beyond, palette), code="clip-colour-unknown")


def _written(node: Node, prefix: str) -> str:
    """Return the value of an option from `data-…` or from a word after the name, or ''."""
    word = next((word for word in node.name.options if word.startswith(prefix)), "")
    return str(node.element.get(f"data-{prefix[:-1]}") or word.removeprefix(prefix))


def _role(written: str, palette: Mapping[str, str]) -> str | None:
    """Return the role of the palette that is written, ignoring case, or None if there is no such role."""
    return next((role for role in palette if role.lower() == written.strip().lower()), None)


def _padding(node: Node) -> Insets | None:
    """Return the distances of `data-padding="12 20"` or the word `padding-12-20`, in the order of CSS.

    None if there is neither, or not one, two or four numbers.
    """
    parts = _written(node, _PADDING).replace(",", " ").replace("-", " ").split()
    if not all(map(_NUMBER.fullmatch, parts)):
        return None
    match list(map(float, parts)):
        case [all_sides]:
            return Insets(all_sides, all_sides, all_sides, all_sides)
        case [down, across]:
            return Insets(down, across, down, across)
        case [top, right, bottom, left]:
            return Insets(top, right, bottom, left)
    return None
