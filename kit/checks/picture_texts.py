"""The texts of a picture that people read, on it and in its alt texts and caption, and where each word is written.

Addresses are left out: their parts are no words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.document import mark_of_words
from kit.model.picture import ChartContent, ImageContent
from kit.text.stems import without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.errors import Mark
    from kit.model.artwork import Artwork
    from kit.model.picture import Picture


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that people read, by what it is, such as "headline" or "alt text", and its place."""

    name: str
    text: str
    mark: Mark


def texts_on(artwork: Artwork) -> tuple[ReadText, ...]:
    """Return the texts on a picture: those of its slots, labels of a chart among them."""
    return tuple(_read(name, placed.text, placed.mark) for name, placed in artwork.words.items())


def texts_beside(picture: Picture) -> tuple[ReadText, ...]:
    """Return the alt texts of a picture: what they say of charts and images, each by itself, then each as a whole."""
    about, shows = picture.description, picture.marks.shows
    whole = (_read("alt text", about.alt, shows), _read("long alt text", about.alt_long, shows))
    return (*_described(picture), *whole)


def caption_of(picture: Picture) -> ReadText:
    """Return the caption of a picture as it is built."""
    return _read("caption", picture.description.caption, picture.marks.caption)


def place_of(words: str, text: ReadText, picture: Picture) -> Mark | None:
    """Return where words of a text are written; None where they are not in its lines, as in a sentence made of them."""
    return mark_of_words(picture.marks.lines_of(text.mark), words)


def _described(picture: Picture) -> Iterator[ReadText]:
    for name, content in picture.slots.items():
        if isinstance(content, ChartContent):
            yield _read("alt text", content.sentence, content.mark)
        elif isinstance(content, ImageContent):
            yield from (_read(f"alt text of the {name}", said, content.mark) for said in (content.alt, content.credit))


def _read(name: str, text: str, mark: Mark) -> ReadText:
    return ReadText(name, without_addresses(unicodedata.normalize("NFC", text)), mark)
