"""The schema of a catalogue of the generator's own sentences, `kit/content/words/TAG.yaml`: that of the English one.

A translation has the same keys, and what stands in braces stays; a text with a count has a form for each plural class.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kit.content.catalogue import sentences
from kit.model.countdown import PLURAL_CLASSES
from kit.schema.models import keys_with_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.schema.scalars import Schema

_IN_BRACES = re.compile(r"\{(\w+)\}")


def words_yaml() -> Schema:
    """Return the schema of a catalogue."""
    return {**_of_group(sentences("en")), "definitions": {}}


def _of_group(group: dict[str, Any]) -> Schema:
    """Return the schema of a group of sentences, all of which a translation has."""
    return keys_with_values({key: _of_entry(key, value) for key, value in group.items()}, group)


def _of_entry(key: str, value: Any) -> Schema:  # noqa: ANN401  (a value of any YAML file)
    """Return the schema of a sentence, of a list of them, of the forms of one, or of a group."""
    if isinstance(value, str):
        return {**_sentence(_IN_BRACES.findall(value)), "description": f"In English: “{value}”."}
    if isinstance(value, list):
        known = {name for one in value for name in _IN_BRACES.findall(one)}
        lines = {"type": "array", "items": {"anyOf": [_sentence((), known), {"enum": [""]}]}, "minItems": 1}
        return {**lines, "description": f"In English: {' '.join(f'“{one}”' for one in value)}."}
    if value.keys() <= set(PLURAL_CLASSES):
        form = _sentence((), {name for one in value.values() for name in _IN_BRACES.findall(one)})
        forms = keys_with_values(dict.fromkeys(PLURAL_CLASSES, form), ("other",))
        said = ", ".join(f"“{one}” ({name})" for name, one in value.items())
        return {**forms, "description": f"A form for each plural class of the language. In English: {said}."}
    return {**_of_group(value), "description": f"The sentences of '{key}'."}


def _sentence(needed: Iterable[str], known: Iterable[str] = ()) -> Schema:
    """Return the schema of a sentence with some names in braces, which it has to have, and others that it may have."""
    asked = [*dict.fromkeys(needed)]
    every = "|".join(sorted({*asked, *known}))
    braces = rf"|\{{({every})\}}" if every else ""
    first = "".join(rf"(?=[\s\S]*\{{{name}\}})" for name in asked)
    return {"type": "string", "pattern": f"^{first}([^{{}}]{braces})+$"}
