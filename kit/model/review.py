"""A campaign as its rules see it: every text that people read, every day it names, every pair of colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kit.base.document.document import EMPHASIS, Document, YamlPath, mark_of_words
from kit.base.errors import (
    Fault,
    Mark,
)
from kit.model.campaign import Face, Family, Voice
from kit.model.slot import IMAGE_SLOTS
from kit.model.statistic import PLURAL_CLASSES

#: Sections of `kit.yaml` that contain prose; entries of all but the first are keyed by id.
SECTIONS = ("kit", "links", "sources", "statistics", "messages", "more")
#: Keys whose values are addresses, dates, numbers, or names of other things. For a photo or a logo that is a plain
#: text, it is the path of a file.
NOT_PROSE = frozenset({
    "as_of", "at", "bound", "compare", "countdown", "date", "figures", "file", "first", "focus", "form", "hosts", "id",
    "language", "layout", "like", "link", "maker", "name", "not_at", "of", "on", "people", "pictures",
    "platforms", "qualifier_reason", "shipped_layouts", "site", "source", "statistic", "theme", "url", "value",
    "version", "without",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that people read, as it is written, and its place; `message` is the id of its message, if any."""

    text: str
    document: Document
    path: YamlPath
    message: str = ""

    @property
    def key(self) -> str:
        """The key of the text, such as `headline`, `short` or `title`; a plural class is not a key."""
        return next(step for step in reversed(self.path) if isinstance(step, str) and step not in PLURAL_CLASSES)

    @property
    def without_marks(self) -> str:
        """The text with non-words in place of its emphasis marks, so that everything else keeps its place."""
        return self.text.replace(EMPHASIS, "\0" * len(EMPHASIS))

    @property
    def mark(self) -> Mark:
        """The place of the text."""
        return self.document.mark(*self.path)

    @property
    def plain(self) -> str:
        """The text as it reads on one line: without emphasis marks, line breaks and doubled spaces."""
        return " ".join(self.text.replace(EMPHASIS, "").split())

    @property
    def originals(self) -> tuple[str, ...]:
        """The text of `kit.yaml` that it is translated from, or each form of it; nothing if it is not translated."""
        return () if self.is_inherited else self.document.originals_of(self.path)

    @property
    def originals_as_read(self) -> tuple[str, ...]:
        """The same, that of a figure after its qualifier."""
        if self.path[0] != "statistics" or self.key != "text":
            return self.originals
        qualifier = "".join(self.document.originals_of((*self.path[:2], "qualifier")))
        return tuple(f"{qualifier} {text}" for text in self.originals)

    @property
    def is_inherited(self) -> bool:
        """Whether its message takes the text from the message that it is like."""
        return any(self.path[: len(path)] == path for path in self.document.taken)

    @property
    def drawn_beside(self) -> tuple[str, ...]:
        """What its message shows beside its words, as it is written: its figures, its day, its photo."""
        message = self.document.value["messages"][self.message]
        return tuple(str(message.get(key)) for key in ("statistic", "compare", "countdown", "photo"))

    def mark_of(self, words: str) -> Mark:
        """Return the place of some words of the text; that of the text if the file spells them differently."""
        return mark_of_words(self.document.line_marks(*self.path), words) or self.mark

    def mark_at(self, index: int, length: int = 1) -> Mark:
        """Return the place of some characters of the text."""
        return self.document.mark_at(self.path, self.text, index, length)


def prose_of(document: Document) -> Iterator[Prose]:
    """Yield every text of a `kit.yaml` that people read, in the order of the file."""
    for path, text in texts_in(document.value):
        steps = path[1:] if path[0] == "kit" else path[2:]
        is_prose = steps and NOT_PROSE.isdisjoint(steps) and steps[-1] not in IMAGE_SLOTS
        if path[0] in SECTIONS and is_prose:
            yield Prose(text, document, path, str(path[1]) if path[0] == "messages" else "")


