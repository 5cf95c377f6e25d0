"""The sections of `kit.yaml`: what the campaign says and never says, with its figures, colours and fonts.

A stem matches words that begin with it, and after `~` also those that contain it; see `kit.text.stems`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from kit.base.document.document import Document, YamlPath, record
from kit.base.errors import Mark
from kit.model.extra import Extra
from kit.model.image import ImageFile
from kit.model.partner import JOINT, Partner
from kit.model.placement import Placement, Role
from kit.model.statistic import Countdown, CountedDay, Source, Statistic

#: The most words that may be required between two that are kept apart.
FEWEST_BETWEEN, MOST_BETWEEN = 1, 50


@record
class Apart:
    """Words that are kept apart, by their stems: at least `by` other words between one of `words` and one of `from_`.

    The second list is written as `from`.
    """

    words: tuple[str, ...]
    from_: tuple[str, ...]
    by: int = 6


@record
class Voice:
    """The section `voice`, in the words of one language; `never_in_a_line` has phrases, all others have stems."""

    never: tuple[str, ...] = ()
    never_on_pictures: tuple[str, ...] = ()
    never_in_a_line: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    never_emphasised: tuple[str, ...] = ()


#: Rules nothing out: for a campaign without the section, and for a language without its own.
NO_VOICE = Voice()


#: The theme of pictures in the colours of their drawings: not an entry of `themes`, and the default if none is named.
DRAWN = "drawn"


@record
class Help:
    """Where people find help: the words of a line, and the id of the link whose address follows them."""

    text: str
    link: str


@record
class About:
    """What the campaign asks and why, in a few sentences, and who leads it: a name, and the id of the link to them.

    `source` is the id of the source to read for more, if there is one.
    """

    text: str
    by: str
    link: str
    source: str | None = None


@record
class KitInfo:
    """The name of the kit and what applies to all of it; `sender` is who asks, by default the creator.

    `first` is the id of the message that the page shows first. `shipped_layouts` are the names of the generator's
    layouts that a campaign in a folder of its own uses, `maker` those that volunteers may fill with words of their own.
    `outcome` is what came of the campaign, once that is known.
    """

    name: str
    title: str
    version: str
    date: dt.date
    language: str
    creator: str
    licence: str
    hosts: tuple[str, ...]
    hashtags: tuple[str, ...] = ()
    theme: str | None = None
    site: str | None = None
    logo: ImageFile | None = None
    sender: str | None = None
    help: Help | None = None
    first: str | None = None
    shipped_layouts: tuple[str, ...] = ()
    maker: tuple[str, ...] = ()
    about: About | None = None
    outcome: str | None = None


@record
class Link:
    """An address to go to, how pictures show it, and what to do there, for pictures without another call to action."""

    id: str
    url: str
    shown: str
    verb: str = ""


@record
class Face:
    """One font file of a family. `weight` is one weight of a static file or the range of a variable one."""

    file: str
    weight: int | tuple[int, int]
    italic: bool = False
    optical_size: tuple[float, float] | None = None


@record
class Family:
    """A type family: every name that editors use for it, its files, and the fallbacks for missing characters.

    In languages that are written in one of its `scripts` (ISO 15924), it comes before the family that is drawn.
    """

    id: str
    names: tuple[str, ...]
    faces: tuple[Face, ...]
    fallbacks: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


@record
class ImageUse:
    """A layout, and the roles of placements that a message uses it for.

    `at` narrows the roles to some placements or platforms. `copy`, `theme`, `photo` and `logo` are for its pictures
    only and override those of the message.
    """

    layout: str
    on: tuple[Role, ...]
    at: tuple[str, ...] = ()
    copy: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    photo: ImageFile | None = None
    logo: ImageFile | None = None

    def takes(self, placement: Placement) -> bool:
        """Return whether the layout is used for a placement."""
        return placement.role in self.on and (not self.at or bool({placement.id, placement.platform} & set(self.at)))


@record
class Caption:
    """The words beside the picture; the long form is used where it fits."""

    short: str
    long: str


@record
class Frame:
    """One picture of a numbered series: its own copy, and its own values of the message's other keys."""

    copy: Mapping[str, str]
    layout: str | None = None
    statistic: str | None = None
    compare: tuple[str, ...] = ()
    photo: ImageFile | None = None
    logo: ImageFile | None = None


