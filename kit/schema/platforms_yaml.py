"""The schema of `kit/platforms.yaml`, the table of every placement that the generator brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.placement import Placement
from kit.project.placements import FACTS
from kit.schema.models import definitions_of, keys_with_values, used
from kit.schema.scalars import WORDS

if TYPE_CHECKING:
    from kit.schema.scalars import Schema


def platforms_yaml() -> Schema:
    """Return the schema of the table: each fact of a placement has a source."""
    known = definitions_of([Placement])
    facts = {fact: {"required": ["sources"], "properties": {"sources": {"required": [fact]}}} for fact in FACTS}
    entry = {"allOf": [{"$ref": "#/definitions/Placement"}], "dependencies": facts}
    source = {"type": "object", "additionalProperties": {"type": WORDS}}
    schema = keys_with_values(
        {
            "sources": {
                "description": "Where facts are from, by a name.",
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
    return {**schema, "additionalProperties": True, "definitions": used(schema, known)}
