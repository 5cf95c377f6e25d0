"""Make a definition of each model that validates a file, with the forms and descriptions of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from kit.model.review import NOT_PROSE
from kit.model.slot import COPY_SLOTS, SLOTS
from kit.model.statistic import PLURAL_CLASSES
from kit.project.validate import FILLED, read_document
from kit.tools.schema.forms import CAPTION_TEXT, COPY_TEXT, FORMS, PLAIN_PROSE, WORDS, Scalars, Schema

_FILE = Path(__file__).with_name("descriptions.yaml")
#: Models whose fields are also those of another, and that other.
_AS_IN = {"OwnPlacement": "Placement", "OwnSheet": "Placement"}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class FieldWords(NamedTuple):
    """The purpose of a field, in a sentence, and examples of its values in YAML."""

    says: str
    examples: tuple[Any, ...] = ()


@cache
def descriptions() -> dict[str, dict[str, FieldWords]]:
    """Return the descriptions of the fields of each model, by the names of both."""
    written = read_document(_FILE.resolve(), name=_FILE.name).value
    of_models = {
        model: {field: FieldWords(said) if isinstance(said, str) else FieldWords(said[0], tuple(said[1:]))
                for field, said in fields.items()}
        for model, fields in written.items()
    }  # fmt: skip
    return {**of_models, **_of_slots()}


def _of_slots() -> dict[str, dict[str, FieldWords]]:
    """Return the descriptions of the slots of copy and of layouts."""
    copied = {name: SLOTS[name] for name in COPY_SLOTS}
    from_copy = {name: ", from copy." if name in copied else "." for name in SLOTS}
    return {
        "Copy": {name: FieldWords(f"{kind.in_copy or kind.about}.", (kind.example,)) for name, kind in copied.items()},
        "Slots": {name: FieldWords(f"{kind.about}{from_copy[name]}") for name, kind in SLOTS.items()},
    }


def described(model: str, field: str, schema: Schema) -> Schema:
    """Return the schema of a field with its description. Raises KeyError for one without a description."""
    definitions = descriptions()
    found = definitions.get(model, {}).get(field) or definitions[_AS_IN[model]][field]
    inner = {"allOf": [schema]} if "$ref" in schema else schema
    examples = [_as_editors_read(example) for example in found.examples]
    return {"description": found.says, **inner, **({"examples": examples} if examples else {})}


def _as_editors_read(example: Any) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return an example with its numbers as numbers, as an editor writes them without quotes."""
    if isinstance(example, list):
        return [_as_editors_read(item) for item in example]
    if isinstance(example, str) and _NUMBER.fullmatch(example):
        return float(example) if "." in example else int(example)
    return example


#: Models in which all words are prose except those of some keys.
_OF_PROSE = ("KitInfo", "Help", "About", "Link", "Source", "ImageFile")


def definitions_of(kinds: Iterable[type[Any]]) -> dict[str, Schema]:
    """Return the definitions of some models, and of those inside them, by name, without fields that are computed."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (kind.__name__, "validation", TypeAdapter(kind)) for kind in kinds
    ]
    _, made = TypeAdapter.json_schemas(adapters, schema_generator=Scalars, ref_template="#/definitions/{model}")
    return {name: _finished(name, schema) for name, schema in made["$defs"].items()}


def keys_with_values(properties: dict[str, Schema], required: Iterable[str] = (), **more: object) -> Schema:
    """Return the schema of a mapping with these keys and no others."""
    asked = [*required]
    needs = {"required": asked} if asked else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **needs, **more}


def copy_of(text: Schema) -> Schema:
    """Return the schema of the copy of a picture, whose slots have the given text."""
    return keys_with_values({slot: described("Copy", slot, text) for slot in COPY_SLOTS})


def counted(text: Schema) -> Schema:
    """Return the schema of a text that may have a form for each plural class."""
    return {"anyOf": [text, keys_with_values(dict.fromkeys(PLURAL_CLASSES, text), minProperties=1)]}


#: Texts of a message: of copy, and beside the picture; for a countdown, with a form for each plural class as well.
TEXTS: dict[str, Schema] = {
    "Copy": copy_of(COPY_TEXT),
    "CountedCopy": copy_of(counted(COPY_TEXT)),
    "CountedText": counted(CAPTION_TEXT),
}


def used(schema: Schema, definitions: dict[str, Schema]) -> dict[str, Schema]:
    """Return the definitions that a schema refers to, and those that these refer to, by name in alphabetical order."""
    found: dict[str, Schema] = {}
    waiting = [schema]
    while waiting:
        for name in _named_in(waiting.pop()):
            if name not in found:
                found[name] = definitions[name]
                waiting.append(definitions[name])
    return dict(sorted(found.items()))


def _named_in(value: object) -> list[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        inside = [name for part in value.values() for name in _named_in(part)]
        return [reference.rpartition("/")[2], *inside] if isinstance(reference, str) else inside
    return [name for part in value for name in _named_in(part)] if isinstance(value, list) else []


def _finished(name: str, schema: Schema) -> Schema:
    """Return a definition with the forms and descriptions of its fields."""
    written = {key: value for key, value in schema["properties"].items() if key not in FILLED}
    if name in {"CountedDay", "Campaign"}:
        return schema
    properties = {key: described(name, key, _formed(name, key, value)) for key, value in written.items()}
    return keys_with_values(properties, [key for key in schema.get("required", ()) if key in written])


def _formed(name: str, key: str, schema: Schema) -> Schema:
    """Return the schema of a field with its form, if it has one."""
    form = FORMS.get(name, {}).get(key, {})
    if "instead" in form:
        return dict(form["instead"])
    if not form and name in _OF_PROSE and key not in NOT_PROSE and schema == {"type": WORDS}:
        return PLAIN_PROSE
    return {**schema, **form}
