"""The state of each translated string: a draft, reviewed by somebody, or outdated as `kit.yaml` has other words now.

`locales/status.yaml`, which the tool writes, holds for each string digests of the words that it was made from and of
its own, and who has reviewed it. A state is never believed: it follows from the words as they are.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from textwrap import shorten
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark, SpecError
from kit.base.real_paths import path_to_open
from kit.model.project import Project, State, TranslationStates
from kit.project.folders import LOCALES, STATUS
from kit.project.translated_keys import entry_users, is_of_the_page
from kit.project.translating import translated
from kit.project.validate import read_document

#: The entries of the strings of one language, by the path of each in its translation: `messages.sign.shows`.
Entries = dict[str, "NotedString"]


#: The states from the worst to the best; a message has that of its worst string.
ORDER: tuple[State, ...] = ("outdated", "draft", "reviewed")
#: Parts of a translation without words to review: rules, layouts and addresses.
_NO_WORDS = frozenset({"voice", "numbers"})
_NO_WORD_KEYS = frozenset({"layout", "url"})
#: How many hexadecimal digits of its checksum stand for some words.
_DIGITS = 10
#: How many characters of the words to translate again are quoted.
_QUOTED = 100


@dataclass(frozen=True, slots=True)
class NotedString:
    """What is noted of a string: the digests of its original and of its own words, and who reviewed it on which day."""

    made_from: str
    words: str
    reviewed: Mapping[str, str] = field(default_factory=dict)

    def state(self, now: NotedString) -> State:
        """Return the state of a string whose digests are those of `now`."""
        if self.made_from != now.made_from:
            return "outdated"
        return "reviewed" if self.reviewed and self.words == now.words else "draft"


#: In place of a language, for faults of the whole file.
WHOLE_FILE = ""


def read_status(root: Path) -> dict[str, Entries]:
    """Return what is noted of each language of a project. Raises SpecError for a file that is broken."""
    found, faults = read_sound_status(root)
    if faults:
        raise SpecError(*(fault for wrong in faults.values() for fault in wrong))
    return found


def read_sound_status(root: Path) -> tuple[dict[str, Entries], dict[str, list[Fault]]]:
    """Return what is noted of each language of a project, and the faults by language or of the `WHOLE_FILE`."""
    path, name = root / LOCALES / STATUS, f"{LOCALES}/{STATUS}"
    if not path.is_file():
        return {}, {}
    try:
        document = read_document(path, name=name, real=path_to_open(path, root))
    except SpecError as error:
        return {}, {WHOLE_FILE: [*error.faults]}
    found: dict[str, Entries] = {}
    faults: dict[str, list[Fault]] = {}
    for tag, entries in _mapping(document.value).items():
        found[tag] = {}
        for key, row in _mapping(entries).items():
            if (entry := _entry(row)) is None:
                faults.setdefault(tag, []).append(_broken_row(key, document.key_mark(tag, key)))
            else:
                found[tag][key] = entry
    return found, faults


def _broken_row(key: str, mark: Mark) -> Fault:
    remedy = "take this line from an earlier version, or remove it: its translation is a draft then"
    return Fault(f"'{key}' has no state that can be read", mark, remedy, code="translation-state-broken")


def _entry(row: object) -> NotedString | None:
    """Return an entry as it is written; None if it has another form."""
    values = _mapping(row)
    made_from, words, reviewed = values.get("made_from"), values.get("words"), _mapping(values.get("reviewed"))
    if not isinstance(made_from, str) or not isinstance(words, str):
        return None
    return NotedString(made_from, words, {name: str(day) for name, day in reviewed.items()})


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def strings_of(original: Document, document: Document) -> Entries:
    """Return the current digests of each string of a translation; `document` is the translated `kit.yaml`.

    Neither has inherited values.
    """
    return {
        key_of_string(there): NotedString(digest_of(_at(original.value, path)), digest_of(_at(document.value, path)))
        for path, (_, there) in document.translated.items()
        if _is_words(path)
    }


@dataclass(frozen=True, slots=True)
class KnownStrings:
    """What is known of the strings of a translation, by their keys: those of which something is noted.

    Of those that are as they were noted, `outdated` are made from other words than `kit.yaml` has; `signed` are
    reviewed, by the names of the readers.
    """

    noted: frozenset[str]
    outdated: frozenset[str]
    signed: Mapping[str, str]


def known_strings(project: Project, language: str, translation: Document) -> KnownStrings:
    """Return what `locales/status.yaml` says of a translation. Raises SpecError if it can't be read."""
    file = project.campaign.document.file
    original = read_document(project.root / file, name=file)
    noted = read_status(project.root).get(language, {})
    now = strings_of(original, translated(original, translation, language)[0])
    same = {key: string for key, string in now.items() if key in noted and noted[key].words == string.words}
    states = {key: noted[key].state(string) for key, string in same.items()}
    outdated = frozenset(key for key, state in states.items() if state == "outdated")
    signed = {key: ", ".join(noted[key].reviewed) for key, state in states.items() if state == "reviewed"}
    return KnownStrings(frozenset(noted), outdated, signed)


