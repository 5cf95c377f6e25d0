"""Write the state of each translation, `locales/status.yaml`: what it was made from, and who has reviewed it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kit.base.document.document import Document
from kit.base.errors import Fault, SpecError, did_you_mean
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.project.folders import LOCALES, STATUS
from kit.project.messages.inherited_messages import with_inherited
from kit.project.plan import require_sound
from kit.project.translated_keys import read_translation
from kit.project.translating import translated
from kit.project.translation_states import (
    Entries,
    NotedString,
    digest_of,
    key_of_string,
    read_status,
    strings_by_message,
    strings_of,
)
from kit.project.validate import read_document
from kit.run.pipeline.loading import AnyPath, load, spec_at


@reporting_os_errors("the state of the translations was written")
def note_translations(path: AnyPath) -> Path:
    """Write the state of each translated string of a project into `locales/status.yaml`; return the path of that.

    A new string, or one that was translated again, is a draft, made from the words that `kit.yaml` has now. Others keep
    what is noted of them: if `kit.yaml` has other words by now, they are outdated. A broken language keeps all.
    Raises SpecError for a project that can't be read.
    """
    spec = spec_at(path)
    return _write_status(spec, _noted(spec))


def note_taken(spec: Path, language: str, made_from: Mapping[str, str | None]) -> None:
    """Note strings that were taken into a translation as drafts; `made_from` has the original of each by key.

    None is for those that were made from the words that `kit.yaml` has now. Nothing else is noted.
    """
    found = _known_translations(spec)
    translation = found[language]
    for key, words in made_from.items():
        now = translation.now[key]
        translation.entries[key] = now if words is None else replace(now, made_from=digest_of(words))
    _write_status(spec, found)


@reporting_os_errors("the translations were signed")
def sign_translations(
    path: AnyPath, language: str, reader: str, *, day: dt.date, messages: Iterable[str] = ()
) -> tuple[str, ...]:
    """Note that somebody has reviewed the translation of some messages on a day, by default all; return their ids.

    Raises SpecError for a project that can't be read, for a language or a message that it does not have, for a message
    that is held back, and for an empty name.
    """
    spec = spec_at(path)
    found = _noted(spec)
    if language not in found:
        require_sound(load(spec), (f"{language}/*",))
        remedy = did_you_mean(language, found)
        raise SpecError(Fault(f"there is no translation '{language}'", None, remedy, code="unknown-locale"))
    if not reader.strip():
        remedy = "write it: --by 'Ana Brandt'"
        raise SpecError(Fault("the reader has no name", None, remedy, code="reader-without-name"))
    chosen = found[language].sign(tuple(messages), {reader.strip(): day.isoformat()})
    wrong = [held.fault for held in load(spec).held_back if held.language == language and held.message in chosen]
    if wrong:
        raise SpecError(*wrong)
    _write_status(spec, found)
    return chosen


def _unknown_message(id_: str, known: Iterable[str]) -> Fault:
    return Fault(f"no words of '{id_}' are translated", None, did_you_mean(id_, known), code="unknown-message")


class _Translation:
    """A translation: the current digests of its strings, what is noted of them, and those of each message."""

    def __init__(self, noted: Entries, original: Document, bare: Document) -> None:
        self.now = strings_of(original, bare)
        self.entries = {key: entry for key, entry in noted.items() if key in self.now}
        document = with_inherited(bare)[0]
        self.by_message = {
            id_: {key_of_string(document.translated[path][1]) for path in paths}
            for id_, paths in strings_by_message(document).items()
        }

    def note(self) -> None:
        """Note the current digests of each string that is new or has other words than are noted."""
        for key, now in self.now.items():
            before = self.entries.get(key)
            if before is None or before.words != now.words:
                self.entries[key] = now

    def sign(self, messages: tuple[str, ...], signed: Mapping[str, str]) -> tuple[str, ...]:
        """Note who has reviewed some messages on which day, by default all; return their ids. Raises SpecError."""
        chosen = messages or tuple(self.by_message)
        unknown = [_unknown_message(id_, self.by_message) for id_ in chosen if id_ not in self.by_message]
        if unknown:
            raise SpecError(*unknown)
        for key in {key for id_ in chosen for key in self.by_message[id_]}:
            self.entries[key] = _signed(self.entries[key], self.now[key], signed)
        return chosen


def _noted(spec: Path) -> dict[str, _Translation]:
    """Return the translations of a project, as by `_known_translations`, with what is new in them noted."""
    found = _known_translations(spec)
    for translation in found.values():
        translation.note()
    return found


def _known_translations(spec: Path) -> dict[str, _Translation]:
    """Return the translations of a project that are not broken. Raises SpecError for a project that can't be read."""
    project = load(spec)
    original, noted = read_document(project.root / spec.name, name=spec.name), read_status(project.root)
    broken = {translation.language for translation in project.broken}
    documents = {tag: read_translation(project.root, tag) for tag in project.languages[1:] if tag not in broken}
    return {
        tag: _Translation(noted.get(tag, {}), original, translated(original, document, tag)[0])
        for tag, document in documents.items()
    }


def _signed(noted: NotedString, now: NotedString, signed: Mapping[str, str]) -> NotedString:
    """Return the entry of a string that somebody reviewed, beside those who did before if its original is the same."""
    before = noted.reviewed if noted.made_from == now.made_from else {}
    return replace(now, reviewed={**before, **signed})


_HEAD = "# Written by `kit translate`: what each translation was made from, and who has reviewed it. Do not edit it."


def _write_status(spec: Path, found: Mapping[str, _Translation]) -> Path:
    """Write what is to be noted of each language; of a broken one, what is in the file stays."""
    folder = spec.parent.resolve() / LOCALES
    path, before = folder / STATUS, read_status(folder.parent)
    kept = {tag: entries for tag, entries in before.items() if (folder / f"{tag}.yaml").is_file()}
    lines = [_HEAD]
    for tag in sorted({*kept, *found}):
        entries, now = (found[tag].entries, found[tag].now) if tag in found else (kept[tag], kept[tag])
        lines += [f"{tag}:", *_rows(entries, now)] if entries else []
    write_whole(path, ("\n".join(lines) + "\n").encode(), make=True)
    return path


_PLAIN = re.compile(r"[\w.-]+")


def _rows(entries: Entries, now: Entries) -> Iterator[str]:
    """Yield a line for each string, by path, so that the changes of several people rarely meet."""
    for key, entry in sorted(entries.items()):
        named = key if _PLAIN.fullmatch(key) else json.dumps(key)
        digests = f'made_from: "{entry.made_from}", words: "{entry.words}"'
        reviewed = f", reviewed: {json.dumps(dict(entry.reviewed), ensure_ascii=False)}" if entry.reviewed else ""
        yield f"  {named}: {{state: {entry.state(now[key])}, {digests}{reviewed}}}"
