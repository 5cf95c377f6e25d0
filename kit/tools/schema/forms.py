"""The forms of values as editors read them: types of YAML 1.2, where `82` is a number and `no` is a word, and patterns.

The generator keeps every value unconverted and reads it by the type of its field; so a field of words accepts numbers
too, and a number may be in quotes. Patterns are made of those by which the validator judges names, addresses, sizes and
colours; one says less than the validator if that compares a value with others or with a table, and `tests/tools/schema`
lists the cases. The schema is of draft 7, the newest that editors of YAML know well
(https://json-schema.org/draft-07).
"""

from __future__ import annotations

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kit.base.document.document import EMPHASIS
from kit.model.campaign import FEWEST_BETWEEN, MOST_BETWEEN
from kit.model.colour import HEX
from kit.model.image import FOCUS
from kit.model.partner import HANDLE, NAME
from kit.model.placement import ROLES
from kit.project.messages.copy_slots import MAX_TEXT
from kit.project.messages.entry_references import AS_OF
from kit.project.messages.links import ALLOWED, DOT_SEGMENT, LABEL, NUMERIC
from kit.project.names import ID, LANGUAGE, MAX_NAME, RESERVED, VERSION
from kit.project.own_placement_rules import LENGTH, MAX_PART, PART, SHEET, SIDE_IN_PX, SIZE_IN_PX, SIZE_ON_PAPER
from kit.project.own_placement_rules import NAME as PLACEMENT
from kit.project.partners.partners_file import FIELD_NAME, HANDLE_FORM
from kit.project.placements import INSET

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


#: The parts of a pattern: an escape and a group's kind, which stay as they are; a class of characters, or a letter.
_CLASS_OR_LETTER = re.compile(r"\\.|\(\?[:=!<]+|\[[^\]]*\]|[a-z]")


def in_any_case(pattern: str) -> str:
    """Return a pattern whose letters are of any case, as the dialect of JSON Schema has no flag for that."""
    return _CLASS_OR_LETTER.sub(_with_capitals, pattern)


def _with_capitals(match: re.Match[str]) -> str:
    """Return a class with the capitals of its letters, or a class for a letter."""
    part = match[0]
    if part.startswith("["):
        ranges = "".join(re.findall(r"[a-z]-[a-z]|[a-z]", part))
        return part[:-1] + ranges.upper() + "]"
    return f"[{part}{part.upper()}]" if part.isalpha() else part


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


