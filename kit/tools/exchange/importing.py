"""Take the texts of a translator's file into `locales/TAG.yaml`: all of them, or none if the file has a fault."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from kit.base.errors import Fault, OutputError, SpecError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.project import Project, Untranslated
from kit.project.load import judged_translation
from kit.project.translated_keys import language_faults
from kit.project.translation_states import digest_of, known_strings
from kit.run.pipeline.loading import AnyPath
from kit.tools.exchange.answers import Answer, answers_of
from kit.tools.exchange.canonical import (
    Translation,
    in_canonical_form,
    read_translation,
    translation_of,
    translation_path,
)
from kit.tools.exchange.filled_file import FilledFile
from kit.tools.exchange.po_files import read_po
from kit.tools.exchange.table import read_csv
from kit.tools.exchange.texts import texts_to_translate
from kit.tools.exchange.xlsx_files import read_xlsx
from kit.tools.scaffold.editor_files import FOLDER
from kit.tools.scaffold.translation_draft import draft_of
from kit.tools.scaffold.translation_signing import note_taken

#: Answers whose words are taken, by the path of their text in a translation.
_Taken = Mapping[tuple[str, ...], Answer]


_READERS: dict[str, Callable[[Path], FilledFile]] = {".po": read_po, ".csv": read_csv, ".xlsx": read_xlsx}


#: The digest of each text of a language that has no translation yet, in which nothing can be undone.
_NOTHING = digest_of("")


@dataclass(frozen=True, slots=True)
class ImportedTranslation:
    """What an import did: how many texts of a translation are new or others than before, and how many stayed.

    `trimmed` is how many had blanks at an end that nobody meant. `outdated` are the keys of those that were taken
    although `kit.yaml` has other words now than they were made from, `over_signed` of those that replace signed ones.
    `left_out` says of each text that was not taken why: a newer or signed translation is there or a build would refuse
    it, or its translator marked it as not finished.
    `complete` is how many messages have all their words now; `nearest` says of the one that lacks the fewest which.
    """

    path: Path
    changed: int
    unchanged: int
    empty: int
    trimmed: int
    outdated: tuple[str, ...]
    over_signed: tuple[str, ...]
    left_out: tuple[Fault, ...]
    complete: int
    nearest: Fault | None


@reporting_os_errors("the texts were imported")
def import_translation(
    project: Project, language: str, path: AnyPath, *, over_signed: bool = False
) -> ImportedTranslation:
    """Write the texts of a file that was exported, `.po`, `.csv` or `.xlsx`, into the translation into a language.

    Empty ones leave the translation as it is, and so do those whose translation has changed since the export, or may
    have if the file does not say what it was. Signed ones are replaced only if the texts go `over_signed` ones. What is
    taken is noted in `locales/status.yaml` as made from the words that the file shows, so that it is outdated if
    `kit.yaml` has others by now; such words replace no translation that is newer. Nothing is written if this raises
    SpecError, for a file that can't be read or is for another language, for unknown keys, and for words that a build
    would refuse; or OutputError, if the translation is not in its one form.
    """
    faults = language_faults(language, project.campaign)
    if faults:
        raise SpecError(*faults)
    filled = _read(Path(path), language)
    translation = _existing(project, language)
    texts = texts_to_translate(project.campaign, translation.document.value, language, {})
    known = known_strings(project, language, translation.document)
    said = filled.texts if translation.path.exists() else [replace(text, exported=_NOTHING) for text in filled.texts]
    answers = answers_of(said, texts.texts, known, over_signed=over_signed)
    answers, text, lacking = _sound((project, language, known.outdated), translation, answers)
    made_from = _made_from(answers, known.outdated)
    if made_from or not translation.path.exists():
        write_whole(translation.path, text.encode(), make=True)
    if made_from:
        note_taken(project.root / project.campaign.document.file, language, made_from)
    return _report(translation.path, answers, len(project.campaign.messages), lacking)


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


def _sound(
    to: tuple[Project, str, frozenset[str]], translation: Translation, answers: Sequence[Answer]
) -> tuple[list[Answer], str, tuple[Untranslated, ...]]:
    """Return the answers, the text of the translation with their words, and the messages that lack words in it.

    They go `to` a project, into a language in which some strings are outdated, by their keys; those that stay so hold
    back only their messages. Outdated words that a build would refuse are left out. Raises SpecError for others that it
    would refuse, each at its place in the file that they come from.
    """
    project, language, outdated = to
    taken = {answer.text.path: answer for answer in answers if answer.is_new}
    text = _with_texts(translation, taken, project)
    written = translation_of(text, translation.path)
    stay = outdated - {answer.text.string for answer in taken.values()}
    faults, lacking = judged_translation(project, language, written.document, stay)
    sources = [_source(fault, written, taken) for fault in faults]
    old = {source.text.key for source in sources if source and source.is_outdated}
    if old:
        kept = [answer.refused() if answer.text.key in old else answer for answer in answers]
        return _sound(to, translation, kept)
    if faults:
        places = zip(faults, sources, strict=True)
        raise SpecError(*(replace(fault, mark=source.mark) if source else fault for fault, source in places))
    return [*answers], text, lacking


def _with_texts(translation: Translation, taken: _Taken, project: Project) -> str:
    """Return the text of a translation with new words."""
    value = deepcopy(translation.document.value or {})
    for path, answer in taken.items():
        _put(value, path, answer.words)
    return in_canonical_form(translation, project.campaign.document, value)


def _put(value: dict[str, Any], path: Sequence[str], words: str) -> None:
    """Put words at a path of nested mappings, which are made where there is nothing or only a text."""
    for step in path[:-1]:
        if not isinstance(value.get(step), dict):
            value[step] = {}
        value = value[step]
    value[path[-1]] = words


def _source(fault: Fault, translation: Translation, taken: _Taken) -> Answer | None:
    """Return the imported words that a fault of a translation is in; None if it is in others."""
    if not fault.mark or fault.mark.file != translation.name:
        return None
    at = (fault.mark.line, fault.mark.column)
    before = [(place, path) for path, place in translation.document.keys.items() if place <= at]
    return taken.get(tuple(map(str, max(before, key=itemgetter(0))[1]))) if before else None


#: In place of words that are not known any more, of an outdated string.
_OLDER = ""


def _made_from(answers: Sequence[Answer], outdated: Container[str]) -> dict[str, str | None]:
    """Return the words that each taken string was made from, by its key; None for those that `kit.yaml` has now.

    A string of which only some forms are taken, as of plurals, is as old as the oldest of them.
    """
    made_from: dict[str, str | None] = {answer.text.string: None for answer in answers if answer.is_new}
    for answer in answers:
        string = answer.text.string
        if answer.is_outdated:
            made_from[string] = answer.original
        elif string in made_from and string in outdated and not answer.is_new:
            made_from[string] = _OLDER
    return made_from


def _report(
    path: Path, answers: Sequence[Answer], messages: int, lacking: Sequence[Untranslated]
) -> ImportedTranslation:
    left_out = tuple(answer.left_out for answer in answers if answer.left_out)
    changed = sum(answer.is_new for answer in answers)
    empty = sum(not answer.words for answer in answers)
    nearest = min(lacking, key=lambda message: message.texts, default=None)
    return ImportedTranslation(
        path,
        changed=changed,
        unchanged=len(answers) - changed - empty - len(left_out),
        empty=empty,
        trimmed=sum(answer.is_trimmed for answer in answers),
        outdated=tuple(answer.text.key for answer in answers if answer.is_outdated),
        over_signed=tuple(answer.text.key for answer in answers if answer.is_new and answer.is_over_signed),
        left_out=left_out,
        complete=messages - len(lacking),
        nearest=nearest.fault if nearest else None,
    )
