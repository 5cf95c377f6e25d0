"""Pictures in pseudo-copy, to test drawings: their words longer, from right to left, or in brackets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kit.compose.content.pseudo_copy import (
    LONGEST_WORD,
    PLAIN_BRACKETS,
    WHITE_CLOSING,
    WHITE_OPENING,
    PseudoText,
    from_right_to_left,
    letters_needed,
    longer,
)
from kit.compose.words import font_request
from kit.model.layout import Drawing
from kit.model.picture import ChartContent, Picture, SlotContent, Words
from kit.model.project import TestCopy
from kit.model.slot import Slot
from kit.text import FontBook

#: The usual locale for pseudo-copy from right to left (https://cldr.unicode.org/development/pseudolocales).
RIGHT_TO_LEFT = "ar-XB"


#: A function from words to those set in their place.
WRITTEN: dict[TestCopy, Callable[..., PseudoText]] = {
    "long": longer,
    "rtl": from_right_to_left,
    "third": partial(longer, by=4 / 3),
    "double": partial(longer, by=2.0),
    "longest-word": partial(longer, by=1.0, long_word=LONGEST_WORD),
}


def with_pseudo_words(picture: Picture, kind: TestCopy, drawing: Drawing, book: FontBook) -> Picture:
    """Return a picture in pseudo-copy; words in a slot whose fonts lack the letters stay the same."""
    written = WRITTEN[kind]

    def content(name: str, found: SlotContent) -> SlotContent:
        """Return the contents of a slot, its words in pseudo-copy."""
        if kind == "rtl" and not _has_letters(drawing.slots[name], book, letters_needed()):
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


def with_known_brackets(picture: Picture, drawing: Drawing, book: FontBook) -> Picture:
    """Return a picture whose words are in plain brackets wherever a font lacks those around each text."""
    plain = {
        name: replace(found, text=found.text.translate(PLAIN_BRACKETS))
        for name, found in picture.slots.items()
        if isinstance(found, Words) and not _has_letters(drawing.slots[name], book, WHITE_OPENING + WHITE_CLOSING)
    }
    return replace(picture, slots={**picture.slots, **plain})


def _has_letters(slot: Slot, book: FontBook, needed: str) -> bool:
    """Return whether the fonts of the words of a slot have every letter of some."""
    if slot.style is None:
        return False
    fonts = book.fonts(font_request(slot.style))
    return all(any(font.covers(character) for font in fonts) for character in needed)