def texts_in(value: Any, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:  # noqa: ANN401  (a value of any YAML file)
    """Yield every text in a value, with the keys and indexes that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_in(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value


#: The words of the message that `kit new layout` suggests, which must be replaced as well: headline, support, button,
#: and both captions. What it shows is right as long as the drawing is that of the new layout.
EXAMPLES = (
    "Say it in **one sentence.**",
    "Say in one or two more who it is for, or what it is about.",
    "See more",
    "Say it in one sentence.",
    "Say it in one sentence, and then who it is for, or what it is about.",
)
EXAMPLE_SHOWS = "A round sun above a dark foot."
#: What any campaign may have as the sample has it.
_OF_ANY_CAMPAIGN = (("kit", "title"), ("kit", "licence"))


def own_texts_of(document: Document) -> Iterator[Prose]:
    """Yield the words and the addresses of a `kit.yaml` that differ from campaign to campaign."""
    for prose in prose_of(document):
        if prose.path not in _OF_ANY_CAMPAIGN and prose.text != EXAMPLE_SHOWS:
            yield prose
    for path, text in texts_in(document.value):
        if "url" in path or "hosts" in path:
            yield Prose(text, document, path)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that people read, without emphasis marks, on one line; `message` is the id of its message, if any."""

    text: str
    mark: Mark
    message: str = ""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a message names, as it is written, and where the message is."""

    message: str
    day: dt.date
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class DatedAhead:
    """A source or a figure, by its id, that is dated after `kit`, the date of the kit."""

    name: str
    as_of: str
    kit: dt.date
    mark: Mark


@dataclass(frozen=True, slots=True)
class DeclaredFace:
    """A face of a family that `kit.yaml` declares, its file, and where it is declared."""

    family: Family
    face: Face
    path: Path
    mark: Mark


@dataclass(frozen=True, slots=True)
class SourceHost:
    """The host of the address of a source, and where that is."""

    host: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class RolePair:
    """Two roles of a theme whose difference carries meaning, with their colours as `#rrggbb`."""

    roles: tuple[str, str]
    colours: tuple[str, str]
    mark: Mark


@dataclass(frozen=True, slots=True)
class TurnedOff:
    """A rule that `kit.yaml` turns off, by name, and where."""

    rule: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class CodeBox:
    """The box of a code on a placement, by id: its side in px, and as it is shown, in px of a screen or in mm."""

    placement: str
    side: float
    shown: float
    unit: Literal["px", "mm"]


@dataclass(frozen=True, slots=True)
class PartnerCode:
    """The address in the codes of a partner's kit, where it is written, and the campaign's own in whose place it is.

    `boxes` are the smallest of a code, on a screen and in print.
    """

    partner: str
    address: str
    own: str
    mark: Mark
    boxes: tuple[CodeBox, ...]


@dataclass(frozen=True, slots=True)
class FeedPost:
    """A message in a feed, and the layout of its picture there, or of the first of its series."""

    message: str
    layout: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Feed:
    """The posts of a platform one after another, in the order of `kit.yaml`."""

    platform: str
    posts: tuple[FeedPost, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A campaign as it reads on a day: the one that is `asked` for, or that of the kit.

    `voice` is what its language rules out, `turned_off` the rules that it turns off. `prose` is what people read as
    it is written, `passages` that and all other texts without emphasis marks, and `messages` all words of each
    message as one, for rules on the message as a whole. `figures` are the texts of the figures by id, `dated` those
    whose value is a day, and `numbers` what may also be typed into copy. `feeds` are those of its platforms,
    `counted` the days of countdown pictures, and `targets` those that countdowns go to. `untranslated` are, by
    message, the words that are missing in other languages, `outdated` the faults of translations of other words, and
    `foreign` is the place of the campaign's language if the generator has no catalogue for it. `voiceless` are the
    languages without their own `voice`, each with its file, if `kit.yaml` has one. `hosts` are those of the kit,
    `source_hosts` those of its sources, and `cited_hosts` those of the sources that each message cites, by its id.
    `faces` are those of the families that `kit.yaml` declares. `translated_from` is the language of `kit.yaml` where
    the campaign is a translation of it. `partner_code` is set where the address of a partner makes codes finer.
    """

    day: dt.date
    language: str
    voice: Voice
    passages: tuple[Prose, ...]
    prose: tuple[Prose, ...]
    messages: tuple[Passage, ...]
    days: tuple[NamedDay, ...]
    pairs: tuple[RolePair, ...]
    turned_off: tuple[TurnedOff, ...]
    figures: tuple[tuple[str, str], ...] = ()
    dated: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    dated_ahead: tuple[DatedAhead, ...] = ()
    feeds: tuple[Feed, ...] = ()
    counted: tuple[NamedDay, ...] = ()
    targets: tuple[NamedDay, ...] = ()
    asked: bool = False
    untranslated: tuple[tuple[str, Fault], ...] = ()
    outdated: tuple[Fault, ...] = ()
    foreign: Mark | None = None
    missing_sentences: tuple[str, ...] = ()
    voiceless: tuple[tuple[str, Mark], ...] = ()
    own_texts: tuple[Prose, ...] = ()
    translated_from: str = ""
    hosts: tuple[str, ...] = ()
    source_hosts: tuple[SourceHost, ...] = ()
    cited_hosts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faces: tuple[DeclaredFace, ...] = ()
    partner_code: PartnerCode | None = None
