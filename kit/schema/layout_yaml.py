"""The schema of `layout.yaml`: the slots of its drawings, each with the options that it takes, and what they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.layout import SHAPES, SlotRule
from kit.model.placement import ROLES
from kit.project.placements import read_placements
from kit.project.slot_options import COLOURS_OF, NO_LINES, OF_BLINDS, OF_WHOLES
from kit.schema.descriptions import described
from kit.schema.forms import PLACE
from kit.schema.models import definitions_of, keys_with_values, used
from kit.schema.scalars import WORDS

if TYPE_CHECKING:
    from kit.schema.scalars import Schema

_SLOTS = COPY_SLOTS + DERIVED_SLOTS
#: The definitions of rules of slots: of those that hold no words, and of all others.
_KINDS = {"qr": "CodeSlot", "chart": "ChartSlot", "photo": "PhotoSlot", "logo": "LogoSlot"}
_OF_WORDS = "WordSlot"
#: What an option holds that says no.
_NO: Schema = {
    "enum": [False, 0, *(case(word) for word in ("no", "false", "off") for case in (str, str.capitalize, str.upper))]
}


def layout_yaml() -> Schema:
    """Return the schema of `layout.yaml`."""
    known = definitions_of([SlotRule])
    known |= {_KINDS.get(slot, _OF_WORDS): _rule(slot, known["SlotRule"]) for slot in _SLOTS}
    rules = {slot: {"$ref": f"#/definitions/{_KINDS.get(slot, _OF_WORDS)}"} for slot in _SLOTS}
    slots = {slot: described("Slots", slot, rule) for slot, rule in rules.items()}
    served = {"type": "array", "items": {"anyOf": [{"enum": [*ROLES, *read_placements()]}, PLACE]}}
    stacked = {"type": "array", "items": {"enum": [*_SLOTS]}, "minItems": 2, "uniqueItems": True}
    sections: dict[str, Schema] = {
        "title": {"type": WORDS},
        "slots": keys_with_values(slots),
        "drawings": keys_with_values({shape: described("Shapes", shape, served) for shape in SHAPES}),
        "stacks": keys_with_values({shape: described("Shapes", shape, stacked) for shape in SHAPES}),
    }
    properties = {key: described("Layout", key, section) for key, section in sections.items()}
    schema = keys_with_values(properties, ("title", "slots"))
    return {**schema, "definitions": used(schema, known)}


def _rule(slot: str, rule: Schema) -> Schema:
    """Return the schema of the rule of one slot, without the options of others."""
    others = {key for key, slots in COLOURS_OF.items() if slot not in slots}
    others |= set() if slot == "photo" else {"fill"}
    own = {key: value for key, value in rule["properties"].items() if key not in others}
    if slot in NO_LINES:
        own["optical"] = {"allOf": [own["optical"], _NO], "description": own["optical"]["description"]}
    return keys_with_values(own, allOf=_charts()) if slot == "chart" else keys_with_values(own)


def _charts() -> list[Schema]:
    """Return what a chart must be of to have some options: of a whole, or a blind."""
    needs = {"rest": OF_WHOLES, **dict.fromkeys(OF_BLINDS, ("blind",))}
    return [
        {"if": {"required": [key]}, "then": {"required": ["kind"], "properties": {"kind": {"enum": [*kinds]}}}}
        for key, kinds in needs.items()
    ]
