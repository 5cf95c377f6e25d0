"""Read the YAML files of a project, whose values hold no character that words may not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.document import read_yaml
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.document import Document


def read_document(path: Path, *, name: str | None = None) -> Document:
    """Read a YAML file; `name` is what messages call it, the path unless given. Raises SpecError."""
    return read_yaml(path, disallowed_characters, name=name)
