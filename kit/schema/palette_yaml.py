"""The schema of `palette.yaml`: roles, each with a colour or a mix, and what goes for them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from kit.project.palettes import DISTINCT, EXTENDS
from kit.schema.descriptions import described
from kit.schema.forms import COLOUR, words
from kit.schema.models import keys_with_values
from kit.schema.scalars import Scalars

if TYPE_CHECKING:
    from kit.schema.scalars import Schema

#: The name of a role: letters of any script, digits, hyphens and underscores, a letter or a digit first.
_ROLE = words(r"^[^\s!-/:-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*$", "write one word, as the class of a shape is named")
#: The share of the second role in a mix, between 0 and 1.
_SHARE: Schema = {
    "type": ["number", "string"],
    "exclusiveMinimum": 0,
    "exclusiveMaximum": 1,
    "pattern": r"^0?\.(?!0+$)[0-9]+$",
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
