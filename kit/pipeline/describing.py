"""Describe the files of a project to editors, as JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.checks import RULES
from kit.schema import OF_CAMPAIGNS, schema_of
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from kit.pipeline.loading import AnyPath
    from kit.schema import SchemaName

#: The folder of a project in which its files look for their schemas.
FOLDER = "schemas"


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the JSON Schema of `kit.yaml` (`kit`), of a `layout`, a `palette`, the `placements` or `words`.

    `words` are those that the generator writes itself in a language.
    It is of draft 7, and made from what the files are validated by. It knows no names that other files give, such as
    those of layouts.
    """
    return schema_of(name, RULES)


@system_errors_told("schemas were written")
def write_schemas(folder: AnyPath) -> tuple[Path, ...]:
    """Write the schemas of a campaign's files into a folder, as `kit.json`, `layout.json` and so on, and return them.

    Raises OutputError for what can't be written.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    return tuple(_written(place / f"{name}.json", name) for name in OF_CAMPAIGNS)


def _written(path: Path, name: SchemaName) -> Path:
    path.write_text(as_text(json_schema(name)), encoding="utf-8")
    return path


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
