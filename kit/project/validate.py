"""Read the YAML files of a project and convert their values to the types of `model`; every mismatch is a fault."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from kit.base.document import read_yaml
from kit.base.errors import Fault, closest
from kit.project.mismatches import FILLED, empty_value, mismatch_faults, not_entries
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.base.document.document import Document, YamlPath


T = TypeVar("T")

#: One validator per type, as making them is slow.
_ADAPTERS: dict[object, TypeAdapter[object]] = {}
#: Keys for words that no rule checks, and the filler for a missing one while faults are collected.
_ANY_WORDS = ("title", "creator", "licence", "publisher", "shown", "counts", "shows")
_FILLER = "…"
#: Keys that say why something is allowed.
_REASONS = frozenset({"reason", "qualifier_reason"})


def validate(kind: type[T], value: object, document: Document, path: YamlPath) -> tuple[T | None, list[Fault]]:
    """Return a value as its type, and the faults; `path` leads to the value in the file.

    A value with faults has its misspelt keys corrected, only to find further faults; it is None if more is wrong.
    """
    try:
        return cast("T", _adapter(kind).validate_python(value)), list(_empty_keys(value, document, path))
    except ValidationError as error:
        faults = mismatch_faults(kind, error.errors(include_url=False), document, path)
    try:
        return cast("T", _adapter(kind).validate_python(_corrected(kind, value))), faults
    except ValidationError:
        return None, faults


def _empty_keys(value: object, document: Document, path: YamlPath) -> Iterator[Fault]:
    """Yield a fault for each optional key that is written without a value, and for each reason without words."""
    if value is None and path in document.keys:
        yield empty_value(document, path)
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        if key in _REASONS and isinstance(part, str) and not any(map(str.isalnum, part)):
            mark, remedy = document.mark(*path, key), "say why, for those who read it after you"
            yield Fault(f"'{key}' is empty", mark, remedy, code="empty-text")
        yield from _empty_keys(part, document, (*path, key))


def entries(kind: type[T], section: object, document: Document, path: YamlPath) -> tuple[dict[str, T], list[Fault]]:
    """Return the entries of a section that is keyed by id, each as by `validate`, and the faults."""
    if section is None and path not in document.keys:
        return {}, []
    if section is None:
        return {}, [empty_value(document, path)]
    if not isinstance(section, dict):
        return {}, [not_entries(section, document, path)]
    found: dict[str, T] = {}
    faults: list[Fault] = []
    for key, written in section.items():
        result, wrong = validate_entry(kind, written, document, (*path, key))
        faults += wrong
        if result is not None:
            found[key] = result
    return found, faults


def validate_entry(kind: type[T], written: object, document: Document, path: YamlPath) -> tuple[T | None, list[Fault]]:
    """Return one entry of a section that is keyed by id, as by `validate`, and the faults."""
    value, wrong = _with_id(kind, written, document, path)
    result, mismatches = validate(kind, value, document, path)
    return result, [*wrong, *mismatches]


def _with_id(kind: object, entry: object, document: Document, path: YamlPath) -> tuple[object, list[Fault]]:
    """Return an entry with its key as its id, and a fault for each key that is filled here but is written."""
    if not (isinstance(entry, dict) and is_dataclass(kind) and "id" in _field_names(kind)):
        return entry, []
    written = {key: value for key, value in entry.items() if key not in FILLED}
    faults = [
        Fault(f"unknown key '{key}'", document.key_mark(*path, key), "remove it", code="unknown-key")
        for key in FILLED
        if key in entry
    ]
    return {**written, "id": path[-1]}, faults


def _corrected(kind: object, value: object) -> object:
    """Return a value with its misspelt keys corrected, and a filler for missing words."""
    if not is_dataclass(kind) or not isinstance(value, dict):
        return value
    field_names = _field_names(kind)
    fillers = {key: _FILLER for key in _ANY_WORDS if key in field_names}
    misspelt = {closest(key, field_names): entry for key, entry in value.items() if key not in field_names}
    misspelt.pop(None, None)
    return {**fillers, **misspelt, **{key: entry for key, entry in value.items() if key in field_names}}


def _field_names(kind: object) -> list[str]:
    return [field.name for field in fields(kind)]  # type: ignore[arg-type]  # dataclasses only


def _adapter(kind: object) -> TypeAdapter[object]:
    """Return the validator of a type."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)  # type: ignore[arg-type]  # any type may be validated
    return _ADAPTERS[kind]


def read_document(path: Path, *, name: str | None = None, real: Path | None = None) -> Document:
    """Read a YAML file, where it really is; see `read_yaml`. Raises SpecError."""
    return read_yaml(path, disallowed_characters, name=name, real=real)
