"""What a kit has beyond pictures: letters, texts for the press, slides and cards, as they are written and as read.

In the text of one, paragraphs are apart by an empty line, and words in brackets are gaps that people fill.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from kit.base.document.document import record

#: The folder of a language that they are in.
FOLDER = "more"
#: A gap: words in brackets that say what to write there.
GAP = re.compile(r"\[[^\[\]\n]+\]")

ExtraForm = Literal["letter", "email", "press-release", "press-sheet", "picture", "slides", "pages", "sheets"]


@record
class Extra:
    """An entry of `more`: in which form, what the page calls it, and its words, or the `pictures` that it is made of.

    A picture is named as findings name it, "petition x/square"; of a series or a countdown it is all pictures.
    `headline` is the subject of a letter or an e-mail. The address of `link` follows the `text`, then comes the
    `closing`, and then a table of `figures`, if it names some by their ids.
    """

    id: str
    form: ExtraForm
    title: str
    headline: str = ""
    text: str = ""
    closing: str = ""
    link: str | None = None
    figures: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether it is made of words, and not of pictures."""
        return self.form in TEXT_FORMS

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return the message and the placement of each picture, both empty for a name in another form."""
        named = (name.split() for name in self.pictures)
        return tuple((parts[0], parts[1]) if len(parts) == 2 else ("", "") for parts in named)  # noqa: PLR2004


TEXT_FORMS: tuple[ExtraForm, ...] = ("letter", "email", "press-release", "press-sheet")
#: What only extras of words have, and what they must have.
OF_WORDS, NEEDED_WORDS = ("headline", "text", "closing", "link", "figures"), ("headline", "text")

#: The keys of an extra whose values are words, in the order in which they are read.
WORDS = ("title", "headline", "text", "closing")


@dataclass(frozen=True, slots=True)
class ExtraText:
    """The words of an extra in a `language`, resolved; paragraphs may have several lines.

    `sources` is the line that cites the figures in it; `table` has a row for each figure that it lists, the names of
    its columns first. `last_day` is the last day on which it is right, if it names one.
    """

    id: str
    form: ExtraForm
    language: str
    title: str
    headline: str
    paragraphs: tuple[str, ...]
    address: str = ""
    closing: tuple[str, ...] = ()
    sources: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    last_day: dt.date | None = None

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs with the address in its place, without the sources."""
        return (*self.paragraphs, *((self.address,) if self.address else ()), *self.closing)


@dataclass(frozen=True, slots=True)
class ExtraFile:
    """A file that is made of an extra, by its name in the folder of its language."""

    name: str
    media_type: str
    data: bytes
