"""Describe the values of models as editors read them: YAML 1.2, in which `82` is a number and `no` is a word.

The generator keeps every value unconverted and reads it by the type of its field; so a field of words accepts numbers
too, and a number may be in quotes. The schema is of draft 7, the newest that editors of YAML know well
(https://json-schema.org/draft-07).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema


#: A schema, or a part of one.
Schema = dict[str, Any]
#: The types of a value that is read as words.
WORDS = ["string", "number", "boolean"]
#: A date in `kit.yaml`.
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_WHOLE = r"^[+-]?[0-9]+(_[0-9]+)*(\.0*)?$"
_NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
#: Every way to write yes or no, in any case (https://docs.pydantic.dev/latest/api/standard_library_types/#booleans).
_TRUTHS = ("yes", "no", "true", "false", "on", "off", "y", "n", "t", "f", "1", "0")


def in_any_case(word: str) -> str:
    """Return a pattern of a word in any case."""
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word)


class Scalars(GenerateJsonSchema):
    """Describe words, numbers, dates and choices by what YAML makes of them."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Accept words, and what only looks like a number or a boolean."""
        return {"type": WORDS}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Accept a whole number, in quotes or not."""
        return {"type": ["integer", "string"], "pattern": _WHOLE}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Accept a number, in quotes or not."""
        return {"type": ["number", "string"], "pattern": _NUMBER}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Accept `yes` and `no` first, then every other way to write them."""
        written = "|".join(map(in_any_case, _TRUTHS))
        return {"anyOf": [{"enum": ["yes", "no"]}, {"type": ["boolean", "string"], "pattern": f"^({written})$"}]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:  # noqa: ARG002
        """Accept a date in digits."""
        return {"type": "string", "format": "date", "pattern": DAY}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """Accept a list of one kind of value, with a fixed length if there is one."""
        items = schema["items_schema"]
        described: Schema = {"type": "array", "items": self.generate_inner(items[0])}
        if "variadic_item_index" in schema:
            return described
        return {**described, "minItems": len(items), "maxItems": len(items)}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave defaults out: descriptions mention those that don't depend on the file."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Accept no empty value: a missing value is left out."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        """Give no titles to fields: their names say the same."""
        return False
