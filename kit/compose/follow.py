"""Put what follows words where they are, once they are set: the shapes become plain ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fill import rule_of
from kit.compose.hug import Distances, Type, boxes, drawn_distances, padded, targets
from kit.compose.sample import sample_rows
from kit.compose.words import WordBox, setting_of
from kit.layout.inherited import Inherited, transform_of
from kit.layout.paint import PaintServers, Stretch
from kit.layout.reshape import box_in_drawing, reshaped
from kit.model.artwork import PlacedWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.geometry import Box
    from kit.model.artwork import Placed
    from kit.model.layout import Drawing, Element, Hug, Layout, TextStyle
    from kit.text import FontBook

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
        self._servers = PaintServers(self._drawing.root, _COPIED)

    def placed(self, element: Element, inherited: Inherited) -> Element:
        """Return an element in which everything that follows words is where they are."""
        own = inherited.inside(element)
        children: list[Element] = []
        for child in element.children:
            children += self._hugging(child, child.follows, own) if child.follows else [self.placed(child, own)]
        return element.with_(element.attributes, tuple(children))

    def _hugging(self, element: Element, hug: Hug, inherited: Inherited) -> Iterator[Element]:
        """Yield a shape for each stretch of words that it follows."""
        placed, style, here = self._words.get(hug.slot), self._drawing.slots[hug.slot].style, transform_of(element)
        before = box_in_drawing(element, here)
        found = targets(hug, placed.rows) if placed else []
        if placed is None or style is None or before is None or not found:
            return
        size = style.size
        distances = padded(hug.padding, size) if hug.padding else self._distances(hug, before, style)
        for after in boxes(distances, found, placed.size):
            stretch = Stretch(here, before, after, placed.size / size)
            yield reshaped(element, inherited.inside(element).properties, stretch, self._servers)

    def _distances(self, hug: Hug, shape: Box, style: TextStyle) -> Distances:
        """Return the distances of a shape to the sample words of its slot, as both are drawn."""
        box = WordBox(self._drawing.slots[hug.slot], rule_of(hug.slot, self._layout), style, _LANGUAGE, 0.0)
        font = setting_of(box, self._book).plain[0]
        sample = targets(hug, sample_rows(box, self._book))
        return drawn_distances(shape, sample, Type(style.size, font.ascent, font.descent))