def words(pattern: str, meant: str) -> Schema:
    """Return the schema of words of a form, with a hint for editors that show it."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": meant}


#: Texts for people: not blank and, without emphasis, without its mark.
PROSE: Schema = {"type": WORDS, "pattern": r"\S", "patternErrorMessage": "write words, or leave the key out"}
PLAIN_PROSE: Schema = {
    "type": WORDS,
    "pattern": rf"^(?![\s\S]*{re.escape(EMPHASIS)})[\s\S]*\S",
    "patternErrorMessage": f"write words, without {EMPHASIS}: only the words of copy are emphasised",
}
#: Names that are used in the middle of lines.
ONE_LINE: Schema = {"pattern": r"^[^\n]*(?![\s\S])", "patternErrorMessage": "write it on one line"}
#: Words that `voice` rules out: with at least one letter, and without `*`.
_HAS_LETTER = r"(?=[\s\S]*[A-Za-z0-9\u0080-\uffff])"
STEM: Schema = {
    "type": WORDS,
    "pattern": rf"^{_HAS_LETTER}\s*~?[^*~]*$",
    "patternErrorMessage": "write the beginning of words, without '*'; with '~' in front, it is found inside words too",
}
PHRASE: Schema = {"type": WORDS, "pattern": rf"^{_HAS_LETTER}[^*~]*$", "patternErrorMessage": "write whole words"}
COPY_TEXT: Schema = {**PROSE, "maxLength": MAX_TEXT}
CAPTION_TEXT: Schema = {**PLAIN_PROSE, "maxLength": MAX_TEXT}

_FORM_OF_ID = "lower-case letters, digits and single hyphens"
_NOT_RESERVED = f"(?!({'|'.join(sorted(RESERVED))})$)"
_NOT_RESERVED_IN_CAPITALS = f"(?!({'|'.join(map(in_any_case, sorted(RESERVED)))})$)"
#: The name of a message, which becomes part of file names.
MESSAGE_NAME = {**words(f"^{_NOT_RESERVED}{ID.pattern}$", _FORM_OF_ID), "maxLength": MAX_NAME}
_RESERVED_PLATFORM = f"(?!({'|'.join(sorted(RESERVED))})/)"
_ROOM = f"(?=[^/]{{1,{MAX_PART}}}/[^/]{{1,{MAX_PART}}}$)"
PLACEMENT_NAME = words(
    f"^{_RESERVED_PLATFORM}{_ROOM}{PLACEMENT.pattern}$", "write platform/name, such as board/shop_window"
)
#: A platform or a placement.
PLACE: Schema = {"type": WORDS, "pattern": f"^{PART}(/{PART})?$"}

_HOST = rf"({LABEL.pattern}\.)+(?!({NUMERIC.pattern})([/?#]|$)){LABEL.pattern}"
HOST = words(f"^{_HOST}$", "write the host alone, in lower case, such as www.change.org")
ADDRESS = words(
    rf"^(?![^?#]*{in_any_case(DOT_SEGMENT.pattern)})https://{_HOST}([/?#]{ALLOWED.pattern})?$",
    "write it as https://host/path",
)
COLOUR = words(f"^{in_any_case(HEX.pattern)}$", 'write it as "#rrggbb"')
FOCUS_POINT = words(rf"^\s*{FOCUS.pattern}\s*$", "write the distance from the left and from the top, such as 40% 30%")
DATED: Schema = {
    **words(f"^{AS_OF.pattern}$", "write a year, a month or a day: 2020, 2020-12"),
    "type": ["string", "integer"],
    "minimum": 1000,
    "maximum": 9999,
}


def _two(item: Schema, **more: object) -> Schema:
    """Return the schema of a width and a height."""
    return {"type": "array", "items": item, "minItems": 2, "maxItems": 2, **more}


_LENGTH = in_any_case(LENGTH.pattern)
PICTURE_SIZE: Schema = {
    "anyOf": [
        words(rf"^\s*{in_any_case(SIZE_IN_PX.pattern)}\s*$", "write width x height, such as 1200 x 1500"),
        _two({"type": ["integer", "string"], "pattern": rf"^\s*{in_any_case(SIDE_IN_PX.pattern)}\s*$"}),
    ]
}
SHEET_SIZE: Schema = {
    "anyOf": [
        words(
            rf"^\s*({in_any_case(SIZE_ON_PAPER.pattern)}|{in_any_case(SHEET.pattern)})\s*$",
            "write 50 x 70 cm, or A3 landscape",
        ),
        _two(
            {"type": ["number", "string"], "pattern": rf"^\s*{_LENGTH}\s*$"},
            contains={"type": "string", "pattern": "[mM]\\s*$"},
        ),
    ]
}
MEASURE: Schema = {
    "type": ["number", "string"],
    "minimum": 0,
    "pattern": rf"^\s*{_LENGTH}\s*$",
    "patternErrorMessage": "write it in mm or cm, such as 3 mm",
}
#: The name of a field of a partner, which texts write in braces.
PARTNER_FIELD = words(
    f"^(?!({NAME}|{HANDLE})$){FIELD_NAME.pattern}$", "lower-case letters, digits, hyphens and '_', a letter first"
)
_INSET: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": 99_999, "pattern": f"^{INSET.pattern}$"}
_SAFE: Schema = {"anyOf": [_INSET, {"$ref": "#/definitions/SafeArea"}]}
#: A photo or a logo: its path alone, or keys with values.
_IMAGE: Schema = {"anyOf": [{"type": WORDS}, {"$ref": "#/definitions/ImageFile"}]}
_COUNTED_COPY: Schema = {"$ref": "#/definitions/CountedCopy"}
_COUNTED_TEXT: Schema = {"$ref": "#/definitions/CountedText"}
_ROLES_ON_SCREENS = [role for role in ROLES if role != "print"]

#: Additions to the schema of a field's type, or replacements for it if given as `instead`.
FORMS: dict[str, dict[str, Schema]] = {
    "KitInfo": {
        "name": {**MESSAGE_NAME, "type": ["string", "integer"], "minimum": 0},
        "version": {
            "pattern": f"^{_NOT_RESERVED}{VERSION.pattern}$", "maxLength": MAX_NAME, "minimum": 0,
            "patternErrorMessage": "digits and lower-case letters with dots between, such as 1.0.0",
        },
        "language": words(
            f"^{_NOT_RESERVED_IN_CAPITALS}{LANGUAGE.pattern}$", "a language tag, such as en or pt-BR"
        ),
        "hosts": {"items": HOST},
        "hashtags": {"items": words(r"^#\S+$", "write '#' and words without spaces")},
        "site": ADDRESS,
        "logo": {"instead": _IMAGE},
        **dict.fromkeys(("title", "creator", "licence"), ONE_LINE),
    },
    "About": {"by": ONE_LINE},
    "Link": {"url": ADDRESS},
    "Source": {"url": ADDRESS, "as_of": DATED, "title": ONE_LINE, "publisher": ONE_LINE},
    "Statistic": {
        "as_of": DATED, **dict.fromkeys(("text", "qualifier", "qualifier_reason", "counts", "label"), PROSE),
    },
    "Family": {"faces": {"minItems": 1}},
    "Message": {
        "images": {"minItems": 1}, "copy": {"instead": _COUNTED_COPY}, "photo": {"instead": _IMAGE},
        "logo": {"instead": _IMAGE}, "shows": {"instead": _COUNTED_TEXT},
        "not_at": {"items": PLACE},
    },
    "ImageUse": {
        "on": {"minItems": 1, "uniqueItems": True}, "at": {"items": PLACE}, "photo": {"instead": _IMAGE},
        "copy": {"instead": _COUNTED_COPY}, "logo": {"instead": _IMAGE},
    },
    "Caption": {
        "short": {"instead": _COUNTED_TEXT},
        "long": {"instead": _COUNTED_TEXT},
    },
    "Frame": {
        "copy": {"instead": {"$ref": "#/definitions/Copy"}}, "photo": {"instead": _IMAGE}, "logo": {"instead": _IMAGE},
    },
    "ImageFile": {"focus": FOCUS_POINT},
    "AllPlatformsBut": {"without": {"items": PLACE}},
    "Countdown": {"at": {"items": PLACE}},
    "Voice": {
        "never": {"items": STEM}, "never_on_pictures": {"items": STEM}, "never_in_a_line": {"items": PHRASE},
        "never_emphasised": {"items": STEM},
    },
    "Apart": {
        "words": {"items": STEM, "minItems": 1}, "from": {"items": STEM, "minItems": 1},
        "by": {"minimum": FEWEST_BETWEEN, "maximum": MOST_BETWEEN},
    },
    "OwnPlacement": {
        "size": {"instead": PICTURE_SIZE}, "role": {"instead": {"enum": _ROLES_ON_SCREENS}}, "safe": {"instead": _SAFE},
        "formats": {"minItems": 1}, "max_bytes": {"minimum": 1}, "shown_width": {"minimum": 1},
        "hashtags": {"minimum": 0},
    },
    "OwnSheet": {
        "size": {"instead": SHEET_SIZE}, "bleed": {"instead": MEASURE}, "safe": {"instead": MEASURE},
        "formats": {"minItems": 1}, "max_bytes": {"minimum": 1},
    },
    "Partner": {
        "name": ONE_LINE, "sender": ONE_LINE,
        "handle": words(f"^{HANDLE_FORM.pattern}$", "write it as people type it, such as @harbour"),
        "link": {"instead": {"anyOf": [ADDRESS, {"$ref": "#/definitions/PartnerLink"}]}}, "logo": {"instead": _IMAGE},
        "colours": {"additionalProperties": COLOUR},
        "fields": {"additionalProperties": {"type": WORDS, **ONE_LINE}, "propertyNames": PARTNER_FIELD},
    },
    "PartnerLink": {"url": ADDRESS},
    "SlotRule": {"lines": {"minimum": 1}, "seen": {"items": {"type": "number", "minimum": 0, "maximum": 100}}},
    "LineGap": {"least": {"minimum": -0.5, "exclusiveMaximum": 0.03}, "reason": PROSE},
    "CheckChoice": {"reason": PROSE}, "AllowedNumber": {"reason": PROSE},
    "Emphasis": {"size": {"minimum": 0.25, "maximum": 4}, "gap": {"minimum": 0, "maximum": 2}},
}  # fmt: skip
