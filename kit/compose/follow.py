"""Put what follows words where they are, once they are set: the shapes become plain ones."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.beam import aimed, outline_points
from kit.compose.fill import rule_of
from kit.compose.hug import Distances, Type, boxes, drawn_distances, padded, targets
from kit.compose.sample import sample_rows
from kit.compose.words import WordBox, setting_of
from kit.geometry import Insets
from kit.identity import IdentityKey
from kit.layout.inherited import Inherited, transform_of
from kit.layout.paint import PaintServers, Stretch
from kit.layout.reshape import reshaped
from kit.model.artwork import PlacedWords
from kit.model.layout import Beam, Element, Hug
from kit.svg.outlines import box_on
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kit.geometry import Box, Matrix, Point
    from kit.model.artwork import Placed
    from kit.model.layout import Drawing, Layout
    from kit.model.slot import SampleWords, TextStyle
    from kit.text import FontBook
    from kit.text.paragraph import Setting

    _Replacing = Callable[[Element, Inherited], Iterable[Element]]

#: What the ids of gradients that go with such a shape have before their number.
_COPIED = "words-"
#: The language in which sample words are shaped, whatever that of the picture is: so distances are the same in all.
_LANGUAGE = "en"


def place_followers(root: Element, placed: Iterable[Placed], drawn: tuple[Drawing, Layout], book: FontBook) -> Element:
    """Return a laid out tree in which all that follows words is where they are; without words it is left out."""
    words = {item.slot.name: item for item in placed if isinstance(item, PlacedWords)}
    return _Follower(words, drawn, book).placed(root, Inherited())


class _Follower:
    """Places what follows the words of one picture, which are given by slot."""

    def __init__(self, words: Mapping[str, PlacedWords], drawn: tuple[Drawing, Layout], book: FontBook) -> None:
        self._words = words
        self._drawing, self._layout = drawn
        self._book = book
        self._hugs: defaultdict[str, list[tuple[Matrix, Element]]] = defaultdict(list)
        self._has_beams = False
        self._servers = PaintServers(self._drawing.root, _COPIED)

    def placed(self, element: Element, inherited: Inherited) -> Element:
        """Return an element in which everything that follows words is where they are."""
        hugging = self._replaced(element, inherited, self._hugging)
        return self._replaced(hugging, inherited, self._beaming) if self._has_beams else hugging

    def _replaced(self, element: Element, inherited: Inherited, replacing: _Replacing) -> Element:
        """Return an element in which all that follows words is what `replacing` makes of it."""
        if not element.children:
            return element
        own = inherited.inside(element)
        children: list[Element] = []
        for child in element.children:
            children += replacing(child, own) if child.follows else [self._replaced(child, own, replacing)]
        return element.holding(tuple(children))

    def _hugging(self, element: Element, inherited: Inherited) -> Iterator[Element]:
        """Yield a shape for each stretch of words that it follows, a beam as it is, and of all else nothing."""
        hug = element.follows
        if isinstance(hug, Beam):
            self._has_beams = True
            yield element
        if not isinstance(hug, Hug):
            return
        placed, slot = self._words.get(hug.slot), self._drawing.slots[hug.slot]
        style, here = slot.style, slot.turned.inverse @ transform_of(element)
        before = box_on(element, here)
        found = targets(hug, placed.rows) if placed else []
        if placed is None or style is None or before is None or not found:
            return
        size = style.size
        distances = padded(hug.padding, size) if hug.padding else self._distances(hug, before, style)
        for after in boxes(distances, found, placed.size):
            stretch = Stretch(here, before, after, placed.size / size)
            shape = reshaped(element, inherited.inside(element).properties, stretch, self._servers)
            turn = placed.slot.turned
            self._hugs[hug.slot].append((turn, shape))
            yield Element("g", {"transform": write_transform(turn)}, (shape,)) if slot.turn else shape

    def _beaming(self, element: Element, inherited: Inherited) -> Iterator[Element]:
        """Yield a beam that reaches what hugs the words of its slot; without these nothing."""
        beam = element.follows
        if isinstance(beam, Beam) and self._hugs[beam.slot] and transform_of(element).scale > 0:
            properties = inherited.inside(element).properties
            yield aimed(element, beam, self._reached(beam.slot), (properties, self._servers))

    def _reached(self, slot: str) -> list[Point]:
        """Return points along the shapes that hug the words of a slot, in px of the artboard."""
        hugs = ((turn, outline_points(shape.children[-1:] or (shape,))) for turn, shape in self._hugs[slot])
        return [turn.apply(point) for turn, points in hugs for point in points]

    def _distances(self, hug: Hug, shape: Box, style: TextStyle) -> Distances:
        """Return the distances of a shape to the sample words of its slot, as both are drawn."""
        slot = self._drawing.slots[hug.slot]
        setting = setting_of(WordBox(slot, rule_of(hug.slot, self._layout), style, _LANGUAGE, 0.0), self._book)
        return _distances(hug, shape, IdentityKey(slot.sample), setting, style.size)


@lru_cache(maxsize=256)
def _distances(
    hug: Hug, shape: Box, sample: IdentityKey[tuple[SampleWords, ...]], setting: Setting, size: float
) -> Distances:
    """Return the distances of a shape to sample words in a setting at a size, the same in each picture of a drawing."""
    found, font = targets(hug, sample_rows(sample.value, setting, size)), setting.plain[0]
    type_ = Type(size, font.ascent, font.descent)
    return drawn_distances(shape, found, type_) if found else padded(Insets(0, 0, 0, 0), size)
