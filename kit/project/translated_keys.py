"""Find the translations of a project, and the values of `kit.yaml` that each may translate.

Also which messages and extras an entry of `kit.yaml` affects: a figure by the words that name it, its source by that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark
from kit.base.real_paths import path_to_open
from kit.model.campaign import Campaign
from kit.model.extra import WORDS
from kit.project.folders import LOCALES, OWN_SENTENCES, STATUS, folder_of
from kit.project.names import path_part_faults
from kit.project.validate import read_document

Entry = tuple[str, str]


class Need(Enum):
    """Whether a value must be translated, as its words must not be shown in another language, or may stay."""

    REQUIRED = "required"
    OPTIONAL = "optional"


#: Keys with what each leads to: a value, or nested keys.
Keys = dict[str, "Keys | Need"]

#: Stands for any key of a mapping, and for any item of a list, which a translation numbers from 1.
ANY, ITEM = "*", "#"

_WORDS, _NAME = Need.REQUIRED, Need.OPTIONAL
_IMAGE: Keys = {"alt": _WORDS, "credit": _NAME}
_PICTURE: Keys = {"layout": _NAME, "copy": {ANY: _WORDS}, "photo": _IMAGE, "logo": _IMAGE}
#: The values that a translation may have. The kit's name and creator, addresses, layouts and rules for words stay the
#: same unless it has them; what pictures show must be described in each language, even if it is the same.
TRANSLATED: Keys = {
    "kit": {
        "title": _NAME,
        "sender": _WORDS,
        "creator": _NAME,
        "hashtags": _NAME,
        "help": {"text": _WORDS},
        "about": {"text": _WORDS, "by": _NAME},
        "outcome": _WORDS,
        "logo": _IMAGE,
    },
    "links": {ANY: {"url": _NAME, "shown": _NAME, "verb": _WORDS}},
    "sources": {ANY: {"title": _WORDS, "publisher": _WORDS, "shown": _WORDS}},
    "statistics": {
        ANY: {"text": _WORDS, "qualifier": _WORDS, "qualifier_reason": _NAME, "counts": _WORDS, "label": _WORDS}
    },
    "messages": {
        ANY: {
            "copy": {ANY: _WORDS},
            "caption": {"short": _WORDS, "long": _WORDS},
            "shows": _WORDS,
            "photo": _IMAGE,
            "logo": _IMAGE,
            "images": {ITEM: _PICTURE},
            "frames": {ITEM: _PICTURE},
        }
    },
    "more": {ANY: dict.fromkeys(WORDS, _WORDS)},
    "voice": _NAME,
    "numbers": _NAME,
    "families": {ANY: _NAME},
}
#: What a translation may have even if `kit.yaml` does not: rules for its words, type families, shorter names of
#: sources, and why a qualifier is in other words.
OWN = frozenset(
    {
        *(("voice",), ("numbers",), ("families",), ("families", ANY)),
        *(("sources", ANY, "shown"), ("statistics", ANY, "qualifier_reason")),
    }
)

#: Keys of `kit` that only the page says: without their translation it says nothing, and no message is left out.
OF_THE_PAGE = frozenset({"about", "outcome"})
#: The codes of faults that leave open which language a file is in.
_OF_NO_LANGUAGE = frozenset({"own-language", "twin-languages"})

#: Sections on the words of one language: those of `kit.yaml` do not apply to translations.
OF_ONE_LANGUAGE = frozenset({"voice"})


def words_needed(value: object, keys: Keys | Need = Need.REQUIRED, path: YamlPath = ()) -> list[YamlPath]:
    """Return the paths of all words in a value of `kit.yaml` that must be translated; `keys` are its own."""
    if value is None or value == "":
        return []
    if isinstance(keys, Need):
        return [path] if keys is Need.REQUIRED else []
    return [
        found
        for key, part in _parts(value).items()
        if (inside := keys.get(ITEM if isinstance(key, int) else key, keys.get(ANY)))
        for found in words_needed(part, inside, (*path, key))
    ]


def is_of_the_page(path: YamlPath) -> bool:
    """Return whether a value is one that only the page says, and no picture."""
    return path[0] == "kit" and path[1:2] != () and path[1] in OF_THE_PAGE


def _parts(value: object) -> Mapping[str | int, object]:
    """Return the parts of a mapping by key, and of a list by index; nothing for a text."""
    return value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}


class TranslationFiles(NamedTuple):
    """The languages of the translations of a campaign by the names of their files, each with what is wrong with these.

    `faults` are those of files of no other language than that of `kit.yaml`.
    """

    languages: dict[str, list[Fault]]
    faults: list[Fault]


def translation_files(root: Path, campaign: Campaign) -> TranslationFiles:
    """Return the translations of a campaign in alphabetical order; the names of their files alone are read.

    Raises SpecError if their folder is a link that is not followed.
    """
    found = TranslationFiles({}, [])
    for path in sorted(folder_of(root, LOCALES).glob("*")):
        tag, name = path.stem, f"{LOCALES}/{path.name}"
        if path.name == STATUS or name == OWN_SENTENCES:
            continue
        if path.suffix == ".yaml":
            wrong = _name_faults(tag, Mark(name, 1), campaign, found.languages)
            has_language = not any(fault.code in _OF_NO_LANGUAGE for fault in wrong)
        else:
            wrong = _not_read(path, name)
            has_language = not language_faults(tag, campaign)
        if not has_language:
            found.faults.extend(wrong)
        elif wrong or path.suffix == ".yaml":
            found.languages.setdefault(tag, []).extend(wrong)
    return found


def read_translation(root: Path, language: str) -> Document:
    """Return the translation into a language. Raises SpecError for one that can't be read."""
    path = folder_of(root, LOCALES) / f"{language}.yaml"
    return read_document(path, name=f"{LOCALES}/{path.name}", real=path_to_open(path, root))


