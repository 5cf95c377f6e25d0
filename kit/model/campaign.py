"""The sections of `kit.yaml`: what the campaign says and never says, with which figures, in which colours and fonts.

A stem finds words that begin with it, after `~` also those that hold it; `kit.text.stems` finds them.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads the annotations when it validates)
from collections.abc import Mapping  # noqa: TC003
from dataclasses import field
from typing import Literal

from kit.base.errors import Mark
from kit.model.countdown import Countdown, CountedDay  # noqa: TC001
from kit.model.document import Document, YamlPath, record
from kit.model.image import ImageFile  # noqa: TC001
from kit.model.placement import Placement, Role  # noqa: TC001
from kit.model.statistic import Source, Statistic  # noqa: TC001

#: How many other words may be asked for between two that are kept apart.
FEWEST_BETWEEN, MOST_BETWEEN = 1, 50


@record
class Apart:
    """Words that are kept apart, by their stems: `by` other words at least between one of `words` and one of `from_`.

    The second list is written as `from`.
    """

    words: tuple[str, ...]
    from_: tuple[str, ...]
    by: int = 6


@record
class Voice:
    """The section `voice`, in the words of one language; `never_in_a_line` holds phrases, all others hold stems."""

    never: tuple[str, ...] = ()
    never_on_pictures: tuple[str, ...] = ()
    never_in_a_line: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    never_emphasised: tuple[str, ...] = ()


#: What rules nothing out: of a campaign that says nothing of it, and of a language without words of its own.
NO_VOICE = Voice()


#: The theme of pictures in the colours that their drawings have: no entry of `themes`, and that of all where none is
#: named.
DRAWN = "drawn"


@record
class Help:
    """Where people find help: the words of a line, and the id of the link whose address follows them."""

    text: str
    link: str


@record
class KitInfo:
    """What the kit is called and what holds for all of it; `sender` is who asks, by default the creator.

    `first` is the id of the message that the page shows first.
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


@record
class Link:
    """An address to go to, how pictures write it, and what to do there, for pictures that have no other ask."""

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
    """A type family: every name that editors write for it, its files, and where missing characters are sought."""

    id: str
    names: tuple[str, ...]
    faces: tuple[Face, ...]
    fallbacks: tuple[str, ...] = ()


@record
class ImageUse:
    """A layout, and the roles of placement that a message takes it for.

    `at` narrows the roles to some placements or platforms. `copy`, `theme`, `photo` and `logo` are those of its
    pictures alone, over those of the message.
    """

    layout: str
    on: tuple[Role, ...]
    at: tuple[str, ...] = ()
    copy: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    photo: ImageFile | None = None
    logo: ImageFile | None = None

    def takes(self, placement: Placement) -> bool:
        """Tell whether the layout is taken for a placement."""
        return placement.role in self.on and (not self.at or bool({placement.id, placement.platform} & set(self.at)))


@record
class Caption:
    """The words beside the picture; the long form is used where it fits."""

    short: str
    long: str


@record
class Frame:
    """One picture of a numbered series: its own copy and, where they differ, what the message says too."""

    copy: Mapping[str, str]
    layout: str | None = None
    statistic: str | None = None
    compare: tuple[str, ...] = ()
    photo: ImageFile | None = None
    logo: ImageFile | None = None


@record
class Message:
    """One thing the campaign says, with all that its pictures need.

    `frames` are the pictures of a numbered series. `statistic` is that of each frame that names none, so a series in
    which some frames have no figure names figures frame by frame. `compare` are the figures whose bars stand side by
    side, of each frame that has none of its own. `like` is the message that it took from what it does not say itself,
    but for what it is to be `without`. A `countdown` makes a picture a day, each for one of the days `counted`.
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


@record
class CheckChoice:
    """A rule that is turned off, and why."""

    off: str
    reason: str


@record
class AllowedNumber:
    """A number that copy may hold though it is no figure, as it is written, and why."""

    allow: str
    reason: str


@record
class Campaign:
    """`kit.yaml`, validated. Every mapping is keyed by id and keeps the order of the file.

    `figures`, filled when figures are written into the words, names the statistics in each text by its path. `forms`
    are the texts of countdowns that depend on how many days are left: by path, a form for each plural class.
    """

    kit: KitInfo
    links: Mapping[str, Link]
    messages: Mapping[str, Message]
    themes: Mapping[str, Mapping[str, str]]
    families: Mapping[str, Family]
    sources: Mapping[str, Source]
    statistics: Mapping[str, Statistic]
    platforms: Literal["all"] | tuple[str, ...]
    checks: tuple[CheckChoice, ...]
    voice: Voice
    document: Document
    numbers: tuple[AllowedNumber, ...] = ()
    figures: Mapping[YamlPath, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[YamlPath, Mapping[str, str]] = field(default_factory=dict)

    @property
    def language_mark(self) -> Mark:
        """Where the language is named: in `kit.yaml`, or by the name of a translation."""
        translations = self.document.translated.values()
        return next((Mark(file.file, 1) for file, _ in translations), self.document.mark("kit", "language"))
