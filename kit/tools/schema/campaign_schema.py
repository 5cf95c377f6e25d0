"""The schemas of `kit.yaml` and of a translation: their sections, and the forms of their entries.

In a translation any value may be missing, with or without its key: it is not translated yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from kit.model.campaign import (
    AdviceChoice,
    AllowedNumber,
    AllPlatformsBut,
    CheckChoice,
    Family,
    KitInfo,
    Link,
    Message,
    Voice,
)
from kit.model.extra import Extra
from kit.model.placement import OwnPlacement, OwnSheet
from kit.model.slot import COPY_SLOTS
from kit.model.statistic import Source, Statistic
from kit.project.placements import read_placements
from kit.project.sections import REQUIRED
from kit.project.translated_keys import ANY, ITEM, TRANSLATED, Keys, Need
from kit.tools.schema.definitions import TEXTS, counted, definitions_of, described, keys_with_values, used
from kit.tools.schema.forms import (
    COLOUR,
    COPY_TEXT,
    MESSAGE_NAME,
    PICTURE_SIZE,
    PLACE,
    PLACEMENT_NAME,
    SHEET_SIZE,
    STEM,
    WORDS,
    Schema,
)

_MODELS = (
    KitInfo, Link, Source, Statistic, Family, Message, OwnPlacement, OwnSheet, CheckChoice, AdviceChoice, AllowedNumber,
    AllPlatformsBut, Voice, Extra,
)  # fmt: skip
#: What a message must have unless it inherits it.
_SAID_BY_MESSAGES = ("images", "copy", "caption", "shows")


def kit_yaml(rules: Iterable[str]) -> Schema:
    """Return the schema of `kit.yaml`; `rules` are the names of those that it can turn off."""
    definitions = {**definitions_of(_MODELS), **TEXTS}
    definitions["Caption"].pop("required")
    definitions["Message"] = _message(definitions["Message"])
    definitions["CheckChoice"]["properties"]["off"]["anyOf"] = [{"enum": [*rules]}, {"type": WORDS}]
    schema = keys_with_values(sections(), REQUIRED)
    return {**schema, "definitions": used(schema, definitions)}


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
        "platforms": {
            "anyOf": [{"enum": ["all"]}, {"type": "array", "items": {"anyOf": places}}, _one("AllPlatformsBut")]
        },
        "checks": {"type": "array", "items": {"anyOf": [_one("CheckChoice"), _one("AdviceChoice")]}},
        "voice": {"anyOf": [_one("Voice"), {"type": "array", "items": STEM}]},
        "numbers": {"type": "array", "items": _one("AllowedNumber")},
        "more": _entries(_one("Extra"), MESSAGE_NAME),
    }
    return {name: described("Kit", name, section) for name, section in found.items()}


def _platforms(placements: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(id_.partition("/")[0] for id_ in placements)


def _one(model: str) -> Schema:
    return {"$ref": f"#/definitions/{model}"}


def _entries(entry: Schema, name: Schema | None = None, **more: object) -> Schema:
    """Return the schema of a section keyed by ids of a given form."""
    named = {"propertyNames": name} if name else {}
    return {"type": "object", "additionalProperties": entry, **named, **more}


def _size() -> Schema:
    """Return the schema of a campaign's own size: the size alone, or a mapping, in px or for a sheet."""
    alone = [form["anyOf"][0] for form in (PICTURE_SIZE, SHEET_SIZE)]
    return {"anyOf": [*alone, _one("OwnPlacement"), _one("OwnSheet")]}


def _message(message: Schema) -> Schema:
    """Return the schema of a message, which may inherit from another; only a countdown has plural forms."""
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
    """Return the schema of the texts of a message without a countdown: words without plural forms."""
    text: Schema = {"type": WORDS}
    copy = {"additionalProperties": text}
    images = {"items": {"properties": {"copy": copy}}}
    return {"images": images, "copy": copy, "caption": {"additionalProperties": text}, "shows": text}


#: The models of sections and keys of `kit.yaml`.
_ENTRY_MODELS = {
    "kit": "KitInfo", "links": "Link", "sources": "Source", "statistics": "Statistic", "messages": "Message",
    "more": "Extra", "help": "Help", "about": "About", "logo": "ImageFile", "photo": "ImageFile", "caption": "Caption",
    "images": "ImageUse", "frames": "Frame",
}  # fmt: skip
#: A section whose entries are whole in a translation.
_WHOLE: Keys = {ANY: Need.OPTIONAL}
#: The keywords of a field that describe it to people, and are not part of its form.
_DESCRIPTIVE = ("description", "examples")
_NUMBERED: Schema = {"pattern": "^[1-9][0-9]*$", "patternErrorMessage": "write the number of an item, from 1"}


def locale_yaml() -> Schema:
    """Return the schema of a translation."""
    definitions = {
        **definitions_of((KitInfo, Link, Source, Statistic, Message, Voice, AllowedNumber, Family, Extra)),
        **TEXTS,
    }
    written = sections()
    found = {
        name: _translated_value(
            written[name],
            written[name] if isinstance(keys, Need) or keys == _WHOLE else _inside(name, keys, definitions),
        )
        for name, keys in TRANSLATED.items()
    }
    return {**keys_with_values(found), "type": ["object", "null"], "definitions": used(found, definitions)}


def _inside(name: str, keys: Keys, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of the content of a section or a key."""
    entry = keys.get(ANY, keys.get(ITEM))
    if not isinstance(entry, dict):
        return _entry(_ENTRY_MODELS[name], keys, definitions)
    numbered = {"propertyNames": _NUMBERED} if ITEM in keys else {}
    one = {"anyOf": [_entry(_ENTRY_MODELS[name], entry, definitions), {"type": "null"}]}
    return {"type": "object", "additionalProperties": one, **numbered}


def _entry(model: str, keys: Keys, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of an entry of a model, with only what is translated."""
    fields = definitions[model]["properties"]
    return keys_with_values(
        {key: _field(model, key, fields[key], (inside, definitions)) for key, inside in keys.items()}
    )


def _field(model: str, key: str, field: Schema, within: tuple[Keys | Need, dict[str, Schema]]) -> Schema:
    """Return the schema of a field of an entry; `within` has the models inside it, and all definitions."""
    inside, definitions = within
    if isinstance(inside, Need):
        return _translated_value(field, field)
    return _translated_value(
        {"description": field["description"]}, _copy(model) if key == "copy" else _inside(key, inside, definitions)
    )


def _copy(model: str) -> Schema:
    """Return the schema of copy, whose texts may have plural forms except in a series."""
    text = COPY_TEXT if model == "Frame" else counted(COPY_TEXT)
    return keys_with_values({slot: _translated_value(one := described("Copy", slot, text), one) for slot in COPY_SLOTS})


def _translated_value(words: Schema, form: Schema) -> Schema:
    """Return the schema of a value that has a form or is empty, with its description."""
    prose = {key: words[key] for key in _DESCRIPTIVE if key in words}
    return {
        **prose,
        "anyOf": [{key: part for key, part in form.items() if key not in _DESCRIPTIVE}, {"type": "null"}],
    }
