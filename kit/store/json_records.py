"""Write dataclasses as JSON objects, and read them back from JSON that anyone may have made.

A field that the class does not have is kept in its field `unknown`, and written again. One that is marked as
`left_out_when_none` is written only where it has a value, and need not be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

_UNKNOWN = "unknown"
_LEFT_OUT = "left_out_when_none"
#: What a value of JSON is called.
_NOUNS = {str: "text", int: "a whole number", dict: "an object", list: "a list", NoneType: "null"}


def to_json(value: object) -> object:
    """Return what the JSON of a record, or of a value in one, holds: fields in order, unknown ones last."""
    if is_dataclass(value) and not isinstance(value, type):
        left_out = {name for name in _optional(type(value)) if getattr(value, name) is None} | {_UNKNOWN}
        names = [field.name for field in fields(value) if field.name not in left_out]
        known = {name: to_json(getattr(value, name)) for name in names}
        return known | getattr(value, _UNKNOWN)
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in value.items()}
    return list(map(to_json, value)) if isinstance(value, tuple) else value


def from_json(cls: Callable[..., R], row: object, path: str) -> R:
    """Return the record of a class that a JSON object holds; `path` names the object in messages.

    Raises ValueError for a field that is missing or of another type.
    """
    if isinstance(row, dict):
        kinds = _kinds(cls)
        missing = [name for name in kinds if name not in row and name not in _optional(cls)]
        if missing:
            raise ValueError(f"{path} lacks '{missing[0]}'")
        known = {name: _value(kind, row[name], f"{path}.{name}") for name, kind in kinds.items() if name in row}
        return cls(**known, **{_UNKNOWN: {name: value for name, value in row.items() if name not in kinds}})
    raise ValueError(f"{path} is {_noun(row)}, not an object")


@cache
def _kinds(cls: Callable[..., object]) -> dict[str, Any]:
    """Return the type of each field by name."""
    return {name: kind for name, kind in get_type_hints(cls).items() if name != _UNKNOWN}


@cache
def _optional(cls: type) -> frozenset[str]:
    """Return the names of the fields that are left out where they have no value."""
    return frozenset(field.name for field in fields(cls) if field.metadata.get(_LEFT_OUT))


def _value(kind: Any, value: object, path: str) -> object:  # noqa: ANN401  (any annotation of a field)
    """Return a value of JSON as a field of a type holds it."""
    origin = get_origin(kind)
    if origin is UnionType:
        return None if value is None else _value(get_args(kind)[0], value, path)
    if is_dataclass(kind) and isinstance(kind, type):
        return from_json(kind, value, path)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(get_args(kind)[0], item, f"{path}[{index}]") for index, item in enumerate(value))
    if origin is Mapping and isinstance(value, dict):
        return {name: _value(get_args(kind)[1], item, f"{path}[{name!a:.60}]") for name, item in value.items()}
    if type(value) is kind:  # not isinstance: `true` is no number
        return value
    wanted = {tuple: "a list", Mapping: "an object"}.get(origin) or _NOUNS[kind]
    raise ValueError(f"{path} is {_noun(value)}, not {wanted}")


def _noun(value: object) -> str:
    return _NOUNS.get(type(value), "another value")
