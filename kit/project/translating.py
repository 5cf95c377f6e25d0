"""Apply a translation, `locales/TAG.yaml`, to `kit.yaml`; messages with missing words are left out of it.

Values of a translation keep their place in its file, so that their faults are reported there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark, closest, did_you_mean
from kit.model.project import Untranslated
from kit.project.translated_keys import (
    ANY,
    ITEM,
    OF_ONE_LANGUAGE,
    OWN,
    TRANSLATED,
    Keys,
    Need,
    braced_in,
    entry_users,
    is_of_the_page,
    words_needed,
)
from kit.project.validate import not_entries

#: Values of a translation and of `kit.yaml` at the same place, and the paths of both, the translation's first.
_Beside = tuple[Mapping[str, Any], Any, YamlPath, YamlPath]


@dataclass(frozen=True, slots=True)
class _TranslatedValue:
    """A value of a translation, its path there, and the path and the value in `kit.yaml`, None if it has none."""

    value: Any
    there: YamlPath
    path: YamlPath
    original: Any


def translated(original: Document, translation: Document, language: str) -> tuple[Document, list[Fault]]:
    """Return a `kit.yaml` with a translation into a language, a BCP 47 tag, applied to it, and the faults.

    Values that the translation leaves out or has empty stay the same, or are left out if they are for one language;
    `Document.translated` distinguishes them.
    """
    value = deepcopy({section: part for section, part in original.value.items() if section not in OF_ONE_LANGUAGE})
    value["kit"] = {**value["kit"], "language": language}
    if translation.value is None:
        return replace(original, value=value), []
    if not isinstance(translation.value, dict):
        return replace(original, value=value), [not_entries(translation.value, translation, ())]
    found = [*_translated_values((translation.value, original.value, (), ()), TRANSLATED, translation)]
    values = [each for each in found if isinstance(each, _TranslatedValue)]
    for each in values:
        _put(value, each.path, each.value)
    places = {each.path: (translation, each.there) for each in values}
    originals = {each.path: each.original for each in values if each.original is not None}
    originals["kit", "language"] = original.value["kit"].get("language")
    done = replace(original, value=value, translated=places, originals=originals)
    return done, [fault for fault in found if isinstance(fault, Fault)]


def _translated_values(beside: _Beside, keys: Keys, translation: Document) -> Iterator[_TranslatedValue | Fault]:
    """Yield each value that a translation has at a place or below it, and each fault of its keys."""
    own, original, there, path = beside
    for key, value in own.items():
        step, inside = _step(key, original, path), _inside(keys, key, original)
        if step is None or inside is None:
            yield _unknown_key(key, original, keys, translation.key_mark(*there, key))
        elif value is None:
            continue
        elif isinstance(inside, Need):
            yield from _figures_left_out(value, original.get(step), translation.mark(*there, key))
            yield _TranslatedValue(value, (*there, key), (*path, step), original.get(step))
        elif isinstance(value, dict) and isinstance(_below(original, step), dict | list):
            below = _below(original, step)
            yield from _translated_values((value, below, (*there, key), (*path, step)), inside, translation)
        elif isinstance(_below(original, step), list):
            message, remedy = f"'{key}' must refer to items by number", "write '1:' for the first, '2:' for the second"
            yield Fault(message, translation.mark(*there, key), remedy, code="wrong-type")
        else:
            yield not_entries(value, translation, (*there, key))


def _below(original: Any, step: Any) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return what `kit.yaml` has at a step: no entries where only the translation has the section."""
    return original[step] if isinstance(original, list) else original.get(step, {})


def _inside(keys: Keys, key: str, original: object) -> Keys | Need | None:
    """Return what a key leads to: for a list, that of any item."""
    return keys.get(ITEM) if isinstance(original, list) else keys.get(key, keys.get(ANY))


def _step(key: str, original: Any, path: YamlPath) -> str | int | None:  # noqa: ANN401  (a value of any YAML file)
    """Return the step in `kit.yaml` of a key in a translation: items of a list are numbered from 1."""
    if not isinstance(original, list):
        return key if key in original or {(*path, key), (*path, ANY), (*path[:1], ANY, key)} & OWN else None
    return int(key) - 1 if key.isdecimal() and 1 <= int(key) <= len(original) else None


def _unknown_key(key: str, original: Any, keys: Keys, mark: Mark) -> Fault:  # noqa: ANN401  (of any YAML file)
    """Return the fault of a key that is not translatable, or that `kit.yaml` does not have."""
    if isinstance(original, list):
        message, remedy = (
            f"kit.yaml has no '{key}' in this list of {len(original)}",
            "write the number of an item, from 1",
        )
        return Fault(message, mark, remedy, code="nothing-to-translate")
    if key in original and ANY not in keys and key not in keys:
        remedy = "remove it: the value in kit.yaml applies to every language"
        return Fault(f"'{key}' is not translated", mark, remedy, code="not-translatable")
    near = closest(key, [name for name in original if name in keys or ANY in keys])
    remedy = did_you_mean(key, [near]) if near else "remove it, or write it in kit.yaml first"
    if key in keys or ANY in keys:
        return Fault(f"kit.yaml has no '{key}' here", mark, remedy, code="nothing-to-translate")
    return Fault(f"unknown key '{key}'", mark, remedy, code="unknown-key")


