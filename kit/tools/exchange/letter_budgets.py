"""How many letters fit each slot, on each placement and in each language, before or after it is translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from kit.base.document.document import YamlPath
from kit.base.errors import SpecError
from kit.base.system_errors import reporting_os_errors
from kit.compose import Composer
from kit.compose.content import resolve
from kit.compose.letter_room import LetterRoom, RoomyBox, letter_room, word_boxes
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign
from kit.model.picture import Words
from kit.model.project import Project
from kit.model.slot import COPY_SLOTS
from kit.project.plan import plan
from kit.project.translated_keys import language_faults
from kit.run.pipeline.open_project import composer_of
from kit.text.languages.language_names import is_right_to_left
from kit.text.languages.language_wording import sample_of

#: How many letters of a campaign's own words are enough to measure by, and how many are used.
_ENOUGH, _MOST = 1_000, 3_000
#: Slots that a figure's words fill, each with its key in `statistics`.
_OF_FIGURES = ("qualifier", "counts")
_ENGLISH = "en"
#: How many placements of a text are named to translators.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class LetterBudget:
    """How many letters fit a slot of a picture in a language, blanks included.

    9 of 10 texts of `most` letters fit, at the smallest size that is allowed; half of those of `drawn` letters have the
    size that the drawing has. `path` leads to the words in
    `kit.yaml`. `measured_by` says whose words gave the widths: the campaign's `own`, a `sample` of the language, or
    `english` for a language without one.
    """

    language: str
    message: str
    frame: int | None
    slot: str
    placement: str
    path: YamlPath
    drawn: int
    most: int
    measured_by: str

    @property
    def key(self) -> str:
        """The path as a translation has it, such as `messages.reports.copy.headline`."""
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.path)

    @staticmethod
    def tightest(budgets: Sequence[LetterBudget]) -> LetterBudget:
        """Return the one of the place with the least room, of all of one text; `drawn` is the median of all places."""
        least = min(budgets, key=lambda each: (each.most, each.drawn))
        return replace(least, drawn=min(least.most, median_low(each.drawn for each in budgets)))


@reporting_os_errors("letters were counted")
def budget(project: Project, languages: Sequence[str] = ()) -> tuple[LetterBudget, ...]:
    """Return how many letters fit each slot of each picture in some languages, BCP 47 tags; in all of a project's.

    Raises SpecError for an unknown language, DrawingError or FontError for a drawing that can't be read.
    """
    own = project.campaign.kit.language
    asked = languages or [campaign.kit.language for campaign in project.campaigns]
    faults = [fault for tag in asked if tag != own for fault in language_faults(tag, project.campaign)]
    if faults:
        raise SpecError(*faults)
    composer = composer_of(project)
    return tuple(found for tag in asked for found in _InLanguage(project, tag, composer).budgets())


def notes_on_room(project: Project, language: str) -> dict[YamlPath, str]:
    """Return for each text of pictures, by its path in `kit.yaml`, where it is seen and how many letters fit."""
    found: dict[YamlPath, list[LetterBudget]] = {}
    for row in budget(project, [language]):
        found.setdefault(row.path, []).append(row)
    return {path: _note(budgets) for path, budgets in found.items()}


def _note(budgets: Sequence[LetterBudget]) -> str:
    places = [*dict.fromkeys(each.placement for each in budgets)]
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    least = LetterBudget.tightest(budgets)
    is_shrunk = 0 < least.drawn < least.most
    large = f" On most pictures about {least.drawn} are as large as in the drawing." if is_shrunk else ""
    fit = f"At most about {least.most} letters fit, blanks included: on {least.placement}.{large}"
    return f"Seen on {', '.join(places[:_NAMED])}{more}.\n{fit}"


class _InLanguage:
    """The budgets of one language; slots with the same box and the same setting are measured once."""

    def __init__(self, project: Project, language: str, composer: Composer) -> None:
        self._project, self._language, self._composer = project, language, composer
        self._sample, self._measured_by = _words_of(project, language)
        self._rooms: dict[object, LetterRoom] = {}

    def budgets(self) -> Iterator[LetterBudget]:
        """Yield the budget of each slot of each picture that a text of its own fills."""
        for artboard in _artboards(self._project, self._language):
            campaign = self._project.in_language(artboard.language).campaign
            boxes, words = self._boxes(artboard)
            for slot, box in boxes.items():
                path = _path_of(slot, artboard, campaign)
                if path:
                    room = self._room(box, words[slot])
                    where = (artboard.message.id, artboard.frame, slot, artboard.placement.id)
                    yield LetterBudget(self._language, *where, path, room.drawn, room.most, self._measured_by)

    def _boxes(self, artboard: Artboard) -> tuple[Mapping[str, RoomyBox], Mapping[str, Words]]:
        """Return the boxes and the words of an artboard, laid out for the language."""
        drawing, layout = self._composer.drawing_for(artboard), self._project.layouts[artboard.layout]
        picture = resolve(artboard, self._project, self._composer.slots_of(drawing, artboard))
        picture = replace(picture, language=self._language, mirrored=is_right_to_left(self._language))
        words = {name: content for name, content in picture.slots.items() if isinstance(content, Words)}
        return word_boxes(picture, drawing, layout, self._composer.book), words

    def _room(self, roomy: RoomyBox, words: Words) -> LetterRoom:
        emphasised = sum(end - start for start, end in words.spans) / max(1, len(words.text))
        box, slot = roomy.box, roomy.box.slot
        key = (roomy.height, slot.box.size, slot.growth, box.floor, repr((slot.style, box.drawn, box.rule)), emphasised)
        if key not in self._rooms:
            self._rooms[key] = letter_room(roomy, words, self._sample, self._composer.book)
        return self._rooms[key]


def _artboards(project: Project, language: str) -> Iterator[Artboard]:
    """Yield the artboards of a language; of messages without a translation those of the campaign's own."""
    own = project.campaign.kit.language
    every = plan(project)
    translated = {artboard.message.id for artboard in every if artboard.language == language}
    yield from (
        artboard for artboard in every if artboard.language == (language if artboard.message.id in translated else own)
    )


