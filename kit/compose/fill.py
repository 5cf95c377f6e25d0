"""Fill one slot with what is resolved for it: a table says how each kind of content is placed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from kit.compose.chart import place_chart
from kit.compose.code import place_code
from kit.compose.image import place_image
from kit.compose.words import WordBox, place_words
from kit.geometry import Box
from kit.model.image import IMAGE_SLOTS
from kit.model.layout import IMAGE_RULE, Align, Element, SlotRule
from kit.model.picture import ChartContent, Code, ImageContent, Words
from kit.model.slot import TextStyle, slot_shown
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.geometry import Matrix
    from kit.model.artwork import Placed, PlacedWords
    from kit.model.layout import Layout, Scene
    from kit.model.picture import Picture, SlotContent
    from kit.model.slot import Slot
    from kit.text import FontBook

    Filled = tuple[Element, tuple[Placed, ...]]

#: The style of a slot without sample words.
_NO_WORDS = TextStyle(family="", weight=400, italic=False, size=0.0, fill="none")

#: Each alignment as it is in a mirror.
_SIDES = {"left": "right", "right": "left", "center": "center"}
_MIRRORED = {align: cast("Align", f"{_SIDES[align.split()[0]]} {align.split()[1]}") for align in get_args(Align)}


def fill_slot(name: str, picture: Picture, where: tuple[Scene, Layout], book: FontBook) -> Filled:
    """Return what fills a slot of a scene, and what was placed."""
    scene, _ = where
    content = _shown(picture.slots[slot_shown(name)], scene.slots[name])
    if content is None:
        return Element("g"), ()
    return _FILLERS[type(content)](content, box_of(name, picture, where), book)


def box_of(name: str, picture: Picture, where: tuple[Scene, Layout]) -> WordBox:
    """Return everything that decides how words are set in a slot of a scene."""
    scene, layout = where
    drawn = scene.drawing.slots[name].style or _NO_WORDS
    slot, rule = scene.slots[name], rule_of(name, layout)
    if slot.mirrored:
        rule = replace(rule, align=_MIRRORED[rule.align])
    return WordBox(slot, rule, drawn, picture.language, picture.placement.floor)


def _shown(content: SlotContent, slot: Slot) -> SlotContent | None:
    """Return what a slot shows: one that repeats words sets them in its own style alone, or some of them, or none."""
    if not slot.repeats or not isinstance(content, Words):
        return content
    parts = [content.text[start:end] for start, end in content.spans] if slot.emphasised else [content.text]
    return Words(" ".join(part.strip() for part in parts), content.mark) if parts else None


def rule_of(name: str, layout: Layout) -> SlotRule:
    """Return the rule of a slot, that of words or of an image where `layout.yaml` says nothing of it."""
    name = slot_shown(name)
    return layout.slots.get(name, IMAGE_RULE if name in IMAGE_SLOTS else SlotRule())


def _fill_words(content: Words, box: WordBox, book: FontBook) -> Filled:
    """Return the outlines of words, and the words as they were placed."""
    element, placed = place_words(content, box, book)
    if box.drawn.paint:
        element = _painted(element, box.drawn.paint, placed.size)
    if box.slot.turn:
        element, placed = _turned(element, placed, box.slot.turned)
    return element, (placed,)


def _turned(words: Element, placed: PlacedWords, turn: Matrix) -> tuple[Element, PlacedWords]:
    """Return words as they are turned with their slot, and the boxes around each letter there."""
    letters = tuple(map(turn.box_around, placed.letters))
    whole = Element("g", {"transform": write_transform(turn)}, (words,))
    return whole, replace(placed, letters=letters, ink=Box.union(letters))


def _painted(words: Element, paint: Mapping[str, str], size: float) -> Element:
    """Return words at a size in px with an outline, or faint as one: those that repeat others."""
    width = {"stroke-width": f"{float(paint['stroke-width']) * size:.3f}"} if "stroke-width" in paint else {}
    return words.with_({**words.attributes, **paint, **width})


def _fill_code(content: Code, box: WordBox, _book: FontBook) -> Filled:
    """Return the modules of a code, and the code as it was placed."""
    element, placed = place_code(content, box.slot)
    return element, (placed,)


def _fill_image(content: ImageContent, box: WordBox, _book: FontBook) -> Filled:
    """Return a photo or a logo, and it as it was placed."""
    element, placed = place_image(content, box.slot, box.rule)
    return element, (placed,)


#: How each kind of content fills a slot.
_FILLERS: dict[type, Callable[[Any, WordBox, FontBook], Filled]] = {
    Words: _fill_words,
    Code: _fill_code,
    ChartContent: place_chart,
    ImageContent: _fill_image,
}
