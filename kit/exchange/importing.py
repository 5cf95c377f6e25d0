"""Take the texts of a translator's file into `locales/TAG.yaml`: all of them, or none if the file has a fault."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.base.errors import Fault, Mark, OutputError, SpecError, did_you_mean
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.exchange.canonical import in_canonical_form, read_translation, translation_of, translation_path
from kit.exchange.csv_files import read_csv
from kit.exchange.po_files import read_po
from kit.exchange.texts import texts_to_translate
from kit.exchange.xlsx_files import read_xlsx
from kit.project.load import judged_translation
from kit.project.translated_keys import language_faults
from kit.scaffold.editor_files import FOLDER
from kit.scaffold.translation_draft import draft_of
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kit.exchange.canonical import Translation
    from kit.exchange.filled_file import FilledFile, FilledText
    from kit.exchange.texts import Text
    from kit.model.project import Project, Untranslated
    from kit.pipeline.loading import AnyPath

    #: The paths of texts in a translation, each with its new words and their place in the file.
    _Taken = Mapping[tuple[str, ...], tuple[str, Mark]]


#: What people type without noticing; other spaces are meant.
_BLANKS = " \t\n"
_READERS: dict[str, Callable[[Path], FilledFile]] = {".po": read_po, ".csv": read_csv, ".xlsx": read_xlsx}


@dataclass(frozen=True, slots=True)
class ImportedTranslation:
    """What an import did: how many texts of a translation are new or others than before, and how many stayed.

    `trimmed` is how many had blanks at an end that nobody meant. `left_out` says of each text that was not taken why:
    it was made from other words than `kit.yaml` has now, or its translator marked it as not finished. `complete` is how
    many messages have all their words now; `nearest` says of the one that lacks the fewest which.
    """

    path: Path
    changed: int
    unchanged: int
    empty: int
    trimmed: int
    left_out: tuple[Fault, ...]
    complete: int
    nearest: Fault | None


@reporting_os_errors("the texts were imported")
def import_translation(project: Project, language: str, path: AnyPath) -> ImportedTranslation:
    """Write the texts of a file that was exported, `.po`, `.csv` or `.xlsx`, into the translation into a language.

    Empty ones leave the translation as it is; what is made from other words than those of `kit.yaml` is left out and
    returned. Nothing is written if this raises SpecError, for a file that can't be read or is for another language, for
    unknown keys, and for words that a build would refuse; or OutputError, if the translation is not in its one form.
    """
    faults = language_faults(language, project.campaign)
    if faults:
        raise SpecError(*faults)
    filled = _read(Path(path), language)
    translation = _existing(project, language)
    texts = texts_to_translate(project.campaign, translation.document.value, language, {})
    known = {text.key: text for text in texts.texts}
    _require_known(filled.texts, known)
    answers = [_answered(one, known[one.key]) for one in filled.texts]
    _require_allowed(answers)
    taken = {answer.text.path: (answer.words, answer.mark) for answer in answers if answer.is_new}
    text = _with_texts(translation, taken, project)
    left_out = _require_sound(project, translation_of(text, translation.path), language, taken)
    if taken or not translation.path.exists():
        translation.path.parent.mkdir(exist_ok=True)
        write_whole(translation.path, text.encode())
    complete = len(project.campaign.messages) - len(left_out)
    nearest = min(left_out, key=lambda one: one.texts, default=None)
    return _report(translation.path, answers, complete, nearest.fault if nearest else None)


def _read(path: Path, language: str) -> FilledFile:
    """Return the texts of a file. Raises SpecError for an unknown ending or another language."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = f"'{path.name}' does not end in {', '.join(_READERS)}"
        remedy = "import a file that `kit translate --export` wrote, in the format that it has"
        raise SpecError(Fault(message, None, remedy, code="unknown-ending"))
    filled = reader(path)
    if filled.language and filled.language.casefold() != language.casefold():
        message = f"{path.name} is a translation into '{filled.language}', not '{language}'"
        remedy = f"run `kit translate {filled.language} --import {path.name}`"
        raise SpecError(Fault(message, None, remedy, code="other-language"))
    return filled


def _existing(project: Project, language: str) -> Translation:
    """Return the translation of a project, or an empty one. Raises OutputError if it is not in its one form."""
    translation = read_translation(project, language)
    if translation is None:
        text, _ = draft_of(project.campaign, language, f"../{FOLDER}/locale.json")
        return translation_of(text, translation_path(project, language))
    if in_canonical_form(translation, project.campaign.document).encode() != translation.path.read_bytes():
        message = f"{translation.name} is not in the form that the import writes: comments might be lost"
        remedy = f"run `kit translate {language} --format`, look at what it changed, then import again"
        raise OutputError(Fault(message, None, remedy, code="translation-not-formatted"))
    return translation