def _words_of(project: Project, language: str) -> tuple[str, str]:
    """Return real words in a language, those of the campaign if there are enough, and whose they are."""
    campaign = next((spoken for spoken in project.campaigns if spoken.kit.language == language), None)
    own = " ".join(dict.fromkeys(_written_in(campaign))) if campaign else ""
    if len(own) >= _ENOUGH:
        return own[:_MOST].rpartition(" ")[0], "own"
    sample = sample_of(language)
    return (sample, "sample") if sample else (sample_of(_ENGLISH), "english")


def _written_in(campaign: Campaign) -> Iterator[str]:
    """Yield the words of the pictures and captions of a campaign, without marks of emphasis and addresses."""
    for message in campaign.messages.values():
        for text in (*message.copy.values(), message.caption.short, message.caption.long):
            yield " ".join(word for word in text.replace("**", "").split() if not re.search(r"\w[./]\w|[{}]", word))


def _path_of(slot: str, artboard: Artboard, campaign: Campaign) -> YamlPath:
    """Return where `kit.yaml` has the words of a slot; nothing for one that no single text fills."""
    picture = artboard.picture
    if slot in picture.copy and slot in COPY_SLOTS:
        path = picture.copy_yaml_path(slot)
        return _where_written(path, campaign)
    if slot in _OF_FIGURES and picture.statistic and not picture.counted:
        return ("statistics", picture.statistic, slot)
    if slot == "button" and artboard.message.link:
        return ("links", artboard.message.link, "verb")
    return ("kit", "sender") if slot == "sender" and campaign.kit.sender else ()


def _where_written(path: YamlPath, campaign: Campaign) -> YamlPath:
    """Return the path of copy; of inherited copy, where the message that it is from has it."""
    while path in campaign.document.taken or path[:-1] in campaign.document.taken:
        like = campaign.messages[str(path[1])].like
        if not like:
            break
        path = (path[0], like, *path[2:])
    return path
