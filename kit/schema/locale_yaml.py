"""The schema of a translation, `locales/TAG.yaml`: the words of `kit.yaml`, each in the form that it has there.

Any value may be left out, or its key be there without one: it is not translated yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.campaign import COPY_SLOTS, AllowedNumber, KitInfo, Link, Message
from kit.model.countdown import PLURAL_CLASSES
from kit.model.statistic import Source, Statistic
from kit.model.voice import Voice
from kit.project.translated_keys import ANY, ITEM, TRANSLATED, Need
from kit.schema.descriptions import described
from kit.schema.forms import COPY_TEXT
from kit.schema.kit_yaml import sections
from kit.schema.models import TEXTS, definitions_of, keys_with_values, used

if TYPE_CHECKING:
    from kit.project.translated_keys import Keys
    from kit.schema.scalars import Schema

#: The models of what sections and keys of `kit.yaml` hold.
_MODELS = {
    "kit": "KitInfo", "links": "Link", "sources": "Source", "statistics": "Statistic", "messages": "Message",
    "help": "Help", "logo": "ImageFile", "photo": "ImageFile", "caption": "Caption", "images": "ImageUse",
    "frames": "Frame",
}  # fmt: skip
#: What says of a field to people what it is for, and is no part of its form.
_SAID = ("description", "examples")
_NUMBERED: Schema = {"pattern": "^[1-9][0-9]*$", "patternErrorMessage": "write the number of an item, from 1"}


def locale_yaml() -> Schema:
    """Return the schema of a translation."""
    known = {**definitions_of((KitInfo, Link, Source, Statistic, Message, Voice, AllowedNumber)), **TEXTS}
    written = sections()
    found = {
        name: _told(written[name], written[name] if isinstance(keys, Need) else _inside(name, keys, known))
        for name, keys in TRANSLATED.items()
    }
    return {**keys_with_values(found), "type": ["object", "null"], "definitions": used(found, known)}


def _inside(name: str, keys: Keys, known: dict[str, Schema]) -> Schema:
    """Return the schema of what is inside a section or a key."""
    entry = keys.get(ANY, keys.get(ITEM))
    if not isinstance(entry, dict):
        return _entry(_MODELS[name], keys, known)
    numbered = {"propertyNames": _NUMBERED} if ITEM in keys else {}
    one = {"anyOf": [_entry(_MODELS[name], entry, known), {"type": "null"}]}
    return {"type": "object", "additionalProperties": one, **numbered}


def _entry(model: str, keys: Keys, known: dict[str, Schema]) -> Schema:
    """Return the schema of an entry of a model, of which only what is translated is there."""
    fields = known[model]["properties"]
    return keys_with_values({key: _field(model, key, fields[key], (inside, known)) for key, inside in keys.items()})


def _field(model: str, key: str, field: Schema, within: tuple[Keys | Need, dict[str, Schema]]) -> Schema:
    """Return the schema of a field of an entry; `within` is what it leads to, and all definitions."""
    inside, known = within
    if isinstance(inside, Need):
        return _told(field, field)
    return _told({"description": field["description"]}, _copy(model) if key == "copy" else _inside(key, inside, known))


def _copy(model: str) -> Schema:
    """Return the schema of copy, whose texts have forms for plural classes but in a series."""
    forms = keys_with_values(dict.fromkeys(PLURAL_CLASSES, COPY_TEXT), minProperties=1)
    text = COPY_TEXT if model == "Frame" else {"anyOf": [COPY_TEXT, forms]}
    return keys_with_values({slot: _told(one := described("Copy", slot, text), one) for slot in COPY_SLOTS})


def _told(words: Schema, form: Schema) -> Schema:
    """Return the schema of a value that has a form or is empty, with what is said of it to people."""
    told = {key: words[key] for key in _SAID if key in words}
    return {**told, "anyOf": [{key: part for key, part in form.items() if key not in _SAID}, {"type": "null"}]}
