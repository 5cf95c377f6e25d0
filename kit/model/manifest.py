"""The manifest of a kit: a summary, the version of the generator, every file, and the parts it is divided into.

The page and the documents are made from these values only. Every record keeps the fields that this version does not
know, so that a manifest written by a later one of the same schema loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kit.model.asset import WHERE_THERE_IS_ONE, Asset, JsonRecord, Thumbnail


@dataclass(frozen=True, slots=True)
class MessageEntry(JsonRecord):
    """A message by its id, and its title for people: its headline or its figure, without markup.

    `last_day` is the last on which it is right, `counts_to` the day that its countdown goes to; both YYYY-MM-DD.
    `counted` are the titles of a countdown's pictures by the number of days left, as digits: "5 days until the vote".
    """

    id: str
    title: str
    last_day: str | None = None
    counts_to: str | None = None
    counted: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class FigureEntry(JsonRecord):
    """A figure as it must be written, including its qualifier, what it counts, and the id of its source.

    `day` is its day, YYYY-MM-DD, if it is one.
    """

    words: str
    counts: str
    source: str
    as_of: str
    day: str | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry(JsonRecord):
    """Where figures come from; `as_of` is YYYY, YYYY-MM or YYYY-MM-DD."""

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None


@dataclass(frozen=True, slots=True)
class CreditEntry(JsonRecord):
    """The credit of photos or logos, and the ids of the messages that have them; none for those of the kit."""

    credit: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpEntry(JsonRecord):
    """Where people find help: the words before the address, and the whole address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutEntry(JsonRecord):
    """What a campaign asks and why, who leads it, the whole address of theirs, and the id of the source to read."""

    text: str
    by: str
    url: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class KitWords(JsonRecord):
    """The words of page and documents in another language, for the translated messages and figures."""

    title: str
    messages: tuple[MessageEntry, ...]
    figures: tuple[FigureEntry, ...]
    sources: tuple[SourceEntry, ...]
    help: HelpEntry | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    about: AboutEntry | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    outcome: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)


@dataclass(frozen=True, slots=True)
class KitSummary(JsonRecord):
    """What the page and the documents say about the kit as a whole, in the order of `kit.yaml`.

    `date` is YYYY-MM-DD, `links` are addresses, `placements` ids; `advised` are those to use first on their platforms.
    `first` is the id of the message that people see first, if there is one. `translations` are the words in other
    languages, by their tags. `help` is where people find help, `about` what the campaign is and `outcome` what came of
    it, if the kit has them, and `mark` its logo as a small square PNG, in base64, if it has one. `sentences` are those
    of the generator that page and documents use, by section and by the tags of the languages in which the campaign
    brings some of them.
    """

    name: str
    title: str
    version: str
    date: str
    language: str
    creator: str
    licence: str
    site: str | None
    links: tuple[str, ...]
    messages: tuple[MessageEntry, ...]
    placements: tuple[str, ...]
    figures: tuple[FigureEntry, ...]
    sources: tuple[SourceEntry, ...]
    credits: tuple[CreditEntry, ...] = ()
    advised: tuple[str, ...] = ()
    first: str | None = None
    translations: Mapping[str, KitWords] = field(default_factory=dict, hash=False)
    help: HelpEntry | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    about: AboutEntry | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    outcome: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    mark: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    sentences: Mapping[str, Mapping[str, Any]] | None = field(default=None, metadata=WHERE_THERE_IS_ONE, hash=False)

    def in_language(self, tag: str) -> KitSummary:
        """Return the summary in one of its languages; what is not translated stays the same."""
        words = self.translations.get(tag)
        if words is None:
            return self
        messages = {entry.id: entry for entry in words.messages}
        sources = {source.id: source for source in words.sources}
        return replace(
            self,
            language=tag,
            translations={},
            title=words.title,
            messages=tuple(messages.get(entry.id, entry) for entry in self.messages),
            figures=words.figures,
            sources=tuple(sources.get(source.id, source) for source in self.sources),
            help=words.help or self.help,
            about=words.about,
            outcome=words.outcome,
        )


