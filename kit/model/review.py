"""A campaign as the rules on it see it: every text that people read, every day that is named, every pair of colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from kit.errors import Fault, Mark
    from kit.model.prose import Prose
    from kit.model.voice import Voice


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
    """A source or a figure, by its id, that is of a later day than `kit`, the date of the kit."""

    name: str
    as_of: str
    kit: dt.date
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
class FeedPost:
    """A message in a feed, and the layout of its picture there, or of the first of its series."""

    message: str
    layout: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Feed:
    """What a platform shows one after another, in the order of `kit.yaml`."""

    platform: str
    posts: tuple[FeedPost, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A campaign as it reads on a day, which is `asked` for or that of the kit.

    `voice` is what its language rules out, `turned_off` the rules that it turns off. `prose` holds what people read as
    it is written, `passages` that and all other texts without emphasis marks, and `messages` all words of each message
    as one, for rules on the message as a whole. `figures` are the texts of the figures by id, `dated` those whose value
    is a day, and `numbers` what may be typed into copy besides. `feeds` are those of its platforms, and `counted` are
    the days that pictures of countdowns are for. `untranslated` says, by message, which words are missing in other
    languages, and `foreign` where the campaign names a language in which the generator has no sentences of its own.
    `voiceless` are the languages without a `voice` of their own, each with its file, where `kit.yaml` has one.
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
    asked: bool = False
    untranslated: tuple[tuple[str, Fault], ...] = ()
    foreign: Mark | None = None
    voiceless: tuple[tuple[str, Mark], ...] = ()
