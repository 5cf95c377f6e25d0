"""Put pseudo-copy in the place of a picture's words, as far as the fonts of its drawing have the letters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.faces import font_request
from kit.content.pseudo_copy import LONGEST_WORD, from_right_to_left, letters_needed, longer
from kit.model.picture import ChartContent, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.content.pseudo_copy import PseudoText
    from kit.model.layout import Drawing
    from kit.model.picture import Picture, SlotContent
    from kit.model.project import TestCopy
    from kit.model.slot import Slot
    from kit.text import FontBook

#: The locale that others use for pseudo-copy from right to left (https://cldr.unicode.org/development/pseudolocales).
RIGHT_TO_LEFT = "ar-XB"


#: What makes of words what is set in their place.
_WRITTEN: dict[TestCopy, Callable[..., PseudoText]] = {
    "long": longer,
    "rtl": from_right_to_left,
    "third": partial(longer, by=4 / 3),
    "double": partial(longer, by=2.0),
    "longest-word": partial(longer, by=1.0, long_word=LONGEST_WORD),
}


def with_pseudo_words(picture: Picture, kind: TestCopy, drawing: Drawing, book: FontBook) -> Picture:
    """Return a picture in pseudo-copy; words in a slot whose fonts lack the letters stay as they are."""
    written = _WRITTEN[kind]

    def content(name: str, found: SlotContent) -> SlotContent:
        """Return what fills a slot, its words in pseudo-copy."""
        if kind == "rtl" and not _has_letters(drawing.slots[name], book):
            return found
        if isinstance(found, Words):
            text, spans = written(found.text, found.spans)
            return replace(found, text=text, spans=spans)
        if isinstance(found, ChartContent):
            return replace(found, labels=tuple(written(label).text for label in found.labels))
        return found

    slots = {name: content(name, found) for name, found in picture.slots.items()}
    if kind == "rtl":
        return replace(picture, slots=slots, language=RIGHT_TO_LEFT, mirrored=True)
    return replace(picture, slots=slots)


def _has_letters(slot: Slot, book: FontBook) -> bool:
    """Tell whether the fonts that the words of a slot are drawn in have every letter of pseudo-copy."""
    if slot.style is None:
        return False
    fonts = book.fonts(font_request(slot.style))
    return all(any(font.covers(character) for font in fonts) for character in letters_needed())
