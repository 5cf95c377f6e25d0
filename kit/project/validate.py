"""Read the YAML files of a project and convert their values to the types of `model`; every mismatch is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kit.base.document import read_yaml
from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, closest, did_you_mean, unknown_name
from kit.model.campaign import About, Apart, Caption, Face, Frame, Help, ImageUse
from kit.model.image import ImageFile
from kit.model.layout import Emphasis, LineGap, SlotRule
from kit.model.placement import Crop, KeepOut, OwnPlacement, Placement, SafeArea, Sheet, TextLimit
from kit.model.statistic import Countdown
from kit.project.remedies import MAPPING, add_key, add_value, write_as
from kit.project.suggestions import role_meant, truth_meant
from kit.text.characters import disallowed_characters

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


#: Fields of entries that are filled here, not written: an entry's id is its key, the marks of a figure are in its text,
#: and the days of a countdown follow from its other fields.
FILLED = ("id", "number_span", "counted")
#: How many characters of a value are quoted.
_QUOTED = 40
#: Types of nested values, by the field that holds them: a misspelt key in one gets a suggestion.
_NESTED = {
    "images": ImageUse,
    "frames": Frame,
    "caption": Caption,
    "help": Help,
    "about": About,
    "countdown": Countdown,
    "faces": Face,
    "slots": SlotRule,
    "emphasis": Emphasis,
    "safe": SafeArea,
    "keep_out": KeepOut,
    "crops": Crop,
    "alt_text": TextLimit,
    "sheet": Sheet,
    "photo": ImageFile,
    "logo": ImageFile,
    "apart": Apart,
}
#: The same, if an entry has a different type in a field of that name.
_NESTED_IN = {(OwnPlacement, "caption"): TextLimit, (Placement, "caption"): TextLimit, (SlotRule, "gap"): LineGap}
#: What a value must be, by pydantic's error type (https://docs.pydantic.dev/latest/errors/validation_errors/).
WANTED = {
    "string_type": "words",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
    "date_type": "a date such as 2020-12-01",
    "date_from_datetime_parsing": "a date such as 2020-12-01",
    "date_from_datetime_inexact": "a date such as 2020-12-01",
    "tuple_type": "a list",
    "too_long": "a list of at most {max_length}",
    "dict_type": MAPPING,
    "dataclass_type": MAPPING,
}
#: What to write for a section, or a whole file, that is not a mapping.
_SECTION = "write each key on its own line below, indented, as 'key: value'"
#: The name of one value of a field in a message.
_SINGULAR = {"on": "role", "platforms": "platform", "formats": "format"}


def mismatch_faults(kind: object, errors: Sequence[ErrorDetails], document: Document, path: YamlPath) -> list[Fault]:
    """Return a fault for each place at which a value is not of its type; `path` leads to the value in the file.

    The branches of a union are reported as one, and a misspelt key is not also missing.
    """
    places: dict[YamlPath, list[ErrorDetails]] = {}
    for error in errors:
        places.setdefault(_written_at(error, document, path), []).append(error)
    misspelt = {
        (*where[:-1], closest(str(where[-1]), _known_keys(kind, group[0])))
        for where, group in places.items()
        if group[0]["type"] == "unexpected_keyword_argument"
    }
    return [_fault(kind, group, document, where) for where, group in places.items() if where not in misspelt]


def empty_value(document: Document, path: YamlPath) -> Fault:
    """Return the fault of a key that has no value."""
    mark = document.key_mark(*path)
    return Fault(f"'{path[-1] if path else 'the file'}' has no value", mark, add_value(mark), code="empty-value")


def not_entries(section: object, document: Document, path: YamlPath) -> Fault:
    """Return the fault of a section, or of a whole file, that is not a mapping."""
    name, mark = f"'{path[-1]}'" if path else "the file", document.mark(*path)
    message = f"{name} must be {MAPPING}, not {_described(section)}"
    value = section if isinstance(section, str) else None
    remedy = _SECTION if len(path) <= 1 else write_as([MAPPING], value, mark, path)
    return Fault(message, mark, remedy, code="wrong-type")


def _written_at(error: ErrorDetails, document: Document, path: YamlPath) -> YamlPath:
    """Return the path of an error in the file: that of the wrong key, or of the nearest written value."""
    where = (*path, *error["loc"])
    while error["type"] not in {"missing", "unexpected_keyword_argument"} and where not in document.values:
        where = where[:-1]
    return where


def _fault(kind: object, group: Sequence[ErrorDetails], document: Document, where: YamlPath) -> Fault:
    """Return the fault of the errors at one place."""
    error, key = group[0], str(where[-1]) if where else "the file"
    if error["type"] == "missing" and isinstance(where[-1], int):  # too short a list
        while where not in document.values:
            where = where[:-1]
        return _wrong_type([{**error, "type": "too_short", "msg": "a list of two numbers"}], document, where)
    if error["type"] == "missing":
        return Fault(f"missing '{key}'", document.key_mark(*where[:-1]), add_key(where), code="missing-key")
    if error["type"] == "unexpected_keyword_argument":
        known = _known_keys(kind, error)
        return unknown_name("key", key, document.key_mark(*where), known, code="unknown-key")
    if error["input"] is None:
        return empty_value(document, where)
    if error["type"] == "literal_error" and len(group) == 1 and isinstance(error["input"], str):
        return _unknown_choice(error, document, where)
    return _wrong_type(group, document, where)


def _unknown_choice(error: ErrorDetails, document: Document, where: YamlPath) -> Fault:
    """Return the fault of a word that its field does not accept."""
    field = next((key for key in reversed(where) if isinstance(key, str)), "value")
    choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    message = f"unknown {_SINGULAR.get(field, field)} '{error['input']}'"
    word = str(error["input"])
    meant = (
        role_meant(word) if field in {"on", "role"} else truth_meant(word) if set(choices) >= {"yes", "no"} else None
    )
    return Fault(message, document.mark(*where), did_you_mean(meant or word, choices), code="unknown-choice")


def _wrong_type(group: Sequence[ErrorDetails], document: Document, where: YamlPath) -> Fault:
    """Return the fault of a value of none of the types that its field accepts."""
    key, value, mark = where[-1] if where else "the file", group[0]["input"], document.mark(*where)
    wanted = list(dict.fromkeys(map(_wanted, group)))
    label = f"'{key}'" if isinstance(key, str) else f"item {key + 1} of '{where[-2]}'"
    message = f"{label} must be {' or '.join(wanted)}, not {_described(value)}"
    return Fault(message, mark, write_as(wanted, value, mark, where), code="wrong-type")


def _wanted(error: ErrorDetails) -> str:
    """Return what a value must be: from the table, or the words of a choice, or pydantic's own message."""
    if error["type"] in WANTED:
        return WANTED[error["type"]].format_map(error.get("ctx", {}))
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    return error["msg"].removeprefix("Input should be ").removeprefix("Input should ").lower()


def _known_keys(kind: object, error: ErrorDetails) -> list[str]:
    """Return the keys that are allowed where an unknown one is."""
    nested = {**_NESTED, **{step: inside for (entry, step), inside in _NESTED_IN.items() if entry is kind}}
    holders = [nested[step] for step in error["loc"][:-1] if isinstance(step, str) and step in nested]
    holder = holders[-1] if holders else next(iter(get_args(kind)), kind)
    if not is_dataclass(holder):
        return []
    return [field.name.removesuffix("_") for field in fields(holder) if holder is not kind or field.name not in FILLED]


def _described(value: object) -> str:
    """Describe a value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    words = str(value)
    return f"'{words[:_QUOTED]}…'" if len(words) > _QUOTED else f"'{words}'"
