"""Describe the files of a project to editors, from the models that they are validated by (https://json-schema.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from kit.schema.kit_yaml import kit_yaml
from kit.schema.layout_yaml import layout_yaml
from kit.schema.platforms_yaml import platforms_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.schema.scalars import Schema

#: The files that have a schema: `kit.yaml`, `layout.yaml`, and the table of placements.
SchemaName = Literal["kit", "layout", "placements"]
SCHEMAS: tuple[SchemaName, ...] = get_args(SchemaName)
_DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_of(name: SchemaName, rules: Iterable[str] = ()) -> Schema:
    """Return the JSON Schema of a file as editors read it; `rules` are the names of those that can be turned off."""
    if name == "kit":
        title, made = "kit.yaml", kit_yaml(rules)
    elif name == "layout":
        title, made = "layout.yaml", layout_yaml()
    else:
        title, made = "platforms.yaml", platforms_yaml()
    return {"$schema": _DRAFT, "title": title, **made}