@record
class Message:
    """One thing the campaign says, with all that its pictures need.

    `frames` are the pictures of a numbered series. `statistic` is that of each frame that names none, so a series with
    frames without a figure names figures frame by frame. `compare` are the figures with bars side by side, for each
    frame that has none of its own. `like` is the message that it inherits from, except for the keys in `without`. A
    `countdown` makes a picture a day, each for one of the days `counted`. `not_at` are placements and platforms without
    a picture.
    """

    id: str
    images: tuple[ImageUse, ...]
    copy: Mapping[str, str]
    caption: Caption
    shows: str
    statistic: str | None = None
    link: str | None = None
    theme: str | None = None
    photo: ImageFile | None = None
    logo: ImageFile | None = None
    frames: tuple[Frame, ...] = ()
    compare: tuple[str, ...] = ()
    like: str | None = None
    without: tuple[str, ...] = ()
    countdown: Countdown | None = None
    counted: tuple[CountedDay, ...] = ()
    not_at: tuple[str, ...] = ()


@record
class AllPlatformsBut:
    """All placements, `without` some placements or platforms."""

    without: tuple[str, ...]


@record
class CheckChoice:
    """A rule that is turned off, and why."""

    off: str
    reason: str


@record
class AdviceChoice:
    """Whether findings about taste are shown."""

    advice: bool


@record
class AllowedNumber:
    """A number that copy may have although it is not a figure, as it is written, and why."""

    allow: str
    reason: str


#: Sentences of the generator by key, and groups of them.
Sentences = Mapping[str, Any]


@record
class Campaign:
    """`kit.yaml`, validated. Every mapping is keyed by id and keeps the order of the file.

    `figures`, filled when figures are written into the words, has the statistics in each text by its path. `forms` are
    the texts of countdowns that depend on the number of days left: by path, a form for each plural class. `without` are
    placements and platforms that are left out of all. `checks` are the rules that are turned off, by their index in the
    section; `advice` is whether it asks for advice. `sentences` are what the generator itself says in the language, by
    section, and `has_own_sentences` is set if the campaign brings some of them. `missing_sentences` are the paths of
    those that its file still lacks in a language that the generator does not speak. `partner` is the one whose kit this
    is, and `replaced_link` the campaign's own that the partner's is in place of. `more` is what the kit has beyond
    pictures.
    """

    kit: KitInfo
    links: Mapping[str, Link]
    messages: Mapping[str, Message]
    themes: Mapping[str, Mapping[str, str]]
    families: Mapping[str, Family]
    sources: Mapping[str, Source]
    statistics: Mapping[str, Statistic]
    platforms: Literal["all"] | tuple[str, ...]
    checks: Mapping[int, CheckChoice]
    voice: Voice
    document: Document
    numbers: tuple[AllowedNumber, ...] = ()
    figures: Mapping[YamlPath, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[YamlPath, Mapping[str, str]] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    advice: bool = False
    sentences: Sentences = field(default_factory=dict)
    has_own_sentences: bool = False
    missing_sentences: tuple[str, ...] = ()
    partner: Partner | None = None
    replaced_link: Link | None = None
    more: Mapping[str, Extra] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title of the kit: the campaign's, with the name of the partner whose kit it is."""
        return JOINT.join((self.kit.title, *([self.partner.name] if self.partner else [])))

    @property
    def partner_document(self) -> Document | None:
        """The file of the partner whose kit it is; None if it is the campaign's own."""
        return self.document.replaced["kit", "sender"][0] if self.partner else None

    @property
    def turned_off(self) -> tuple[str, ...]:
        """The names of the rules that are turned off, as they are written, sorted."""
        return tuple(sorted({choice.off for choice in self.checks.values()}))

    @property
    def language_mark(self) -> Mark:
        """The place of the language: in `kit.yaml`, or the file name of a translation."""
        translations = self.document.translated.values()
        return next((Mark(file.file, 1) for file, _ in translations), self.document.mark("kit", "language"))
