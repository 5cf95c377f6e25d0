"""Leave out of a translation every message of which words are missing, so that no picture speaks two languages."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from kit.errors import Fault
from kit.model.project import Untranslated
from kit.project.entry_users import entry_users
from kit.project.translated_keys import TRANSLATED, words_needed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.model.document import Document, YamlPath

_MESSAGES, _KIT = "messages", "kit"
#: How many characters of the first words that are missing are quoted.
_QUOTED = 100


def without_untranslated(document: Document, translation: Document) -> tuple[Document, tuple[Untranslated, ...]]:
    """Return a translated `kit.yaml` with the messages whose words are all translated, and the others.

    Messages hold what they take from others. A figure or a link whose words are missing is left out too, with all
    messages that lead to it; words of `kit` are missing in every message.
    """
    paths = [path for path in words_needed(document.value, TRANSLATED) if path not in document.translated]
    missing = _by_message(paths, document)
    language = document.value[_KIT]["language"]
    left_out = [_untranslated((language, id_), lacking, document, translation) for id_, lacking in missing.items()]
    return _without(document, {*missing}, {path[:2] for path in paths}), tuple(left_out)


def _by_message(paths: Sequence[YamlPath], document: Document) -> dict[str, list[YamlPath]]:
    """Return the missing words that each message leads to; only messages that lead to some."""
    users, messages = entry_users(document), document.value[_MESSAGES]
    found: dict[str, list[YamlPath]] = {id_: [] for id_ in messages}
    for path in paths:
        section, id_ = str(path[0]), str(path[1])
        named = {id_} if section == _MESSAGES else {*messages} if section == _KIT else users.get((section, id_), ())
        for message in named:
            found[message].append(path)
    return {id_: lacking for id_, lacking in found.items() if lacking}


def _untranslated(
    which: tuple[str, str], paths: Sequence[YamlPath], document: Document, translation: Document
) -> Untranslated:
    """Return a message, by its language and its id, that is left out, at its place in the translation."""
    language, id_ = which
    names = [".".join(map(_written, path[2:] if path[0] == _MESSAGES else path)) for path in paths]
    message = f"'{id_}' is left out in '{language}', as words are missing: {', '.join(names)}"
    remedy = f"translate '{names[0]}': {shorten(_text_at(document, paths[0]), _QUOTED, placeholder=' …')}"
    mark = translation.key_mark(_MESSAGES, id_)
    return Untranslated(language, id_, Fault(message, mark, remedy, code="not-translated"))


def _written(step: str | int) -> str:
    """Return a step of a path as a translation writes it, an item of a list by its number."""
    return str(step + 1) if isinstance(step, int) else step


def _text_at(document: Document, path: YamlPath) -> str:
    """Return the words at a path, those of one form where there are several."""
    value: Any = document.value
    for step in path:
        value = value[step]
    while isinstance(value, dict) and value:
        value = [*value.values()][-1]
    return str(value)


def _without(document: Document, messages: set[str], lacking: set[YamlPath]) -> Document:
    """Return a `kit.yaml` without some messages, and without the figures, links and sources at some paths.

    A figure goes with its source.
    """
    content: Mapping[str, Any] = document.value
    lacking = lacking | {
        ("statistics", id_)
        for id_, one in content.get("statistics", {}).items()
        if ("sources", one.get("source")) in lacking
    }
    kept = {
        section: {id_: one for id_, one in entries.items() if (section, id_) not in lacking}
        if section != _KIT and isinstance(entries, dict)
        else entries
        for section, entries in content.items()
    }
    kept[_MESSAGES] = {id_: one for id_, one in content[_MESSAGES].items() if id_ not in messages}
    if kept[_KIT].get("first") in messages:
        kept[_KIT] = {key: one for key, one in kept[_KIT].items() if key != "first"}
    return replace(document, value=kept)