def _figures_left_out(value: object, original: object, mark: Mark) -> Iterator[Fault]:
    """Yield a fault for each figure that words of `kit.yaml` name but their translation does not."""
    for name in sorted(braced_in(original) - braced_in(value)):
        remedy = f"write {{{name}}} in place of the figure, so that its source is named; don't translate the name"
        if name == "days":
            remedy = "write {days} in place of the number of days; don't translate the name"
        yield Fault(f"{{{name}}} is left out", mark, remedy, code="figure-left-out")


def _put(value: Any, path: YamlPath, new: object) -> None:  # noqa: ANN401  (a value of any YAML file)
    """Replace a nested value."""
    step: Any
    for step in path[:-1]:
        value = value[step] if isinstance(value, list) else value.setdefault(step, {})
    value[path[-1]] = new


_MESSAGES, _MORE, _KIT = "messages", "more", "kit"
#: How many characters of the first missing words are quoted.
_QUOTED = 100


def without_untranslated(document: Document, translation: Document) -> tuple[Document, tuple[Untranslated, ...]]:
    """Return a translated `kit.yaml` with the messages and extras whose words are all translated, and the others.

    Messages have their inherited values. A figure or a link with missing words is left out too, with all that leads to
    it; words of `kit` are missing in every message, but what only the page says, which is left out alone.
    """
    lacking = [path for path in words_needed(document.value, TRANSLATED) if path not in document.translated]
    paths = [path for path in lacking if not is_of_the_page(path)]
    document = _without_keys(document, {path[1] for path in lacking if is_of_the_page(path)})
    missing = {section: _by_entry(section, paths, document) for section in (_MESSAGES, _MORE)}
    left_out = [
        _untranslated((section, id_), lacking, document, translation)
        for section, entries in missing.items()
        for id_, lacking in entries.items()
    ]
    return without_entries(document, missing, {path[:2] for path in paths}), tuple(left_out)


def _without_keys(document: Document, keys: Collection[object]) -> Document:
    """Return a `kit.yaml` without some keys of `kit`."""
    of_kit = {key: value for key, value in document.value[_KIT].items() if key not in keys}
    return replace(document, value={**document.value, _KIT: of_kit})


def _by_entry(of: str, paths: Sequence[YamlPath], document: Document) -> dict[str, list[YamlPath]]:
    """Return the missing words that each entry of a section leads to; only entries that lead to some."""
    users, entries = entry_users(document, of), document.value.get(of) or {}
    found: dict[str, list[YamlPath]] = {id_: [] for id_ in entries}
    shown = shown_by_extras(entries) if of == _MORE else {}
    for path in paths:
        section, id_ = str(path[0]), str(path[1])
        named = {id_} if section == of else {*entries} if section == _KIT else users.get((section, id_), ())
        named = shown.get(id_, ()) if section == _MESSAGES != of else named
        for entry in named:
            found[entry].append(path)
    return {id_: lacking for id_, lacking in found.items() if lacking}


def shown_by_extras(entries: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the extras that are made of pictures of each message, by its id."""
    shown: dict[str, set[str]] = {}
    for id_, entry in entries.items():
        for name in entry.get("pictures") or ():
            shown.setdefault(str(name).partition(" ")[0], set()).add(id_)
    return shown


def _untranslated(
    which: tuple[str, str], paths: Sequence[YamlPath], document: Document, translation: Document
) -> Untranslated:
    """Return a message or an extra that is left out, by its section and its id, at its place in the translation."""
    section, id_ = which
    language = document.value[_KIT]["language"]
    names = [".".join(map(_written, path[2:] if path[0] == section else path)) for path in paths]
    message = f"'{id_}' is left out in '{language}', as words are missing: {', '.join(names)}"
    remedy = f"translate '{names[0]}': {shorten(_text_at(document, paths[0]), _QUOTED, placeholder=' …')}"
    fault = Fault(message, translation.key_mark(section, id_), remedy, code="not-translated")
    return Untranslated(language, id_ if section == _MESSAGES else "", fault, len(paths))


def _written(step: str | int) -> str:
    """Return a step of a path as a translation writes it: items of a list are numbered from 1."""
    return str(step + 1) if isinstance(step, int) else step


def _text_at(document: Document, path: YamlPath) -> str:
    """Return the words at a path, or one of their forms."""
    value: Any = document.value
    for step in path:
        value = value[step]
    while isinstance(value, dict) and value:
        value = [*value.values()][-1]
    return str(value)


def without_entries(document: Document, missing: Mapping[str, Collection[str]], lacking: set[YamlPath]) -> Document:
    """Return a `kit.yaml` without some entries of sections, and the figures, links and sources at some paths.

    A figure is left out with its source.
    """
    content: Mapping[str, Any] = document.value
    lacking = lacking | {
        ("statistics", id_)
        for id_, figure in content.get("statistics", {}).items()
        if ("sources", figure.get("source")) in lacking
    }
    kept = {
        section: {id_: entry for id_, entry in entries.items() if (section, id_) not in lacking}
        if section != _KIT and isinstance(entries, dict)
        else entries
        for section, entries in content.items()
    }
    for section in missing.keys() & content.keys():
        entries = content[section] or {}
        kept[section] = {id_: entry for id_, entry in entries.items() if id_ not in missing[section]}
    done = replace(document, value=kept)
    return _without_keys(done, {"first"}) if kept[_KIT].get("first") in missing[_MESSAGES] else done
