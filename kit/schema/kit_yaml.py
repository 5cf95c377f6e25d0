"""The schema of `kit.yaml`: its sections, and what an entry of each may be written as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.campaign import AllowedNumber, CheckChoice, Family, KitInfo, Link, Message
from kit.model.own_placement import OwnPlacement, OwnSheet
from kit.model.statistic import Source, Statistic
from kit.model.voice import Voice
from kit.project.placements import read_placements
from kit.project.sections import REQUIRED
from kit.schema.descriptions import described
from kit.schema.forms import (
    COLOUR,
    MESSAGE_NAME,
    PLACE,
    PLACEMENT_NAME,
    SIZE_IN_PX,
    SIZE_OF_SHEET,
    STEM,
)
from kit.schema.models import TEXTS, definitions_of, keys_with_values, used
from kit.schema.scalars import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.schema.scalars import Schema

_MODELS = (KitInfo, Link, Source, Statistic, Family, Message, OwnPlacement, OwnSheet, CheckChoice, AllowedNumber, Voice)
#: What a message must say unless it takes it from another.
_SAID_BY_MESSAGES = ("images", "copy", "caption", "shows")


def kit_yaml(rules: Iterable[str]) -> Schema:
    """Return the schema of `kit.yaml`; `rules` are the names of those that it can turn off."""
    known = {**definitions_of(_MODELS), **TEXTS}
    known["Caption"].pop("required")
    known["Message"] = _message(known["Message"])
    known["CheckChoice"]["properties"]["off"]["anyOf"] = [{"enum": [*rules]}, {"type": WORDS}]
    schema = keys_with_values(sections(), REQUIRED)
    return {**schema, "definitions": used(schema, known)}


def sections() -> dict[str, Schema]:
    """Return the schema of each section, by its name."""
    placements = read_placements()
    places = [{"enum": [*_platforms(placements), *placements]}, PLACE]
    found: dict[str, Schema] = {
        "kit": _one("KitInfo"),
        "links": _entries(_one("Link")),
        "sources": _entries(_one("Source")),
        "statistics": _entries(_one("Statistic")),
        "themes": _entries({"type": "object", "additionalProperties": COLOUR}, {"not": {"enum": ["drawn"]}}),
        "families": _entries(_one("Family")),
        "placements": _entries(_size(), {"allOf": [PLACEMENT_NAME, {"not": {"enum": [*placements]}}]}),
        "messages": _entries(_one("Message"), MESSAGE_NAME, minProperties=1),
        "platforms": {"anyOf": [{"enum": ["all"]}, {"type": "array", "items": {"anyOf": places}}]},
        "checks": {"type": "array", "items": _one("CheckChoice")},
        "voice": {"anyOf": [_one("Voice"), {"type": "array", "items": STEM}]},
        "numbers": {"type": "array", "items": _one("AllowedNumber")},
    }
    return {name: described("Kit", name, section) for name, section in found.items()}


def _platforms(placements: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(id_.partition("/")[0] for id_ in placements)


def _one(model: str) -> Schema:
    return {"$ref": f"#/definitions/{model}"}


def _entries(entry: Schema, name: Schema | None = None, **more: object) -> Schema:
    """Return the schema of a section that is keyed by id, each of which has such a name."""
    named = {"propertyNames": name} if name else {}
    return {"type": "object", "additionalProperties": entry, **named, **more}


def _size() -> Schema:
    """Return the schema of a size of the campaign's own: the size alone, or keys with values, in px or of a sheet."""
    alone = [form["anyOf"][0] for form in (SIZE_IN_PX, SIZE_OF_SHEET)]
    return {"anyOf": [*alone, _one("OwnPlacement"), _one("OwnSheet")]}


def _message(message: Schema) -> Schema:
    """Return the schema of a message, which takes from another what it does not say; only a countdown has plurals."""
    own, counts = {"not": _has("like")}, _has("countdown")
    whole = {**_has(*_SAID_BY_MESSAGES), "properties": {"caption": _has("short", "long")}}
    plain = {"not": {"anyOf": [_has("like"), counts]}}
    no_series = {"properties": {"frames": {"maxItems": 0}}}
    return {
        **{key: value for key, value in message.items() if key != "required"},
        "dependencies": {"without": ["like"]},
        "allOf": [
            {"if": own, "then": whole},
            {"if": plain, "then": {"properties": _without_forms()}},
            {"if": counts, "then": no_series},
        ],
    }


def _has(*keys: str) -> Schema:
    return {"required": [*keys]}


def _without_forms() -> dict[str, Schema]:
    """Return what the texts of a message are that does not count down: words, and no forms of them."""
    text: Schema = {"type": WORDS}
    copy = {"additionalProperties": text}
    images = {"items": {"properties": {"copy": copy}}}
    return {"images": images, "copy": copy, "caption": {"additionalProperties": text}, "shows": text}