def key_of_string(there: YamlPath) -> str:
    """Return the path of a string in its translation as text."""
    return ".".join(map(str, there))


def _is_words(path: YamlPath) -> bool:
    return path[0] not in _NO_WORDS and path[-1] not in _NO_WORD_KEYS


def _at(value: Any, path: YamlPath) -> object:  # noqa: ANN401  (a value of any YAML file)
    """Return a nested value; None if it does not exist."""
    for step in path:
        inside = isinstance(value, dict) and step in value
        value = value[step] if inside or (isinstance(value, list) and isinstance(step, int)) else None
    return value


def digest_of(value: object) -> str:
    """Return the digest of some words, or of their forms."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def strings_by_message(document: Document, of: str = "messages") -> dict[str, list[YamlPath]]:
    """Return the paths of the translated strings that each message leads to, in the translated `kit.yaml`.

    Messages have their inherited values; the words of the kit are in all of them. With another section it is those of
    each entry `of` that.
    """
    users, entries = entry_users(document, of), _mapping(document.value.get(of))
    found: dict[str, list[YamlPath]] = {id_: [] for id_ in entries}
    for path in document.translated:
        if is_of_the_page(path):
            continue
        section, id_ = str(path[0]), str(path[1]) if len(path) > 1 else ""
        named = {id_} if section == of else {*entries} if section == "kit" else users.get((section, id_), ())
        for entry in found.keys() & named if _is_words(path) else ():
            found[entry].append(path)
    return {id_: paths for id_, paths in found.items() if paths}


def states_of_strings(noted: Entries, original: Document, bare: Document) -> dict[str, State]:
    """Return the state of each string of a translation by key; `bare` is `kit.yaml`, the `original`, as translated."""
    now = strings_of(original, bare)
    return {key: noted[key].state(string) if key in noted else "draft" for key, string in now.items()}


def states_of(
    strings: Mapping[str, State],
    original: Document,
    bare: Document,
    document: Document,
    told: Container[Mark] = frozenset(),
) -> TranslationStates:
    """Return the states of the messages and extras of a translation, and the strings that are outdated.

    `bare` is `kit.yaml`, the `original`, as translated, and `document` the same with inherited values. Strings at the
    places that are `told` hold messages back, which is said of these.
    """

    def states(section: str) -> dict[str, State]:
        """Return the states of the entries of a section by id: each that of its worst string."""
        return {
            id_: min((strings[key_of_string(document.translated[path][1])] for path in paths), key=ORDER.index)
            for id_, paths in strings_by_message(document, section).items()
        }

    found = _outdated_faults(strings, original, bare)
    outdated = tuple(fault for fault in found if fault.mark not in told)
    return TranslationStates(states("messages"), outdated, states("more"))


def _outdated_faults(strings: Mapping[str, State], original: Document, bare: Document) -> Iterator[Fault]:
    """Yield a fault for each string whose original has changed."""
    for path, (_, there) in bare.translated.items():
        key = key_of_string(there)
        if strings.get(key) == "outdated":
            message = f"'{key}' was translated from other words than kit.yaml has now"
            words = shorten(str(_at(original.value, path)), _QUOTED, placeholder=" …")
            remedy = f"translate this, or sign it if it is still right: {words}"
            yield Fault(message, bare.mark(*path), remedy, code="translation-outdated")
