"""Make a definition of each model that a file is validated by, with the forms and the descriptions of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter

from kit.model.campaign import COPY_SLOTS
from kit.model.countdown import PLURAL_CLASSES
from kit.model.prose import NOT_PROSE
from kit.project.mismatches import FILLED
from kit.schema.descriptions import described
from kit.schema.forms import CAPTION_TEXT, COPY_TEXT, FORMS, PLAIN_PROSE
from kit.schema.scalars import WORDS, Scalars

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.schema.scalars import Schema

#: Models in which all words are prose but those of some keys.
_OF_PROSE = ("KitInfo", "Help", "Link", "Source", "ImageFile")


def definitions_of(kinds: Iterable[type[Any]]) -> dict[str, Schema]:
    """Return the definitions of some models, and of those inside them, by name, without what is filled, not written."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (kind.__name__, "validation", TypeAdapter(kind)) for kind in kinds
    ]
    _, made = TypeAdapter.json_schemas(adapters, schema_generator=Scalars, ref_template="#/definitions/{model}")
    return {name: _finished(name, schema) for name, schema in made["$defs"].items()}


def keys_with_values(properties: dict[str, Schema], required: Iterable[str] = (), **more: object) -> Schema:
    """Return the schema of keys with values, and of no others."""
    asked = [*required]
    needs = {"required": asked} if asked else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **needs, **more}


def copy_of(text: Schema) -> Schema:
    """Return the schema of the copy of a picture, each slot of which has such a text."""
    return keys_with_values({slot: described("Copy", slot, text) for slot in COPY_SLOTS})


#: Texts of a message: of copy, and beside the picture; where it counts down, a form for each plural class as well.
TEXTS: dict[str, Schema] = {
    "Copy": copy_of(COPY_TEXT),
    "CountedCopy": copy_of(
        {"anyOf": [COPY_TEXT, keys_with_values(dict.fromkeys(PLURAL_CLASSES, COPY_TEXT), minProperties=1)]}
    ),
    "CountedText": {
        "anyOf": [CAPTION_TEXT, keys_with_values(dict.fromkeys(PLURAL_CLASSES, CAPTION_TEXT), minProperties=1)]
    },
}


def used(schema: Schema, known: dict[str, Schema]) -> dict[str, Schema]:
    """Return the definitions that a schema refers to, and those that these refer to, by name in alphabetical order."""
    found: dict[str, Schema] = {}
    waiting = [schema]
    while waiting:
        for name in _named_in(waiting.pop()):
            if name not in found:
                found[name] = known[name]
                waiting.append(known[name])
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
