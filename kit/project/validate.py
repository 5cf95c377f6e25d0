"""Turn plain values into the nouns of `model`, and every mismatch into a fault at its line."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError

from kit.errors import Fault, closest, did_you_mean
from kit.model.campaign import Caption, Face, Frame, ImageUse
from kit.model.layout import Emphasis, SlotRule
from kit.model.placement import KeepOut, SafeArea, Sheet, TextLimit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from kit.errors import Mark
    from kit.model.document import Document, YamlPath

T = TypeVar("T")

#: One adapter a type, as making them is slow.
_ADAPTERS: dict[object, TypeAdapter[object]] = {}

#: Nouns that stand inside others, by the field that holds them: a misspelt key in them gets a suggestion.
_NESTED = {
    "images": ImageUse,
    "frames": Frame,
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
    "int_parsing_size": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
    "date_type": "a date such as 2020-12-01",
    "date_from_datetime_parsing": "a date such as 2020-12-01",
    "date_from_datetime_inexact": "a date such as 2020-12-01",
    "tuple_type": "a list",
    "too_long": "a list of {max_length} at most",
    "dict_type": "keys with values",
    "dataclass_type": "keys with values",
}
#: What to write, by the kind of value that is wanted.
_WRITE = {
    "a whole number": "write it in digits, without a comma or unit",
    "a date such as 2020-12-01": "write the year, month and day of a day that exists, in digits",
    "a list": "write its items in lines of their own below, each after '- ', such as - {off: voice, reason: …}",
    "keys with values": "write each key in a line of its own below, indented, as 'key: value'",
}
#: Fields of entries that are filled here, not written: an entry's id is its key.
_OURS = ("id", "figures")
#: Keys for words that no rule looks into.
_ANY_WORDS = ("title", "creator", "licence", "publisher", "shown", "counts", "shows")
#: What belongs under a key that is missing.
_HOLDS = {
    "name": "short, for file names, such as child-safety-first",
    "version": "such as 1.0.0",
    "date": "such as 2020-12-01",
    "language": "such as en",
    "creator": "who made the kit",
    "licence": "how others may use it, such as CC BY 4.0",
    "hosts": "where links may lead, such as [www.change.org]",
    "url": "the address, with https://",
    "shown": "the address as pictures show it",
    "publisher": "who published it",
    "as_of": "its date as YYYY, YYYY-MM or YYYY-MM-DD",
    "text": "the figure as it is written",
    "counts": "what the figure counts",
    "source": "a figure never stands without its source",
    "images": "such as [{layout: message, on: [feed]}]",
    "on": "the roles of its placements, such as [feed]",
    "copy": "the words on the picture, by slot",
    "caption": "the words beside the picture, {short: …, long: …}",
    "short": "what fits every platform",
    "long": "what is used where it fits",
    "shows": "what the picture shows, without its words",
    "off": "the name of the rule, such as {off: widow, reason: …}",
    "reason": "why the rule is turned off",
    "slots": "what the layout holds",
    "file": "a font file in 'fonts'",
}


def missing(key: str) -> tuple[str, str]:
    """Return the fault of a key that is missing, and the remedy."""
    return f"missing '{key}'", f"add '{key}': {_HOLDS[key]}" if key in _HOLDS else f"add '{key}'"


def validate(kind: type[T], value: object, document: Document, path: YamlPath) -> tuple[T | None, list[Fault]]:
    """Validate a value that stands at `path`; return the noun, or None, and the faults.

    A noun that comes with faults is what was probably meant: good for finding further faults, not for building.
    """
    try:
        return cast("T", _adapter(kind).validate_python(value)), []
    except ValidationError as error:
        faults = _faults(kind, error.errors(include_url=False), document, path)
    try:
        return cast("T", _adapter(kind).validate_python(_meant(kind, value))), faults
    except ValidationError:
        return None, faults


def _meant(kind: object, value: object) -> object:
    """Return a value with its misspelt keys corrected and with something for the words that it lacks."""
    if not is_dataclass(kind) or not isinstance(value, dict):
        return value
    known = [field.name for field in fields(kind)]
    written = {key if key in known else closest(key, known): entry for key, entry in value.items()}
    fillers = {key: "…" for key in _ANY_WORDS if key in known}
    return {**fillers, **{key: entry for key, entry in written.items() if key is not None}, **_sound(value, known)}


def _sound(value: Mapping[str, object], known: Sequence[str]) -> dict[str, object]:
    return {key: entry for key, entry in value.items() if key in known}


def entries(kind: type[T], section: object, document: Document, path: YamlPath) -> tuple[dict[str, T], list[Fault]]:
    """Validate a section that is keyed by id; return the entries, as `validate` does, and the faults."""
    if section is None and path not in document.keys:
        return {}, []
    if not isinstance(section, dict):
        if section is None:
            return {}, [
                Fault(
                    f"'{path[-1]}' has no value",
                    document.key_mark(*path),
                    _empty_hint(document, path),
                    code="empty-value",
                )
            ]
        name = f"'{path[-1]}'" if path else "the file"
        message = f"{name} must be keys with values, not {_describe(section)}"
        return {}, [Fault(message, document.mark(*path), _WRITE["keys with values"], code="wrong-type")]
    sound: dict[str, T] = {}
    faults: list[Fault] = []
    for key, entry in section.items():
        named = isinstance(entry, dict) and _has_id(kind)
        value = {**{k: v for k, v in entry.items() if k not in _OURS}, "id": key} if named else entry
        faults += [
            Fault(f"unknown key '{ours}'", document.key_mark(*path, key, ours), "remove it", code="unknown-key")
            for ours in (_OURS if named else ())
            if ours in entry
        ]
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
    """Return one fault a place: the branches of a union complain together, and a misspelt key is not also missing."""
    places: dict[YamlPath, list[ErrorDetails]] = {}
    for error in errors:
        where = (*path, *error["loc"])
        while error["type"] not in {"missing", "unexpected_keyword_argument"} and where not in document.values:
            where = where[:-1]
        places.setdefault(where, []).append(error)
    misspelt = {
        (*where[:-1], closest(str(where[-1]), _known(kind, group[0])))
        for where, group in places.items()
        if group[0]["type"] == "unexpected_keyword_argument"
    }
    return [_fault(kind, group, document, where) for where, group in places.items() if where not in misspelt]


def _fault(kind: object, group: list[ErrorDetails], document: Document, where: YamlPath) -> Fault:
    error, key = group[0], where[-1] if where else "the file"
    if error["type"] == "missing":
        fault, remedy = missing(str(key))
        return Fault(fault, document.key_mark(*where[:-1]), remedy, code="missing-key")
    if error["type"] == "unexpected_keyword_argument":
        return Fault(
            f"unknown key '{key}'",
            document.key_mark(*where),
            did_you_mean(str(key), _known(kind, error)),
            code="unknown-key",
        )
    if error["input"] is None:
        return Fault(
            f"'{key}' has no value", document.key_mark(*where), _empty_hint(document, where), code="empty-value"
        )
    if error["type"] == "literal_error" and len(group) == 1 and isinstance(error["input"], str):
        word, field = error["input"], next((str(k) for k in reversed(where) if isinstance(k, str)), "value")
        known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return Fault(
            f"unknown {_SINGULAR.get(field, field)} '{word}'",
            document.mark(*where),
            did_you_mean(word, known),
            code="unknown-choice",
        )
    wanted = list(dict.fromkeys(map(_wanted, group)))
    label = f"'{key}'" if isinstance(key, str) else f"item {key + 1} of '{where[-2]}'"
    mark = document.mark(*where)
    message = f"{label} must be {' or '.join(wanted)}, not {_describe(error['input'])}"
    return Fault(message, mark, _how_to_write(wanted, error["input"], mark), code="wrong-type")


def _how_to_write(wanted: Sequence[str], value: object, mark: Mark) -> str:
    """Return how a value of the wrong kind is mended."""
    opening = mark.snippet[mark.column - 1 : mark.column]
    if wanted[0] == "words" and opening in {"{", "["}:
        return f"a value that starts with '{opening}' needs quotes: \"…\""
    if wanted[0] == "words":
        return "write it in one line, or in lines below '|-'"
    if wanted == ["keys with values"] and isinstance(value, str) and re.match(r"\w+:\S", value):
        return "write a space after the ':'"
    if "a list" in wanted and isinstance(value, str):
        return f"write [{value}]"
    return _WRITE.get(wanted[0], "write one of these instead")


#: What one value of a field is called in a message.
_SINGULAR = {"on": "role", "platforms": "platform", "formats": "format"}


def _wanted(error: ErrorDetails) -> str:
    """Return what a value must be: from the table, else the words of a choice, else what pydantic says."""
    if error["type"] in _WANTED:
        return _WANTED[error["type"]].format_map(error.get("ctx", {}))
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    return error["msg"].removeprefix("Input should be ").removeprefix("Input should ").lower()


def _known(kind: object, error: ErrorDetails) -> list[str]:
    """Return the keys that stand where an unknown one was found, the noun's fields."""
    holders = [_NESTED[step] for step in error["loc"][:-1] if isinstance(step, str) and step in _NESTED]
    holder = holders[-1] if holders else next(iter(get_args(kind)), kind)
    return (
        [field.name for field in fields(holder) if holder is not kind or field.name not in _OURS]
        if is_dataclass(holder)
        else []
    )


def _describe(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list | tuple):
        return "a list"
    words = str(value)
    return f"'{words[:40]}…'" if len(words) > 40 else f"'{words}'"  # noqa: PLR2004


def _empty_hint(document: Document, path: YamlPath) -> str:
    if "#" in document.key_mark(*path).snippet:
        return "what follows '#' is a comment; put the value in quotes"
    return "write a value after the colon, or remove the key"
