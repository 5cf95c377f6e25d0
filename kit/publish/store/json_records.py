"""Records as JSON, written and read back from files that anyone may have made.

Unknown fields are kept in the field `unknown` of their class, and written again. A field marked as `left_out_when_none`
is optional, and written only if it has a value.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from types import NoneType, UnionType
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

#: The most bytes of a manifest, fifty times those of 700 pictures, and how many objects may be inside each other.
_MOST_BYTES, _DEEPEST = 1 << 26, 32
_TOO_DEEP = "it is nested too deeply"


def parse_json(data: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return the content of a JSON file.

    Raises ValueError if it isn't one, is too large or nested too deeply, or has a name twice in one object.
    """
    if len(data) > _MOST_BYTES:
        raise ValueError(f"it has {len(data):,} bytes; the limit is {_MOST_BYTES:,}")
    try:
        content = json.loads(data, object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError(_TOO_DEEP) from error
    _require_shallow(content)
    return content


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError for a name that it has twice, of which programs read different ones."""
    content = dict(pairs)
    if len(content) != len(pairs):
        name = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"it has {name!a:.60} twice in one object")
    return content


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _require_shallow(content: object) -> None:
    """Raise ValueError for JSON that is nested too deeply to be written again."""
    values = [content]
    for _ in range(_DEEPEST):
        values = [part for value in values for part in _parts(value)]
        if not values:
            return
    raise ValueError(_TOO_DEEP)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


R = TypeVar("R")

_UNKNOWN = "unknown"
_LEFT_OUT = "left_out_when_none"
#: The names of JSON types.
_NOUNS = {str: "text", int: "a whole number", dict: "an object", list: "a list", NoneType: "null"}


def format_json(record: object) -> bytes:
    """Return a record as JSON: fields in order, unknown ones last.

    The records in it are converted one after another: all at once, and all their words, take several times the bytes.
    """
    data = BytesIO()
    text = TextIOWrapper(data, "utf-8", "surrogatepass", newline="\n")
    text.writelines(json.JSONEncoder(ensure_ascii=False, indent=1, default=_as_object).iterencode(record))
    text.write("\n")
    text.flush()
    return data.getvalue()


def _as_object(record: Any) -> dict[str, object]:  # noqa: ANN401  (what JSON does not have: a record or a mapping)
    """Return what is in a record by name; the records in that are as they were."""
    if isinstance(record, Mapping):
        return dict(record)
    cls: type = type(record)
    left_out = {name for name in _optional(cls) if getattr(record, name) is None} | {_UNKNOWN}
    names = [field.name for field in fields(cls) if field.name not in left_out]
    return {**{name: getattr(record, name) for name in names}, **getattr(record, _UNKNOWN)}


def count_unknown(value: object) -> int:
    """Return how many fields that this version does not know a record and those in it have."""
    if isinstance(value, tuple):
        return sum(map(count_unknown, value))
    if isinstance(value, Mapping):
        return sum(map(count_unknown, value.values()))
    if not is_dataclass(value):
        return 0
    known = (getattr(value, field.name) for field in fields(value) if field.name != _UNKNOWN)
    return len(getattr(value, _UNKNOWN)) + sum(map(count_unknown, known))


def from_json(cls: Callable[..., R], row: object, path: str) -> R:
    """Return a JSON object as a record of a class; `path` names the object in messages.

    Raises ValueError for a field that is missing or of another type.
    """
    if isinstance(row, dict):
        kinds = _kinds(cls)
        missing = [name for name in kinds if name not in row and name not in _optional(cls)]
        if missing:
            raise ValueError(f"{path} lacks '{missing[0]}'")
        values = {name: _value(kind, row[name], f"{path}.{name}") for name, kind in kinds.items() if name in row}
        return cls(**values, **{_UNKNOWN: {name: value for name, value in row.items() if name not in kinds}})
    raise ValueError(f"{path} is {_noun(row)}, not an object")


@cache
def _kinds(cls: Callable[..., object]) -> dict[str, Any]:
    """Return the type of each field by name."""
    return {name: kind for name, kind in get_type_hints(cls).items() if name != _UNKNOWN}


@cache
def _optional(cls: type) -> frozenset[str]:
    """Return the names of the fields that are left out if they have no value."""
    return frozenset(field.name for field in fields(cls) if field.metadata.get(_LEFT_OUT))


def _value(kind: Any, value: object, path: str) -> object:  # noqa: ANN401  (any annotation of a field)
    """Return a JSON value as the value of a field with a type."""
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin is UnionType:
        return None if value is None else _value(get_args(kind)[0], value, path)
    if is_dataclass(kind) and isinstance(kind, type):
        return from_json(kind, value, path)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(get_args(kind)[0], item, f"{path}[{index}]") for index, item in enumerate(value))
    if origin is Mapping and isinstance(value, dict):
        return {name: _value(get_args(kind)[1], item, f"{path}[{name!a:.60}]") for name, item in value.items()}
    if type(value) is kind:  # not isinstance: `true` is not a number
        return value
    expected = {tuple: "a list", Mapping: "an object"}.get(origin) or _NOUNS[kind]
    raise ValueError(f"{path} is {_noun(value)}, not {expected}")


def _noun(value: object) -> str:
    return _NOUNS.get(type(value), "another value")