def _require_known(filled: Sequence[FilledText], known: Mapping[str, Text]) -> None:
    """Raise SpecError for keys that `kit.yaml` does not have, and for those that a file has twice."""
    faults: list[Fault] = []
    first: dict[str, Mark] = {}
    for one in filled:
        if one.key not in known:
            remedy = did_you_mean(one.key, known) or "remove it"
            faults.append(Fault(f"unknown key '{one.key}'", one.mark, remedy, code="unknown-key"))
        elif one.key in first:
            message = f"'{one.key}' is there twice; first in line {first[one.key].line}"
            faults.append(Fault(message, one.mark, "remove one of them", code="duplicate-key"))
        first.setdefault(one.key, one.mark)
    if faults:
        raise SpecError(*faults)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A text, and what a file says to it: words, without blanks that nobody meant, and why they are not taken."""

    text: Text
    words: str
    mark: Mark
    is_trimmed: bool
    left_out: Fault | None

    @property
    def is_new(self) -> bool:
        """Whether the words replace those of the translation."""
        return self.left_out is None and self.words not in ("", self.text.translation)


def _answered(filled: FilledText, text: Text) -> _Answer:
    """Return what a file says to a text; what it was exported with stays as it is, blanks included."""
    words = filled.translation
    if words != text.translation:
        words = _trimmed(words, text.original)
    trimmed = words != filled.translation
    new = words not in ("", text.translation)
    return _Answer(text, words, filled.mark, trimmed and new, _why_left_out(filled, text) if new else None)


def _trimmed(words: str, original: str) -> str:
    """Return words without blanks and line breaks at their ends, unless the original has some there."""
    words = words if original[:1].isspace() else words.lstrip(_BLANKS)
    return words if original[-1:].isspace() else words.rstrip(_BLANKS)


def _why_left_out(filled: FilledText, text: Text) -> Fault | None:
    """Return why new words are not taken; None if they are."""
    if filled.original != text.original:
        message = f"'{text.key}' has changed: this translates '{filled.original}', but it is now '{text.original}'"
        remedy = "export again, and translate the new words"
        return Fault(message, filled.mark, remedy, code="translated-from-other-words")
    if filled.doubted:
        message, remedy = f"'{text.key}' is marked as fuzzy", "correct it, and remove the mark"
        return Fault(message, filled.mark, remedy, code="translation-fuzzy")
    return None


def _require_allowed(answers: Sequence[_Answer]) -> None:
    """Raise SpecError for characters that no words may contain, such as those that can't be seen."""
    found = [(answer, wrong) for answer in answers if answer.is_new for wrong in disallowed_characters(answer.words)]
    if found:
        raise SpecError(
            *(Fault(wrong.message, at.mark, wrong.remedy, code="disallowed-character") for at, wrong in found)
        )


def _with_texts(translation: Translation, taken: _Taken, project: Project) -> str:
    """Return the text of a translation with new words."""
    value = deepcopy(translation.document.value or {})
    for path, (words, _) in taken.items():
        _put(value, path, words)
    return in_canonical_form(translation, project.campaign.document, value)


def _put(value: dict[str, Any], path: Sequence[str], words: str) -> None:
    """Put words at a path of nested mappings, which are made where there is nothing or only a text."""
    for step in path[:-1]:
        if not isinstance(value.get(step), dict):
            value[step] = {}
        value = value[step]
    value[path[-1]] = words


def _require_sound(
    project: Project, translation: Translation, language: str, taken: _Taken
) -> tuple[Untranslated, ...]:
    """Return the messages that lack words in a translation.

    Raises SpecError for words that a build would refuse, each at its place in the file that they come from.
    """
    faults, lacking = judged_translation(project, language, translation.document)
    if faults:
        raise SpecError(*_at_their_source(faults, translation, taken))
    return lacking


def _at_their_source(faults: Sequence[Fault], translation: Translation, taken: _Taken) -> Iterator[Fault]:
    """Yield faults of a translation; those of imported words at the place of these."""
    places = sorted((place, path) for path, place in translation.document.keys.items())
    for fault in faults:
        mark, found = fault.mark, None
        if mark and mark.file == translation.name:
            before = [path for place, path in places if place <= (mark.line, mark.column)]
            found = taken.get(tuple(map(str, before[-1]))) if before else None
        yield replace(fault, mark=found[1]) if found else fault


def _report(path: Path, answers: Sequence[_Answer], complete: int, nearest: Fault | None) -> ImportedTranslation:
    left_out = tuple(answer.left_out for answer in answers if answer.left_out)
    changed = sum(answer.is_new for answer in answers)
    empty = sum(not answer.words for answer in answers)
    return ImportedTranslation(
        path,
        changed=changed,
        unchanged=len(answers) - changed - empty - len(left_out),
        empty=empty,
        trimmed=sum(answer.is_trimmed for answer in answers),
        left_out=left_out,
        complete=complete,
        nearest=nearest,
    )
