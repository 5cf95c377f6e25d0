"""Lay a translation, `locales/TAG.yaml`, over `kit.yaml`: the same keys, in the words of another language.

What a translation says keeps its place in its own file, so that whatever is wrong with it is reported there.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.errors import Fault, closest, did_you_mean
from kit.project.entry_users import braced_in
from kit.project.mismatches import not_entries
from kit.project.translated_keys import ANY, ITEM, OF_ONE_LANGUAGE, OWN, TRANSLATED, Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.errors import Mark
    from kit.model.document import Document, YamlPath
    from kit.project.translated_keys import Keys

    #: What a translation and `kit.yaml` say at some place, and the paths of both, that of the translation first.
    _Beside = tuple[Mapping[str, Any], Any, YamlPath, YamlPath]


@dataclass(frozen=True, slots=True)
class _Said:
    """A value that a translation gives, its path there, and that in `kit.yaml`."""

    value: Any
    there: YamlPath
    path: YamlPath


def translated(original: Document, translation: Document, language: str) -> tuple[Document, list[Fault]]:
    """Return a `kit.yaml` with what a translation into a language, a BCP 47 tag, says over it, and the faults.

    What the translation leaves out, or names without a value, stays as it is, or is left out if it is of one language;
    `Document.translated` tells them apart.
    """
    value = deepcopy({section: one for section, one in original.value.items() if section not in OF_ONE_LANGUAGE})
    value["kit"] = {**value["kit"], "language": language}
    if translation.value is None:
        return replace(original, value=value), []
    if not isinstance(translation.value, dict):
        return replace(original, value=value), [not_entries(translation.value, translation, ())]
    found = [*_said((translation.value, original.value, (), ()), TRANSLATED, translation)]
    said = [one for one in found if isinstance(one, _Said)]
    for one in said:
        _put(value, one.path, one.value)
    places = {one.path: (translation, one.there) for one in said}
    return replace(original, value=value, translated=places), [one for one in found if isinstance(one, Fault)]


def _said(beside: _Beside, keys: Keys, translation: Document) -> Iterator[_Said | Fault]:
    """Yield each value that a translation gives at some place or inside it, and each fault of its keys."""
    own, original, there, path = beside
    for key, value in own.items():
        step, inside = _step(key, original, path), _inside(keys, key, original)
        if step is None or inside is None:
            yield _unknown_key(key, original, keys, translation.key_mark(*there, key))
        elif value is None:
            continue
        elif isinstance(inside, Need):
            yield from _figures_left_out(value, original.get(step), translation.mark(*there, key))
            yield _Said(value, (*there, key), (*path, step))
        elif isinstance(value, dict) and isinstance(original[step], dict | list):
            yield from _said((value, original[step], (*there, key), (*path, step)), inside, translation)
        elif isinstance(original[step], list):
            said, remedy = f"'{key}' must name items by their numbers", "write '1:' for the first, '2:' for the second"
            yield Fault(said, translation.mark(*there, key), remedy, code="wrong-type")
        else:
            yield not_entries(value, translation, (*there, key))


def _inside(keys: Keys, key: str, original: object) -> Keys | Need | None:
    """Return what a key leads to: that of any item in a list."""
    return keys.get(ITEM) if isinstance(original, list) else keys.get(key, keys.get(ANY))


def _step(key: str, original: Any, path: YamlPath) -> str | int | None:  # noqa: ANN401  (a value of any YAML file)
    """Return the step of `kit.yaml` that a key of a translation names, an item of a list by its number from 1."""
    if not isinstance(original, list):
        return key if key in original or {(*path, key), (*path[:1], ANY, key)} & OWN else None
    return int(key) - 1 if key.isdecimal() and 1 <= int(key) <= len(original) else None


def _unknown_key(key: str, original: Any, keys: Keys, mark: Mark) -> Fault:  # noqa: ANN401  (of any YAML file)
    """Return the fault of a key that is not translated, or that `kit.yaml` has not."""
    if isinstance(original, list):
        said, remedy = f"kit.yaml has no '{key}' in this list of {len(original)}", "write the number of one, from 1"
        return Fault(said, mark, remedy, code="nothing-to-translate")
    if key in original and ANY not in keys and key not in keys:
        remedy = "remove it: what kit.yaml says there holds in every language"
        return Fault(f"'{key}' is not translated", mark, remedy, code="not-translatable")
    near = closest(key, [name for name in original if name in keys or ANY in keys])
    remedy = did_you_mean(key, [near]) if near else "remove it, or write it in kit.yaml first"
    if key in keys or ANY in keys:
        return Fault(f"kit.yaml has no '{key}' here", mark, remedy, code="nothing-to-translate")
    return Fault(f"unknown key '{key}'", mark, remedy, code="unknown-key")


def _figures_left_out(value: object, original: object, mark: Mark) -> Iterator[Fault]:
    """Yield a fault for each figure that words of `kit.yaml` name and their translation does not."""
    for name in sorted(braced_in(original) - braced_in(value)):
        remedy = f"write {{{name}}} where the figure stands, so that its source is named; the name is not translated"
        if name == "days":
            remedy = "write {days} where the number of days stands; the name is not translated"
        yield Fault(f"{{{name}}} is left out", mark, remedy, code="figure-left-out")


def _put(value: Any, path: YamlPath, new: object) -> None:  # noqa: ANN401  (a value of any YAML file)
    """Put a value in the place of another inside a value."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
