"""A project: the folder of `kit.yaml` with everything that was read for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from kit.base.errors import Fault
from kit.base.real_paths import places_of
from kit.model.campaign import NO_VOICE, Campaign
from kit.model.image import FoundImage
from kit.model.layout import Layout
from kit.model.placement import Placement

#: Words in place of a campaign's, to test drawings: longer ones, or some that run from right to left; and its own with
#: accents, or in brackets, to see what can't be translated.
PseudoCopy = Literal["long", "rtl", "accents", "marked"]
#: The campaign's own words, longer by a third, twice as long, or each line with one very long word: to test drawings.
StretchedCopy = Literal["third", "double", "longest-word"]
TestCopy = PseudoCopy | StretchedCopy


#: The state of a translation: nobody has reviewed it, somebody has, or `kit.yaml` has other words now.
State = Literal["outdated", "draft", "reviewed"]


@dataclass(frozen=True, slots=True)
class TranslationStates:
    """The states of the messages of one language by id, and a fault for each of its strings that is outdated.

    `more` are the states of what it has beyond pictures.
    """

    messages: Mapping[str, State]
    outdated: tuple[Fault, ...] = ()
    more: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A message that is left out in a language, by its id, which of its words are not translated, and how many.

    The id is empty for one of what a kit has beyond pictures.
    """

    language: str
    message: str
    fault: Fault
    texts: int = 1


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A message that is held back in a language, by its id: words of it that are outdated have an error, the fault.

    An extra is named `more/ID`.
    """

    language: str
    message: str
    fault: Fault

    @property
    def where(self) -> str:
        """The message and its language, as in findings."""
        return f"{self.message} ({self.language})"


@dataclass(frozen=True, slots=True)
class BrokenLanguage:
    """A language that is left out because its translation has faults; the tag is the name of its file."""

    language: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class TranslatedCampaign:
    """A campaign in another language, with the states of its messages, and which messages are left out, and why.

    There is no campaign if no message is translated. `faults` leave out the whole language: then nothing else is set.
    """

    campaign: Campaign | None = None
    states: TranslationStates | None = None
    untranslated: tuple[Untranslated, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """The campaign, the layouts and placements it may use, and where font files are searched for, in order.

    `images` are the photos and logos that the campaign names, by their path from `kit.yaml`; `pseudo` is the
    pseudo-copy of its pictures, None for the words of the campaign. `translations` are the campaign in other languages,
    by their tags, each with the messages that are completely translated; `untranslated` are the others, and `held_back`
    those with an error in words that are outdated. `broken` are the languages whose translations have other faults,
    `set_aside` those that the caller does not want; `states` are those of the translated messages by language.
    """

    root: Path
    campaign: Campaign
    layouts: Mapping[str, Layout]
    placements: Mapping[str, Placement]
    font_folders: tuple[Path, ...]
    images: Mapping[str, FoundImage] = field(default_factory=dict)
    pseudo: TestCopy | None = None
    translations: Mapping[str, Campaign] = field(default_factory=dict)
    untranslated: tuple[Untranslated, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    broken: tuple[BrokenLanguage, ...] = ()
    set_aside: frozenset[str] = frozenset()
    states: Mapping[str, TranslationStates] = field(default_factory=dict)

    def state_of(self, language: str, message: str) -> State:
        """Return the state of a message in a language; in that of `kit.yaml` all are `reviewed`."""
        states = self.states.get(language)
        return states.messages.get(message, "draft") if states else "reviewed"

    def state_of_extra(self, language: str, extra: str) -> State:
        """Return the state of what a kit has beyond pictures in a language, as `state_of` does of a message."""
        states = self.states.get(language)
        return states.more.get(extra, "draft") if states else "reviewed"

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that the project declares, that of `kit.yaml` first: translated, broken or set aside."""
        main = self.campaign.kit.language
        others = {*self.translations, *self.set_aside, *(message.language for message in self.untranslated)}
        others |= {broken.language for broken in self.broken}
        return main, *sorted(others - {main})

    @property
    def not_asked_for(self) -> tuple[str, ...]:
        """The languages that the caller set aside, but not those that a partner does not want."""
        partner = self.campaign.partner
        wanted = partner.languages if partner and partner.languages else self.set_aside
        return tuple(sorted(self.set_aside.intersection(wanted)))

    def without(self, tags: Collection[str]) -> Project:
        """Return the project without some of its languages, which are set aside."""
        return replace(
            self,
            translations={tag: campaign for tag, campaign in self.translations.items() if tag not in tags},
            untranslated=tuple(message for message in self.untranslated if message.language not in tags),
            held_back=tuple(message for message in self.held_back if message.language not in tags),
            broken=tuple(broken for broken in self.broken if broken.language not in tags),
            set_aside=self.set_aside | {*tags},
        )

    def with_translations(self, added: Mapping[str, TranslatedCampaign]) -> Project:
        """Return the project with translations that were read, in the order of their tags; they were set aside."""
        campaigns = {tag: translation.campaign for tag, translation in added.items() if translation.campaign}
        states = {tag: translation.states for tag, translation in added.items() if translation.states}
        broken = (BrokenLanguage(tag, translation.faults) for tag, translation in added.items() if translation.faults)
        return replace(
            self,
            translations={**self.translations, **campaigns},
            states={**self.states, **states},
            untranslated=(*self.untranslated, *chain.from_iterable(each.untranslated for each in added.values())),
            held_back=(*self.held_back, *chain.from_iterable(each.held_back for each in added.values())),
            broken=(*self.broken, *broken),
            set_aside=self.set_aside - added.keys(),
        )

    @property
    def campaigns(self) -> tuple[Campaign, ...]:
        """The campaign as `kit.yaml` has it, then in each other language."""
        return self.campaign, *self.translations.values()

    @property
    def voiceless(self) -> tuple[Campaign, ...]:
        """The campaigns in languages without their own `voice`, if that of `kit.yaml` rules words out."""
        if self.campaign.voice == NO_VOICE:
            return ()
        return tuple(campaign for campaign in self.translations.values() if "voice" not in campaign.document.value)

    def in_language(self, tag: str) -> Project:
        """Return the project with its campaign in one of its languages only."""
        campaign = self.translations.get(tag, self.campaign)
        return replace(
            self,
            campaign=campaign,
            translations={},
            untranslated=tuple(message for message in self.untranslated if message.language == tag),
            held_back=tuple(message for message in self.held_back if message.language == tag),
            broken=(),
            set_aside=frozenset(),
        )

    @property
    def kit_name(self) -> str:
        """The name of the kit's folder and of its zips: the campaign's name and version, and the partner's id."""
        kit, partner = self.campaign.kit, self.campaign.partner
        return "-".join((kit.name, kit.version, *([partner.id] if partner else [])))

    def font(self, file: str) -> Path:
        """Return the path of a font file: the project's own first, or else the shipped one (which may not exist)."""
        return font_at(file, self.font_folders, self.root)


#: Says which languages of a project, as it was read without translations, are wanted.
Wanted = Callable[[Project], Collection[str]]


def all_languages(project: Project) -> Collection[str]:
    """Return all languages of a project, to be read."""
    return project.languages


def font_at(file: str, folders: Sequence[Path], root: Path) -> Path:
    """Return the path of a font file in the folders of fonts of a project, the last of them the shipped one."""
    places = places_of(file, folders, root)
    return next((path for path in places if path.is_file()), places[-1])