@dataclass(frozen=True, slots=True)
class MoreEntry(JsonRecord):
    """A file beyond the pictures: of an extra of the campaign, or a page that people make pictures with.

    `id` is that of the extra, and `title` what people call it in its language. `last_day` is the last day on which it
    is right, YYYY-MM-DD; `state` that of a translation that is not reviewed. `numbers` are those in it that are in no
    figure, source or date of the kit, in digits.
    """

    path: str
    sha256: str
    bytes: int
    media_type: str
    language: str
    id: str
    title: str
    last_day: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    state: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    numbers: tuple[str, ...] | None = field(default=None, metadata=WHERE_THERE_IS_ONE)


@dataclass(frozen=True, slots=True)
class Languages(JsonRecord):
    """The languages that the campaign has, and those of the pictures of this kit; both sorted."""

    declared: tuple[str, ...]
    built: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest(JsonRecord):
    """The contents of a kit; `engines` are versions by the name of what made the files.

    Assets are sorted by path, and so are thumbnails, one for all pictures that look the same. `more` is what there is
    beyond pictures, by language, in the order of `kit.yaml`. `left_out` says, by
    language, why the kit is without it, if it has errors, and `held_back`, by language and message, why it is without
    that, as words that are outdated have one; `drafts` are, by language, the messages of a release that are
    in a zip of their own, as nobody has reviewed them. An `overview` has documents and thumbnails alone: its pictures
    are in the zips of their platforms, whose names begin with it.
    """

    schema: int
    kit: KitSummary
    engines: Mapping[str, str]
    assets: tuple[Asset, ...]
    thumbnails: tuple[Thumbnail, ...] = ()
    more: tuple[MoreEntry, ...] | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    left_out: Mapping[str, str] | None = field(default=None, hash=False, metadata=WHERE_THERE_IS_ONE)
    held_back: Mapping[str, Mapping[str, str]] | None = field(default=None, hash=False, metadata=WHERE_THERE_IS_ONE)
    languages: Languages | None = field(default=None, metadata=WHERE_THERE_IS_ONE)
    drafts: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False, metadata=WHERE_THERE_IS_ONE)
    overview: str | None = field(default=None, metadata=WHERE_THERE_IS_ONE)

    @property
    def whole_name(self) -> str:
        """The name of the whole kit: with its version, and the id of the partner whose kit it is."""
        partners = {asset.partner for asset in self.assets if asset.partner}
        return "-".join((self.kit.name, self.kit.version, *partners))

    @property
    def has_several_languages(self) -> bool:
        """Whether a kit, or the one that this is a part of, has pictures in several languages, drafts included."""
        listed = self.languages.built if self.languages else ()
        return len({*listed, *(self.drafts or ()), *(asset.language for asset in self.assets)}) > 1


#: The page of a kit, and the documents beside it, in its folder or in that of a language.
PAGE, START, SOURCES, LICENCE, PLAN = "index.html", "START-HERE.txt", "SOURCES.md", "LICENSE.txt", "posting-plan.ics"
#: The page of a language on which people write words of their own, and its media type.
MAKER, HTML = "make.html", "text/html"
#: The document with a row for each picture: its path, its caption and its alternative text.
CAPTIONS = "captions.csv"
#: What each language of a kit has in a folder of its own, if there are several.
OF_EACH_LANGUAGE = (PAGE, START, SOURCES, LICENCE, PLAN)
#: The name of the zip of a part, without its ending. Platforms and messages may have the same name; no other name in
#: them contains an underscore.
OF_LANGUAGE, OF_PLATFORM, OF_MESSAGE = "{kit}-{language}", "{kit}-{language}-{platform}", "{kit}-{language}_{message}"
#: The folder of a published page in which it looks for zips.
ZIPS = "zips"
#: The names of the zips of what nobody has reviewed in a language, without their ending: of all of it, and a platform.
OF_DRAFTS, OF_DRAFTS_ON = "{kit}-DRAFT-{language}", "{kit}-DRAFT-{language}-{platform}"


@dataclass(frozen=True, slots=True)
class KitPart:
    """The name of a part, the entries of its pictures, and what it holds of them.

    A part with `pictures` has these and the texts beside them, one with `thumbnails` has small images for its page.
    """

    name: str
    assets: tuple[Asset, ...]
    pictures: bool = True
    thumbnails: bool = False

    @property
    def is_overview(self) -> bool:
        """Whether its pictures are in other parts."""
        return not self.pictures


def page_path(language: str, name: str = PAGE) -> str:
    """Return the path of the page of a language, or of a document of it, in a kit that has several."""
    return f"{language.lower()}/{name}"
