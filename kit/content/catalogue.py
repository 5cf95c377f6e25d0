"""The sentences that the generator writes itself, in the language of a kit: `words/TAG.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kit.document import read_yaml
from kit.text.characters import disallowed_characters

_FOLDER = Path(__file__).parent / "words"
_ENGLISH = "en"

#: One section of a catalogue: sentences and groups of them, by key.
Words = dict[str, Any]


@cache
def sentences(language: str) -> Words:
    """Return the catalogue of a language, a BCP 47 tag, or the English one when it is not translated yet.

    Sections are `picture`, `page` and `documents`. Nobody changes what is returned: it is read once and shared. It is
    read as `kit.yaml` is: every value is the string that is written. Raises SpecError for a catalogue that is broken.
    """
    wanted = _FOLDER / f"{language.lower()}.yaml"
    path = wanted if wanted.is_file() else _FOLDER / f"{_ENGLISH}.yaml"
    found: Words = read_yaml(path, disallowed_characters).value
    return found
