"""Turn plain values into the nouns of `model`, and every mismatch into a fault at its line."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from kit.errors import Fault, did_you_mean
from kit.model.campaign import Caption, Face, ImageUse
from kit.model.layout import Emphasis, SlotRule
from kit.model.placement import KeepOut, SafeArea, Sheet, TextLimit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from kit.model.document import Document, YamlPath

T = TypeVar("T")

#: One adapter a type, as making them is slow.
_ADAPTERS: dict[object, TypeAdapter[object]] = {}

#: Nouns that stand inside others, by the field that holds them: a misspelt key in them gets a suggestion.
_NESTED = {
    "images": ImageUse,
    "caption": Caption,
    "faces": Face,
    "slots": SlotRule,
    "emphasis": Emphasis,
    "safe": SafeArea,
    "keep_out": KeepOut,
    "alt_text": TextLimit,
    "sheet": Sheet,
}
#: What a value must be, by the type of pydantic's error (https://docs.pydantic.dev/latest/errors/validation_errors/).
_WANTED = {
    "string_type": "words",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "bool_parsing": "yes or no",
    "date_parsing": "a date such as 2020-12-01",
    "date_from_datetime_parsing": "a date such as 2020-12-01",
    "date_from_datetime_inexact": "a date such as 2020-12-01",
    "tuple_type": "a list",
    "list_type": "a list",
    "mapping_type": "keys with values",
    "dict_type": "keys with values",
    "dataclass_type": "keys with values",
}


def validate(kind: type[T], value: object, document: Document, path: YamlPath) -> tuple[T | None, list[Fault]]:
    """Validate a value that stands at `path`; return the noun, or None with the faults that prevent it."""
    try:
        return cast("T", _adapter(kind).validate_python(value)), []
    except ValidationError as error:
        return None, _faults(kind, error.errors(include_url=False), document, path)


def entries(kind: type[T], section: object, document: Document, path: YamlPath) -> tuple[dict[str, T], list[Fault]]:
    """Validate a section that is keyed by id; return the entries that are sound, and the faults of the others."""
    if section is None and path not in document.keys:
        return {}, []
    if not isinstance(section, dict):
        message = f"'{path[-1]}' must be keys with values, not {_describe(section)}"
        return {}, [Fault(message, document.key_mark(*path), _empty_hint(document, path) if section is None else "")]
    sound: dict[str, T] = {}
    faults: list[Fault] = []
    for key, entry in section.items():
        value = {"id": key, **entry} if isinstance(entry, dict) and _has_id(kind) else entry
        result, wrong = validate(kind, value, document, (*path, key))
        faults += wrong
        if result is not None:
            sound[key] = result
    return sound, faults


def _adapter(kind: object) -> TypeAdapter[object]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)  # type: ignore[arg-type]  # any type may be validated
    return _ADAPTERS[kind]


def _has_id(kind: object) -> bool:
    return is_dataclass(kind) and any(field.name == "id" for field in fields(kind))


def _faults(kind: object, errors: Sequence[ErrorDetails], document: Document, path: YamlPath) -> list[Fault]:
    """Return one fault a place: the branches of a union complain together."""
    places: dict[YamlPath, list[ErrorDetails]] = {}
    for error in errors:
        where = (*path, *error["loc"])
        while error["type"] not in {"missing", "unexpected_keyword_argument"} and where not in document.values:
            where = where[:-1]
        places.setdefault(where, []).append(error)
    return [_fault(kind, group, document, where) for where, group in places.items()]


def _fault(kind: object, group: list[ErrorDetails], document: Document, where: YamlPath) -> Fault:
    error, key = group[0], where[-1] if where else "the file"
    if error["type"] == "missing":
        return Fault(f"missing '{key}'", document.key_mark(*where[:-1]))
    if error["type"] == "unexpected_keyword_argument":
        return Fault(f"unknown key '{key}'", document.key_mark(*where), did_you_mean(str(key), _known(kind, error)))
    if error["input"] is None:
        return Fault(f"'{key}' has no value", document.key_mark(*where), _empty_hint(document, where))
    if error["type"] == "literal_error" and len(group) == 1:
        word, field = str(error["input"]), next((str(k) for k in reversed(where) if isinstance(k, str)), "value")
        known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return Fault(
            f"unknown {_SINGULAR.get(field, field)} '{word}'", document.mark(*where), did_you_mean(word, known)
        )
    wanted = list(dict.fromkeys(_WANTED[e["type"]] if e["type"] in _WANTED else _plain(e) for e in group))
    label = f"'{key}'" if isinstance(key, str) else f"item {key + 1} of '{where[-2]}'"
    return Fault(f"{label} must be {' or '.join(wanted)}, not {_describe(error['input'])}", document.mark(*where))


#: What one value of a field is called in a message.
_SINGULAR = {"on": "role", "platforms": "platform", "formats": "format"}


def _plain(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    return error["msg"].removeprefix("Input should be ").removeprefix("Input should ").lower()


def _known(kind: object, error: ErrorDetails) -> list[str]:
    """Return the keys that stand where an unknown one was found, the noun's fields."""
    holders = [_NESTED[step] for step in error["loc"][:-1] if isinstance(step, str) and step in _NESTED]
    holder = holders[-1] if holders else kind
    return [field.name for field in fields(holder) if field.name != "id"] if is_dataclass(holder) else []


def _describe(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list | tuple):
        return "a list"
    return f"'{value}'"


def _empty_hint(document: Document, path: YamlPath) -> str:
    if "#" in document.key_mark(*path).snippet:
        return "what follows '#' is a comment; put the value in quotes"
    return "write a value after the colon, or remove the key"