def language_faults(tag: str, campaign: Campaign, mark: Mark | None = None) -> list[Fault]:
    """Return why a campaign can't be translated into a language: the tag does not exist, or it is its own."""
    wrong = [*path_part_faults("language", tag, mark, "de")]
    own = campaign.kit.language
    if tag.casefold() == own.casefold():
        message, remedy = f"{campaign.document.file} is in '{own}' itself", "name another language, such as de"
        wrong.append(Fault(message, mark, remedy, code="own-language"))
    return wrong


def _not_read(path: Path, name: str) -> list[Fault]:
    """Return the fault of a file whose name keeps it from being read, though it may be a translation."""
    if path.is_dir() or path.suffix.lower() not in {".yml", ".yaml", ".txt", ""} or path.name.startswith("."):
        return []
    remedy = f"rename it to {path.stem}.yaml"
    return [Fault(f"{name} is not read", Mark(name, 1), remedy, code="translation-misnamed")]


def _name_faults(tag: str, mark: Mark, campaign: Campaign, others: Iterable[str]) -> list[Fault]:
    """Return what is wrong with the language in a file's name."""
    wrong = language_faults(tag, campaign, mark)
    twin = next((other for other in others if other != tag and other.casefold() == tag.casefold()), None)
    if twin:
        wrong.append(Fault(f"'{twin}' and '{tag}' are the same language", mark, "keep one file", code="twin-languages"))
    return wrong


_MESSAGES, _KIT = "messages", "kit"
#: Sections whose entries are referred to by id.
_NAMED = ("statistics", "links", "sources")
#: A figure in words: `{reports}` or `{reports|in another form}`.
_FIGURE = re.compile(r"\{([^{}|.]+)")


def entry_users(document: Document, section: str = _MESSAGES) -> Mapping[Entry, frozenset[str]]:
    """Return the ids of the messages that lead to each figure, link and source; all lead to what the kit names for all.

    Of another `section` it is the ids of its entries. A value leads to an entry if it is its id, or words with the id
    in braces.
    """
    content = document.value if isinstance(document.value, dict) else {}
    entries = {(section, id_): value for section in _NAMED for id_, value in _mapping(content.get(section)).items()}
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_id[entry[1]].append(entry)
    users: dict[Entry, set[str]] = defaultdict(set)
    of_all = {key: value for key, value in _mapping(content.get(_KIT)).items() if key not in OF_THE_PAGE}
    for message, value in _mapping(content.get(section)).items():
        asked = [*_names(value), *_names(of_all)]
        while asked:
            for entry in by_id.get(asked.pop(), ()):
                if message not in users[entry]:
                    users[entry].add(message)
                    asked += _names(entries[entry])
    return {entry: frozenset(messages) for entry, messages in users.items()}


def named_in(value: object) -> frozenset[str]:
    """Return every text in a YAML value, at any depth, and every name in braces in its words."""
    return frozenset(_names(value))


def braced_in(value: object) -> frozenset[str]:
    """Return every name in braces in the words of a YAML value, at any depth."""
    texts = (text for text in _names(value) if "{" in text)
    return frozenset(name.strip() for text in texts for name in _FIGURE.findall(text))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, str):
        yield value
        yield from (name.strip() for name in _FIGURE.findall(value))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
