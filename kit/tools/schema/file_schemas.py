"""The schemas of `layout.yaml`, `palette.yaml`, `partners.yaml`, `kit/platforms.yaml` and catalogues of sentences.

A catalogue in another language has the keys of the English one, and the same names in braces; a text with a count has
a form for each plural class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from kit.model.chart import OPTIONS, kinds_taking
from kit.model.image import ImageFile
from kit.model.layout import SHAPES, SlotRule
from kit.model.partner import Partner
from kit.model.placement import ROLES, Placement
from kit.model.slot import SLOTS, SlotKind
from kit.model.statistic import PLURAL_CLASSES
from kit.project.catalogue import sentences
from kit.project.layouts.palettes import DISTINCT, EXTENDS, SHARE
from kit.project.placements import FACTS, read_placements
from kit.tools.schema.definitions import definitions_of, described, keys_with_values, used
from kit.tools.schema.forms import COLOUR, MESSAGE_NAME, PLACE, WORDS, Scalars, Schema, words

#: The value of an option that is off.
_NO: Schema = {
    "enum": [False, 0, *(case(word) for word in ("no", "false", "off") for case in (str, str.capitalize, str.upper))]
}


def layout_yaml() -> Schema:
    """Return the schema of `layout.yaml`."""
    definitions = definitions_of([SlotRule])
    definitions |= {_definition(kind): _rule(kind, definitions["SlotRule"]) for kind in SLOTS.values()}
    rules = {name: {"$ref": f"#/definitions/{_definition(kind)}"} for name, kind in SLOTS.items()}
    slots = {name: described("Slots", name, rule) for name, rule in rules.items()}
    served = {"type": "array", "items": {"anyOf": [{"enum": [*ROLES, *read_placements()]}, PLACE]}}
    stacked = {"type": "array", "items": {"enum": [*SLOTS]}, "minItems": 2, "uniqueItems": True}
    sections: dict[str, Schema] = {
        "title": {"type": WORDS},
        "slots": keys_with_values(slots),
        "drawings": keys_with_values({shape: described("Shapes", shape, served) for shape in SHAPES}),
        "stacks": keys_with_values({shape: described("Shapes", shape, stacked) for shape in SHAPES}),
    }
    properties = {key: described("Layout", key, section) for key, section in sections.items()}
    schema = keys_with_values(properties, ("title", "slots"))
    return {**schema, "definitions": used(schema, definitions)}


def _definition(kind: SlotKind) -> str:
    """Return the name of the definition of the rule of a slot; all slots for words share one."""
    shared = {"words": "WordSlot", "code": "CodeSlot"}
    return shared.get(kind.holds, f"{kind.name.capitalize()}Slot")


def _rule(kind: SlotKind, rule: Schema) -> Schema:
    """Return the schema of the rule of a slot, without the options of others."""
    others = {key for other in SLOTS.values() for key in other.options} - {*kind.options}
    own = {key: value for key, value in rule["properties"].items() if key not in others}
    if kind.holds != "words":
        own["optical"] = {"allOf": [own["optical"], _NO], "description": own["optical"]["description"]}
        del own["gap"]
    return keys_with_values(own, allOf=_charts()) if kind.holds == "chart" else keys_with_values(own)


def _charts() -> list[Schema]:
    """Return of which kinds a chart must be to have some options."""
    return [
        {
            "if": {"required": [key]},
            "then": {"required": ["kind"], "properties": {"kind": {"enum": [*kinds_taking(key)]}}},
        }
        for key in OPTIONS
    ]


#: The name of a role: letters of any script, digits, hyphens and underscores, a letter or a digit first.
_ROLE = words(r"^[^\s!-/:-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*$", "write one word, like the class of a shape")
#: The share of the second role in a mix, between 0 and 1.
_SHARE: Schema = {
    "type": ["number", "string"],
    "exclusiveMinimum": 0,
    "exclusiveMaximum": 1,
    "pattern": f"^{SHARE.pattern}$",
}


def palette_yaml() -> Schema:
    """Return the schema of `palette.yaml`, in which every other key is a role."""
    mix: Schema = {"type": "array", "items": [_ROLE, _ROLE, _SHARE], "minItems": 3, "additionalItems": False}
    pair: Schema = {"type": "array", "items": _ROLE, "minItems": 2, "maxItems": 2, "uniqueItems": True}
    own: dict[str, Schema] = {
        EXTENDS: TypeAdapter(bool).json_schema(schema_generator=Scalars),
        DISTINCT: {"type": "array", "items": pair},
    }
    return {
        "type": "object",
        "properties": {key: described("Palette", key, schema) for key, schema in own.items()},
        "additionalProperties": {
            "anyOf": [COLOUR, keys_with_values({"mix": described("Palette", "mix", mix)}, ("mix",))]
        },
        "propertyNames": _ROLE,
        "anyOf": [{"required": [EXTENDS]}, {"not": {"propertyNames": {"enum": [DISTINCT]}}}],
        "definitions": {},
    }


def partners_yaml() -> Schema:
    """Return the schema of `partners.yaml`, in which every key is the id of a partner."""
    definitions = definitions_of([Partner, ImageFile])
    schema: Schema = {
        "type": "object",
        "additionalProperties": {"$ref": "#/definitions/Partner"},
        "propertyNames": MESSAGE_NAME,
    }
    return {**schema, "definitions": used(schema, definitions)}


def platforms_yaml() -> Schema:
    """Return the schema of the table: each fact of a placement has a source."""
    definitions = definitions_of([Placement])
    facts = {fact: {"required": ["sources"], "properties": {"sources": {"required": [fact]}}} for fact in FACTS}
    entry = {"allOf": [{"$ref": "#/definitions/Placement"}], "dependencies": facts}
    source = {"type": "object", "additionalProperties": {"type": WORDS}}
    schema = keys_with_values(
        {
            "sources": {
                "description": "The sources of facts, by name.",
                "type": "object",
                "additionalProperties": source,
            },
            "placements": {
                "description": "Every placement, by platform/name.",
                "type": "object",
                "additionalProperties": entry,
            },
        },
    )
    return {**schema, "additionalProperties": True, "definitions": used(schema, definitions)}


_IN_BRACES = re.compile(r"\{(\w+)\}")


def words_yaml() -> Schema:
    """Return the schema of a catalogue."""
    return {**_of_group(sentences("en")), "definitions": {}}


def _of_group(group: dict[str, Any]) -> Schema:
    """Return the schema of a group of sentences, all of which a translation must have."""
    return keys_with_values({key: _of_entry(key, value) for key, value in group.items()}, group)


def _of_entry(key: str, value: Any) -> Schema:  # noqa: ANN401  (a value of any YAML file)
    """Return the schema of a sentence, of a list of them, of the forms of one, or of a group."""
    if isinstance(value, str):
        return {**_sentence(_IN_BRACES.findall(value)), "description": f"In English: “{value}”."}
    if isinstance(value, list):
        definitions = {name for line in value for name in _IN_BRACES.findall(line)}
        lines = {"type": "array", "items": {"anyOf": [_sentence((), definitions), {"enum": [""]}]}, "minItems": 1}
        return {**lines, "description": f"In English: {' '.join(f'“{line}”' for line in value)}."}
    if value.keys() <= set(PLURAL_CLASSES):
        form = _sentence((), {name for text in value.values() for name in _IN_BRACES.findall(text)})
        forms = keys_with_values(dict.fromkeys(PLURAL_CLASSES, form), ("other",))
        said = ", ".join(f"“{one}” ({name})" for name, one in value.items())
        return {**forms, "description": f"A form for each plural class of the language. In English: {said}."}
    return {**_of_group(value), "description": f"The sentences of '{key}'."}


def _sentence(needed: Iterable[str], allowed: Iterable[str] = ()) -> Schema:
    """Return the schema of a sentence with required names in braces, and optional ones."""
    asked = [*dict.fromkeys(needed)]
    every = "|".join(sorted({*asked, *allowed}))
    braces = rf"|\{{({every})\}}" if every else ""
    first = "".join(rf"(?=[\s\S]*\{{{name}\}})" for name in asked)
    return {"type": "string", "pattern": f"^{first}([^{{}}]{braces})+$"}
