"""Describe the files of a project to editors, from the models that validate them (https://json-schema.org)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from kit.tools.schema.campaign_schema import kit_yaml, locale_yaml
from kit.tools.schema.file_schemas import layout_yaml, palette_yaml, partners_yaml, platforms_yaml, words_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kit.tools.schema.forms import Schema

#: The files that have a schema: those of a campaign, the table of placements, and the generator's own words.
SchemaName = Literal["kit", "locale", "layout", "palette", "partners", "placements", "words"]
SCHEMAS: tuple[SchemaName, ...] = get_args(SchemaName)
#: Those for files of a campaign.
OF_CAMPAIGNS: tuple[SchemaName, ...] = tuple(name for name in SCHEMAS if name != "words")
_DRAFT = "http://json-schema.org/draft-07/schema#"
#: The descriptions of the schemas besides that of `kit.yaml`.
_MADE: dict[SchemaName, tuple[str, Callable[[], Schema]]] = {
    "locale": ("a translation, locales/TAG.yaml", locale_yaml),
    "layout": ("layout.yaml", layout_yaml),
    "palette": ("palette.yaml", palette_yaml),
    "partners": ("partners.yaml", partners_yaml),
    "placements": ("platforms.yaml", platforms_yaml),
    "words": ("a catalogue of words", words_yaml),
}


def schema_of(name: SchemaName, rules: Iterable[str] = ()) -> Schema:
    """Return the JSON Schema of a file for editors; `rules` are the names of those that can be turned off."""
    title, make = ("kit.yaml", partial(kit_yaml, rules)) if name == "kit" else _MADE[name]
    return {"$schema": _DRAFT, "title": title, **make()}
