"""Say what each field is for: `descriptions.yaml`, by the name of a model and of its field."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.project.documents import read_document

if TYPE_CHECKING:
    from kit.schema.scalars import Schema

_FILE = Path(__file__).with_name("descriptions.yaml")
#: Models whose fields are also those of another, and that other.
_AS_IN = {"OwnPlacement": "Placement", "OwnSheet": "Placement"}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class FieldWords(NamedTuple):
    """What a field is for, in a sentence, and examples of what it holds, as they are written."""

    says: str
    examples: tuple[Any, ...] = ()


@cache
def descriptions() -> dict[str, dict[str, FieldWords]]:
    """Return what the fields of each model are for, by the names of both."""
    written = read_document(_FILE, name=_FILE.name).value
    return {
        model: {field: FieldWords(said) if isinstance(said, str) else FieldWords(said[0], tuple(said[1:]))
                for field, said in fields.items()}
        for model, fields in written.items()
    }  # fmt: skip


def described(model: str, field: str, schema: Schema) -> Schema:
    """Return the schema of a field with what it is for. Raises KeyError for one of which nothing is said."""
    known = descriptions()
    found = known.get(model, {}).get(field) or known[_AS_IN[model]][field]
    inner = {"allOf": [schema]} if "$ref" in schema else schema
    examples = [_as_editors_read(example) for example in found.examples]
    return {"description": found.says, **inner, **({"examples": examples} if examples else {})}


def _as_editors_read(example: Any) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return an example with its numbers as numbers, as an editor writes them without quotes."""
    if isinstance(example, list):
        return [_as_editors_read(item) for item in example]
    if isinstance(example, str) and _NUMBER.fullmatch(example):
        return float(example) if "." in example else int(example)
    return example
